"""Form `pledge`: "nothing of his announcements was realised".

Estimand: share of the accounts of a holder (pledges, announcements, agreements and whatever else
the pattern names) whose state is one of `outcomes`, as the record stood on the last day of the
period. The pattern's actor is the holder, its moves what opened the account; `theatres` choose by
field. "Nothing" (`quantifier` `never`) is contradicted by one such account; "most" and "few" have
the exact interval. The finding counts all states: kept, partly, broken, open, lapsed.

Accounts are what somebody wrote down, so unless the opening moves are completely covered only a
counterexample decides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

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
from standoff.claims.wording import Text, join, say
from standoff.errors import BadValue
from standoff.nouns import Account, Claim, Definition, EventPattern, Finding, kinds_of, state_of
from standoff.nouns.account import STATES

__all__ = ["accounts_chosen", "pledge_finding", "state_on"]


def pledge_finding(claim: Claim, told: Told) -> Finding:
    """The finding on a pledge claim; errors name the claim and the key at fault."""
    return finding_of(claim, told, [_outcome(claim, d, told) for d in claim.definitions])


def _outcome(claim: Claim, definition: Definition, told: Told) -> Outcome:
    start, end = period_of(claim, definition)
    pattern = pattern_of(definition.pattern, claim, f"definition {definition.name}")
    wanted = definition.outcomes or claim.outcomes or ("kept",)
    for state in wanted:
        if state not in STATES:
            raise BadValue(
                f"outcome {state!r}", where=f"claim {claim.id}", expected=", ".join(STATES)
            )
    theatres = definition.theatres or claim.theatres
    chosen = accounts_chosen(told.accounts, pattern, theatres, start, end)
    states = {account.id: state_on(account, end) for account in chosen}
    fitting = [account for account in chosen if states[account.id] in wanted]
    n, k = len(chosen), len(fitting)
    quantifier = quantifier_of(claim, "never")
    region = claimed_share(claim, quantifier, 0.5)
    power, n_needed = power_and_need(n, 0.25 if region[1] < 1 else 0.75, region)
    against = fitting if quantifier == "never" else [a for a in chosen if a not in fitting]
    kinds = kinds_of(pattern)
    return Outcome(
        definition=definition,
        value=k / n if n else float("nan"),
        interval=interval_of_share(k, n, quantifier),
        region=region,
        n=n,
        level=level_of(told, kinds, (start, end)),
        says=say("pledge_says", n=n, states=_tally(states.values())),
        estimand=say("estimand_pledge", wanted=join([say(f"state_{s}") for s in wanted])),
        chance=say("chance_half"),
        kinds=kinds,
        start=start,
        end=end,
        events=tuple(event for account in chosen for event in account.opened_by),
        counterexamples=tuple(account.id for account in against),
        universal=quantifier in ("never", "always"),
        p_value=share_p(k, n, 0.5) if n and quantifier not in ("always", "never") else None,
        power=power,
        needed=n_needed,
    )


def accounts_chosen(
    accounts: Iterable[Account],
    pattern: EventPattern,
    theatres: tuple[str, ...],
    start: date,
    end: date,
) -> list[Account]:
    """Accounts that the pattern's actor holds, opened in the period by one of its moves."""
    return [
        account
        for account in accounts
        if account.opened_on
        and start <= account.opened_on <= end
        and account.kind in pattern.moves
        and (pattern.who == "*" or pattern.who in _states(account.holder))
        and (not theatres or account.theatre in theatres)
        and (not pattern.whom or pattern.whom in _states(account.other))
    ]


def _states(codes: str) -> set[str]:
    return {state_of(code.strip()) for code in codes.split(";") if code.strip()}


def state_on(account: Account, day: date) -> str:
    """The state of an account on a day: its latest change by then, a person's word first."""
    known = [step for step in account.changes if step.on is None or step.on <= day]
    told = [step for step in known if step.by]
    return (told or known)[-1].state if known else "open"


def _tally(states: Iterable[str]) -> Text:
    counts = Counter(states)
    parts = [say("state_count", n=counts[s], state=say(f"state_{s}")) for s in STATES if counts[s]]
    return join(parts) if parts else say("none_at_all")
