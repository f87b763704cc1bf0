"""Deadlines and moratoria of a case as stretches of time, from its accounts.

A moratorium lasts from its declaration to the day it was broken or lapsed; an ultimatum or deadline
from the day it was set to the day it runs out. Accounts of other theatres are left aside.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from standoff.nouns import Account, Span, actor_set, state_of

__all__ = ["account_spans"]

_KINDS = {"moratorium": "moratorium", "ultimatum": "deadline", "deadline": "deadline"}


def account_spans(
    accounts: Iterable[Account], dyad: tuple[str, str] | None, end: date, language: str
) -> tuple[Span, ...]:
    """Spans of the accounts between the two states of the case; `end` closes what is open."""
    spans = []
    for account in accounts:
        kind = _KINDS.get(account.kind)
        holders = {state_of(code) for code in actor_set(account.holder)}
        outside = dyad is None or not holders & set(dyad) or account.theatre not in ("", *dyad)
        if kind is None or account.opened_on is None or outside:
            continue
        last = account.due if kind == "deadline" else _ended(account)
        if kind == "deadline" and last is None:
            continue
        spans.append(
            Span(
                kind=kind,
                start=account.opened_on,
                end=max(account.opened_on, last or end),
                text=account.title.get(language, account.terms),
                source=account.holder,
                open=last is None,
                account=account.id,
            )
        )
    return tuple(spans)


def _ended(account: Account) -> date | None:
    days = [step.on for step in account.changes if step.state in ("broken", "lapsed", "kept")]
    return next((day for day in reversed(days) if day), None)
