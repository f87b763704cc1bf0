"""The stated rules by which later events decide accounts, read from `data/accounts.toml`.

A rule says who must do what, when, for an account of its kind to change its state; or that the due
day, or the time in which something could have followed, has passed. The file explains its fields.
"""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

import msgspec
from msgspec import Struct

from standoff.errors import DataError
from standoff.nouns import Account, Event, actor_set, state_of
from standoff.nouns.account import STATES
from standoff.nouns.vocabulary import MOVE_PLOVER
from standoff.record.merging import MUTUAL

__all__ = ["FINAL", "Rule", "account_rules", "agree", "day_of_rule", "fits", "known_day", "meet",
           "moves_of", "states_in"]  # fmt: skip

FINAL = ("kept", "broken", "lapsed")
PROMISED = "promised"


class Rule(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One rule; see the head of `data/accounts.toml` for what its fields mean."""

    name: str
    account: str
    state: str
    en: str
    de: str
    who: str = ""
    moves: tuple[str, ...] = ()
    stance: str = "actual"
    when: str = "any"
    day: str = ""
    system: str = ""
    example: tuple[str, ...]
    counter: tuple[str, ...] = msgspec.field(name="not")


@cache
def account_rules() -> tuple[Rule, ...]:
    """All rules in order; raises `DataError` if the file breaks its own form."""
    path = files("standoff.record").joinpath("data/accounts.toml")
    try:
        table = tomllib.loads(path.read_text("utf-8"))
        rules = tuple(msgspec.convert(table["rule"], list[Rule]))
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, KeyError) as fault:
        raise DataError(f"bad rule: {fault}", where="data/accounts.toml") from None
    for rule in rules:
        sound = (
            rule.state in STATES
            and rule.who in ("holder", "other", "both", "")
            and rule.when in ("before", "after", "any")
            and bool(rule.moves) == bool(rule.who) == (rule.day not in ("due", "follow"))
            and all(move == PROMISED or move in MOVE_PLOVER for move in rule.moves)
        )
        if not sound:
            raise DataError(f"the rule {rule.name!r} breaks its form", where="data/accounts.toml")
    return rules


def known_day(event: Event) -> date:
    """The day from which an event counts; one without any day counts from the first."""
    return event.known_from or event.when.latest or event.when.earliest or date.min


def moves_of(rule: Rule, account: Account) -> tuple[str, ...]:
    """The moves that the rule asks for; none if it speaks of time alone."""
    return (account.act,) if rule.moves == (PROMISED,) else rule.moves


def fits(rule: Rule, account: Account, event: Event, follow_days: int) -> bool:
    """True if an event is what the rule asks for, stance aside."""
    return (
        event.move in moves_of(rule, account)
        and event.id not in account.opened_by
        and (rule.system != "same" or (bool(account.system) and event.system == account.system))
        and _right_actors(rule, account, event)
        and _right_time(rule, account, event, follow_days)
    )


def _right_actors(rule: Rule, account: Account, event: Event) -> bool:
    if rule.who == "other":
        return meet(account.other, event.source) and agree(account.holder, event.target)
    if rule.who == "both" and event.move in MUTUAL:
        present = ";".join((event.source, event.target))
        return meet(account.holder, present) and (not account.other or meet(account.other, present))
    return meet(account.holder, event.source) and agree(account.other, event.target)


def _right_time(rule: Rule, account: Account, event: Event, follow_days: int) -> bool:
    first, last = event.when.earliest, event.when.latest
    if first is None or last is None:
        return False
    if account.opened_on and first < account.opened_on:
        return False
    if rule.when == "before":
        return account.due is None or last <= account.due
    if rule.when == "after":
        start = account.due or account.opened_on
        return start is not None and start <= last and first <= start + timedelta(days=follow_days)
    return True


def day_of_rule(rule: Rule, account: Account, follow_days: int) -> date | None:
    """The day after which a rule about time alone changes the account; None if there is none."""
    if rule.day == "due":
        return account.due
    start = account.due or account.opened_on
    if rule.day == "follow" and start:
        return start + timedelta(days=follow_days)
    return None


def meet(a: str, b: str) -> bool:
    """True if two fields of actor codes have a state or organisation in common."""
    return bool(states_in(a) & states_in(b))


def agree(a: str, b: str) -> bool:
    """True unless both name somebody and nobody is in both."""
    return not a or not b or meet(a, b)


def states_in(codes: str) -> frozenset[str]:
    """The states and organisations that a field of actor codes names."""
    return frozenset(map(state_of, actor_set(codes)))
