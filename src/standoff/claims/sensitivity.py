"""How a finding changes with the definition, and with reports that are missing or wrong.

The primary reading is asked again after one change at a time:

    utc                      dates in UTC instead of the place's own calendar
    counted as ...           days, events, items
    window of ...            30, 60, 90 days; 3, 6, 12 months
    rule ...                 which months count as detente: gravest deed, mildest, meetings only
    thinned                  dense years thinned to the density of the others
    dropped and added        events dropped, and others moved to a day drawn at random, at the
                             coder's error rates (`data/error_rates.toml`), several times

The last row says in how many runs the verdict stayed: a verdict that hangs on one report shows.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from importlib import resources
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import numpy as np

from standoff.claims.month_rules import RULES
from standoff.claims.told import Told
from standoff.claims.wording import Text, say
from standoff.nouns import Claim, Definition, Event, Finding, SensitivityRow, When

__all__ = ["error_rates", "in_utc", "sensitivity_of", "with_errors"]

Form = Callable[[Claim, Told], Finding]
_WINDOWS, _MONTHS = (30, 60, 90), (3, 6, 12)
_RHYTHM = ("alternation", "order")
_RUNS = {"alternation": 10, "order": 10, "exception": 20}


def sensitivity_of(claim: Claim, told: Told, form: Form) -> tuple[SensitivityRow, ...]:
    """The primary reading of a claim under one change at a time."""
    rows = []
    for name, text, definition, record in _changes(claim, told):
        found = form(_with(claim, definition), record)
        rows.append(
            SensitivityRow(
                name=name, text=text, verdict=found.verdict, value=found.estimate,
                interval=found.interval,
            )
        )  # fmt: skip
    return (*rows, _errors(claim, told, form))


def _with(claim: Claim, definition: Definition) -> Claim:
    return msgspec.structs.replace(claim, definitions=(definition,))


def _changes(claim: Claim, told: Told) -> Iterator[tuple[str, Text, Definition, Told]]:
    first = claim.definitions[0]
    if any(event.when.at for event in told.events):
        moved = msgspec.structs.replace(told, events=tuple(in_utc(e) for e in told.events))
        yield "utc", say("change_utc"), first, moved
    for key, value in _fields(claim, first):
        named = {"count": f"count_{value}", "rule": f"rule_{value}"}.get(key, f"change_{key}")
        if (claim.form, key) == ("clock", "thinned"):
            named = "change_bursts"
        yield f"{key}-{value}", say(named, n=value), _replaced(first, key, value), told


def _fields(claim: Claim, first: Definition) -> Iterator[tuple[str, Any]]:
    """(field, other value) of the primary reading that this form could draw differently."""
    if claim.form == "count":
        yield from (("count", how) for how in ("days", "events", "number") if how != first.count)
    if claim.form == "sign":
        own = first.within_days or claim.within_days
        yield from (("within_days", n) for n in _WINDOWS if n != own)
    if claim.form == "deadline":
        own = first.follow_days or claim.follow_days
        yield from (("follow_days", n) for n in _WINDOWS if n != own)
    if claim.form == "clock":
        own = first.before_months or claim.before_months
        yield from (("before_months", n) for n in _MONTHS if n != own)
    if _by_labels(claim, first):
        yield from (("rule", name) for name in RULES if name != (first.rule or "gravest"))
    if claim.form in (*_RHYTHM, "clock") and not first.thinned:
        yield "thinned", True


def _by_labels(claim: Claim, first: Definition) -> bool:
    if claim.form in _RHYTHM:
        return not first.patterns
    return claim.form == "dwell" or (
        claim.form == "exception" and first.measure not in ("", "rate")
    )


def _replaced(definition: Definition, key: str, value: Any) -> Definition:
    return msgspec.structs.replace(definition, **{key: value})


def in_utc(event: Event) -> Event:
    """The event on its day in UTC, if its instant is known; else as it is."""
    if event.when.at is None or not event.when.is_day:
        return event
    day = event.when.at.astimezone(ZoneInfo("UTC")).date()
    when = When(earliest=day, latest=day, said=event.when.said, at=event.when.at, zone="UTC")
    return msgspec.structs.replace(event, when=when)


@cache
def error_rates() -> tuple[float, float, str]:
    """(missed, wrong, source): the coder's error rates."""
    path = resources.files("standoff.claims") / "data" / "error_rates.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return float(table["missed"]), float(table["wrong"]), str(table["source"])


def with_errors(told: Told, start: date, end: date, rng: np.random.Generator) -> Told:
    """The record with events of the period dropped at random, and others misplaced within it."""
    missed, wrong, _ = error_rates()
    days = (end - start).days + 1
    kept: list[Event] = []
    for event in told.events:
        first = event.when.earliest
        if first is None or not start <= first <= end:
            kept.append(event)
            continue
        if rng.random() >= missed:
            kept.append(event)
        if rng.random() < wrong:
            day = date.fromordinal(start.toordinal() + int(rng.integers(days)))
            when = When(earliest=day, latest=day)
            kept.append(msgspec.structs.replace(event, id=f"{event.id}+", when=when))
    return msgspec.structs.replace(told, events=tuple(kept))


def _errors(claim: Claim, told: Told, form: Form) -> SensitivityRow:
    runs = _RUNS.get(claim.form, 40)
    rng = np.random.default_rng(1)
    first = _with(claim, claim.definitions[0])
    start = claim.compare_start or claim.start
    end = max(claim.end, claim.compare_end or claim.end)
    verdicts = Counter(form(first, with_errors(told, start, end, rng)).verdict for _ in range(runs))
    verdict = verdicts.most_common(1)[0][0]
    missed, wrong, _ = error_rates()
    own = form(first, told).verdict
    return SensitivityRow(
        name="errors",
        text=say("change_errors", missed=100 * missed, wrong=100 * wrong, runs=runs),
        verdict=verdict,
        runs=runs,
        share=verdicts[own] / runs,
    )
