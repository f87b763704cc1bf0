"""Form `alternation`: "provocation, taboo-breaking and extortion alternate regularly".

Estimand, by `measure` of the reading:

    repeats      (default) neighbours of the same kind, less what a shuffle within five years gives;
                 claimed region: below nought (fewer repeats than chance)
    intervals    coefficient of variation of the intervals, less what a seasonal record without
                 memory gives; claimed region: below nought (more even than chance)

The two are two claims: kinds may take turns at uneven intervals. Permutation tests of
`cycle.rhythm`; `rhythm_outcome` gives interval and power.
"""

from __future__ import annotations

import math
from datetime import date

from standoff.claims.kinds import Kinds, kinds_in
from standoff.claims.outcome import Outcome, finding_of
from standoff.claims.rhythm_outcome import rhythm_outcome
from standoff.claims.told import Told
from standoff.claims.wording import say
from standoff.cycle.rhythm import KindSequence, alternation_test, median_test, regularity_test
from standoff.cycle.rhythm.outcome import DRAWS
from standoff.errors import BadValue
from standoff.nouns import Claim, Definition, Finding, RhythmTest

__all__ = ["MEASURES", "alternation_finding"]

MEASURES = ("repeats", "intervals")


def alternation_finding(claim: Claim, told: Told, *, draws: int = DRAWS) -> Finding:
    """The finding on an alternation claim; errors name the claim and the key at fault."""
    return finding_of(claim, told, [_outcome(claim, d, told, draws) for d in claim.definitions])


def _regularity(sequence: KindSequence, kinds: Kinds, draws: int) -> RhythmTest:
    days = [date.fromordinal(int(d)) for d in sequence.only(kinds.names).days]
    return regularity_test(days, kinds.start, kinds.end, draws=draws)


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
        tests = [alternation_test(one, kinds.names, draws=draws) for one in kinds.looks]
    else:
        few = min(draws, 1999 if len(kinds.looks) == 1 else 499)
        tests = [_regularity(one, kinds, few) for one in kinds.looks]
    test = median_test(tests)
    return rhythm_outcome(
        claim, definition, kinds, test,
        region=(-math.inf, 0.0),
        estimand=say(f"estimand_{measure}", kinds=", ".join(kinds.names)),
        chance=say("chance_draws", low=test.null_interval[0], high=test.null_interval[1],
                   statistic=test.statistic, draws=test.draws),
    )  # fmt: skip
