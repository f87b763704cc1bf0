"""Rulings: a person says that two reports tell of the same happening, or that they do not.

The rule of `merging` is general and will sometimes be wrong. A ruling is a note in the journal
about two codings, or a coding and a fact; it outranks the rule, and a later ruling on the same pair
outranks an earlier one, so merges and separations can both be undone. `as_usual` gives the pair
back to the rule.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct

from standoff.errors import BadValue
from standoff.record.entry import Draft, note_entry

__all__ = ["NO_RULINGS", "RULINGS", "Rulings", "ruling_entry", "rulings_of"]

RULINGS = ("together", "apart", "as_usual")
_TOPIC = "merging"


class Rulings(Struct, frozen=True, kw_only=True):
    """Which ids belong together or apart, each pair both ways round."""

    together: Mapping[str, frozenset[str]] = {}
    apart: Mapping[str, frozenset[str]] = {}


NO_RULINGS = Rulings()


def ruling_entry(
    ruling: str, one: str, other: str, *, by: str, why: str, asked: tuple[str, str] | None = None
) -> Draft:
    """The note that rules on two ids (codings or facts); `BadValue` without name or reason.

    `asked` are the two that the person named, where they stand for more (events, say).
    """
    if ruling not in RULINGS:
        raise BadValue(f"ruling {ruling!r}", expected=f"one of {', '.join(RULINGS)}")
    if one == other or not one or not other:
        raise BadValue(f"a ruling on {one!r} and {other!r}", expected="two different ids")
    if not by.strip() or not why.strip():
        raise BadValue("a ruling without name or reason", expected="who rules, and why")
    ids = sorted((one, other))
    note: dict[str, object] = {"topic": _TOPIC, "ruling": ruling, "ids": ids, "why": why}
    return note_entry({**note, "asked": list(asked)} if asked else note, by=by)


def rulings_of(notes: Iterable[Mapping[str, Any]]) -> Rulings:
    """What notes, in order, rule; notes on other things are passed over."""
    latest: dict[tuple[str, str], str] = {}
    for note in notes:
        pair, ruling = _pair(note.get("ids")), note.get("ruling")
        if note.get("topic") == _TOPIC and ruling in RULINGS and pair:
            latest[pair] = ruling
    return Rulings(
        together=_both_ways(pair for pair, ruling in latest.items() if ruling == "together"),
        apart=_both_ways(pair for pair, ruling in latest.items() if ruling == "apart"),
    )


def _pair(ids: object) -> tuple[str, str] | None:
    if not isinstance(ids, list) or len(ids) != 2 or not all(isinstance(one, str) for one in ids):
        return None
    return min(ids), max(ids)


def _both_ways(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for one, other in pairs:
        found[one].add(other)
        found[other].add(one)
    return {id_: frozenset(partners) for id_, partners in found.items()}
