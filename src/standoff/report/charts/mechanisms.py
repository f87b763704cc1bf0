"""Mechanisms in a picture: the share of prior draws in which the game has the claimed sign."""

from __future__ import annotations

from typing import Any

from standoff.nouns.mechanism import Mechanisms
from standoff.report import grammar as g
from standoff.report.words import Words

__all__ = ["shares_chart"]


def shares_chart(answer: Mechanisms, words: Words, width: int = 860) -> g.Chart:
    """One lane a mechanism, one point a variant (the first filled, later ones hollow)."""
    rows: list[dict[str, Any]] = [
        {"lane": str(lane), "nought": 0.0, "claim": words.pick(result.claim), "value": one.share,
         "low": one.share_interval[0], "high": one.share_interval[1], "later": number > 0,
         "variant": words.label("variants", one.variant), "told": words.percent(one.share),
         "verdict": words.label("implied_verdicts", one.verdict)}
        for lane, result in enumerate(answer.results)
        for number, one in enumerate(result.implied)
    ]  # fmt: skip
    lanes = [str(lane) for lane in range(len(answer.results))]
    y = g.by_name("lane", lanes)
    x, low, nought = (_share(name) for name in ("value", "low", "nought"))
    first = [row for row in rows if not row["later"]]
    later = [row for row in rows if row["later"]]
    layers = [
        g.rules(rows, colour="page.rule", width=4, x=low, x2="high", y=y),
        g.points(first, shape="circle", colour="verdict.supported", x=x, y=y),
        g.points(later, shape="diamond", colour="verdict.supported", hollow=True, x=x, y=y),
        g.words_at(first, "claim", x=nought, y=y, dy=-14, limit=width - 30),
    ]
    columns = {"claim": "mechanisms.claim", "variant": "mechanisms.variant",
               "told": "mechanisms.share", "verdict": "mechanisms.verdict"}  # fmt: skip
    told = "; ".join(f"{row['claim']} {row['variant']}: {row['told']}" for row in rows)
    return g.Chart(
        name="mechanisms",
        title=words.t("mechanisms.picture"),
        alt=words.t("mechanisms.picture_alt", list=told),
        language=words.language,
        spec=g.finish(g.over(*layers, width=width - 20, height=38 * max(1, len(lanes)))),
        rows=tuple({key: row[key] for key in columns} for row in rows),
        headings={key: words.t(text) for key, text in columns.items()},
        note=words.t("mechanisms.picture_key"),
    )


def _share(field: str) -> Any:
    channel = g.by_number(field, 1, percent=True)
    channel["scale"] = {"domain": [-0.01, 1.01], "nice": False}
    return channel
