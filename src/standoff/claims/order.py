"""Form `order`: the strict reading of a rhythm: first, second, third, and again.

Estimand: forward less reversed triples among neighbouring runs of the three kinds in the order in
which the claim names them, less what fair shuffles of the runs give (`cycle.rhythm.order`, which
says how and why). Claimed region: above nought. The finding says what a truly ordered record of
the same runs would give; `rhythm_outcome` gives interval and power.
"""

from __future__ import annotations

import math

from standoff.claims.kinds import kinds_in
from standoff.claims.outcome import Outcome, finding_of
from standoff.claims.rhythm_outcome import rhythm_outcome
from standoff.claims.told import Told
from standoff.claims.wording import say
from standoff.cycle.rhythm import median_test, order_test
from standoff.cycle.rhythm.outcome import DRAWS
from standoff.errors import BadValue
from standoff.nouns import Claim, Definition, Finding

__all__ = ["order_finding"]


def order_finding(claim: Claim, told: Told, *, draws: int = DRAWS) -> Finding:
    """The finding on an order claim; errors name the claim and the key at fault."""
    return finding_of(claim, told, [_outcome(claim, d, told, draws) for d in claim.definitions])


def _outcome(claim: Claim, definition: Definition, told: Told, draws: int) -> Outcome:
    kinds = kinds_in(claim, definition, told)
    names = definition.kinds or claim.kinds or kinds.names
    if len(names) != 3 or not set(names) <= set(kinds.names):
        raise BadValue(
            f"kinds {list(names)}",
            where=f"claim {claim.id}, definition {definition.name}",
            expected="three kinds in the order that is claimed",
        )
    test = median_test([order_test(one, names, draws=draws) for one in kinds.looks])
    return rhythm_outcome(
        claim, definition, kinds, test,
        region=(0.0, math.inf),
        estimand=say("estimand_order", kinds=" > ".join(names)),
        chance=say("chance_order", low=test.null_interval[0], high=test.null_interval[1],
                   statistic=test.statistic, perfect=test.perfect),
    )  # fmt: skip
