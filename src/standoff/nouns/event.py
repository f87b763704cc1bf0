"""`Event`: one happening with everything that tells of it; `Coverage`; `Verdict`."""

from __future__ import annotations

from datetime import date, datetime

from msgspec import Struct

from standoff.errors import BadValue
from standoff.nouns.coding import Evidence, actor_set, state_of
from standoff.nouns.vocabulary import DECISIONS, LEVELS, MOVE_PLOVER
from standoff.nouns.when import When

__all__ = ["Coverage", "Event", "Verdict"]


class Event(Struct, frozen=True, kw_only=True):
    """One happening. What two papers tell once is one event with two pieces of evidence.

    `source` and `target` are actor codes joined by `;`. `number` counts what happened on this
    occasion (missiles fired, say); an event itself counts once. `text` holds a neutral sentence by
    language (`{"en": ..., "de": ...}`). `known_from` is the first day it could be known.
    `provenance` says what it was really taken from, `certainty` how sure its recorder is; both are
    shown wherever the event is. `theatre` names the conflict it belongs to (`korea`, `iran`), for
    balance sheets across theatres. `evidence` is empty for imported facts ("without evidence").
    """

    id: str
    when: When
    source: str
    target: str = ""
    move: str
    plover: str = ""
    system: str = ""
    stance: str = "actual"
    number: int | None = None
    place: str = ""
    theatre: str = ""
    name: str = ""
    text: dict[str, str] = {}
    terms: str = ""
    codings: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    provenance: str = ""
    certainty: str = ""
    known_from: date | None = None
    recorded_at: datetime | None = None
    reviewed: bool = True

    def __post_init__(self) -> None:
        if self.move not in MOVE_PLOVER:
            raise BadValue(
                f"move {self.move!r}", where=f"event {self.id}", expected="a codebook move"
            )

    @property
    def source_states(self) -> frozenset[str]:
        """States and organisations that act."""
        return frozenset(state_of(code) for code in actor_set(self.source))

    @property
    def target_states(self) -> frozenset[str]:
        """States and organisations that are acted upon."""
        return frozenset(state_of(code) for code in actor_set(self.target))

    def _repr_html_(self) -> str:
        from standoff.nouns.display import event_html

        return event_html(self)


class Coverage(Struct, frozen=True, kw_only=True):
    """How complete the record is for a kind of event (`move` or `move:system`) in a period."""

    kind: str
    start: date
    end: date
    level: str
    note: str = ""

    def __post_init__(self) -> None:
        if self.level not in LEVELS:
            raise BadValue(f"coverage level {self.level!r}", expected=f"one of {', '.join(LEVELS)}")
        if self.start > self.end:
            raise BadValue(f"coverage from {self.start} to {self.end}", expected="start before end")


class Verdict(Struct, frozen=True, kw_only=True):
    """A person's decision on a proposed coding; append-only, the latest one counts."""

    coding: str
    decision: str
    by: str
    at: datetime
    why: str = ""
    changes: dict[str, str] = {}

    def __post_init__(self) -> None:
        if self.decision not in DECISIONS:
            raise BadValue(f"decision {self.decision!r}", expected=f"one of {', '.join(DECISIONS)}")
