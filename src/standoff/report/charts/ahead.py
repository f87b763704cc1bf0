"""Probabilities on one scale from 0 to 100 %: what the record says, and apart what the game says.

A filled point is counted from the record and has its interval; a hollow diamond rests on assumed
parameters and has none. Thin strokes are baselines. Labels stand above their lines, so that the
picture reads on a telephone too.
"""

from __future__ import annotations

import math
from typing import Any

from standoff.nouns import Forecast, PageData, ThenWhat
from standoff.report.grammar import (
    Chart,
    below,
    by_name,
    by_number,
    finish,
    over,
    points,
    rules,
    strokes,
    words_at,
)  # fmt: skip
from standoff.report.naming import Naming

__all__ = ["forecast_chart", "forecast_label"]

Row = dict[str, Any]


def forecast_chart(page: PageData, width: int = 860) -> Chart:
    """The page's forecasts, and beside them what the game gives by and after the deadline."""
    naming = Naming(page)
    words = naming.words
    counted = [_forecast_row(naming, forecast) for forecast in page.forecasts]
    game = _game_rows(naming, page.then_what) if page.then_what else []
    told = " ".join(
        words.t("ahead.alt_row", label=f"{row['label']}, {row['when']}", probability=row["told"],
                interval=f" ({row['range']})" if row["range"] else "")
        for row in counted + game
    )  # fmt: skip
    columns = {"label": "ahead.question", "when": "ahead.window", "told": "ahead.probability",
               "range": "ahead.interval"}  # fmt: skip
    return Chart(
        name="ahead",
        title=words.t("ahead.chart_title"),
        alt=words.t("ahead.alt", list=told),
        language=page.language,
        spec=finish(below(*_panels(naming, counted, game, width), gap=18)),
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


def _forecast_row(naming: Naming, forecast: Forecast) -> Row:
    words = naming.words
    low, high = forecast.interval
    return {
        "label": forecast_label(naming, forecast),
        "when": words.days(forecast.question.start, forecast.question.end),
        "value": _drawn(forecast.probability), "low": _drawn(low), "high": _drawn(high),
        "told": words.percent(forecast.probability), "range": words.percents((low, high)),
        "assumed": forecast.illustrative,
        "baselines": [_drawn(value) for value in forecast.baselines.values()],
    }  # fmt: skip


def _game_rows(naming: Naming, answer: ThenWhat) -> list[Row]:
    words = naming.words
    parts = (
        (words.t("ahead.by_deadline"), answer.by_deadline),
        (words.t("ahead.after_deadline", n=answer.horizon_months), answer.after_deadline),
    )
    return [
        {"label": words.label("outcomes", outcome), "when": when, "value": _drawn(probability),
         "told": words.percent(probability), "range": "", "assumed": answer.illustrative,
         "baselines": []}
        for when, outcomes in parts
        for outcome, probability in outcomes.items()
    ]  # fmt: skip


def _drawn(share: float) -> float:
    """Percent within the picture."""
    return min(100.0, max(0.0, 100 * share)) if math.isfinite(share) else 0.0


def _panels(naming: Naming, counted: list[Row], game: list[Row], width: int) -> list[Any]:
    words, panels = naming.words, []
    if counted or not game:
        panels.append(_panel(counted, width, words.t("ahead.record")))
    if game:
        assumed = any(row["assumed"] for row in game)
        note = f" ({words.t('ahead.assumed')})" if assumed else ""
        panels.append(_panel(game, width, words.t("ahead.game") + note))
    return panels


def _panel(rows: list[Row], width: int, title: str) -> Any:
    for n, row in enumerate(rows):
        row |= {"lane": str(n), "zero": 0, "full": 100}
    y = by_name("lane", [row["lane"] for row in rows])
    x, low, zero, full = (by_number(f, 100, title="%") for f in ("value", "low", "zero", "full"))
    ticks = [{"lane": row["lane"], "value": value} for row in rows for value in row["baselines"]]
    firm = [row for row in rows if not row["assumed"]]
    layers = [
        rules([row for row in rows if row["range"]], colour="verdict.supported", width=3,
              x=low, x2="high", y=y),
        strokes(ticks, height=12, colour="page.muted", x=x, y=y),
        points(firm, shape="circle", colour="verdict.supported", x=x, y=y),
        points([row for row in rows if row["assumed"]], shape="diamond", hollow=True,
               colour="groups.pressure", x=x, y=y),
        words_at(rows, "label", x=zero, y=y, dy=-31, limit=width - 70, size=12),
        words_at(rows, "when", x=zero, y=y, dy=-16, limit=width - 140, colour="page.muted"),
        words_at(rows, "told", x=full, y=y, dy=-31, align="right", bold=True, size=13),
        words_at(rows, "range", x=full, y=y, dy=-16, align="right", colour="page.muted"),
    ]  # fmt: skip
    return over(*layers, width=width - 20, height=60 * max(1, len(rows)), title=title)
