"""Form `exception`: "why should this presidency be the exception?"

One period, `start` to `end`, against the rest, `compare_start` to `compare_end` without it.
Estimand, by `measure` of the reading, each a ratio of two monthly rates, inside over outside:

    rate          (default) days with an event of the pattern, per month
    label         share of months with a label of `kinds`
    transition    share of months of the first of `kinds` that the second follows

Months depend on their neighbours, so the interval is a block bootstrap (Künsch 1989): whole blocks
of six months are drawn with replacement, inside and outside apart; the spread of the log ratio
over the draws (at least what independent months would have), widened by Student's t for the
number of blocks of the shorter side, gives the interval, and the p-value by the same measure.

"No exception" (`direction` `same`) claims a ratio within a factor of 1 + margin. The finding always
carries the remark that the period was chosen by those who speak of it, which no test repairs.
"""

from __future__ import annotations

import math
from datetime import date
from itertools import pairwise

import msgspec
import numpy as np
from numpy.typing import NDArray

from standoff.claims.decide import Interval
from standoff.claims.month_rules import kinds_of_labels, rule_named
from standoff.claims.outcome import Outcome, finding_of, level_of
from standoff.claims.ratios import claimed_ratio, direction_of, effect_of
from standoff.claims.reading import pattern_of
from standoff.claims.told import Told
from standoff.claims.wording import in_each, say
from standoff.cycle import label_months
from standoff.cycle.calendar import last_day, months_of
from standoff.errors import BadValue
from standoff.nouns import Claim, Definition, Finding, kinds_of

__all__ = ["MEASURES", "block_ratio", "exception_finding"]

MEASURES = ("rate", "label", "transition")
BLOCK, _DRAWS = 6, 999
Floats = NDArray[np.float64]
_Months = tuple[list[date], Floats, Floats, tuple[str, ...], tuple[str, ...]]


def exception_finding(claim: Claim, told: Told) -> Finding:
    """The finding on an exception claim; errors name the claim and the key at fault."""
    found = finding_of(claim, told, [_outcome(claim, d, told) for d in claim.definitions])
    chosen = say("period_chosen")
    remark = in_each(lambda language: f"{found.remark[language]}; {chosen[language]}")
    return msgspec.structs.replace(found, remark=remark)


def _outcome(claim: Claim, definition: Definition, told: Told) -> Outcome:
    start = definition.start or claim.compare_start or claim.start
    end = definition.end or claim.compare_end or claim.end
    measure = definition.measure or "rate"
    if measure not in MEASURES:
        raise BadValue(
            f"measure {measure!r}",
            where=f"claim {claim.id}, definition {definition.name}",
            expected=f"one of {', '.join(MEASURES)}",
        )
    read = _rates if measure == "rate" else _labels
    months, cases, chances, kinds, events = read(claim, definition, told, start, end)
    inside = np.array([claim.start <= month <= claim.end for month in months], dtype=bool)
    value, interval, spread, p_value = block_ratio(cases, chances, inside)
    direction = direction_of(claim, "same")
    region = claimed_ratio(claim, direction, 1.0 + claim.margin)
    n = int(cases[inside].sum())
    power, n_needed = _power(int(inside.sum()), spread, region, effect_of(claim, direction))
    rates = _rate(cases, chances, inside), _rate(cases, chances, ~inside)
    enough = inside.sum() >= 2 * BLOCK and (~inside).sum() >= 2 * BLOCK
    return Outcome(
        definition=definition,
        value=value,
        interval=interval,
        region=region,
        n=int(inside.sum()) if enough and cases.any() else 0,
        level=level_of(told, kinds, (start, end)),
        says=say("exception_says", r1=rates[0], r2=rates[1], k=n,
                 m=int(inside.sum()), rest=int((~inside).sum())),
        estimand=say(f"estimand_exception_{measure}"),
        chance=say("chance_rest", rate=rates[1], rest=int((~inside).sum())),
        kinds=kinds,
        start=start,
        end=end,
        events=events,
        p_value=p_value,
        power=power,
        needed=n_needed,
    )  # fmt: skip


def _rates(claim: Claim, definition: Definition, told: Told, start: date, end: date) -> _Months:
    pattern = pattern_of(definition.pattern, claim, f"definition {definition.name}")
    months = [m for m in months_of(start, end) if start <= m and last_day(m) <= end]
    place = {month: n for n, month in enumerate(months)}
    days = {}
    for event in told.events:
        first = event.when.earliest
        if first and event.when.is_day and pattern.matches(event) and first.replace(day=1) in place:
            days[first] = event.id
    cases = np.zeros(len(months))
    for day in days:
        cases[place[day.replace(day=1)]] += 1
    events = tuple(id_ for day, id_ in sorted(days.items()) if claim.start <= day <= claim.end)
    return months, cases, np.ones(len(months)), kinds_of(pattern), events


def _labels(claim: Claim, definition: Definition, told: Told, start: date, end: date) -> _Months:
    where = f"claim {claim.id}, definition {definition.name}"
    dyad, names = claim.dyad or told.dyad, definition.kinds or claim.kinds
    rule = rule_named(definition.rule, where)
    follows = definition.measure == "transition"
    if (
        dyad is None
        or not names
        or not set(names) <= set(rule.names)
        or follows > (len(names) == 2)
    ):
        raise BadValue(
            f"kinds {list(names)} of {dyad}", where=where,
            expected="two sides (`dyad`) and labels, for a transition two",
        )  # fmt: skip
    labelled = label_months(told.events, told.coverage, dyad=dyad, start=start, end=end, rule=rule)
    kinds = kinds_of_labels(rule, tuple(rule.names))
    if not follows:
        months = [row for row in labelled.months if row.covered]
        cases = np.array([row.label in names for row in months], dtype=float)
        return [row.month for row in months], cases, np.ones(len(cases)), kinds, ()
    # Of a month before a hole nobody knows what followed it.
    pairs = [two for two in pairwise(labelled.months) if two[0].covered and two[1].covered]
    first = np.array([before.label == names[0] for before, _ in pairs], dtype=float)
    then = np.array([after.label == names[1] for _, after in pairs], dtype=float)
    return [before.month for before, _ in pairs], first * then, first, kinds, ()


def _rate(cases: Floats, chances: Floats, chosen: NDArray[np.bool_]) -> float:
    total = chances[chosen].sum()
    return float(cases[chosen].sum() / total) if total else math.nan


def block_ratio(
    cases: Floats, chances: Floats, inside: NDArray[np.bool_], *, seed: int = 1
) -> tuple[float, Interval, float, float | None]:
    """Ratio of rates inside over outside, its 95 % interval, the spread of its logarithm, p.

    `cases` and `chances` (months,) are summed; half a case is added to each side, so that no
    cases at all leave a finite ratio. p is two-sided against a ratio of 1, below 5 % just where the
    interval leaves 1 out. NaN and an interval without ends where a side has no months.
    """
    from scipy.special import stdtr, stdtrit

    if not chances[inside].sum() or not chances[~inside].sum():
        return math.nan, (0.0, math.inf), math.nan, None
    rng = np.random.default_rng(seed)
    one, two = (_resampled(cases[w], chances[w], rng) for w in (inside, ~inside))
    spread = float(np.std(np.log(one) - np.log(two), ddof=1))
    spread = max(spread, math.sqrt(_least(cases, chances, inside)))
    log = math.log(_smooth(cases[inside].sum(), chances[inside].sum())) - math.log(
        _smooth(cases[~inside].sum(), chances[~inside].sum())
    )
    blocks = max(int(min(inside.sum(), (~inside).sum())) // BLOCK - 1, 1)
    error = spread * math.sqrt((blocks + 1) / blocks)
    reach = float(stdtrit(blocks, 0.975)) * error
    p_value = 2.0 * float(stdtr(blocks, -abs(log) / error))
    return math.exp(log), (math.exp(log - reach), math.exp(log + reach)), spread, p_value


def _least(cases: Floats, chances: Floats, inside: NDArray[np.bool_]) -> float:
    """The variance of the log ratio if months are independent; above 0.

    Draws of no cases at all, or of a case at every chance, show no spread.
    """
    bounded = bool((cases <= chances).all())
    least = 0.0
    for chosen in (inside, ~inside):
        found, total = float(cases[chosen].sum()), float(chances[chosen].sum())
        share = (found + 0.5) / (total + 1.0)
        least += (1.0 - share if bounded else 1.0) / (found + 0.5)
    return least


def _smooth(cases: float, chances: float) -> float:
    return float((cases + 0.5) / (chances + 0.5))


def _resampled(cases: Floats, chances: Floats, rng: np.random.Generator) -> Floats:
    """Rates (draws,) of months put together again from blocks that wrap around."""
    months = len(cases)
    blocks = -(-months // BLOCK)
    starts = rng.integers(0, months, (_DRAWS, blocks))
    places = (starts[:, :, None] + np.arange(BLOCK)).reshape(_DRAWS, -1)[:, :months] % months
    rates: Floats = (cases[places].sum(axis=1) + 0.5) / (chances[places].sum(axis=1) + 0.5)
    return rates


def _power(
    n: int, spread: float, region: Interval, truth: float
) -> tuple[float | None, int | None]:
    """Power if the ratio is `truth`, and the months needed, by the spread of the log ratio."""
    if math.isnan(spread) or spread <= 0:
        return None, None
    low = math.log(region[0]) if region[0] > 0 else -math.inf
    high = math.log(region[1]) if region[1] < math.inf else math.inf
    room = min(math.log(truth) - low, high - math.log(truth))
    power = 0.5 * math.erfc(-(room / spread - 1.96) / math.sqrt(2)) if room > 0 else 0.0
    return power, math.ceil(max(n, 1) * (2.802 * spread / room) ** 2) if room > 0 else None
