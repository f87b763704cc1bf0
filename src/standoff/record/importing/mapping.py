r"""The mapping file: which column of somebody's table is who, whom, date, move.

    title = "Border incidents"           # where the rows come from, shown with each event
    date_format = "%d.%m.%Y"             # default %Y-%m-%d; %Y-%m and %Y name a month, a year

    [columns]                            # our word = their column
    date = "Datum"                       # or earliest and latest
    who = "Akteur"
    whom = "Ziel"
    move = "Art"                         # or code, with codes = "weis" (cameo, plover, acled)

    [moves]                              # their word = our MOVE[:SYSTEM]; else words are moves
    "Beschuss" = "attack"

    [actors]                             # their name = our code; others stay as they are
    "Nordland" = "NOR"

    [constants]                          # the same for all rows
    stance = "actual"

A table of scores is `kind = "series"` with `period` (day, week, month, year) and one `[[series]]`
for each column of scores: `column`, `name`, and `who` and `whom` unless `[columns]` names them.
"""

from __future__ import annotations

import tomllib
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from standoff.errors import BadValue
from standoff.files import BOM
from standoff.nouns.vocabulary import MOVE_PLOVER, STANCES, SYSTEMS

__all__ = ["FIELDS", "Mapping", "ScoreColumn", "parse_mapping"]

#: What a column can be; `date` stands for earliest and latest at once.
FIELDS = (
    "date", "earliest", "latest", "who", "whom", "move", "code", "label", "system", "number",
    "place", "stance", "name", "terms", "text", "value", "origin", "certainty",
)  # fmt: skip
_SERIES_FIELDS = ("date", "who", "whom", "origin")

_Format = Annotated[str, Meta(pattern="^(%[YmdHMSjy]|[^%]){1,20}$")]


class ScoreColumn(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A column of scores: the series `name` of `who` towards `whom`."""

    column: str
    name: str = ""
    who: str = ""
    whom: str = ""


class Mapping(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A mapping file; see the module."""

    columns: dict[str, str]
    title: str = ""
    kind: Literal["events", "series"] = "events"
    codes: Literal["", "weis", "cameo", "plover", "acled"] = ""
    date_format: _Format = "%Y-%m-%d"
    period: Literal["", "day", "week", "month", "year"] = ""
    moves: dict[str, str] = {}
    actors: dict[str, str] = {}
    constants: dict[str, str] = {}
    series: tuple[ScoreColumn, ...] = ()

    @property
    def required(self) -> tuple[str, ...]:
        """The columns that a table must have."""
        wanted = [*self.columns.values(), *(score.column for score in self.series)]
        return tuple(dict.fromkeys(wanted))

    @property
    def span(self) -> str:
        """How long a date of the table lasts: the period, else what its form leaves open."""
        if self.period:
            return self.period
        if "%j" in self.date_format or "%d" in self.date_format:
            return "day"
        return "month" if "%m" in self.date_format else "year"


def parse_mapping(text: str, where: str) -> Mapping:
    """The mapping in a TOML text; raises `BadValue` naming the file and what is wrong."""
    try:
        mapping = msgspec.convert(tomllib.loads(text.removeprefix(BOM)), Mapping)
    except (ValueError, RecursionError) as fault:
        raise BadValue(f"not a mapping: {fault}", where=where, next=_NEXT) from None
    if wrong := _fault(mapping):
        raise BadValue(wrong, where=where, next=_NEXT)
    return mapping


_NEXT = "docs/importing.md shows the form"


def _fault(mapping: Mapping) -> str:
    """What is wrong with a mapping, in words; empty if nothing is."""
    allowed = FIELDS if mapping.kind == "events" else _SERIES_FIELDS
    for field in (*mapping.columns, *mapping.constants):
        if field not in allowed:
            return f"{field!r} is no field of {mapping.kind}; expected {', '.join(allowed)}"
    if set(mapping.columns) & set(mapping.constants):
        return "a field stands in [columns] and in [constants]"
    given = {*mapping.columns, *mapping.constants}
    if "date" not in given and (mapping.kind == "series" or "earliest" not in given):
        return "no column is the date"
    return (_event_fault if mapping.kind == "events" else _series_fault)(mapping, given)


def _event_fault(mapping: Mapping, given: set[str]) -> str:
    for said in mapping.moves.values():
        move, colon, system = said.partition(":")
        if move not in MOVE_PLOVER:
            return f"[moves]: {said!r} is no move of the codebook"
        if colon and system not in SYSTEMS:
            return f"[moves]: {said!r} names no system; expected {', '.join(SYSTEMS)}"
    if "who" not in given:
        return "no column is who acts"
    if bool(mapping.codes) != ("code" in given) and "move" not in given:
        return 'a column for code and codes = "weis" (cameo, plover, acled) go together'
    if not mapping.codes and "move" not in given:
        return "neither a column for the move nor codes of a scheme"
    constant = mapping.constants
    if constant.get("stance", "actual") not in STANCES:
        return f"stance {constant['stance']!r} is not known"
    if constant.get("system", "") not in ("", *SYSTEMS):
        return f"system {constant['system']!r} is not known"
    return "[[series]] belongs to kind = \"series\"" if mapping.series else ""  # fmt: skip


def _series_fault(mapping: Mapping, given: set[str]) -> str:
    if not mapping.series:
        return "a series needs [[series]] with the column of the scores"
    if any(not score.who for score in mapping.series) and "who" not in given:
        return "a series does not say who: name it in [columns] or in [[series]]"
    return ""
