"""Form `addressee`: "always the United States or China".

Estimand: share of the acts of a kind that name a target at all and name one of the `addressees`.
An act without a target says nothing on the matter and is left out; the finding says how many. The
share has its exact interval; "always" is contradicted by one act that names only others, "never" by
one that names one of them. Power is stated at `effect` (default: three quarters).
"""

from __future__ import annotations

from standoff.claims.exact import share_p
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
from standoff.claims.wording import say
from standoff.errors import BadValue
from standoff.nouns import Claim, Definition, Finding, kinds_of

__all__ = ["addressee_finding"]


def addressee_finding(claim: Claim, told: Told) -> Finding:
    """The finding on an addressee claim; errors name the claim and the key at fault."""
    return finding_of(claim, told, [_outcome(claim, d, told) for d in claim.definitions])


def _outcome(claim: Claim, definition: Definition, told: Told) -> Outcome:
    named = frozenset(definition.addressees or claim.addressees)
    if not named:
        raise BadValue("no addressees", where=f"claim {claim.id}", expected="actor codes")
    start, end = period_of(claim, definition)
    pattern = pattern_of(definition.pattern, claim, f"definition {definition.name}")
    acts = [e for e in told.events if pattern.matches(e) and e.when.within(start, end)]
    # Of a two-sided act the actor's own side is no addressee.
    aimed = [(e, e.target_states - {pattern.who}) for e in acts]
    aimed = [(e, targets) for e, targets in aimed if targets]
    quantifier = quantifier_of(claim, "always")
    n, k = len(aimed), sum(bool(targets & named) for _, targets in aimed)
    asked = quantifier != "never"
    against = tuple(e.id for e, targets in aimed if bool(targets & named) != asked)
    region = claimed_share(claim, quantifier, 0.5)
    power, n_needed = power_and_need(n, 0.75 if claim.effect is None else claim.effect, region)
    kinds = kinds_of(pattern)
    return Outcome(
        definition=definition,
        value=k / n if n else float("nan"),
        interval=interval_of_share(k, n, quantifier),
        region=region,
        n=n,
        level=level_of(told, kinds, (start, end)),
        says=say("addressee_says", k=k, n=n, named=", ".join(sorted(named)),
                 silent=len(acts) - n),
        estimand=say("estimand_addressee", pattern=str(pattern), named=", ".join(sorted(named))),
        chance=say("chance_half"),
        kinds=kinds,
        start=start,
        end=end,
        events=tuple(e.id for e, _ in aimed),
        counterexamples=against,
        universal=quantifier in ("always", "never"),
        p_value=share_p(k, n, 0.5) if n and quantifier not in ("always", "never") else None,
        power=power,
        needed=n_needed,
    )  # fmt: skip
