"""Form `alternation`: "provocation, taboo-breaking and extortion alternate regularly".

Estimand, by `measure` of the reading:

    repeats      (default) neighbours of the same kind, less what a shuffle within five years gives;
                 claimed region: below nought (fewer repeats than chance)
    intervals    coefficient of variation of the intervals, less what a seasonal record without
                 memory gives; claimed region: below nought (more even than chance)

The two are two claims: kinds may take turns at uneven intervals. Permutation tests of
`cycle.rhythm`; the interval follows from the p-value (`chance`). Power is stated at `effect`, a
share of the way from chance to perfect alternation (default one half).
"""

from __future__ import annotations

import math
from datetime import date

from standoff.claims.chance import effect_interval, power_of_effect
from standoff.claims.kinds import Kinds, kinds_in
from standoff.claims.outcome import Outcome, finding_of
from standoff.claims.told import Told
from standoff.claims.wording import say
from standoff.cycle.rhythm import alternation_test, regularity_test
from standoff.errors import BadValue
from standoff.nouns import Claim, Definition, Finding, RhythmTest

__all__ = ["MEASURES", "alternation_finding"]

MEASURES = ("repeats", "intervals")


def alternation_finding(claim: Claim, told: Told, *, draws: int = 1999) -> Finding:
    """The finding on an alternation claim; errors name the claim and the key at fault."""
    return finding_of(claim, told, [_outcome(claim, d, told, draws) for d in claim.definitions])


def _outcome(claim: Claim, definition: Definition, told: Told, draws: int) -> Outcome:
    measure = definition.measure or "repeats"
    if measure not in MEASURES:
        raise BadValue(
            f"measure {measure!r}",
            where=f"claim {claim.id}, definition {definition.name}",
            expected=f"one of {', '.join(MEASURES)}",
        )
    kinds = kinds_in(claim, definition, told)
    if measure == "repeats":
        test = alternation_test(kinds.sequence, kinds.names, draws=draws)
    else:
        days = [date.fromordinal(int(d)) for d in kinds.sequence.only(kinds.names).days]
        test = regularity_test(days, kinds.start, kinds.end, draws=draws)
    return _of_test(claim, definition, kinds, test, measure)


def _of_test(
    claim: Claim, definition: Definition, kinds: Kinds, test: RhythmTest, measure: str
) -> Outcome:
    effect, interval = effect_interval(test)
    share = 0.5 if claim.effect is None else claim.effect
    power, n_needed = power_of_effect(test, share * (test.perfect - test.expected))
    return Outcome(
        definition=definition,
        value=effect,
        interval=interval,
        region=(-math.inf, 0.0),
        n=test.n if test.n >= 3 else 0,
        level=kinds.level,
        says=test.text,
        estimand=say(f"estimand_{measure}", kinds=", ".join(kinds.names)),
        chance=say("chance_draws", low=test.null_interval[0], high=test.null_interval[1],
                   statistic=test.statistic, draws=test.draws),
        kinds=kinds.covered,
        start=kinds.start,
        end=kinds.end,
        p_value=test.p_value,
        power=power,
        needed=n_needed,
    )  # fmt: skip
