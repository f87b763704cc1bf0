"""Spreadsheets into a case: events, accounts, coverage, claims, as .xlsx or .csv.

    sheet = read_sheet(path, settings)      which kind it is, and everything in it, checked
    taken = sheet.into(case, by="Ada")      entered; what the case holds already is known

What a sheet holds follows from its first row:

    id, earliest, who, move, ...            events, as facts (the columns of `chronology.csv`)
    account, opened_by, outcome, ...        accounts
    kind, start, end, level                 coverage
    id, form, ...                           claims (docs/claims.md)

A workbook's first sheet is read as the CSV that it would be saved as, so both are checked alike. A
broken row is an error that names it; nothing of the sheet is entered then.
"""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from standoff.case.workbook import workbook_rows
from standoff.errors import FileUnreadable, StandoffError
from standoff.files import decode, read_bytes, shown
from standoff.settings import Settings
from standoff.tables import inert, write_table

if TYPE_CHECKING:
    from standoff.case.case import Case

__all__ = ["COLUMNS", "Sheet", "SheetTaken", "empty_sheet", "kind_of_sheet", "read_sheet"]

#: The kinds of sheet with the columns that tell each, the fewest that may be filled in.
COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "claims": ("id", "form"),
        "accounts": ("account", "opened_by", "outcome"),
        "coverage": ("kind", "start", "end", "level"),
        "events": ("id", "earliest", "who", "move"),
    }
)


#: Every column of a kind, for an empty sheet to fill in.
_MORE: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "claims": ("text_en", "text_de", "start", "end", "pattern", "count", "asserted", "bound",
                   "margin", "said_by", "said_on", "reading"),
        "accounts": ("theatre", "holder", "opened_on", "due", "closed_by", "closed_on", "title_en",
                     "title_de", "note"),
        "coverage": ("note",),
        "events": ("latest", "whom", "system", "number", "place", "stance", "name", "terms",
                   "theatre", "text_en", "text_de", "source", "certainty", "known_from", "note"),
    }
)  # fmt: skip


def empty_sheet(kind: str) -> bytes:
    """A CSV with nothing but the header of a kind; with a byte order mark, for spreadsheets."""
    return b"\xef\xbb\xbf" + write_table((*COLUMNS[kind], *_MORE[kind]), ()).encode("utf-8")


class SheetTaken(Struct, frozen=True, kw_only=True):
    """What came of a sheet: its kind, how many rows were new and how many were known."""

    name: str
    kind: str
    added: int
    known: int


class Sheet(Struct, frozen=True, kw_only=True):
    """A sheet that was read and checked, not entered yet."""

    name: str
    kind: str
    rows: Sequence[Any]

    def into(self, case: Case, *, by: str) -> SheetTaken:
        """Enter it; raises `BadValue` for a claim whose name another has."""
        added, known = _ENTER[self.kind](case, self.rows, by)
        return SheetTaken(name=self.name, kind=self.kind, added=added, known=known)


def kind_of_sheet(heads: Sequence[str]) -> str:
    """The kind that a header tells; empty if it tells none."""
    found = set(heads)
    return next((kind for kind, columns in COLUMNS.items() if found >= set(columns)), "")


def read_sheet(path: Path, settings: Settings) -> Sheet | None:
    """The sheet in a file; None for a CSV that is none of these (a table of articles, say).

    Raises `FileUnreadable`, `LimitExceeded` or `BadValue` naming the row.
    """
    raw = read_bytes(path, settings)
    if path.suffix.lower() != ".xlsx":
        kind = kind_of_sheet(_heads(decode(raw, path)))
        return Sheet(name=path.name, kind=kind, rows=_READ[kind](path, settings)) if kind else None
    rows = workbook_rows(raw, path, settings)
    kind = kind_of_sheet([cell.strip() for cell in rows[0][1]] if rows else [])
    if not kind:
        told = "; ".join(f"{name}: {', '.join(columns)}" for name, columns in COLUMNS.items())
        raise FileUnreadable(
            "the first row does not say what this sheet holds", where=shown(path),
            expected=f"a header with the columns of one of {told}",
        )  # fmt: skip
    if kind == "claims":
        return Sheet(name=path.name, kind=kind, rows=_READ[kind](path, settings))
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / f"{path.stem}.csv"
        copy.write_bytes(_as_csv(rows))
        try:
            return Sheet(name=path.name, kind=kind, rows=_READ[kind](copy, settings))
        except StandoffError as fault:
            fault.where = fault.where.replace(str(copy), shown(path)).replace(copy.name, path.name)
            raise


def _heads(text: str) -> list[str]:
    first = text.lstrip("\ufeff").partition("\n")[0]
    separator = max(",;\t", key=first.count)
    return [name.strip().strip('"') for name in first.split(separator)]


def _as_csv(rows: Sequence[tuple[int, Sequence[str]]]) -> bytes:
    """The rows as CSV, each on the line of its number, cells inert."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL)
    width = len(rows[0][1])
    for _, row in rows:
        cells = [inert(" ".join(cell.split())) for cell in row[:width]]
        writer.writerow([*cells, *[""] * (width - len(cells))])
    return out.getvalue().encode("utf-8")


# -- by kind --------------------------------------------------------------------------------------


def _events(path: Path, settings: Settings) -> Sequence[Any]:
    from standoff.record import load_chronology

    return load_chronology(path, settings=settings)


def _coverage(path: Path, settings: Settings) -> Sequence[Any]:
    from standoff.record import load_coverage

    return load_coverage(path, settings=settings)


def _accounts(path: Path, settings: Settings) -> Sequence[Any]:
    from standoff.record import load_accounts

    return load_accounts(path, settings=settings)


def _claims(path: Path, settings: Settings) -> Sequence[Any]:
    from standoff.case.claim_sheet import claims_of_sheet, read_claim_rows

    return claims_of_sheet(read_claim_rows(path, settings), path)


def _enter_events(case: Case, rows: Sequence[Any], by: str) -> tuple[int, int]:
    from standoff.case.taking_in import add_facts

    return add_facts(case, rows, by=by)


def _enter_coverage(case: Case, rows: Sequence[Any], by: str) -> tuple[int, int]:
    from standoff.record import coverage_entry

    fresh = [row for row in rows if row not in case.record.coverage]
    case.append([coverage_entry(row, by=by) for row in fresh])
    return len(fresh), len(rows) - len(fresh)


def _enter_accounts(case: Case, rows: Sequence[Any], by: str) -> tuple[int, int]:
    import msgspec

    from standoff.record import account_entry
    from standoff.record.set_accounts import set_accounts_of

    there = {
        one.id: msgspec.structs.replace(one, by="")
        for one in set_accounts_of(note.body for note in case.record.notes)
    }
    fresh = [row for row in rows if there.get(row.id) != row]
    case.append([account_entry(row, by=by) for row in fresh])
    return len(fresh), len(rows) - len(fresh)


def _enter_claims(case: Case, rows: Sequence[Any], by: str) -> tuple[int, int]:
    from standoff.case.checking import keep_claims

    return keep_claims(case, rows)


_READ: Mapping[str, Callable[[Path, Settings], Sequence[Any]]] = MappingProxyType(
    {"claims": _claims, "accounts": _accounts, "coverage": _coverage, "events": _events}
)
_ENTER: Mapping[str, Callable[[Any, Sequence[Any], str], tuple[int, int]]] = MappingProxyType(
    {
        "claims": _enter_claims, "accounts": _enter_accounts, "coverage": _enter_coverage,
        "events": _enter_events,
    }
)  # fmt: skip
