"""Form `count`: "13 short-range tests in seven months".

Estimand: how many days, events or items of a kind the period holds. Claimed region: the number
said, plus or minus the claim's margin (or from it upwards, or up to it). The first definition is
the literal reading and decides; the others are a table of what else the words may mean. The
comparison is the same count in earlier covered periods of the same length: a number says little
alone.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from standoff.claims.decide import Interval, claimed_region, count_interval, decide
from standoff.claims.kinds import period_of
from standoff.claims.nearest import compose_count, kinds_said
from standoff.claims.reading import Reading, gaps, read_definition
from standoff.claims.told import Told
from standoff.claims.wording import Text, amount, say
from standoff.cycle import count_windows, windows_back
from standoff.nouns import Claim, Coverage, DefinitionRow, Finding, coverage_spans, kinds_of

__all__ = ["count_finding"]


def count_finding(claim: Claim, told: Told) -> Finding:
    """The finding on a count claim; errors name the claim and the key at fault."""
    events, coverage = told.events, told.coverage
    region = claimed_region(claim)
    readings = [
        _bounded(read_definition(d, claim, events, coverage, period_of(claim, d)), coverage)
        for d in claim.definitions
    ]
    rows = tuple(_row(reading, region) for reading in readings)
    literal, first = readings[0], rows[0]
    compared = _compare(literal, coverage)
    return Finding(
        claim=claim,
        verdict=first.verdict,
        estimand=f"{literal.definition.count} of {literal.pattern}, {claim.start} to {claim.end}",
        estimate=first.value,
        interval=first.interval,
        region=region,
        n=len(literal.count.events) + len(literal.count.unsure),
        comparison=compared["en"],
        definitions=rows,
        remark=_remark(claim, readings, rows, coverage),
        nearest_true=_nearest(readings, rows),
        would_change=_would_change(literal, first, region, coverage),
        events=literal.count.events,
        reviewed=told.reviewed,
        comparison_text=compared,
        robustness=_robustness(rows),
    )


def _bounded(reading: Reading, coverage: Sequence[Coverage]) -> Reading:
    """Uncovered only where no day is: what a period with gaps holds is still a lower bound."""
    spans = coverage_spans(coverage, kinds_of(reading.pattern), reading.start, reading.end)
    if reading.level == "none" and any(span.level != "none" for span in spans):
        return msgspec.structs.replace(reading, level="partial")
    return reading


def _row(reading: Reading, region: Interval) -> DefinitionRow:
    interval = count_interval(reading.count.sure, reading.count.possible, reading.level)
    return DefinitionRow(
        name=reading.definition.name,
        value=float(reading.count.sure),
        verdict=decide(interval, region, level=reading.level),
        text=reading.definition.text,
        events=reading.count.events,
        interval=interval,
        level=reading.level,
        n=len(reading.count.events) + len(reading.count.unsure),
    )


def _compare(reading: Reading, coverage: Sequence[Coverage]) -> Text:
    """The same count in earlier covered periods of the same length."""
    if reading.start == date.min:
        return say("nothing_to_compare")
    days = (reading.end - reading.start).days + 1
    before = reading.start - timedelta(days=1)
    windows = windows_back(before, days, coverage, kinds_of(reading.pattern))
    if not windows:
        return say("nothing_to_compare")
    spans = [(window.start, window.end) for window in windows]
    counts = [c.sure for c in count_windows(reading.matching, spans, reading.definition.count)]
    return say(
        "count_compared" if len(counts) > 1 else "count_compared_one",
        n=len(counts),
        low=min(counts),
        high=max(counts),
        median=statistics.median(counts),
    )


def _robustness(rows: Sequence[DefinitionRow]) -> Text:
    verdicts = [row.verdict for row in rows]
    figures = {"k": verdicts.count("supported"), "n": len(rows), "m": verdicts.count("open")}
    return say("robust_open" if figures["m"] else "robust", **figures)


def _remark(
    claim: Claim,
    readings: Sequence[Reading],
    rows: Sequence[DefinitionRow],
    coverage: Sequence[Coverage],
) -> Text:
    literal, first = readings[0], rows[0]
    if first.verdict == "supported":
        return say("count_supported", value=first.value)
    if first.verdict == "open":
        return _why_open(literal, first, coverage)
    key = "exactly" if claim.bound == "exactly" else f"bound_{claim.bound}"
    said = say("count_contradicted", value=first.value, asserted=say(key, n=claim.asserted))
    if first.interval[1] < claimed_region(claim)[0]:
        said = _at_the_edges(said, literal)
    true = _true_readings(readings, rows)
    return say(_relation(literal, true[0]), what=said, reading=true[0].text) if true else said


def _at_the_edges(said: Text, reading: Reading) -> Text:
    """What lies just outside the period, for a count that falls short.

    "In seven months" is seldom meant to the day: within a fourteenth of the period's length (a week
    at least) before its first day or after its last, a count may have been cut off.
    """
    days = max(7, ((reading.end - reading.start).days + 1) // 14)
    step, room = timedelta(days=1), timedelta(days=days)
    if reading.start - date.min < room or date.max - reading.end < room:
        return said
    spans = {
        "edge_before": (reading.start - room, reading.start - step),
        "edge_after": (reading.end + step, reading.end + room),
    }
    how = reading.definition.count
    for key, counted in zip(
        spans, count_windows(reading.matching, list(spans.values()), how), strict=True
    ):
        if counted.sure:
            said = say(key, what=said, days=days, more=amount(counted.sure, how))
    return said


def _true_readings(readings: Sequence[Reading], rows: Sequence[DefinitionRow]) -> list[Reading]:
    pairs = zip(readings, rows, strict=True)
    return [reading for reading, row in pairs if row.verdict == "supported"]


def _relation(literal: Reading, true: Reading) -> str:
    """Whether the words are too narrow or too wide for what is true."""
    ours, theirs = set(literal.count.events), set(true.count.events)
    if ours < theirs:
        return "too_narrow"
    return "too_wide" if theirs < ours else "holds_for"


def _why_open(literal: Reading, row: DefinitionRow, coverage: Sequence[Coverage]) -> Text:
    if row.level == "none":
        spans = gaps(literal, coverage, "none")
        return say("uncovered", kinds=kinds_said(kinds_of(literal.pattern)), spans=spans)
    if row.level == "partial":
        return say("partly", value=row.value)
    return say("fuzzy", low=row.interval[0], high=row.interval[1])


def _nearest(readings: Sequence[Reading], rows: Sequence[DefinitionRow]) -> Text:
    """The first true reading composed from its parts, else the literal one's own count."""
    chosen = (_true_readings(readings, rows) or readings)[0]
    return {} if chosen.level == "none" else compose_count(chosen)


def _would_change(
    literal: Reading, row: DefinitionRow, region: Interval, coverage: Sequence[Coverage]
) -> Text:
    kinds = kinds_said(kinds_of(literal.pattern))
    if row.verdict == "open":
        if row.level == "none":
            spans = gaps(literal, coverage, "none")
            return say("change_coverage", kinds=kinds, spans=spans)
        if row.level == "partial":
            spans = gaps(literal, coverage, "partial", "none")
            return say("change_complete", kinds=kinds, spans=spans)
        return say("change_dates", n=len(literal.count.unsure) or len(literal.count.events))
    return _steps(row, region, literal.definition.count)


def _steps(row: DefinitionRow, region: Interval, how: str) -> Text:
    """How many more or fewer would turn a decided verdict."""
    if row.verdict == "contradicted":
        below = row.interval[1] < region[0]
        if below:
            return say("change_more", more=amount(math.ceil(region[0] - row.interval[1]), how))
        return say("change_fewer", fewer=amount(math.ceil(row.interval[0] - region[1]), how))
    more = None if math.isinf(region[1]) else math.floor(region[1] - row.interval[1]) + 1
    fewer = None if math.isinf(region[0]) else math.floor(row.interval[0] - region[0]) + 1
    if fewer is not None and fewer > row.interval[0]:
        fewer = None
    figures = {
        name: amount(n, how) for name, n in (("more", more), ("fewer", fewer)) if n is not None
    }
    key = "change_either" if len(figures) == 2 else f"change_{next(iter(figures), 'none')}"
    return say(key, **figures) if figures else {}
