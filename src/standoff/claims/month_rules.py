"""Which rule labels the months: the gravest deed, the mildest, or meetings only for detente.

A month often holds a test and a talk. `gravest` calls it after the test (the rule of `cycle`),
`mildest` after the talk; `meetings` counts only summits, talks and agreements as detente. What
rests on the choice shows as a difference between readings.
"""

from __future__ import annotations

import msgspec

from standoff.cycle import MonthRule, default_rule
from standoff.errors import BadValue

__all__ = ["RULES", "kinds_of_labels", "rule_named"]

RULES = ("gravest", "mildest", "meetings")
_MEETINGS = ("summit", "talks", "agreement")


def rule_named(name: str, where: str) -> MonthRule:
    """The rule of that name; raises `BadValue` naming `where`."""
    rule = default_rule()
    if name in ("", "gravest"):
        return rule
    if name == "mildest":
        return msgspec.structs.replace(rule, label=(*rule.label[-2::-1], rule.label[-1]))
    if name == "meetings":
        return msgspec.structs.replace(rule, label=tuple(_only_meetings(x) for x in rule.label))
    raise BadValue(f"rule {name!r}", where=where, expected=f"one of {', '.join(RULES)}")


def _only_meetings(label):  # type: ignore[no-untyped-def]
    if label.name != "detente":
        return label
    deeds = tuple(
        msgspec.structs.replace(deed, moves=tuple(m for m in deed.moves if m in _MEETINGS))
        for deed in label.counts
    )
    return msgspec.structs.replace(label, counts=deeds)


def kinds_of_labels(rule: MonthRule, names: tuple[str, ...]) -> tuple[str, ...]:
    """The kinds of event behind some labels, as `Coverage.kind` names them."""
    kinds: list[str] = []
    for label in rule.label:
        if label.name in names:
            for deed in label.counts:
                for move in deed.moves:
                    kinds += [f"{move}:{s}" for s in deed.systems] if deed.systems else [move]
    return tuple(dict.fromkeys(kinds))
