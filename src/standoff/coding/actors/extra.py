"""The user's own actors: one CSV file, checked row by row, read before our tables.

    code,kind,language,forms,surnames,surname_class,owner,office,from,to
    KARANTANIA,state,de,Karantanien,,,,,,
    KARANTANIA,adjective,de,karantanisch,,,,,,
    KARANTANIA_MUSTER,person,*,Erika Muster,Muster,plain,,president,2019-05-01,

The first four columns are needed, the others may be left out. What a form means here it means,
whatever our tables say; a person we know gains the names and terms given here, and a term with
the same person, office and first day replaces ours. Every fault names the file and the line.
"""

from __future__ import annotations

import re
from datetime import date
from math import prod
from pathlib import Path
from typing import NamedTuple, NoReturn

from standoff.coding.actors.senses import Term
from standoff.coding.actors.tables import Row, path_rows
from standoff.errors import BadValue

__all__ = ["COLUMNS", "EXTRA_KINDS", "Extra", "read_extra"]

COLUMNS = (
    "code", "kind", "language", "forms", "surnames", "surname_class", "owner", "office", "from",
    "to",
)  # fmt: skip
EXTRA_KINDS = (
    "state", "capital", "house", "organisation", "group", "adjective", "people", "person", "block",
)  # fmt: skip
_NEEDED = COLUMNS[:4]
_CODE = re.compile(r"[A-Z][A-Z0-9]{1,39}(?:_[A-Z0-9]{1,40})?")
_MOST_FORMS = 500


class Extra(NamedTuple):
    """`rows` of names by kind, `persons` like our table of persons, `terms` of office."""

    rows: tuple[Row, ...] = ()
    persons: tuple[Row, ...] = ()
    terms: tuple[Term, ...] = ()


def read_extra(path: Path, known: frozenset[str]) -> Extra:
    """The user's file; `known` holds the codes of our own persons.

    Raises `FileUnreadable` for a file that is no CSV, `BadValue` for a column or row at fault.
    """
    names: list[Row] = []
    persons: list[Row] = []
    terms: list[Term] = []
    for line, row in path_rows(path):
        _Check(f"{path.name} line {line}").columns(row)
        row = dict.fromkeys(COLUMNS, "") | {key: cell.strip() for key, cell in row.items()}
        check = _Check(f"{path.name} line {line}")
        check.row(row)
        if row["kind"] != "person":
            names.append({**row, "context": ""})
            continue
        if row["forms"] or row["surnames"]:
            persons.append(_person(row))
        elif row["code"] not in known | {person["code"] for person in persons}:
            check.fail("forms", "", "the full names of a person not named before")
        if row["office"]:
            terms.append(check.term(row))
    return Extra(tuple(names), tuple(persons), tuple(terms))


def _person(row: Row) -> Row:
    return {
        "code": row["code"], "reign": "", "names": row["forms"], "surnames": row["surnames"],
        "surname_class": row["surname_class"] or "plain",
    }  # fmt: skip


class _Check(NamedTuple):
    """The rules of a row; a fault raises `BadValue` with the place of the row."""

    where: str

    def fail(self, column: str, value: str, expected: str) -> NoReturn:
        raise BadValue(
            f"{column} is {value!r}" if value else f"{column} is empty",
            where=self.where,
            expected=expected,
            next="see docs/actors.md for the columns",
        )

    def columns(self, row: Row) -> None:
        """The header has all needed columns and none that we do not know."""
        for name in _NEEDED:
            if name not in row:
                self.fail(f"the column {name}", "", f"a header line with {', '.join(_NEEDED)}")
        for name in row:
            if name not in COLUMNS:
                self.fail("a column", name, f"one of {', '.join(COLUMNS)}")

    def row(self, row: Row) -> None:
        """Kind, code, language, forms and class of a row are what they may be."""
        self._one_of(row, "kind", EXTRA_KINDS)
        self._one_of(row, "language", ("de", "en", "*"))
        if row["surname_class"]:
            self._one_of(row, "surname_class", ("plain", "shared", "word"))
        if row["kind"] != "block" and not _CODE.fullmatch(row["code"]):
            self.fail("code", row["code"], "capitals and digits, such as ABC or ABC_DEF")
        if row["kind"] == "person" and "_" not in row["code"]:
            self.fail("code", row["code"], "the owner and the name, such as ABC_MUSTER")
        if row["kind"] != "person" and not row["forms"]:
            self.fail("forms", "", "the forms of the name, parted by |")
        self._notation(row, "forms")
        self._notation(row, "surnames")

    def term(self, row: Row) -> Term:
        """The term of office of a person's row; without an owner, the state of the code."""
        start, end = self._day(row, "from", date.min), self._day(row, "to", date.max)
        if end < start:
            self.fail("to", row["to"], f"a day not before {row['from']}")
        owner = row["owner"] or row["code"].split("_", 1)[0]
        return Term(row["code"], owner, row["office"], start, end)

    def _one_of(self, row: Row, column: str, allowed: tuple[str, ...]) -> None:
        if row[column] not in allowed:
            self.fail(column, row[column], f"one of {', '.join(allowed)}")

    def _notation(self, row: Row, column: str) -> None:
        for form in filter(None, row[column].split("|")):
            ends = re.findall(r"\{([^{}]*)\}", form)
            if form.count("{") != len(ends) or form.count("}") != len(ends):
                self.fail(column, form, "endings in braces, such as Weiße{/n/s} Haus{/es}")
            if prod(end.count("/") + 1 for end in ends) > _MOST_FORMS:
                self.fail(column, form, f"at most {_MOST_FORMS} forms of one name")

    def _day(self, row: Row, column: str, default: date) -> date:
        try:
            return date.fromisoformat(row[column]) if row[column] else default
        except ValueError:
            self.fail(column, row[column], "a day such as 2019-12-09")
