"""Accounts: pledges, moratoria, ultimatums and deadlines, and what became of each.

A promise or threat opens an account; what happens afterwards decides it, by the rules in
`data/accounts.toml`, each with its examples. The rules know only what the record knows: they say
"nothing followed", never "nothing happened". A person who knows better sets the state, with a
reason; that word outranks the rules, and both stay visible.

What opens an account: events with the moves moratorium, pledge and ultimatum; codings of the kind
pledge (what is announced is due on its date) and deadline. A deadline that speaks of an ultimatum,
or sets somebody terms, gives it its due day. `as_of` looks at the record as it stood on a day:
nothing known later counts.
"""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from heapq import merge

import msgspec

from standoff.nouns import Account, AccountChange, Event
from standoff.record.account_rules import (
    FINAL,
    Rule,
    account_rules,
    agree,
    day_of_rule,
    fits,
    known_day,
    meet,
    moves_of,
)
from standoff.record.deeds import Deeds
from standoff.record.review import Reviewed
from standoff.record.set_accounts import SetAccount

__all__ = ["accounts_of"]

_OPENING = ("moratorium", "pledge", "ultimatum")
_UTTERED = ("actual", "conditional")
_WORDS = ("ultimatum", "threat", "demand", "warning")
_YEAR = timedelta(days=366)

#: (day, 0 of an event or 1 of a day's passing, place of the rule, rule, event)
Occasion = tuple[date, int, int, Rule, Event | None]


def accounts_of(
    events: Sequence[Event],
    codings: Iterable[Reviewed],
    published: Mapping[str, date | None],
    persons: Sequence[SetAccount],
    *,
    as_of: date,
    follow_days: int,
) -> list[Account]:
    """All accounts that were known on `as_of`, by the day they were opened.

    `published` maps article ids to their dates; `follow_days` is how long after the due day a
    deed still counts as following from it.
    """
    known = sorted(
        (event for event in events if known_day(event) <= as_of),
        key=lambda event: (known_day(event), event.id),
    )
    told = [*_opened_by_events(known), *_opened_by_codings(codings, published, as_of)]
    accounts, deeds = [], Deeds(known)
    for account, person in _with_persons(_merged(told), persons, known):
        decided = _decided(account, deeds, as_of, follow_days)
        accounts.append(_ruled_by(decided, person.change(as_of) if person else None))
    return sorted(accounts, key=lambda one: (one.opened_on or date.max, one.id))


def _opened_by_events(events: Iterable[Event]) -> Iterator[Account]:
    for event in events:
        if event.move in _OPENING and event.stance in _UTTERED:
            yield _account_of(event)


def _account_of(event: Event) -> Account:
    """The account that an event opens; a day after its first report is the day it is due."""
    opened, told, due = event.when.earliest, event.known_from, None
    if opened and told and opened > told:
        opened, due = told, event.when.latest
    return Account(
        id=event.id,
        kind=event.move,
        holder=event.source,
        other=event.target,
        theatre=event.theatre,
        opened_by=(event.id,),
        opened_on=opened or told,
        due=due,
        system=event.system,
        title=event.text,
        terms=event.terms,
    )


def _opened_by_codings(
    codings: Iterable[Reviewed], published: Mapping[str, date | None], as_of: date
) -> Iterator[Account]:
    for item in codings:
        coding, day = item.coding, published.get(item.coding.article)
        due = coding.latest or coding.earliest
        if coding.kind == "deadline" and coding.move:
            with_terms = bool(coding.terms and coding.target)
            kind = "ultimatum" if coding.move in _WORDS or with_terms else "deadline"
        elif coding.kind == "pledge" and coding.move not in ("", *_OPENING):
            kind = "pledge"
        else:
            continue
        if due is None or (day and day > as_of):
            continue
        yield Account(
            id=item.id,
            kind=kind,
            holder=coding.source,
            other=coding.target,
            opened_by=(item.id,),
            opened_on=min(day, due) if day else None,
            due=due,
            act=coding.move,
            system=coding.system,
            terms=coding.terms or coding.text,
        )


def _merged(told: Iterable[Account]) -> list[Account]:
    """What is told several times is one account; a deadline gives its ultimatum the due day."""
    accounts: list[Account] = []
    places: defaultdict[tuple[str, date | None], list[int]] = defaultdict(list)
    for one in told:
        due, open_ = places[one.kind, one.due], places[one.kind, None]
        near = merge(due, open_) if one.due else ()
        place = next((n for n in near if _is_same(accounts[n], one)), None)
        if place is None:
            due.append(len(accounts))
            accounts.append(one)
            continue
        first = accounts[place]
        if first.due is None:
            open_.remove(place)
            insort(due, place)
        accounts[place] = msgspec.structs.replace(
            first,
            due=first.due or one.due,
            terms=first.terms or one.terms,
            opened_by=first.opened_by + one.opened_by,
        )
    return accounts


def _is_same(first: Account, later: Account) -> bool:
    """True if `later`, told by a coding, speaks of the account that is there already."""
    if first.kind != later.kind or later.due is None:
        return False
    if first.kind != "ultimatum" and first.act != later.act:
        return False
    if not meet(first.holder, later.holder) or not agree(first.other, later.other):
        return False
    if first.due is not None:
        return first.due == later.due
    return first.opened_on is not None and first.opened_on <= later.due <= first.opened_on + _YEAR


def _with_persons(
    accounts: list[Account], persons: Sequence[SetAccount], events: Sequence[Event]
) -> Iterator[tuple[Account, SetAccount | None]]:
    """Accounts with the person who keeps them; a kept one takes the place of the derived one."""
    by_id = {event.id: event for event in events}
    homes = {f"e{coding}": event.id for event in events for coding in event.codings}
    persons = [_at_home(person, homes) for person in persons]
    derived = {account.opened_by[0]: account for account in accounts}
    kept = [one for one in persons if one.opened_by in by_id or one.opened_by in derived]
    for account in accounts:
        if account.opened_by[0] not in {person.opened_by for person in kept}:
            yield account, None
    for person in kept:
        account = derived.get(person.opened_by) or _account_of(by_id[person.opened_by])
        yield person.opens(account), person


def _at_home(person: SetAccount, homes: Mapping[str, str]) -> SetAccount:
    """The account with the event that its opening report is in now, whatever was merged since."""
    home = homes.get(person.opened_by, person.opened_by)
    return msgspec.structs.replace(person, opened_by=home)


def _decided(account: Account, deeds: Deeds, as_of: date, follow_days: int) -> Account:
    """The account with every change that the rules make of it."""
    changes: list[AccountChange] = []
    doubts: list[str] = []
    for day, _, _, rule, event in _occasions(account, deeds, as_of, follow_days):
        if changes and changes[-1].state in FINAL:
            break
        if changes and (event is None or changes[-1].state == rule.state):
            continue
        if event and event.stance == "unconfirmed" and rule.stance != "unconfirmed":
            doubts.append(event.id)
            continue
        changes.append(
            AccountChange(
                state=rule.state, on=day, events=(event.id,) if event else (), rule=rule.name
            )
        )
    return msgspec.structs.replace(
        account,
        changes=tuple(changes),
        state=changes[-1].state if changes else "open",
        doubts=tuple(dict.fromkeys(doubts)),
    )


def _occasions(account: Account, deeds: Deeds, as_of: date, follow_days: int) -> Iterator[Occasion]:
    """Every occasion for a change, by day; on one day an event comes before the day's passing."""
    rules = [pair for pair in enumerate(account_rules()) if pair[1].account == account.kind]
    of_rules = (_of_rule(order, rule, account, deeds, follow_days) for order, rule in rules)
    passing = sorted(
        (
            (end, 1, order, rule, None)
            for order, rule in rules
            if (end := day_of_rule(rule, account, follow_days)) is not None and end < as_of
        ),
        key=lambda one: one[:3],
    )
    return merge(passing, *of_rules, key=lambda one: one[:3])


def _of_rule(
    order: int, rule: Rule, account: Account, deeds: Deeds, follow_days: int
) -> Iterator[Occasion]:
    """The events that fit one rule."""
    who = account.other if rule.who == "other" else account.holder
    for event in deeds.since(account.opened_on, moves_of(rule, account), who):
        stances = (rule.stance, "unconfirmed")
        if event.stance in stances and fits(rule, account, event, follow_days):
            yield known_day(event), 0, order, rule, event


def _ruled_by(account: Account, change: AccountChange | None) -> Account:
    """The account with a person's word on it, which comes last whatever its day."""
    if change is None:
        return account
    changes = (*account.changes, change)
    return msgspec.structs.replace(account, changes=changes, state=change.state)
