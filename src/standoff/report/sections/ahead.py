"""Then what?: base rates from the record beside the answer of a game, kept apart by sight."""

from __future__ import annotations

from typing import Any

from standoff.nouns import Forecast, ThenWhat
from standoff.report.charts.ahead import chance, forecast_chart, forecast_label, outcome_label
from standoff.report.figures import figure
from standoff.report.naming import Naming
from standoff.report.sections.anchors import Anchors

__all__ = ["ahead"]


def ahead(naming: Naming, anchors: Anchors) -> dict[str, Any]:
    """The section of forecasts."""
    page = naming.page
    earlier = page.earlier or (None,) * len(page.forecasts)
    drawn = bool(page.forecasts or page.then_what)
    chart = figure(forecast_chart, page, naming.words, "ahead", data=False) if drawn else None
    return {
        "figure": chart,
        "forecasts": [
            _forecast(naming, anchors, forecast) | {"change": _change(naming, forecast, before)}
            for forecast, before in zip(page.forecasts, earlier, strict=True)
        ],
        "game": _game(naming, page.then_what) if page.then_what else None,
    }


def _forecast(naming: Naming, anchors: Anchors, forecast: Forecast) -> dict[str, Any]:
    words = naming.words
    return {
        "question": forecast_label(naming, forecast),
        "pattern": str(forecast.question.pattern),
        "when": words.days(forecast.question.start, forecast.question.end),
        "probability": chance(words, forecast),
        "interval": words.percents(forecast.interval),
        "counts": words.t("ahead.of", k=words.number(forecast.k), n=words.number(forecast.n)),
        "model": words.label("baselines", forecast.model),
        "illustrative": forecast.illustrative,
        "knows": words.t("ahead.knows_until", day=words.day(forecast.knows_until)),
        "baselines": [
            (words.label("baselines", name), words.percent(value))
            for name, value in (forecast.baselines if forecast.n else {}).items()
        ],
        "reasons": forecast.reason_texts.get(words.language) or forecast.reasons,
        "events": anchors.links(naming, forecast.events)[0],
        "reviewed": naming.reviewed(forecast.reviewed),
    }


def _change(naming: Naming, now: Forecast, before: Forecast | None) -> str:
    """What became of the chance since the same question was asked before."""
    if before is None or before.blind or now.blind:
        return ""
    words = naming.words
    points = round(now.probability * 100) - round(before.probability * 100)
    key = "same" if not points else "up" if points > 0 else "down"
    return words.t(
        f"ahead.change_{key}",
        n=abs(points),
        before=words.percent(before.probability),
        day=words.day(before.knows_until),
    )


def _game(naming: Naming, answer: ThenWhat) -> dict[str, Any]:
    words = naming.words
    split = bool(answer.if_met or answer.if_unmet)
    tables = [answer.by_deadline, answer.after_deadline]
    tables += [answer.if_met, answer.if_unmet] if split else []
    outcomes = dict.fromkeys([*answer.by_deadline, *answer.after_deadline])
    return {
        "name": answer.game.replace("_", " "),
        "illustrative": answer.illustrative,
        "after": words.t("ahead.after_deadline", n=answer.horizon_months),
        "outcomes": [
            {
                "name": outcome_label(naming, outcome),
                "shares": [_share(naming, table.get(outcome)) for table in tables],
            }
            for outcome in outcomes
        ],
        "split": split,
        "met": words.t(
            "ahead.met",
            what=words.label("outcomes", answer.demand),
            share=_share(naming, answer.met),
        )
        if answer.demand
        else "",
        "state": [
            (words.label("state", key), words.label("state", value))
            for key, value in answer.state.items()
        ],
        "parameters": [
            (words.label("parameters", key), words.number(value, 3))
            for key, value in answer.parameters.items()
        ],
        "residual": words.t("ahead.residual", residual=words.power(answer.residual)),
        "note": answer.note,
    }


def _share(naming: Naming, share: float | None) -> str:
    return "–" if share is None else naming.words.percent(share)
