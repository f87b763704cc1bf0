"""Form `sign`: "as always when an announcement is due, he rides".

Estimand, by `measure` of the reading:

    announcement_given_sign    (default) share of signs followed by an announcement within d days
    sign_given_announcement    share of announcements preceded by a sign within d days

Chance is the share of matched days with the other in their window: days of the same season (45
days around, two years before to two years after) in the same record, but for those whose window
overlaps the case's own (they share its outcome, and would draw chance towards what happened).

Cases whose windows overlap are thinned, the first of them staying, so that each counts once. Chance
differs from case to case, so that hits are Poisson binomial, and "more than chance" has their exact
interval (`unequal`); other quantifiers speak of the share itself and have the binomial one
(`exact`). The literal quantifier decides. Power and the n needed are those of a binomial, a little
cautious, at `effect`, the share that would be true (default: half way from chance to all).
"""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from standoff.claims.kinds import period_of
from standoff.claims.outcome import Outcome, finding_of, level_of
from standoff.claims.reading import pattern_of
from standoff.claims.shares import (
    claimed_share,
    interval_of_share,
    power_and_need,
    quantifier_of,
)
from standoff.claims.told import Told
from standoff.claims.unequal import hits_interval, hits_p
from standoff.claims.wording import say
from standoff.errors import BadValue
from standoff.nouns import Claim, Definition, Event, EventPattern, Finding, kinds_of

__all__ = ["MEASURES", "matched_chances", "sign_finding"]

MEASURES = ("announcement_given_sign", "sign_given_announcement")
_SEASON, _YEARS, _FUZZY = 45, 2, 7
_Day = tuple[int, str]


def sign_finding(claim: Claim, told: Told) -> Finding:
    """The finding on a sign claim; errors name the claim and the key at fault."""
    return finding_of(claim, told, [_outcome(claim, d, told) for d in claim.definitions])


def _outcome(claim: Claim, definition: Definition, told: Told) -> Outcome:
    where = f"claim {claim.id}, definition {definition.name}"
    measure = definition.measure or MEASURES[0]
    days = claim.within_days if definition.within_days is None else definition.within_days
    if measure not in MEASURES:
        raise BadValue(f"measure {measure!r}", where=where, expected=f"one of {MEASURES}")
    if not 0 <= days <= 366:
        raise BadValue(f"within_days = {days}", where=where, expected="0 to 366")
    start, end = period_of(claim, definition)
    sign = pattern_of(definition.pattern, claim, f"definition {definition.name}")
    due = pattern_of(definition.announces or claim.announces, claim, "announces")
    ahead = measure == MEASURES[0]
    given, wanted = (sign, due) if ahead else (due, sign)
    names = (definition.named, "") if ahead else ("", definition.named)
    cases = _thinned(_days_of(told.events, given, names[0], start, end), days)
    others = [day for day, _ in _days_of(told.events, wanted, names[1], start, end)]
    return _share(claim, definition, told, cases, others, days, ahead, (given, wanted), start, end)


def _share(
    claim: Claim, definition: Definition, told: Told, cases: list[_Day], others: list[int],
    days: int, ahead: bool, patterns: tuple[EventPattern, EventPattern], start: date, end: date,
) -> Outcome:  # fmt: skip
    window = (0, days) if ahead else (-days, 0)
    first, last = start.toordinal() - min(window[0], 0), end.toordinal() - max(window[1], 0)
    cases = [case for case in cases if first <= case[0] <= last]
    hits = [_held(others, day, window) for day, _ in cases]
    n, k = len(cases), sum(hits)
    chances = matched_chances([day for day, _ in cases], others, window, first, last)
    chance = sum(chances) / n if n else 0.0
    quantifier = quantifier_of(claim, "more_than_chance")
    by_chance = quantifier == "more_than_chance"
    region = claimed_share(claim, quantifier, chance)
    truth = (1 + chance) / 2 if claim.effect is None else claim.effect
    power, n_needed = power_and_need(n, truth, region)
    kinds = tuple(kind for pattern in patterns for kind in kinds_of(pattern))
    never = quantifier == "never"
    against = tuple(id_ for (_, id_), hit in zip(cases, hits, strict=True) if hit == never)
    level = level_of(told, kinds, (start, end))
    # A miss is a counterexample only where what is missed would have been recorded.
    sure = never or level_of(told, kinds_of(patterns[1]), (start, end)) == "complete"
    key = "ahead" if ahead else "behind"
    return Outcome(
        definition=definition,
        value=k / n if n else float("nan"),
        interval=hits_interval(k, chances) if by_chance else interval_of_share(k, n, quantifier),
        region=region,
        n=n,
        level=level,
        says=say(f"sign_{key}", k=k, n=n, days=days, chance=100 * chance),
        estimand=say(f"estimand_sign_{key}", given=str(patterns[0]), wanted=str(patterns[1]),
                     days=days),
        chance=say("chance_matched", chance=100 * chance),
        kinds=kinds,
        start=start,
        end=end,
        events=tuple(id_ for _, id_ in cases),
        counterexamples=against if sure else (),
        universal=never or quantifier == "always",
        p_value=hits_p(k, chances) if n else None,
        power=power,
        needed=n_needed,
    )  # fmt: skip


def _days_of(
    events: Sequence[Event], pattern: EventPattern, named: str, start: date, end: date
) -> list[_Day]:
    """Days (as ordinals) of matching events that are dated to a week at least, in order."""
    found = []
    for event in events:
        first, last = event.when.earliest, event.when.latest
        if first is None or last is None or not pattern.matches(event) or named not in event.name:
            continue
        if start <= first <= last <= end and last - first <= timedelta(days=_FUZZY):
            found.append((first.toordinal(), event.id))
    return sorted(found)


def _thinned(cases: list[_Day], days: int) -> list[_Day]:
    """Cases whose windows do not overlap: the first one stays."""
    kept: list[_Day] = []
    for case in cases:
        if not kept or case[0] - kept[-1][0] > days:
            kept.append(case)
    return kept


def _held(others: Sequence[int], day: int, window: tuple[int, int]) -> bool:
    place = bisect.bisect_left(others, day + window[0])
    return place < len(others) and others[place] <= day + window[1]


def matched_chances(
    cases: Sequence[int], others: Sequence[int], window: tuple[int, int], first: int, last: int
) -> list[float]:
    """For each case the share of days matched to it (season and years) whose window holds another.

    Half a day with and half a day without are added to each, so that no chance is 0 or 1.
    """
    if not cases or last < first:
        return []
    width = window[1] - window[0]
    covered = [0] * (last - first + 2)
    for other in others:
        low, high = max(other - window[1], first), min(other - window[0], last)
        if low <= high:
            covered[low - first] += 1
            covered[high - first + 1] -= 1
    held, running, total = [0], 0, 0
    for change in covered[:-1]:
        running += change
        total += running > 0
        held.append(total)
    return [_share_near(case, held, width, first, last) for case in cases]


def _share_near(case: int, held: list[int], width: int, first: int, last: int) -> float:
    """Share of held days around the same date of the years nearby; `held` are running sums.

    Days whose window would overlap the case's own are left out, since they share its outcome.
    """
    hits = days = 0
    for low, high in _matched_days(case, width):
        low, high = max(low, first), min(high, last)
        if low <= high:
            hits += held[high - first + 1] - held[low - first]
            days += high - low + 1
    return (hits + 0.5) / (days + 1)


def _matched_days(case: int, width: int) -> Iterator[tuple[int, int]]:
    for year in range(-_YEARS, _YEARS + 1):
        centre = case + round(365.25 * year)
        if year:
            yield centre - _SEASON, centre + _SEASON
        else:
            yield centre - _SEASON, centre - width - 1
            yield centre + width + 1, centre + _SEASON
