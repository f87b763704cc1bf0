"""Claims as a spreadsheet in, the same with findings out: the way in without a command line.

One row a reading: the columns of the claim grammar, `id` and `form` required; further rows with the
same `id` add readings and may leave the claim's own columns empty. `reading`, `reading_text`,
`pattern`, `count`, `measure` ... belong to the reading. Lists are joined by `;`, dates are ISO, of
the form 9.12.2019, or cells of the type date. A column that the grammar does not know is left
alone, one that is nearly one of its columns is an error: a typing error asks something else. The
findings come back as columns behind what was there, row by row.

CSV and XLSX (the first sheet). An XLSX is measured before it is unpacked, and its cells are written
as texts or numbers, never as formulas.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from standoff.case.workbook import workbook_of, workbook_rows
from standoff.errors import BadValue, FileUnreadable
from standoff.files import BOM, decode, read_bytes, shown, write_bytes
from standoff.nouns import Claim, DefinitionRow, Finding
from standoff.nouns.answers import FindingsAnswer
from standoff.nouns.when import parse_day
from standoff.settings import Settings
from standoff.tables import restored, table_rows, write_table

if TYPE_CHECKING:
    from standoff.case.case import Case

__all__ = [
    "ask_sheet",
    "claim_table",
    "claims_of_sheet",
    "read_claim_rows",
    "reading_table",
    "write_findings",
]

_REQUIRED = ("id", "form")
_LISTS = ("kinds", "than", "addressees", "theatres", "outcomes", "dyad", "days")
_DATES = ("start", "end", "said_on", "compare_start", "compare_end")
_NUMBERS = ("asserted", "margin", "effect")
_WHOLE = ("follow_days", "within_days", "before_months")
_WORDS = ("bound", "said_by", "terms", "consequence", "follow", "announces", "quantifier",
          "direction", "clock")  # fmt: skip
#: Columns of a reading: the column and the key of the definition.
_READING = {"pattern": "pattern", "count": "count", "measure": "measure", "sequence": "sequence",
            "rule": "rule", "named": "named", "days": "days"}  # fmt: skip
FOUND = ("verdict", "value", "interval_low", "interval_high", "n", "coverage", "p_value",
         "p_adjusted", "power", "n_needed", "remark", "nearest_true", "would_change")  # fmt: skip
_KNOWN = frozenset((*_REQUIRED, *_LISTS, *_DATES, *_NUMBERS, *_WHOLE, *_WORDS, *_READING, *FOUND,
                    "text", "text_en", "text_de", "reading", "reading_text"))  # fmt: skip
Row = dict[str, str]


def ask_sheet(
    case: Case,
    path: Path,
    target: Path,
    *,
    keep: bool = False,
    proposed: bool = False,
    language: str = "en",
) -> FindingsAnswer:
    """Test the claims of a spreadsheet and write it again with the findings.

    With `keep` they also become claims of the case; those it has already stay as they are.
    Raises `FileUnreadable` or `BadValue` naming row and column; nothing is written then.
    """
    from standoff.case.checking import keep_claims

    rows = read_claim_rows(path, case.info.settings)
    claims = claims_of_sheet(rows, path)
    answer = case.test(claims, proposed=proposed)
    if keep:
        keep_claims(case, claims)
    write_findings(rows, answer.findings, target, language=language)
    return answer


def claims_of_sheet(rows: Sequence[tuple[int, Row]], path: Path) -> list[Claim]:
    """The claims of rows; raises `BadValue` naming the row."""
    from standoff.claims import claims_of

    _check_columns(rows[0][1] if rows else {}, path)
    tables: dict[str, dict[str, Any]] = {}
    for line, row in rows:
        where = f"{shown(path)}, row {line}"
        if not row["id"]:
            raise BadValue("column id: it is empty", where=where, expected="a short name")
        table = tables.setdefault(row["id"], {"definition": []})
        table.update(claim_table(row, where))
        table["definition"].append(reading_table(row, len(table["definition"]), where))
    return claims_of(list(tables.values()), str(path))


def _check_columns(columns: Iterable[str], path: Path) -> None:
    """Raise `BadValue` for a column that is nearly one of ours: left alone it would ask another
    question than whoever wrote it meant."""
    from difflib import get_close_matches

    for column in columns:
        said = column.strip().lower().replace(" ", "_").replace("-", "_")
        near = get_close_matches(said, sorted(_KNOWN), n=1, cutoff=0.8)
        if column not in _KNOWN and near:
            raise BadValue(
                f"column {column!r} is none of the grammar",
                where=shown(path),
                expected=f"{near[0]!r}, it seems",
                next="rename it; docs/claims.md lists the columns",
            )


def claim_table(row: Row, where: str) -> dict[str, Any]:
    """The keys of the claim that this row fills in."""
    table: dict[str, Any] = {"id": row["id"]}
    if row["form"]:
        table["form"] = row["form"]
    texts = {tag: row.get(f"text_{tag}", "") for tag in ("en", "de")}
    texts = {tag: text for tag, text in texts.items() if text} or (
        {"en": row["text"]} if row.get("text") else {}
    )
    if texts:
        table["text"] = texts
    for column, cell in row.items():
        if cell and column in (*_DATES, *_NUMBERS, *_WHOLE, *_WORDS, *_LISTS) and column != "days":
            table[column] = _value(column, cell, where)
    return table


def reading_table(row: Row, place: int, where: str) -> dict[str, Any]:
    """The keys of the reading that this row fills in, the claim's `place`th."""
    name = row.get("reading", "") or ("literal" if not place else f"reading-{place + 1}")
    made: dict[str, Any] = {"name": name}
    for column, key in _READING.items():
        if row.get(column):
            made[key] = _value(column, row[column], where)
    if row.get("reading_text"):
        made["text"] = {"en": row["reading_text"], "de": row["reading_text"]}
    return made


def _value(column: str, cell: str, where: str) -> Any:
    """A cell as what its column holds; raises `BadValue` naming the column."""
    try:
        if column in _DATES:
            return parse_day(cell)
        if column in _NUMBERS:
            return float(cell.replace(",", "."))
        if column in _WHOLE:
            return int(float(cell))
        if column in _LISTS:
            parts = [part.strip() for part in cell.replace(",", ";").split(";") if part.strip()]
            return [parse_day(part) for part in parts] if column == "days" else parts
    except ValueError:
        kind = "a date such as 2019-12-09" if column in (*_DATES, "days") else "a number"
        raise BadValue(f"column {column}: {cell[:40]!r}", where=where, expected=kind) from None
    return cell


# -- reading and writing --------------------------------------------------------------------------


def read_claim_rows(path: Path, settings: Settings) -> list[tuple[int, Row]]:
    """(row number, cells by column) of a sheet of claims, CSV or XLSX; raises `FileUnreadable`."""
    raw = read_bytes(path, settings)
    if path.suffix.lower() == ".xlsx":
        return _rows_of_xlsx(raw, path, settings)
    rows = table_rows(decode(raw, path), path, _REQUIRED, settings)
    return [(line, {k: restored(v).strip() for k, v in row.items()}) for line, row in rows]


def _rows_of_xlsx(raw: bytes, path: Path, settings: Settings) -> list[tuple[int, Row]]:
    rows = workbook_rows(raw, path, settings)
    heads = [cell.strip() for cell in rows[0][1]] if rows else []
    if not set(_REQUIRED) <= set(heads):
        raise FileUnreadable(
            "the first row lacks the columns id, form",
            where=shown(path),
            expected="a header that names the columns of the claim grammar",
        )
    empty = dict.fromkeys(filter(None, heads), "")
    return [
        (line, empty | {head: cell.strip() for head, cell in zip(heads, row, strict=False) if head})
        for line, row in rows[1:]
    ]


def write_findings(
    rows: Sequence[tuple[int, Row]],
    findings: Sequence[Finding],
    target: Path,
    *,
    language: str = "en",
) -> None:
    """Write the rows with what was found, as the target's ending says (.csv or .xlsx)."""
    by_id = {finding.claim.id: finding for finding in findings}
    taken: dict[str, int] = {}
    written: list[dict[str, str]] = []
    for _, row in rows:
        place = taken.get(row["id"], 0)
        taken[row["id"]] = place + 1
        written.append(row | _found(by_id[row["id"]], place, language))
    heads = [head for head in (rows[0][1] if rows else {}) if head not in FOUND]
    columns = [*heads, *FOUND]
    if target.suffix.lower() == ".xlsx":
        rows_of_texts = ([row.get(column, "") for column in columns] for row in written)
        write_bytes(target, workbook_of(columns, rows_of_texts))
    else:
        # With a byte order mark, without which spreadsheets take UTF-8 for an older encoding.
        write_bytes(target, (BOM + write_table(columns, written, FOUND)).encode("utf-8"))


def _found(finding: Finding, place: int, language: str) -> dict[str, str]:
    row: DefinitionRow = finding.definitions[place]
    told = {
        "verdict": row.verdict, "value": _number(row.value),
        "interval_low": _number(row.interval[0]), "interval_high": _number(row.interval[1]),
        "n": str(row.n or (finding.n if place == 0 else row.n)), "coverage": row.level,
        "p_value": _number(row.p_value),
    }  # fmt: skip
    if place:
        return told
    texts = {"remark": finding.remark, "nearest_true": finding.nearest_true,
             "would_change": finding.would_change}  # fmt: skip
    return told | {
        "p_adjusted": _number(finding.adjusted), "power": _number(finding.power),
        "n_needed": "" if finding.n_needed is None else str(finding.n_needed),
        **{key: text.get(language, "") for key, text in texts.items()},
    }  # fmt: skip


def _number(value: float | None) -> str:
    return "" if value is None or value != value else f"{value:.6g}"
