"""The rule that labels a month, read from data: labels by gravity, each with the deeds that count.

Gravity makes the label of a month a maximum: the gravest deed decides, whatever else happened. The
rule is a TOML file (`data/months.toml` is the default) so that a reader can see and replace it; the
same question asked under several rules shows what rests on the choice.
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from standoff.errors import BadValue
from standoff.files import parse_toml, read_toml
from standoff.nouns import Event
from standoff.nouns.vocabulary import MOVE_PLOVER, SYSTEMS

__all__ = ["Deed", "Label", "MonthRule", "bundled_rule", "default_rule", "load_rule"]

RULES = ("months", "mutual")
WHO = ("challenger", "target", "either")
TO = ("any", "other")


class Deed(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A kind of deed: who does what to whom (see the head of `data/months.toml`)."""

    who: str
    moves: tuple[str, ...]
    systems: tuple[str, ...] = ()
    to: str = "any"
    terms: bool = False

    def matches(self, event: Event, challenger: str, target: str) -> bool:
        """True if `event` is such a deed between these two sides."""
        return (
            event.move in self.moves
            and event.stance == "actual"
            and (not self.systems or event.system in self.systems)
            and (not self.terms or bool(event.terms))
            and self._right_sides(event, challenger, target)
        )

    def _right_sides(self, event: Event, challenger: str, target: str) -> bool:
        sides = {"challenger": (challenger,), "target": (target,)}.get(
            self.who, (challenger, target)
        )
        others = {challenger: target, target: challenger}
        return any(
            side in event.source_states and (self.to == "any" or _reaches(event, others[side]))
            for side in sides
        )


def _reaches(event: Event, other: str) -> bool:
    """True if the deed involves `other`, or names nobody it was done to and no partner."""
    alone = not event.target_states and len(event.source_states) == 1
    return alone or other in event.target_states or other in event.source_states


class Label(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One label with its name by language, the deeds that earn it, and examples."""

    name: str
    text: dict[str, str]
    counts: tuple[Deed, ...] = ()
    examples: tuple[dict[str, str], ...] = ()


class MonthRule(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Labels, gravest first; the last one has no deeds and is what remains.

    `order` are the three labels whose order is tested, `turns` the two that may take turns, of
    which the second is the mild one.
    """

    id: str
    text: dict[str, str]
    needs: tuple[str, ...]
    label: tuple[Label, ...]
    order: tuple[str, ...] = ()
    turns: tuple[str, ...] = ()
    kinds_are: dict[str, str] = {}

    @property
    def names(self) -> tuple[str, ...]:
        """The labels' names, gravest first."""
        return tuple(label.name for label in self.label)

    @property
    def kinds(self) -> tuple[str, ...]:
        """All moves that can decide a label."""
        moves = (move for label in self.label for deed in label.counts for move in deed.moves)
        return tuple(dict.fromkeys(moves))

    @property
    def kinds_text(self) -> dict[str, str]:
        """What the kinds are, by language, without saying which of several names a month."""
        return self.kinds_are or self.text

    def gravity(self, event: Event, challenger: str, target: str) -> int | None:
        """Place of the gravest label that `event` earns (0 is gravest), None if it earns none."""
        for place, label in enumerate(self.label):
            if any(deed.matches(event, challenger, target) for deed in label.counts):
                return place
        return None


def load_rule(path: Path) -> MonthRule:
    """The rule in a TOML file; raises `FileUnreadable` or `BadValue` naming the key at fault."""
    return _rule_of(read_toml(path), str(path))


def default_rule() -> MonthRule:
    """The rule that comes with standoff: the kinds of deed of a challenger and its target."""
    return bundled_rule("months")


@cache
def bundled_rule(name: str) -> MonthRule:
    """A rule that comes with standoff: `months` (a challenger), `mutual` (two sides alike)."""
    if name not in RULES:
        raise BadValue(f"rule {name!r}", expected=f"a file, or one of {', '.join(RULES)}")
    found = resources.files("standoff.cycle") / "data" / f"{name}.toml"
    return _rule_of(parse_toml(found.read_text("utf-8"), name), f"{name}.toml")


def _rule_of(table: dict[str, Any], where: str) -> MonthRule:
    try:
        rule = msgspec.convert(table, MonthRule)
    except msgspec.ValidationError as fault:
        raise BadValue(f"not a rule for months: {fault}", where=where) from None
    _check(rule, where)
    return rule


def _check(rule: MonthRule, where: str) -> None:
    if len(set(rule.names)) < max(len(rule.names), 2):
        raise BadValue(
            f"labels {', '.join(rule.names)}",
            where=where,
            expected="two or more with different names",
        )
    if rule.label[-1].counts or not all(label.counts for label in rule.label[:-1]):
        raise BadValue(
            "which label has deeds",
            where=where,
            expected="deeds for every label but the last, which has none",
        )
    for key, names, size in (("order", rule.order, 3), ("turns", rule.turns, 2)):
        if names and (len(set(names)) != size or not set(names) <= set(rule.names[:-1])):
            raise BadValue(
                f"{key} = {', '.join(names)}",
                where=where,
                expected=f"{size} different labels that have deeds",
            )
    for label in rule.label:
        for deed in label.counts:
            _check_deed(deed, f"{where}, label {label.name}")


def _check_deed(deed: Deed, where: str) -> None:
    known = {
        "who": ((deed.who,), WHO),
        "to": ((deed.to,), TO),
        "moves": (deed.moves, tuple(MOVE_PLOVER)),
        "systems": (deed.systems, SYSTEMS),
    }
    for key, (values, vocabulary) in known.items():
        for value in values:
            if value not in vocabulary:
                raise BadValue(
                    f"{key}: {value!r}", where=where, expected=f"one of {', '.join(vocabulary)}"
                )
