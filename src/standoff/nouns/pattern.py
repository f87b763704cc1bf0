"""`EventPattern`: who does what to whom, at least how often; shared by claims and questions.

Written `WHO MOVE[:SYSTEM] [-> WHOM] [xN]`, several moves or systems joined by `|`:

    PRK weapon_test:intercontinental
    USA relief|concession -> PRK
    PRK weapon_test:short_range|submarine x13
"""

from __future__ import annotations

import re

from msgspec import Struct

from standoff.errors import QuestionError, one_of
from standoff.nouns.coding import actor_set
from standoff.nouns.event import Event
from standoff.nouns.vocabulary import MOVE_PLOVER, SYSTEMS

__all__ = ["EventPattern"]

#: Moves that happen by being uttered: their condition does not undo that (CODEBOOK, edge cases).
UTTERED = frozenset({"threat", "ultimatum"})

_FORM = (
    "a question of the form 'WHO MOVE[:SYSTEM] [-> WHOM] [xN]', such as "
    "'PRK weapon_test:intercontinental'"
)
_GRAMMAR = re.compile(
    r"^\s*(?P<who>[A-Za-z_]{1,40}|\*)\s+(?P<move>[a-z_|]{1,200})(?::(?P<system>[a-z_|]{1,120}))?"
    r"(?:\s*->\s*(?P<whom>[A-Za-z_]{1,40}))?(?:\s+x(?P<n>\d{1,6}))?\s*$"
)


class EventPattern(Struct, frozen=True, kw_only=True):
    """Matches events by acting state, moves, weapon systems and target state.

    `who` may be `*` (anyone), and `who` and `whom` a person or office (`PRK_KIM`), which then must
    be named itself. `stances` are the stances that count as having happened; a threat or
    an ultimatum with a condition was uttered all the same.
    """

    who: str
    moves: tuple[str, ...]
    systems: tuple[str, ...] = ()
    whom: str = ""
    at_least: int = 1
    stances: tuple[str, ...] = ("actual",)

    def __post_init__(self) -> None:
        for move in self.moves:
            if move not in MOVE_PLOVER:
                raise QuestionError(
                    f"unknown move {move!r}",
                    expected=one_of(sorted(MOVE_PLOVER), move),
                )
        for system in self.systems:
            if system not in SYSTEMS:
                raise QuestionError(f"unknown system {system!r}", expected=one_of(SYSTEMS, system))
        if self.at_least < 1:
            raise QuestionError(f"x{self.at_least} asks for nothing", expected="x1 or more")

    @classmethod
    def parse(cls, question: str) -> EventPattern:
        """The pattern written in `question`; raises `QuestionError`."""
        found = _GRAMMAR.match(question) if len(question) <= 500 else None
        if not found:
            raise QuestionError(f"cannot read the question {question[:80]!r}", expected=_FORM)
        return cls(
            who=found["who"].upper(),
            moves=tuple(found["move"].split("|")),
            systems=tuple(found["system"].split("|")) if found["system"] else (),
            whom=(found["whom"] or "").upper(),
            at_least=int(found["n"] or 1),
        )

    def matches(self, event: Event) -> bool:
        """True if this one event is of the kind asked for (dates aside)."""
        return (
            event.move in self.moves
            and self._happened(event)
            and (not self.systems or event.system in self.systems)
            and (self.who == "*" or _names(self.who, event.source, event.source_states))
            and (not self.whom or _names(self.whom, event.target, event.target_states))
        )

    def _happened(self, event: Event) -> bool:
        uttered = event.move in UTTERED and event.stance == "conditional"
        return event.stance in self.stances or (uttered and "actual" in self.stances)

    def __str__(self) -> str:
        systems = f":{'|'.join(self.systems)}" if self.systems else ""
        whom = f" -> {self.whom}" if self.whom else ""
        times = f" x{self.at_least}" if self.at_least > 1 else ""
        return f"{self.who} {'|'.join(self.moves)}{systems}{whom}{times}"


def _names(code: str, actors: str, states: frozenset[str]) -> bool:
    """True if a field names this state, or exactly this person or office."""
    return code in (actor_set(actors) if "_" in code else states)
