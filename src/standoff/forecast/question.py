"""Questions as data: read from one line, or from a TOML file of many.

[[question]]
id = "intercontinental-by-year-end"
pattern = "PRK weapon_test:intercontinental"     # WHO MOVE[:SYSTEM] [-> WHOM] [xN]
start = 2019-12-10
end = 2019-12-31                                 # or: days = 22
text = { en = "...", de = "..." }                # optional
knows_until = 2019-12-09                         # optional: asked as if on this day
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from standoff.errors import QuestionError
from standoff.files import read_toml
from standoff.nouns import EventPattern, Question

__all__ = ["load_questions", "parse_question"]


class _Row(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One `[[question]]` as written."""

    pattern: str
    start: date
    end: date | None = None
    days: int | None = None
    id: str = ""
    text: dict[str, str] = {}
    knows_until: date | None = None


def parse_question(text: str, start: date, end: date) -> Question:
    """The question written `WHO MOVE[:SYSTEM] [-> WHOM] [xN]`, asked of [start, end].

    Raises `QuestionError` for a pattern that cannot be read or a window that ends before it starts.
    """
    return _question(EventPattern.parse(text), start, end)


def _question(pattern: EventPattern, start: date, end: date, **names: Any) -> Question:
    if start > end:
        raise QuestionError(f"the window from {start} to {end}", expected="a start before the end")
    return Question(pattern=pattern, start=start, end=end, **names)


def load_questions(path: str | Path) -> list[Question]:
    """The questions of a TOML file, in its order; errors name file, question and key."""
    table = read_toml(path, fault=QuestionError)
    rows = table.get("question", [])
    if not isinstance(rows, list) or set(table) - {"question"}:
        more = ", ".join(sorted(set(table) - {"question"})) or "question"
        raise QuestionError(
            f"it holds more than questions: {more}",
            where=str(path),
            expected="only [[question]] tables",
            next="docs/forecasting.md shows the form",
        )
    return [_read(row, f"{path}, question {place}") for place, row in enumerate(rows, start=1)]


def _read(row: object, where: str) -> Question:
    if isinstance(row, dict) and row.get("id"):
        where = f"{where} ({row['id']})"
    try:
        read = msgspec.convert(row, _Row)
        return _question(
            EventPattern.parse(read.pattern),
            read.start,
            _end(read),
            id=read.id,
            text=read.text,
            knows_until=read.knows_until,
        )
    except msgspec.ValidationError as fault:
        raise QuestionError(str(fault), where=where) from None
    except QuestionError as fault:
        raise QuestionError(
            fault.what, where=where, expected=fault.expected, next=fault.next
        ) from None


def _end(row: _Row) -> date:
    if (row.end is None) == (row.days is None):
        raise QuestionError("the end of the window", expected="either `end` or `days`")
    if row.end is not None:
        return row.end
    if row.days is None or not 1 <= row.days <= 36_600:
        raise QuestionError(f"days = {row.days}", expected="1 to 36600")
    return row.start + timedelta(days=row.days - 1)
