"""The stated rules that map recorded events to the actions and states of the coercion game.

They stand in `data/months.toml`, or in a file of that form that a case brings. A pattern is a
question (`nouns.pattern`) in which `challenger` and `target` stand for the states of the case.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

import msgspec
from msgspec import Struct

from standoff.errors import BadValue, DataError, QuestionError
from standoff.files import parse_toml, read_toml
from standoff.nouns import Event, EventPattern

__all__ = ["ActionRule", "MonthRules", "SideRules", "StateRules", "month_rules"]


class ActionRule(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An action of the game and the events that show it; `planned` ones count as announced."""

    name: str
    why: str
    events: tuple[str, ...] = ()
    planned: tuple[str, ...] = ()


class SideRules(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The actions of a side, gravest first, and what it does in a month without any."""

    idle: str
    actions: tuple[ActionRule, ...]


class StateRules(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The events from which the state of a month is read, and the lengths of its clocks."""

    taboo: tuple[str, ...]
    moratorium: tuple[str, ...]
    relief: tuple[str, ...]
    sanction: tuple[str, ...]
    ultimatum: tuple[str, ...]
    election: tuple[str, ...]
    trouble: tuple[str, ...]
    election_name: str = ""
    trouble_months: int = 3
    deadline_months: int = 6
    election_months: int = 3
    capability_top: int = 3


class MonthRules(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All rules, for named sides."""

    challenger: SideRules
    target: SideRules
    state: StateRules


class Reader(Struct, frozen=True):
    """Patterns of the rules, with the states of a case put in."""

    challenger: str
    target: str

    def patterns(self, asked: Sequence[str], stance: str = "actual") -> tuple[EventPattern, ...]:
        """The patterns written in `asked`; raises `DataError`."""
        return tuple(self._pattern(one, stance) for one in asked)

    def _pattern(self, asked: str, stance: str) -> EventPattern:
        names = {"challenger": self.challenger, "target": self.target}
        words = " ".join(names.get(word, word) for word in asked.split())
        try:
            pattern = EventPattern.parse(words)
        except QuestionError as fault:
            raise DataError(f"bad pattern: {fault}", where="months.toml") from None
        return msgspec.structs.replace(pattern, stances=(stance,))

    def of_action(self, rule: ActionRule) -> tuple[EventPattern, ...]:
        """The patterns of an action."""
        return (*self.patterns(rule.events), *self.patterns(rule.planned, "planned"))

    def of_side(self, rules: SideRules) -> tuple[EventPattern, ...]:
        """The patterns of all actions of a side."""
        return tuple(one for rule in rules.actions for one in self.of_action(rule))


def fits(event: Event, patterns: Sequence[EventPattern]) -> bool:
    """Is the event of one of the kinds?"""
    return any(pattern.matches(event) for pattern in patterns)


def month_rules(path: Path | None = None) -> MonthRules:
    """The shipped rules, or those in `path`; raises `BadValue` for a file that breaks the form."""
    if path is None:
        ours = files("standoff.record").joinpath("tabulating/data/months.toml")
        return msgspec.convert(parse_toml(ours.read_text("utf-8"), "months.toml"), MonthRules)
    table = read_toml(path)
    try:
        return msgspec.convert(table, MonthRules)
    except msgspec.ValidationError as fault:
        raise BadValue(f"bad rules of months: {fault}", where=str(path)) from None
