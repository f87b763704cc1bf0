"""The outcome that a rhythm test gives, for the two forms that test a sequence of kinds.

The interval follows from the test's p-value (`chance`); power is stated at the claim's `effect`, a
share of the way from chance to a perfect rhythm (default one half).
"""

from __future__ import annotations

import math

from standoff.claims.chance import effect_interval, power_of_effect
from standoff.claims.decide import Interval
from standoff.claims.kinds import Kinds
from standoff.claims.outcome import Outcome
from standoff.claims.wording import Text
from standoff.nouns import Claim, Definition, RhythmTest

__all__ = ["rhythm_outcome"]

_LEAST = 3
_ANYTHING: Interval = (-math.inf, math.inf)


def rhythm_outcome(
    claim: Claim,
    definition: Definition,
    kinds: Kinds,
    test: RhythmTest,
    *,
    region: Interval,
    estimand: Text,
    chance: Text,
) -> Outcome:
    """The outcome of one reading; fewer than three cases count as none."""
    few = test.n < _LEAST
    effect, interval = (math.nan, _ANYTHING) if few else effect_interval(test)
    share = 0.5 if claim.effect is None else claim.effect
    power, n_needed = power_of_effect(test, share * (test.perfect - test.expected))
    return Outcome(
        definition=definition,
        value=effect,
        interval=interval,
        region=region,
        n=0 if few else test.n,
        level=kinds.level,
        says=test.text,
        estimand=estimand,
        chance=chance,
        kinds=kinds.covered,
        start=kinds.start,
        end=kinds.end,
        p_value=test.p_value,
        power=power,
        needed=n_needed,
    )
