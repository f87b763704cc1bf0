"""Events and codings as Parquet, with all their fields, so that reading back gives equal ones.

Dates are dates and numbers numbers. What is open in form (words by language, an event's codings,
its pieces of evidence) is JSON text in a column of its own. Columns are those of the noun
(an event's `when` is spread over `earliest`, `latest`, `said`, `at`, `zone`); the order is fixed
and the file holds no time of writing, so the same rows give the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from standoff.errors import BadValue
from standoff.files import read_bytes, shown
from standoff.nouns import Coding, Event, Evidence, When
from standoff.record.importing.source import read_table
from standoff.settings import Settings

if TYPE_CHECKING:
    import polars as pl

__all__ = ["read_codings", "read_events", "write_codings", "write_events"]

DEFAULTS = Settings()

_WHEN = ("earliest", "latest", "said", "at", "zone")
_OPEN = ("text", "codings", "evidence")


def write_events(events: Iterable[Event]) -> bytes:
    """Events, one row each."""
    return _write([_event_row(event) for event in events], _event_schema())


def write_codings(codings: Iterable[Coding]) -> bytes:
    """Codings, one row each."""
    return _write([msgspec.structs.asdict(coding) for coding in codings], _coding_schema())


def _write(rows: list[dict[str, Any]], schema: dict[str, Any]) -> bytes:
    import polars as pl

    stream = io.BytesIO()
    pl.DataFrame(rows, schema=schema, orient="row").write_parquet(stream, compression="zstd")
    return stream.getvalue()


def _event_schema() -> dict[str, Any]:
    import polars as pl

    special: dict[str, Any] = {
        "earliest": pl.Date,
        "latest": pl.Date,
        "at": pl.Datetime("us", "UTC"),
        "recorded_at": pl.Datetime("us", "UTC"),
        "known_from": pl.Date,
        "number": pl.Int64,
        "reviewed": pl.Boolean,
    }
    names = [name for name in Event.__struct_fields__ if name != "when"]
    return {name: special.get(name, pl.String) for name in ("id", *_WHEN, *names[1:])}


def _coding_schema() -> dict[str, Any]:
    import polars as pl

    special: dict[str, Any] = {
        "start": pl.Int64,
        "end": pl.Int64,
        "earliest": pl.Date,
        "latest": pl.Date,
        "number": pl.Int64,
        "confidence": pl.Float64,
    }
    return {name: special.get(name, pl.String) for name in Coding.__struct_fields__}


def _event_row(event: Event) -> dict[str, Any]:
    row = msgspec.structs.asdict(event)
    when = row.pop("when")
    row.update({name: getattr(when, name) for name in _WHEN})
    for name in _OPEN:
        row[name] = msgspec.json.encode(row[name]).decode("utf-8")
    return row


def read_events(path: Path, *, settings: Settings = DEFAULTS) -> list[Event]:
    """The events of a file; raises `FileUnreadable`, `LimitExceeded` or `BadValue` with the row."""
    frame = _frame(path, tuple(_event_schema()), settings)
    return [_made(_event, row, path) for row in frame.iter_rows(named=True)]


def read_codings(path: Path, *, settings: Settings = DEFAULTS) -> list[Coding]:
    """The codings of a file; raises `FileUnreadable`, `LimitExceeded` or `BadValue`."""
    frame = _frame(path, tuple(_coding_schema()), settings)
    return [_made(_coding, row, path) for row in frame.iter_rows(named=True)]


def _frame(path: Path, columns: Sequence[str], settings: Settings) -> pl.DataFrame:
    table = read_table(read_bytes(path, settings), path, columns, settings)
    return table.frame.select("line", *columns)


def _made(make: Any, row: dict[str, Any], path: Path) -> Any:
    line = row.pop("line")
    try:
        return make(row)
    except (msgspec.MsgspecError, BadValue, TypeError, ValueError) as fault:
        raise BadValue(
            f"row {line} cannot be read ({fault})",
            where=shown(path),
            expected="a file that `standoff export --as parquet` wrote",
        ) from None


def _event(row: dict[str, Any]) -> Event:
    when = {name: row.pop(name) for name in _WHEN}
    if when["at"]:
        when["at"] = when["at"].astimezone(UTC)
    if row["recorded_at"]:
        row["recorded_at"] = row["recorded_at"].astimezone(UTC)
    row["text"] = msgspec.json.decode(row["text"], type=dict[str, str])
    row["evidence"] = msgspec.json.decode(row["evidence"], type=tuple[Evidence, ...])
    row["codings"] = msgspec.json.decode(row["codings"], type=tuple[str, ...])
    return msgspec.convert({**row, "when": When(**when)}, Event)


def _coding(row: dict[str, Any]) -> Coding:
    return msgspec.convert(row, Coding)
