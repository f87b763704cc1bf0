"""Phases and transitions: the ribbon's table, how long phases last, what follows what."""

from __future__ import annotations

from typing import Any

from standoff.nouns import Dwell, Event, Phase, Phases
from standoff.report.charts.counts import counts_chart
from standoff.report.charts.transitions import transitions_chart
from standoff.report.figures import figure
from standoff.report.naming import QUIET, Naming

__all__ = ["rhythm"]


def rhythm(naming: Naming) -> dict[str, Any]:
    """The section of phases; its counts stand even where phases do not."""
    page, words = naming.page, naming.words
    counts = figure(counts_chart, page, words, "counts") if any(map(_dated, page.events)) else None
    empty: dict[str, Any] = {"counts": counts, "phases": [], "transitions": None, "dwell": []}
    if not page.phases or not page.phases.phases:
        return empty
    phases = page.phases
    moved = any(any(row.values()) for row in phases.transitions.values())
    return empty | {
        "rule": words.pick(phases.rule_text) or phases.rule,
        "phases": [_phase(naming, phase) for phase in phases.phases],
        "transitions": figure(transitions_chart, page, words, "moves", (560, 350))
        if moved
        else None,
        "dwell": [_dwell(naming, dwell) for dwell in phases.dwell if dwell.n],
        "remarks": _remarks(naming, phases),
        "reviewed": naming.note(phases.reviewed),
    }


def _dated(event: Event) -> bool:
    return event.when.earliest is not None and event.when.latest is not None


def _phase(naming: Naming, phase: Phase) -> dict[str, str]:
    words = naming.words
    return {
        "key": phase.name,
        "name": naming.phase(phase.name),
        "from": words.month(phase.start),
        "until": words.month(phase.end),
        "months": words.number(phase.months),
        "probability": words.percent(phase.probability),
        "censored": words.t(f"phases.censored_{phase.censored}") if phase.censored else "",
    }


def _dwell(naming: Naming, dwell: Dwell) -> dict[str, str]:
    number = naming.words.number
    return {
        "name": naming.phase(dwell.name),
        "n": number(dwell.n),
        "ended": number(dwell.ended),
        "months": number(dwell.months),
        "mean": number(dwell.mean, 1) if dwell.mean is not None else "–",
    }


def _remarks(naming: Naming, phases: Phases) -> list[str]:
    words = naming.words
    uncovered = sum(not month.covered for month in phases.months)
    remarks = [words.t("phases.uncovered", n=uncovered)] if uncovered else []
    partly = sum(month.label == QUIET and month.level != "complete" for month in phases.months)
    if partly:
        remarks.append(words.t("phases.quiet_partly", n=partly, name=naming.phase(QUIET)))
    if phases.undecided:
        remarks.append(words.t("phases.undecided", n=len(phases.undecided)))
    return remarks
