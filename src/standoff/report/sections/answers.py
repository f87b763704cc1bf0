"""The answers, before anything else: each claim's verdict in a sentence, and "then what?"."""

from __future__ import annotations

from collections import Counter
from typing import Any

from standoff.nouns import Finding, Forecast
from standoff.nouns.claim import VERDICTS
from standoff.report.charts.ahead import chance, forecast_label
from standoff.report.charts.card import SIGNS, claim_lines
from standoff.report.naming import QUIET, Naming
from standoff.report.words import Words, sentence

__all__ = ["answers"]

_MOST_CLAIMS, _MOST_FORECASTS = 6, 4


def answers(naming: Naming) -> dict[str, Any]:
    """The box at the top: the first claims, the rest on request, then what is likely."""
    claims = [_claim(naming, n, finding) for n, finding in enumerate(naming.page.findings, 1)]
    first = len(claims) if len(claims) <= _MOST_CLAIMS + 1 else _MOST_CLAIMS
    return {
        "claims": claims[:first],
        "rest": claims[first:],
        "tally": _tally(naming),
        "forecasts": _forecasts(naming),
        "game": _game(naming),
        "phase": _phase(naming),
    }


def _tally(naming: Naming) -> str:
    """How many claims got which verdict."""
    verdicts = Counter(finding.verdict for finding in naming.page.findings)
    counted = {name: naming.words.number(verdicts[name]) for name in VERDICTS}
    return naming.words.t("answers.tally", n=verdicts.total(), **counted)


def _claim(naming: Naming, number: int, finding: Finding) -> dict[str, str]:
    words = naming.words
    answer = words.pick(finding.nearest_true) or words.pick(finding.remark)
    if not answer:
        answer = " ".join(claim_lines(naming, finding)) or words.pick(finding.comparison_text)
    return {
        "anchor": f"claim{number}",
        "verdict": finding.verdict,
        "sign": SIGNS[finding.verdict],
        "word": words.t(f"verdict.{finding.verdict}"),
        "text": words.pick(finding.claim.text),
        "answer": sentence(answer),
    }


def _forecasts(naming: Naming) -> list[dict[str, str]]:
    words = naming.words
    return [
        {
            "probability": chance(words, forecast),
            "question": forecast_label(naming, forecast),
            "when": words.days(forecast.question.start, forecast.question.end),
            "counts": _counted(words, forecast),
            "interval": words.t("claims.interval", interval=words.percents(forecast.interval)),
            "illustrative": words.t("ahead.assumed") if forecast.illustrative else "",
        }
        for forecast in naming.page.forecasts[:_MOST_FORECASTS]
    ]  # fmt: skip


def _counted(words: Words, forecast: Forecast) -> str:
    """The base rate, and the windows that it rests on."""
    if not forecast.n:
        return ""
    base = forecast.baselines.get("base_rate", forecast.probability)
    return words.t(
        "ahead.counted", base=words.percent(base), k=words.number(forecast.k), n=forecast.n
    )


def _game(naming: Naming) -> str:
    """The game's likeliest outcome by the deadline, with the warning that goes with it."""
    answer, words = naming.page.then_what, naming.words
    if not answer or not answer.by_deadline:
        return ""
    outcome = max(answer.by_deadline, key=lambda name: (answer.by_deadline[name], name))
    key = "answers.game" if answer.illustrative else "answers.game_estimated"
    return words.t(
        key,
        outcome=words.label("outcomes", outcome),
        probability=words.percent(answer.by_deadline[outcome]),
    )


def _phase(naming: Naming) -> str:
    phases = naming.page.phases
    if not phases or not phases.phases:
        return ""
    last, words = phases.phases[-1], naming.words
    months = words.t("phases.months_n", n=last.months)
    told = words.t("answers.phase", name=naming.phase(last.name), months=months)
    within = [month for month in phases.months if month.month >= last.start]
    partly = last.name == QUIET and any(month.level != "complete" for month in within)
    return words.t("answers.phase_partly", phase=told.rstrip(".")) if partly else told
