"""A bundled case read with nothing but the standard library and the nouns.

The tests of the cases look at the files themselves, so that a fault in the loader cannot hide one
in the data (and the other way round).
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator
from datetime import date, datetime
from importlib.resources import files
from pathlib import Path

from standoff.nouns import Coverage, Event, When

CASES = Path(str(files("standoff"))) / "cases"
NAMES = sorted(path.parent.name for path in CASES.glob("*/case.toml"))
COLUMNS = [
    "id",
    "earliest",
    "latest",
    "at_utc",
    "zone",
    "who",
    "whom",
    "move",
    "system",
    "number",
    "place",
    "stance",
    "name",
    "terms",
    "theatre",
    "text_en",
    "text_de",
    "source",
    "certainty",
    "known_from",
    "note",
]

Row = dict[str, str]


def table(case: str, *parts: str) -> list[Row]:
    """The rows of a CSV file of a case; a row with too many or too few cells fails."""
    path = CASES.joinpath(case, *parts)
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, restkey="", strict=True))
    assert rows, f"{path} is empty"
    for row in rows:
        assert "" not in row, f"{path}: too many cells in {row}"
        assert None not in row.values(), f"{path}: too few cells in {row}"
    return rows


def info(case: str) -> dict[str, dict[str, object]]:
    """`case.toml` of a case."""
    return tomllib.loads((CASES / case / "case.toml").read_text(encoding="utf-8"))


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def event(row: Row) -> Event:
    """The noun that a row of the chronology stands for; invalid values raise `BadValue`."""
    at = datetime.fromisoformat(row["at_utc"]) if row["at_utc"] else None
    return Event(
        id=row["id"],
        when=When(
            earliest=day(row["earliest"]), latest=day(row["latest"]), at=at, zone=row["zone"]
        ),
        source=row["who"],
        target=row["whom"],
        move=row["move"],
        system=row["system"],
        stance=row["stance"],
        number=int(row["number"]) if row["number"] else None,
        place=row["place"],
        theatre=row["theatre"],
        name=row["name"],
        text={"en": row["text_en"], "de": row["text_de"]},
        terms=row["terms"],
        provenance=row["source"],
        certainty=row["certainty"],
        known_from=day(row["known_from"]),
    )


def events(case: str) -> list[Event]:
    return [event(row) for row in table(case, "chronology.csv")]


def coverage(case: str) -> list[Coverage]:
    """The coverage table of a case, as nouns."""
    return [
        Coverage(
            kind=row["kind"],
            start=date.fromisoformat(row["start"]),
            end=date.fromisoformat(row["end"]),
            level=row["level"],
            note=row["note"],
        )
        for row in table(case, "coverage.csv")
    ]


def dispatches(case: str) -> Iterator[tuple[Row, str]]:
    """Each row of the dispatches' index with the text it names."""
    for row in table(case, "dispatches", "index.csv"):
        path = CASES / case / "dispatches" / row["file"]
        yield row, path.read_text(encoding="utf-8")
