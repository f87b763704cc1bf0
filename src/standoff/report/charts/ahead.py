"""Probabilities on one scale from 0 to 100 %: what the record says, and apart what the game says.

A filled point is counted from the record and has its interval; thin strokes are other baselines.
What a game gives is hollow and has no interval: a diamond by the deadline, a square after it.
Labels stand above their lines, so that the picture reads on a telephone too.
"""

from __future__ import annotations

import math
from typing import Any

from standoff.nouns import Forecast, PageData, ThenWhat
from standoff.report import grammar as g
from standoff.report.lettering import SAFE, wrap
from standoff.report.naming import Naming
from standoff.report.words import Words

__all__ = ["chance", "forecast_chart", "forecast_label", "outcome_label"]

Row = dict[str, Any]


def forecast_chart(page: PageData, width: int = 860) -> g.Chart:
    """The page's forecasts, and beside them what the game gives by and after the deadline."""
    naming = Naming(page)
    words = naming.words
    counted = [_forecast_row(naming, forecast) for forecast in page.forecasts]
    game = _game_rows(naming, page.then_what) if page.then_what else []
    columns = {"label": "ahead.question", "when": "ahead.window", "told": "ahead.probability",
               "range": "ahead.interval"}  # fmt: skip
    return g.Chart(
        name="ahead",
        title=words.t("ahead.chart_title"),
        alt=words.t("ahead.alt", list=" ".join(_told(naming, row) for row in counted + game)),
        language=page.language,
        spec=g.finish(g.below(*_panels(naming, counted, game, width), gap=18)),
        rows=tuple({key: row[key] for key in columns} for row in counted + game),
        headings={key: words.t(text) for key, text in columns.items()},
        note=f"{words.t('ahead.key')} {naming.note()}",
    )


def forecast_label(naming: Naming, forecast: Forecast) -> str:
    """The question in words: its own text, else the forecast's label, else its pattern."""
    if forecast.question.text or forecast.label:
        return naming.words.pick(forecast.question.text) or forecast.label
    pattern, words = forecast.question.pattern, naming.words
    moves = ", ".join(words.label("moves", move) for move in pattern.moves)
    systems = ", ".join(words.label("systems", system) for system in pattern.systems)
    who = "" if pattern.who == "*" else f"{naming.actor(pattern.who)}: "
    whom = f" → {naming.actor(pattern.whom)}" if pattern.whom else ""
    times = f" ×{pattern.at_least}" if pattern.at_least > 1 else ""
    return f"{who}{moves}{f' ({systems})' if systems else ''}{whom}{times}"


def chance(words: Words, forecast: Forecast) -> str:
    """The probability as it is told: open where no past window stands behind it."""
    return words.t("ahead.open") if forecast.blind else words.percent(forecast.probability)


def outcome_label(naming: Naming, outcome: str) -> str:
    """The game's name for an outcome as the beginning of a line."""
    told = naming.words.label("outcomes", outcome)
    return told[:1].upper() + told[1:]


def _forecast_row(naming: Naming, forecast: Forecast) -> Row:
    words = naming.words
    low, high = forecast.interval
    told, blind = chance(words, forecast), forecast.blind
    return {
        "label": forecast_label(naming, forecast),
        "when": words.days(forecast.question.start, forecast.question.end),
        "value": None if blind else _drawn(forecast.probability),
        "low": _drawn(low), "high": _drawn(high),
        "told": told, "shown": told, "range": "" if blind else words.percents((low, high)),
        "assumed": forecast.illustrative, "later": None,
        "baselines": [_drawn(value) for value in forecast.baselines.values() if forecast.n],
    }  # fmt: skip


def _game_rows(naming: Naming, answer: ThenWhat) -> list[Row]:
    """One row an outcome; the chances by and after the deadline share it."""
    words, rows = naming.words, []
    for outcome in dict.fromkeys([*answer.by_deadline, *answer.after_deadline]):
        by, after = answer.by_deadline.get(outcome), answer.after_deadline.get(outcome)
        told = [words.percent(share) if share is not None else "–" for share in (by, after)]
        rows.append(
            {"label": outcome_label(naming, outcome),
             "when": words.t("ahead.by_after", by=told[0], after=told[1]),
             "told": " / ".join(told), "shown": "", "range": "", "assumed": answer.illustrative,
             "value": _drawn(by), "later": _drawn(after), "baselines": []}
        )  # fmt: skip
    return rows


def _drawn(share: float | None) -> float | None:
    """The share within the picture; None draws nothing."""
    return None if share is None or not math.isfinite(share) else min(1.0, max(0.0, share))


def _told(naming: Naming, row: Row) -> str:
    interval = f" ({row['range']})" if row["range"] else ""
    label = f"{row['label']}, {row['when']}"
    return naming.words.t("ahead.alt_row", label=label, probability=row["told"], interval=interval)


def _panels(naming: Naming, counted: list[Row], game: list[Row], width: int) -> list[Any]:
    words, panels = naming.words, []
    if counted or not game:
        panels.append(_panel(counted, width, words.t("ahead.record"), hollow=False))
    if game:
        assumed = any(row["assumed"] for row in game)
        note = f" ({words.t('ahead.assumed')})" if assumed else ""
        panels.append(_panel(game, width, words.t("ahead.game") + note, hollow=True))
    return panels


def _panel(rows: list[Row], width: int, title: str, *, hollow: bool) -> Any:
    for n, row in enumerate(rows):
        # At most two lines of question; a single one stands on the lower.
        lines = ["", *wrap(row["label"], SAFE * (width - 76), 12, 2)][-2:]
        row |= {"lane": str(n), "zero": 0, "full": 1, "line1": lines[0], "line2": lines[-1]}
    tall = any(row["line1"] for row in rows)
    y = g.by_name("lane", [row["lane"] for row in rows])
    x, low, zero, full, later = (
        g.by_number(field, 1, percent=True) for field in ("value", "low", "zero", "full", "later")
    )
    ticks = [{"lane": row["lane"], "value": value} for row in rows for value in row["baselines"]]
    found = [row for row in rows if row["value"] is not None]
    ranges = [row for row in rows if row["range"]]
    second = [row for row in rows if row["later"] is not None]
    shape, colour = ("diamond", "groups.pressure") if hollow else ("circle", "verdict.supported")
    layers = [
        g.rules(ranges, colour=colour, width=3, x=low, x2="high", y=y),
        g.strokes(ticks, height=12, colour="page.muted", x=x, y=y),
        g.points(found, shape=shape, hollow=hollow, colour=colour, x=x, y=y),
        g.points(second, shape="square", hollow=True, colour=colour, x=later, y=y),
        g.words_at(rows, "line1", x=zero, y=y, dy=-46, size=12),
        g.words_at(rows, "line2", x=zero, y=y, dy=-31, size=12),
        g.words_at(rows, "when", x=zero, y=y, dy=-16, limit=width - 120, colour="page.muted"),
        g.words_at(rows, "shown", x=full, y=y, dy=-31, align="right", bold=True, size=13),
        g.words_at(rows, "range", x=full, y=y, dy=-16, align="right", colour="page.muted"),
    ]  # fmt: skip
    return g.over(
        *layers, width=width - 20, height=(76 if tall else 60) * max(1, len(rows)), title=title
    )
