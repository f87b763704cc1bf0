"""A backtest in two pictures: skill over the base rate, and chances beside what came.

Skill: a point with its interval for each question and horizon; right of the line is better than the
base rate. Reliability: a point for each bin of chances, as high as the share that came; the upright
stroke is where it would lie with 90 % if the chances were right, the diagonal is perfect.
"""

from __future__ import annotations

from typing import Any

from standoff.nouns.backtest import Backtest, Scored
from standoff.report import grammar as g
from standoff.report.words import Words

__all__ = ["reliability_chart", "skill_chart"]

_ENDS = (-0.6, 0.6)
Row = dict[str, Any]


def skill_chart(backtest: Backtest, words: Words, width: int = 860) -> g.Chart:
    """Brier skill of the pool, question by question."""
    rows = [_skill_row(backtest, words, row) for row in backtest.of("pool")]
    for n, row in enumerate(rows):
        row |= {"lane": str(n), "from": _ENDS[0], "nought": 0}
    y = g.by_name("lane", [row["lane"] for row in rows])
    x, low, nought, start = (_scaled(name) for name in ("value", "low", "nought", "from"))
    drawn = [row for row in rows if row["value"] is not None]
    layers = [
        g.strokes(rows, height=30, x=nought, y=y),
        g.rules(drawn, colour="verdict.supported", width=3, x=low, x2="high", y=y),
        g.points(drawn, shape="circle", colour="verdict.supported", x=x, y=y),
        g.words_at(rows, "label", x=start, y=y, dy=-11, limit=width - 90),
        g.words_at(rows, "told", x=g.at_pixel(width - 20), y=y, dy=-11, align="right", bold=True),
    ]
    columns = {"label": "backtest.question", "n": "backtest.n", "told": "backtest.skill",
               "range": "ahead.interval"}  # fmt: skip
    return g.Chart(
        name="skill",
        title=words.t("backtest.skill_title"),
        alt=words.t(
            "backtest.skill_alt",
            list="; ".join(f"{row['label']}: {row['told']} ({row['range']})" for row in rows),
        ),
        language=words.language,
        spec=g.finish(g.over(*layers, width=width - 20, height=36 * max(1, len(rows)))),
        rows=tuple({key: row[key] for key in columns} for row in rows),
        headings={key: words.t(text) for key, text in columns.items()},
        note=words.t("backtest.skill_key"),
    )


def _skill_row(backtest: Backtest, words: Words, row: Scored) -> Row:
    low, high = row.brier_skill.interval
    value = row.brier_skill.value
    return {
        "label": f"{_kind(backtest, words, row.kind)}, {words.t('backtest.within', n=row.days)}",
        "n": row.n,
        "value": value if value is None else _inside(value),
        "low": _inside(low),
        "high": _inside(high),
        "told": "–" if value is None else words.number(value),
        "range": words.numbers((low, high)),
    }


def _kind(backtest: Backtest, words: Words, name: str) -> str:
    kind = next(kind for kind in backtest.kinds if kind.id == name)
    return words.pick(kind.text) or kind.id


def _inside(value: float) -> float:
    return min(max(value, _ENDS[0]), _ENDS[1])


def _scaled(field: str) -> Any:
    channel = g.by_number(field, 1)
    channel["scale"] = {"domain": list(_ENDS), "nice": False}
    channel["axis"] = {**channel["axis"], "format": "+.1f", "tickCount": 5}
    return channel


def reliability_chart(backtest: Backtest, words: Words, width: int = 420) -> g.Chart:
    """The pool's chances in bins, beside the share that came."""
    bins = [one for one in backtest.reliability if one.model == "pool"]
    rows = [
        {"mean": one.mean, "share": one.share, "low": one.band[0], "high": one.band[1],
         "n": words.number(one.n), "told": words.percent(one.share),
         "bin": words.percents((one.low, one.high)), "band": words.percents(one.band),
         "within": words.t("backtest.inside" if one.inside else "backtest.outside")}
        for one in bins
    ]  # fmt: skip
    x, y, low = (g.by_number(name, 1, percent=True) for name in ("mean", "share", "low"))
    line = [{"mean": 0, "share": 0, "x2": 1, "y2": 1}]
    layers = [
        g.rules(line, dashed=True, x=x, y=y, x2="x2", y2="y2"),
        g.rules(rows, colour="page.rule", width=6, x=x, y=low, y2="high"),
        g.points(rows, shape="circle", colour="verdict.supported", x=x, y=y),
        g.words_at(rows, "n", x=x, y=y, dx=9, colour="page.muted"),
    ]
    columns = {"bin": "backtest.chances", "n": "backtest.n", "told": "backtest.came",
               "band": "backtest.band", "within": "backtest.verdict"}  # fmt: skip
    return g.Chart(
        name="reliability",
        title=words.t("backtest.reliability_title"),
        alt=words.t(
            "backtest.reliability_alt",
            list="; ".join(f"{row['bin']}: {row['told']} (n = {row['n']})" for row in rows),
        ),
        language=words.language,
        spec=g.finish(g.over(*layers, width=width - 50, height=width - 50)),
        rows=tuple({key: row[key] for key in columns} for row in rows),
        headings={key: words.t(text) for key, text in columns.items()},
        note=words.t("backtest.reliability_key"),
    )
