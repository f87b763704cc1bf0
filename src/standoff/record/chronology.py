"""Chronologies and coverage from CSV: facts in somebody's own words, with where they come from.

`chronology.csv` has the columns

    id,earliest,latest,at_utc,zone,who,whom,move,system,number,place,stance,name,terms,theatre,
    text_en,text_de,source,certainty,known_from,note

of which `id`, `earliest`, `who` and `move` must be there; others may be left out or left empty (an
empty `latest` is the day `earliest`, an empty `known_from` the day `latest`). `note` is for whoever
keeps the file and is not read. `coverage.csv` has kind,start,end,level,note. A broken row is an
error that names its line and column; nothing of the file is taken in.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from standoff.errors import BadValue, one_of
from standoff.files import decode, read_bytes, shown
from standoff.nouns import Coverage, Event, When
from standoff.nouns.vocabulary import LEVELS, MOVE_PLOVER, STANCES, SYSTEMS
from standoff.nouns.when import parse_day
from standoff.settings import Settings
from standoff.tables import restored, table_rows

__all__ = ["CHRONOLOGY_COLUMNS", "COVERAGE_COLUMNS", "load_chronology", "load_coverage"]

CHRONOLOGY_COLUMNS = (
    "id", "earliest", "latest", "at_utc", "zone", "who", "whom", "move", "system", "number",
    "place", "stance", "name", "terms", "theatre", "text_en", "text_de", "source", "certainty",
    "known_from", "note",
)  # fmt: skip
COVERAGE_COLUMNS = ("kind", "start", "end", "level", "note")

DEFAULTS = Settings()

_CODE = re.compile(r"[A-Z][A-Z0-9_]{0,39}")

T = TypeVar("T")


class _Row:
    """A row whose cells are read one by one; faults name line and column."""

    def __init__(self, cells: dict[str, str], where: str) -> None:
        self._cells, self.where = cells, where

    def text(self, column: str) -> str:
        return restored(self._cells.get(column, "").strip())

    def need(self, column: str) -> str:
        return self.text(column) or self._fail(column, "it is empty", "a value")

    def day(self, column: str) -> date | None:
        return self._parsed(column, parse_day) if self.text(column) else None

    def number(self, column: str) -> int | None:
        said = self.text(column)
        if not said:
            return None
        if not (said.isascii() and said.isdigit() and len(said) <= 9):
            self._fail(column, f"{said[:40]!r} is no number", "digits")
        return int(said)

    def instant(self, column: str) -> datetime | None:
        return self._parsed(column, _utc) if self.text(column) else None

    def one_of(self, column: str, allowed: tuple[str, ...], default: str = "") -> str:
        said = self.text(column) or default
        if said and said not in allowed:
            self._fail(column, f"{said[:40]!r} is not known", one_of(allowed, said))
        return said

    def actors(self, column: str, said: str) -> str:
        """Codes of actors joined by `;`, as they stand; a name in words would fit no question."""
        for code in filter(None, map(str.strip, said.split(";"))):
            if not _CODE.fullmatch(code):
                self._fail(
                    column,
                    f"{code[:40]!r} is no code of an actor",
                    "capital letters such as PRK or USA_TRUMP, joined by ; (docs/actors.md)",
                )
        return said

    def _parsed(self, column: str, parse: Callable[[str], T]) -> T:
        try:
            return parse(self.text(column))
        except BadValue as fault:
            return self._fail(column, fault.what, fault.expected)

    def _fail(self, column: str, what: str, expected: str) -> T:  # type: ignore[type-var]
        raise BadValue(f"column {column}: {what}", where=self.where, expected=expected)


def load_chronology(path: str | Path, *, settings: Settings = DEFAULTS) -> list[Event]:
    """The facts of a chronology, in file order; raises `FileUnreadable` or `BadValue`."""
    path, events = Path(path), {}
    for row in _rows(path, ("id", "earliest", "who", "move"), settings):
        event = _fact(row)
        if event.id in events:
            raise BadValue(f"column id: {event.id!r} was used before", where=row.where)
        events[event.id] = event
    return list(events.values())


def load_coverage(path: str | Path, *, settings: Settings = DEFAULTS) -> list[Coverage]:
    """Coverage rows in file order; raises `FileUnreadable` or `BadValue`."""
    return [
        _coverage(row) for row in _rows(Path(path), ("kind", "start", "end", "level"), settings)
    ]


def _rows(path: Path, required: tuple[str, ...], settings: Settings) -> list[_Row]:
    text = decode(read_bytes(path, settings), path)
    return [
        _Row(cells, f"{shown(path)} line {line}")
        for line, cells in table_rows(text, path, required, settings)
    ]


def _fact(row: _Row) -> Event:
    row.need("earliest")
    move = row.one_of("move", tuple(MOVE_PLOVER), row.need("move"))
    when = _when(row)
    return Event(
        id=row.need("id"),
        when=when,
        source=row.actors("who", row.need("who")),
        target=row.actors("whom", row.text("whom")),
        move=move,
        plover=MOVE_PLOVER[move],
        system=row.one_of("system", SYSTEMS),
        stance=row.one_of("stance", STANCES, "actual"),
        number=row.number("number"),
        place=row.text("place"),
        theatre=row.text("theatre"),
        name=row.text("name"),
        text={tag: row.text(f"text_{tag}") for tag in ("en", "de") if row.text(f"text_{tag}")},
        terms=row.text("terms"),
        provenance=row.text("source"),
        certainty=row.text("certainty"),
        known_from=row.day("known_from") or when.latest,
    )


def _when(row: _Row) -> When:
    earliest, at, zone = row.day("earliest"), row.instant("at_utc"), row.text("zone")
    latest = row.day("latest") or earliest
    if earliest and latest and earliest > latest:
        raise BadValue(
            f"column latest: {latest} is before {earliest}", where=row.where, expected="a later day"
        )
    local = _local_day(at, zone, row) if at and zone else None
    if local and earliest and latest and not earliest <= local <= latest:
        raise BadValue(
            f"column at_utc: in {zone} that is {local}", where=row.where, expected=str(earliest)
        )
    return When(earliest=earliest, latest=latest, at=at, zone=zone)


def _local_day(at: datetime, zone: str, row: _Row) -> date | None:
    """The day of an instant in a zone; None on a machine without time zone data."""
    try:
        return at.astimezone(ZoneInfo(zone)).date()
    except (ZoneInfoNotFoundError, ValueError, OSError):
        try:
            ZoneInfo("Europe/Vienna")
        except ZoneInfoNotFoundError:
            return None
        raise BadValue(
            f"column zone: {zone[:40]!r} is no time zone",
            where=row.where,
            expected="an IANA name, for instance Asia/Pyongyang",
        ) from None


def _utc(said: str) -> datetime:
    """An instant in UTC; one without an offset is UTC, as the column's name says."""
    try:
        instant = datetime.fromisoformat(said)
    except ValueError:
        raise BadValue(
            f"{said[:40]!r} is no instant", expected="for instance 2019-05-28T20:30Z"
        ) from None
    return instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant.astimezone(UTC)


def _coverage(row: _Row) -> Coverage:
    kind = row.need("kind")
    move, _, system = kind.partition(":")
    if kind != "*" and (move not in MOVE_PLOVER or (":" in kind and system not in SYSTEMS)):
        raise BadValue(
            f"column kind: {kind[:60]!r} is not known",
            where=row.where,
            expected="a move, MOVE:SYSTEM or *",
        )
    row.need("start"), row.need("end"), row.need("level")
    start, end = row.day("start"), row.day("end")
    if start is None or end is None or start > end:
        raise BadValue(f"column end: {end} is before {start}", where=row.where)
    return Coverage(
        kind=kind, start=start, end=end, level=row.one_of("level", LEVELS), note=row.text("note")
    )
