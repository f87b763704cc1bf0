"""Form `deadline`: "concessions by 31 December, else ...".

A deadline ties terms to a consequence. Three questions, each answered from covered time only: were
the terms met between the day it was set and the day it ran out; if not, did what was threatened
follow within `follow_days`; and how often does the like happen in such a stretch of time anyway?

    terms met                        open: the threat was not put to the test
    terms not met, no consequence    open: the text leaves open what was to follow
    terms not met, it followed       supported
    terms not met, it did not        contradicted

One deadline is one case (n = 1); the comparison carries its own number of periods.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import timedelta

import msgspec

from standoff.claims.decide import count_interval
from standoff.claims.nearest import compose
from standoff.claims.reading import Reading, pattern_of, read_definition
from standoff.claims.told import Told
from standoff.claims.wording import Text, say
from standoff.cycle import count_windows, windows_back
from standoff.errors import BadValue
from standoff.nouns import (
    Claim,
    Coverage,
    Definition,
    DefinitionRow,
    Event,
    Finding,
    kinds_of,
    state_of,
)

__all__ = ["GRAVE_MOVES", "deadline_finding"]

# What is listed after a deadline if the claim does not say: whatever hardens the conflict.
GRAVE_MOVES = (
    "weapon_test", "nuclear_restart", "attack", "coercion", "ultimatum", "threat", "breach",
)  # fmt: skip


def deadline_finding(claim: Claim, told: Told) -> Finding:
    """The finding on a deadline claim; errors name the claim and the key at fault."""
    events, coverage = told.events, told.coverage
    claim = msgspec.structs.replace(
        claim, follow_days=claim.definitions[0].follow_days or claim.follow_days
    )
    before = (claim.start, claim.end)
    terms = [read_definition(d, claim, events, coverage, before) for d in claim.definitions]
    threatened = _after(claim, claim.consequence, "consequence", events, coverage)
    follow = _after(claim, _follow_pattern(claim), "follow", events, coverage)
    assert follow is not None
    states = [_state(reading, threatened) for reading in terms]
    rows = tuple(_row(*pair) for pair in zip(terms, states, strict=True))
    judged = threatened or terms[0]
    compared = _compare(claim, follow, coverage)
    return Finding(
        claim=claim,
        verdict=rows[0].verdict,
        estimand=_estimand(claim, judged, bool(threatened)),
        estimate=float(judged.count.sure),
        interval=count_interval(judged.count.sure, judged.count.possible, judged.level),
        region=(float(judged.pattern.at_least), math.inf),
        n=1,
        comparison=compared["en"],
        definitions=rows,
        remark=say(states[0], end=claim.end, days=claim.follow_days),
        nearest_true=_nearest(claim, terms[0], follow),
        would_change=_would_change(states[0]),
        events=terms[0].count.events,
        followed=follow.count.events,
        reviewed=told.reviewed,
        comparison_text=compared,
        robustness=say("terms_robust", k=states.count("terms_met"), n=len(states)),
    )


VERDICT_OF = {"consequence_followed": "supported", "consequence_not_followed": "contradicted"}


def _follow_pattern(claim: Claim) -> str:
    """What to list afterwards: as told, else the threat, else grave moves of the speaker."""
    told = claim.follow or claim.consequence
    if told:
        return told
    speaker = state_of(claim.said_by)
    if not speaker or speaker == "AUTHOR":
        raise BadValue(
            "nothing says what to look for after the deadline",
            where=f"claim {claim.id}",
            expected="`follow` or `consequence`, a pattern, or `said_by`, the actor who set it",
        )
    return f"{speaker} {'|'.join(GRAVE_MOVES)}"


def _after(
    claim: Claim, pattern: str, key: str, events: Sequence[Event], coverage: Sequence[Coverage]
) -> Reading | None:
    """A pattern counted in the `follow_days` after the deadline; None without a pattern."""
    if not pattern:
        return None
    if not 1 <= claim.follow_days <= 3660:
        raise BadValue(
            f"follow_days = {claim.follow_days}", where=f"claim {claim.id}", expected="1 to 3660"
        )
    pattern_of(pattern, claim, key)
    window = claim.end + timedelta(days=1), claim.end + timedelta(days=claim.follow_days)
    return read_definition(
        Definition(name=key, pattern=pattern, count="events"), claim, events, coverage, window
    )


def _happened(reading: Reading) -> bool | None:
    """Whether the pattern surely happened in its window; None if the record cannot say."""
    if reading.count.sure >= reading.pattern.at_least:
        return True
    if reading.level == "complete" and reading.count.possible < reading.pattern.at_least:
        return False
    return None


def _state(terms: Reading, threatened: Reading | None) -> str:
    """How the deadline stands under one reading of its terms (a key of the sentences)."""
    met = _happened(terms)
    if met is None:
        return "terms_unknown"
    if met:
        return "terms_met"
    if threatened is None:
        return "consequence_open"
    followed = _happened(threatened)
    if followed is None:
        return "consequence_unknown"
    return "consequence_followed" if followed else "consequence_not_followed"


def _row(reading: Reading, state: str) -> DefinitionRow:
    return DefinitionRow(
        name=reading.definition.name,
        value=float(reading.count.sure),
        verdict=VERDICT_OF.get(state, "open"),
        text=reading.definition.text,
        events=reading.count.events,
        interval=count_interval(reading.count.sure, reading.count.possible, reading.level),
        level=reading.level,
    )


def _estimand(claim: Claim, judged: Reading, threatened: bool) -> str:
    what = "what was threatened" if threatened else "the terms"
    return f"{what}: {judged.pattern} from {judged.start} to {judged.end}"


def _compare(claim: Claim, follow: Reading, coverage: Sequence[Coverage]) -> Text:
    """In how many earlier periods of the same length the like happened as well."""
    windows = windows_back(claim.start, claim.follow_days, coverage, kinds_of(follow.pattern))
    if not windows:
        return say("deadline_nothing", days=claim.follow_days)
    spans = [(window.start, window.end) for window in windows]
    counts = count_windows(follow.matching, spans, "events")
    k = sum(count.sure >= follow.pattern.at_least for count in counts)
    return say("deadline_compared", k=k, n=len(counts), days=claim.follow_days)


def _nearest(claim: Claim, terms: Reading, follow: Reading) -> Text:
    if terms.level == "none":
        return {}
    key = "deadline_nearest" if follow.level == "complete" else "deadline_nearest_part"
    return say(
        key, end=claim.end, terms=compose(terms), days=claim.follow_days, followed=compose(follow)
    )


def _would_change(state: str) -> Text:
    if state in ("terms_met", "consequence_open"):
        return say(f"change_{state}")
    return say("change_one_case") if state in VERDICT_OF else say("change_record")
