"""Form `clock`: "before elections ...": rates by months to the event that a clock runs towards.

Estimand: the rate of a kind of act in the `before_months` months before each event of the `clock`
pattern, over the rate at all other times of the period; of the side that has the clock, since the
pattern names who acts. The interval is that of a conditional binomial (`exact`). Regions by
`direction`: `more` at least 1 + margin times as often, `fewer` at most 1 / (1 + margin), `same`
within a factor of 1 + margin. `days` of a reading names single events of the clock, so that
incumbents can stand apart. Acts on one day count once: a round of measures is one decision.

Acts come in bursts, and bursts fall on one side of a date by chance. So counts are divided by their
dispersion: the long-run variance of monthly counts (six lags) about the two rates, over their mean,
at least 1. With `thinned` acts within 30 days of one that counts are left out as well, and the
finding's sensitivity says what that changes.

Power is stated at `effect`, a ratio (default: 2, one half, or 1).
"""

from __future__ import annotations

import math
from datetime import date, timedelta

import numpy as np

from standoff.claims.exact import needed, power_of_share, ratio_interval, ratio_p
from standoff.claims.kinds import period_of
from standoff.claims.outcome import Outcome, finding_of, level_of
from standoff.claims.ratios import claimed_ratio, direction_of, effect_of
from standoff.claims.reading import pattern_of
from standoff.claims.told import Told
from standoff.claims.wording import say
from standoff.cycle.contrasts import dispersion
from standoff.errors import BadValue
from standoff.nouns import Claim, Definition, Finding, kinds_of

__all__ = ["clock_finding", "dispersion_of"]

#: Dispersion from which it is told.
TOLD = 1.05

_MONTH, _EPISODE = 365.25 / 12, 30


def clock_finding(claim: Claim, told: Told) -> Finding:
    """The finding on a clock claim; errors name the claim and the key at fault."""
    return finding_of(claim, told, [_outcome(claim, d, told) for d in claim.definitions])


def _outcome(claim: Claim, definition: Definition, told: Told) -> Outcome:
    start, end = period_of(claim, definition)
    months = definition.before_months or claim.before_months
    if not 1 <= months <= 60:
        raise BadValue(f"before_months = {months}", where=f"claim {claim.id}", expected="1 to 60")
    pattern = pattern_of(definition.pattern, claim, f"definition {definition.name}")
    strikes = _strikes(claim, definition, told)
    near = _before(strikes, months, start, end)
    acts = [e for e in told.events if pattern.matches(e) and e.when.is_day]
    dated = {e.when.earliest: e.id for e in acts if e.when.earliest and e.when.within(start, end)}
    if definition.thinned:
        dated = _episodes(dated)
    total = (end - start).days + 1
    k1 = sum(day in near for day in dated)
    k2, t1, t2 = len(dated) - k1, len(near), total - len(near)
    direction = direction_of(claim, "more")
    region = claimed_ratio(claim, direction, 1.0 + claim.margin)
    phi = dispersion_of(list(dated), near, start, end) if t1 and t2 else 1.0
    ratio, interval = ratio_interval(k1, t1, k2, t2, phi=phi)
    share = _as_share(region, t1, t2) if t1 and t2 else (0.0, 1.0)
    truth = _as_share((effect_of(claim, direction),) * 2, t1, t2)[0] if t1 and t2 else 0.5
    kinds = kinds_of(pattern)
    more = needed(truth, share)
    return Outcome(
        definition=definition,
        value=ratio,
        interval=interval,
        region=region,
        n=k1 + k2 if t1 and t2 else 0,
        level=level_of(told, kinds, (start, end)),
        says=say("clock_bursts" if phi > TOLD else "clock_says",
                 phi=phi, k1=k1, k2=k2, months=months, strikes=len(strikes),
                 r1=30.4375 * k1 / t1 if t1 else 0.0, r2=30.4375 * k2 / t2 if t2 else 0.0),
        estimand=say("estimand_clock", pattern=str(pattern), months=months),
        chance=say("chance_rate", rate=30.4375 * k2 / t2 if t2 else 0.0),
        kinds=kinds,
        start=start,
        end=end,
        events=tuple(id_ for day, id_ in sorted(dated.items()) if day in near),
        p_value=ratio_p(k1, t1, k2, t2, phi=phi) if t1 and t2 and dated else None,
        power=power_of_share(round((k1 + k2) / phi), truth, share),
        needed=None if more is None else math.ceil(more * phi),
    )  # fmt: skip


def dispersion_of(acts: list[date], near: set[date], start: date, end: date) -> float:
    """How much more monthly counts vary about the two rates than acts without memory would."""
    days = (end - start).days + 1
    months = max(round(days / _MONTH), 1)
    place = np.minimum((np.arange(days) / _MONTH).astype(int), months - 1)
    under = np.zeros(days, dtype=bool)
    under[[(day - start).days for day in near]] = True
    on = np.array([(day - start).days for day in acts], dtype=int)
    rates = np.array([(~under[on]).sum() / max((~under).sum(), 1), under[on].sum() / under.sum()])
    expected = np.bincount(place, rates[under.astype(int)], months).astype(float)
    return dispersion(np.bincount(place[on], minlength=months).astype(float), expected=expected)


def _strikes(claim: Claim, definition: Definition, told: Told) -> list[date]:
    """The days that the clock runs towards."""
    if definition.days:
        return sorted(definition.days)
    pattern = pattern_of(claim.clock, claim, "clock")
    return sorted({e.when.earliest for e in told.events if pattern.matches(e) and e.when.earliest})


def _before(strikes: list[date], months: int, start: date, end: date) -> set[date]:
    """The days of the period within so many months before a strike, that day not included."""
    days = set()
    for strike in strikes:
        for back in range(1, round(months * _MONTH) + 1):
            day = strike - timedelta(days=back)
            if start <= day <= end:
                days.add(day)
    return days


def _episodes(dated: dict[date, str]) -> dict[date, str]:
    """Acts at least 30 days after the one that counted last."""
    kept: dict[date, str] = {}
    last = date.min
    for day in sorted(dated):
        if (day - last).days >= _EPISODE:
            kept[day], last = dated[day], day
    return kept


def _as_share(region: tuple[float, ...], t1: float, t2: float) -> tuple[float, float]:
    """The region of a ratio as one of the share of events that fall in t1."""
    low, high = (1.0 if r == float("inf") else r * t1 / (r * t1 + t2) for r in region)
    return low, high
