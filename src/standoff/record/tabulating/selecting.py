"""Which events a table is about: who, whom, which move, system, stance, source, and when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from standoff.errors import BadValue
from standoff.nouns import Event
from standoff.nouns.vocabulary import MOVE_PLOVER, STANCES, SYSTEMS
from standoff.nouns.when import day_given

if TYPE_CHECKING:
    import polars as pl

__all__ = ["Selection", "Words", "known_words", "select_events"]

#: One word, several joined by `|`, or a list of words.
Words = str | Iterable[str] | None


class Selection(Struct, frozen=True, kw_only=True):
    """What is asked for; an empty field asks for everything, `stances` for what happened.

    `who` and `whom` are states or organisations (`USA`), never single persons; `origins` are ids of
    imports, `record` for what was coded or set down here, or a set of an import (`levant_full`).
    """

    who: tuple[str, ...] = ()
    whom: tuple[str, ...] = ()
    moves: tuple[str, ...] = ()
    systems: tuple[str, ...] = ()
    stances: tuple[str, ...] = ("actual",)
    origins: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None

    @classmethod
    def of(
        cls,
        *,
        who: Words = None,
        whom: Words = None,
        move: Words = None,
        system: Words = None,
        stance: Words = "actual",
        origin: Words = None,
        start: date | None = None,
        end: date | None = None,
    ) -> Selection:
        """A selection of words or lists of words (`"threat|ultimatum"`); raises `BadValue`."""
        made = cls(
            who=tuple(word.upper() for word in _words(who)),
            whom=tuple(word.upper() for word in _words(whom)),
            moves=known_words("move", move, tuple(MOVE_PLOVER)),
            systems=known_words("system", system, SYSTEMS),
            stances=known_words("stance", stance, STANCES),
            origins=_words(origin),
            start=day_given(start, "start"),
            end=day_given(end, "end"),
        )
        if made.systems and not made.moves:
            raise BadValue("a system without a move", expected="a move too, such as weapon_test")
        if made.start and made.end and made.start > made.end:
            raise BadValue(f"from {start} to {end}", expected="the start before the end")
        return made

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of event asked for, as coverage names them; empty for all."""
        if not self.systems:
            return self.moves
        return tuple(f"{move}:{system}" for move in self.moves for system in self.systems)

    def takes(self, event: Event) -> bool:
        """True if the event is asked for, import and set aside (they are columns of tables)."""
        when = event.when
        return (
            (not self.moves or event.move in self.moves)
            and (not self.systems or event.system in self.systems)
            and (not self.stances or event.stance in self.stances)
            and (not self.who or bool(event.source_states & set(self.who)))
            and (not self.whom or bool(event.target_states & set(self.whom)))
            and not (self.start and when.latest and when.latest < self.start)
            and not (self.end and when.earliest and when.earliest > self.end)
        )


def _words(given: Words) -> tuple[str, ...]:
    """`"a|b"`, `"a,b"` or a list of words as a tuple."""
    if given is None:
        return ()
    parts = given.replace(",", "|").split("|") if isinstance(given, str) else given
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def known_words(what: str, given: Words, allowed: tuple[str, ...]) -> tuple[str, ...]:
    """The words that are given; raises `BadValue` for one that is not allowed."""
    words = _words(given)
    for word in words:
        if word not in allowed:
            raise BadValue(f"{what} {word[:40]!r}", expected=f"one of {', '.join(allowed)}")
    return words


def select_events(frame: pl.DataFrame, selection: Selection) -> pl.DataFrame:
    """The rows of an event frame that are asked for; a range that may touch the period is kept."""
    import polars as pl

    tests = [
        pl.col(column).is_in(list(words))
        for column, words in (
            ("move", selection.moves), ("system", selection.systems), ("stance", selection.stances)
        )
        if words
    ]  # fmt: skip
    if selection.origins:
        wanted = list(selection.origins)
        tests.append(pl.col("origin").is_in(wanted) | pl.col("set").is_in(wanted))
    tests += [
        _acts(column, frame[column], words)
        for column, words in (
            ("source_states", selection.who), ("target_states", selection.whom)
        )
        if words
    ]  # fmt: skip
    if selection.start:
        tests.append(pl.col("latest").is_null() | (pl.col("latest") >= selection.start))
    if selection.end:
        tests.append(pl.col("earliest").is_null() | (pl.col("earliest") <= selection.end))
    return frame.filter(tests) if tests else frame


def _acts(column: str, states: pl.Series, words: tuple[str, ...]) -> pl.Expr:
    """Rows in which one of `words` is among the states; decided once for each set of states."""
    import polars as pl

    wanted = set(words)
    fitting = [one for one in states.unique().to_list() if wanted & set(one.split(";"))]
    return pl.col(column).is_in(fitting)
