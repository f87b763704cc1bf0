"""Scores that are no events, without a mapping file: what the header of a table says by itself.

A table of scores has one column for the time, and either columns for who and whom (long form) or
one column a pair, named by two state codes (`USA_PRK`). Columns that hold numbers are series under
their own names. The names that are understood stand in `_NAMES`; any other table of scores needs a
mapping file with `kind = "series"`. Time is a day, a month (`1992-03`) or a year; a header that
begins with `week` says that a date stands for the seven days from it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from standoff.errors import FileUnreadable
from standoff.record.importing import mapped
from standoff.record.importing.faults import number
from standoff.record.importing.mapping import Mapping, ScoreColumn
from standoff.record.importing.shape import Parsed, Table, text_of

if TYPE_CHECKING:
    import polars as pl

__all__ = ["REQUIRED", "TITLE", "guess_mapping", "parse"]

REQUIRED = ()
TITLE = "series"

#: Our word, and the headers that mean it, in small letters.
_NAMES = {
    "date": ("date", "day", "week", "week_start", "month", "year"),
    "who": ("who", "source", "a", "statea", "actor", "actor1"),
    "whom": ("whom", "target", "b", "stateb", "recipient", "actor2"),
    "origin": ("origin", "set"),
}
_PAIR = re.compile(r"([A-Z]{3})_([A-Z]{3})")
_NEXT = 'describe it with --mapping and kind = "series"; docs/importing.md shows the form'


def parse(table: Table) -> Parsed:
    """The series of a table; raises `FileUnreadable` if its header does not say what is what."""
    return mapped.parse(table, guess_mapping(table.frame, table.where))


def guess_mapping(frame: pl.DataFrame, where: str = "") -> Mapping:
    """The mapping that the header and the first cells of a table stand for."""
    small = {name.strip().lower(): name for name in frame.columns if name != "line"}
    columns = {
        field: small[found]
        for field, names in _NAMES.items()
        if (found := next((name for name in names if name in small), None))
    }
    if "date" not in columns:
        raise FileUnreadable(
            "no column is the time",
            where=where,
            expected=f"one of {', '.join(_NAMES['date'])}",
            next=_NEXT,
        )
    scores = [name for name in frame.columns
              if name not in ("line", *columns.values()) and _is_score(frame, name)]  # fmt: skip
    if not scores:
        raise FileUnreadable(
            "no column holds scores", where=where, expected="a column of numbers", next=_NEXT
        )
    form = _form_of(frame, columns["date"])
    week = columns["date"].strip().lower().startswith("week")
    return Mapping(
        kind="series",
        columns=columns,
        date_format=form,
        period="week" if week else "",
        series=tuple(_score(name, columns, where) for name in scores),
    )


def _score(name: str, columns: dict[str, str], where: str) -> ScoreColumn:
    pair = _PAIR.fullmatch(name.strip())
    if "who" in columns:
        return ScoreColumn(column=name, name=name.strip())
    if pair is None:
        raise FileUnreadable(
            f"the column {name[:40]!r} does not say whose score it is",
            where=where,
            expected="columns for who and whom, or names such as USA_PRK",
            next=_NEXT,
        )
    return ScoreColumn(column=name, name="score", who=pair[1], whom=pair[2])


def _is_score(frame: pl.DataFrame, name: str) -> bool:
    """True if most of what the column says are numbers."""
    import polars as pl

    if frame.schema[name].is_numeric():
        return True
    said = frame.select(
        said=(text_of(name) != "").sum(), numbers=number(name).is_not_null().sum()
    )  # fmt: skip
    words, numbers = said.row(0)
    return frame.schema[name] != pl.Boolean and numbers * 2 > words


def _form_of(frame: pl.DataFrame, name: str) -> str:
    """The form of a time column, by the length of its first cell."""
    first = frame.select(text_of(name)).filter(text_of(name) != "").head(1)
    size = len(first.item()) if len(first) else 10
    return {4: "%Y", 7: "%Y-%m"}.get(size, "%Y-%m-%d")
