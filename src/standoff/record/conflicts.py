"""Conflicts: where the reports of one happening do not say the same.

Conflicting reports are shown, never averaged: an event's number is the one that all its reports
agree on, or open. Here is what each said, so that a reader can see who stands alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from msgspec import Struct

from standoff.nouns import Coding, Event
from standoff.record.merging import UTTERED
from standoff.record.review import Reviewed

__all__ = ["COMPARED", "Conflict", "conflicts_of"]

#: What is compared: what a report leaves out contradicts nothing.
COMPARED = ("number", "system", "dates", "stance")


class Conflict(Struct, frozen=True, kw_only=True):
    """One field on which the reports of an event differ.

    `said` maps each value, as written in the CSV, to the ids of the codings that give it; the fact
    behind the event speaks under its own id.
    """

    event: str
    field: str
    said: dict[str, tuple[str, ...]]


def conflicts_of(events: Sequence[Event], codings: Iterable[Reviewed]) -> list[Conflict]:
    """All conflicts, in the order of the events."""
    by_id = {item.id: item.coding for item in codings}
    found = []
    for event in events:
        told = [(id_, by_id[id_]) for id_ in event.codings if id_ in by_id]
        for field in COMPARED:
            said: defaultdict[str, list[str]] = defaultdict(list)
            for id_, one in _voices(event, told):
                if value := _value(one, field):
                    said[value].append(id_)
            if len(said) > 1 and not (field == "dates" and _share_a_day(said)):
                values = {value: tuple(ids) for value, ids in said.items()}
                found.append(Conflict(event=event.id, field=field, said=values))
    return found


def _voices(
    event: Event, told: list[tuple[str, Coding]]
) -> list[tuple[str, Coding] | tuple[str, Event]]:
    is_fact = not event.id.startswith("e") or event.id[1:] not in event.codings
    return [*([(event.id, event)] if is_fact else []), *told]


def _share_a_day(ranges: Iterable[str]) -> bool:
    """Ranges with a day in common do not disagree: one report only says it more exactly."""
    days = [(said.split("..")[0], said.split("..")[-1]) for said in ranges]
    return max(first for first, _ in days) <= min(last for _, last in days)


def _value(one: Coding | Event, field: str) -> str:
    if field == "dates":
        when = one.when
        days = (when.earliest, when.latest)
        return "" if None in days else "..".join(sorted({str(day) for day in days}))
    if field == "stance" and one.move in UTTERED:
        return ""  # A threat told with its condition and one told without it do not disagree.
    value = getattr(one, field)
    return "" if value is None else str(value)
