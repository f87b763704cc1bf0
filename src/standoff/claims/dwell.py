"""Form `dwell`: "short phases of detente".

Estimand: mean length of phases named `kinds` over the mean length of phases named `than` (default:
all other kinds), months labelled by a stated rule. With censoring the maximum-likelihood mean of
memoryless lengths is months whose next month was seen / ends seen (`cycle.runs`), so the ratio is
one of two chances to end in a month, (ends' / months') / (ends / months). Its interval comes from
20,000 seeded draws of the two chances from Beta(ends + 1/2, months - ends + 1/2) (Jeffreys).

`direction` `fewer` means shorter, `more` longer, `same` within a factor of 1 + margin. Power is
stated at `effect`, a ratio of means (default: one half, 2, or 1).
"""

from __future__ import annotations

import math

import numpy as np

from standoff.claims.decide import Interval
from standoff.claims.kinds import period_of
from standoff.claims.month_rules import kinds_of_labels, rule_named
from standoff.claims.outcome import Outcome, finding_of, level_of
from standoff.claims.ratios import claimed_ratio, direction_of, effect_of
from standoff.claims.told import Told
from standoff.claims.wording import say
from standoff.cycle import label_months
from standoff.errors import BadValue
from standoff.nouns import Claim, Definition, Dwell, Finding, Phases

__all__ = ["dwell_finding", "ratio_of_means"]

_Z, _POWERED = 1.96, 2.802
_DRAWS = 20_000


def dwell_finding(claim: Claim, told: Told) -> Finding:
    """The finding on a dwell claim; errors name the claim and the key at fault."""
    return finding_of(claim, told, [_outcome(claim, d, told) for d in claim.definitions])


def _outcome(claim: Claim, definition: Definition, told: Told) -> Outcome:
    where = f"claim {claim.id}, definition {definition.name}"
    start, end = period_of(claim, definition)
    dyad = claim.dyad or told.dyad
    if dyad is None:
        raise BadValue("no two sides", where=where, expected="`dyad`")
    rule = rule_named(definition.rule, where)
    names = definition.kinds or claim.kinds
    than = claim.than or tuple(name for name in rule.names if name not in names)
    for name in (*names, *than):
        if name not in rule.names:
            raise BadValue(f"kind {name!r}", where=where, expected=", ".join(rule.names))
    phases = label_months(told.events, told.coverage, dyad=dyad, start=start, end=end, rule=rule)
    ours, theirs = _summed(phases, names), _summed(phases, than)
    value, interval, p_value = ratio_of_means(*ours, *theirs)
    direction = direction_of(claim, "fewer")
    spread = math.sqrt(1 / max(ours[1], 1) + 1 / max(theirs[1], 1))
    goal = abs(math.log(effect_of(claim, direction))) or math.log1p(claim.margin)
    n = _phases_of(phases, names)
    covered = kinds_of_labels(rule, tuple(rule.names))
    return Outcome(
        definition=definition,
        value=value,
        interval=interval,
        region=claimed_ratio(claim, direction, 1.0 + claim.margin),
        n=n if ours[1] and theirs[1] else 0,
        level=level_of(told, covered, (start, end)),
        says=say("dwell_says", n=n, mean=_mean(*ours), other=_mean(*theirs),
                 m=_phases_of(phases, than)),
        estimand=say("estimand_dwell", kinds=", ".join(names), than=", ".join(than)),
        chance=say("chance_dwell", mean=_mean(*theirs), m=_phases_of(phases, than)),
        kinds=covered,
        start=start,
        end=end,
        p_value=p_value,
        power=0.5 * math.erfc(-(goal / spread - _Z) / math.sqrt(2)),
        needed=math.ceil(n * (_POWERED * spread / goal) ** 2) if n and goal else None,
    )  # fmt: skip


def _summed(phases: Phases, names: tuple[str, ...]) -> tuple[int, int]:
    """Months followed by one that was seen, and ends, of phases with these names."""
    rows: list[Dwell] = [row for row in phases.dwell if row.name in names]
    return sum(row.followed for row in rows), sum(row.ended for row in rows)


def _phases_of(phases: Phases, names: tuple[str, ...]) -> int:
    return sum(row.n for row in phases.dwell if row.name in names)


def _mean(months: int, ends: int) -> float:
    return months / ends if ends else math.nan


def ratio_of_means(
    months1: int, ends1: int, months2: int, ends2: int, *, seed: int = 1
) -> tuple[float, Interval, float]:
    """Ratio of two mean lengths, its 95 % interval, and a two-sided p-value against 1."""
    rng = np.random.default_rng(seed)
    first = rng.beta(ends1 + 0.5, months1 - ends1 + 0.5, _DRAWS)
    other = rng.beta(ends2 + 0.5, months2 - ends2 + 0.5, _DRAWS)
    ratios = other / np.maximum(first, 1e-12)
    low, high = (float(x) for x in np.quantile(ratios, [0.025, 0.975]))
    below = float((1 + (ratios < 1).sum()) / (1 + _DRAWS))
    p_value = min(1.0, 2 * min(below, 1 - below + 1 / (1 + _DRAWS)))
    if not (ends1 and ends2):
        return math.nan, (low, high), p_value
    return (months1 / ends1) / (months2 / ends2), (low, high), p_value
