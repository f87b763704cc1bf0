"""Which importer reads a file, and a file read whole: `read_foreign`.

To add a form, write a file with `TITLE`, `REQUIRED` and `parse(table)`, and name it in `_MODULES`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType, ModuleType

from msgspec import Struct

from standoff.errors import BadValue, FileUnreadable
from standoff.files import decode, read_bytes, shown
from standoff.record.importing import acled, gdelt, icews, keds, mapped, mid, polecat, series
from standoff.record.importing.batch import Import
from standoff.record.importing.mapping import Mapping as TableMapping
from standoff.record.importing.mapping import parse_mapping
from standoff.record.importing.parquet import as_meant
from standoff.record.importing.shape import Aside, Parsed, Table
from standoff.record.importing.source import read_table
from standoff.settings import Settings
from standoff.tables import write_table

__all__ = ["FORMS", "UNTRIED", "Foreign", "aside_table", "read_foreign"]

_MODULES: Mapping[str, ModuleType] = MappingProxyType(
    {"acled": acled, "gdelt2": gdelt, "icews": icews, "keds": keds, "mid": mid,
     "polecat": polecat, "series": series}
)  # fmt: skip
FORMS = (*_MODULES, "csv")

#: Forms that were built from published column lists, no file of theirs being at hand.
UNTRIED = frozenset({"acled", "gdelt2", "polecat"})

DEFAULTS = Settings()


class Foreign(Struct, frozen=True, kw_only=True):
    """A foreign file, read: the import it will be (its tables not kept yet) and its rows."""

    batch: Import
    parsed: Parsed


class _Form(Struct, frozen=True, kw_only=True):
    title: str
    required: Sequence[str]
    parse: Callable[[Table], Parsed]
    rename: Callable[[str], str] = str.strip
    headless: bool = False


def read_foreign(
    path: Path, form: str, *, mapping: Path | None = None, settings: Settings = DEFAULTS
) -> Foreign:
    """Read `path` as one of `FORMS`; nothing is written.

    Raises `FileUnreadable` or `LimitExceeded` (the file as a whole), `BadValue` (the form or the
    mapping). Rows at fault are in `parsed.aside`; a file with no sound row at all is refused.
    """
    words = decode(read_bytes(mapping, settings), mapping) if mapping else ""
    how = _form(form, words, shown(mapping or ""))
    raw = read_bytes(path, settings, limit="max_import_bytes")
    table = read_table(
        raw, path, how.required, settings, rename=how.rename, headless=how.headless
    )  # fmt: skip
    parsed = _parsed(how, replace(table, frame=as_meant(table.frame)), form)
    rows = sum(len(frame) for frame in parsed.tables.values())
    if not rows:
        first = f"; line {parsed.aside[0].line}: {parsed.aside[0].reason}" if parsed.aside else ""
        raise FileUnreadable(
            f"no row can be taken in{first}", where=shown(path), next="nothing was changed"
        )
    digest = hashlib.sha256(raw).hexdigest()
    batch = Import(
        id=Import.id_of(digest, form, words),
        title=how.title,
        form=form,
        file=shown(path.name),
        sha256=digest,
        tables=(),
        aside=len({aside.line for aside in parsed.aside}),
        mapping=words,
    )
    return Foreign(batch=batch, parsed=parsed)


def _parsed(how: _Form, table: Table, form: str) -> Parsed:
    """What a form makes of a table; a column of a kind that it cannot use refuses the file."""
    import polars as pl

    try:
        return how.parse(table)
    except pl.exceptions.PolarsError as fault:
        reason = str(fault).partition("\n")[0][:120]
        raise FileUnreadable(
            f"it cannot be read as {form} ({reason})", where=table.where, next="nothing was changed"
        ) from None


def _form(form: str, words: str, where: str) -> _Form:
    if form not in FORMS:
        raise BadValue(f"form {form!r}", expected=f"one of {', '.join(FORMS)}")
    if (form == "csv" and not words) or (words and form not in ("csv", "series")):
        raise BadValue(
            "a mapping file and --as csv (or series) go together",
            expected="--as csv --mapping FILE.toml, or another form without a mapping",
            next="docs/importing.md shows a mapping",
        )
    if words:
        return _mapped(form, parse_mapping(words, where), where)
    module = _MODULES[form]
    return _Form(
        title=module.TITLE,
        required=module.REQUIRED,
        parse=module.parse,
        rename=getattr(module, "rename", str.strip),
        headless=module is gdelt,
    )


def _mapped(form: str, how: TableMapping, where: str) -> _Form:
    if form == "series" and how.kind != "series":
        raise BadValue("the mapping is of events", where=where, expected='kind = "series"')
    return _Form(
        title=how.title, required=how.required, parse=lambda table: mapped.parse(table, how)
    )


def aside_table(aside: Sequence[Aside]) -> str:
    """Rows that were set aside as CSV, inert in spreadsheets: line, reason, row."""
    rows = ({"line": str(one.line), "reason": one.reason, "row": one.row} for one in aside)
    return write_table(("line", "reason", "row"), rows)
