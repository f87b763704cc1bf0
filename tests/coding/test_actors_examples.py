"""Our own sentences: what is found in them, and what is not, all of it and in order.

A cell `expected` lists every mention as `surface=CODE`, parted by ` | `; a bare role has no code,
and an empty cell says that nobody is named. A CSV of the same columns extends the tests.
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from standoff.coding.actors import load_gazetteer
from standoff.coding.tokens import tokenize

EXAMPLES = Path(__file__).parent / "data" / "actor_examples.csv"


def examples() -> list[dict[str, str]]:
    with EXAMPLES.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def mentions(text: str, language: str, day: str) -> str:
    on = date.fromisoformat(day) if day else None
    found = load_gazetteer().find(tokenize(text), language=language, on=on)
    return " | ".join(f"{text[m.start : m.end]}={m.code}" for m in found)


@pytest.mark.parametrize("row", examples(), ids=lambda row: row["text"][:60])
def test_example(row: dict[str, str]) -> None:
    assert mentions(row["text"], row["language"], row["date"]) == row["expected"]


def test_there_are_enough_examples_of_both_languages_and_of_nobody() -> None:
    rows = examples()
    for language in ("de", "en"):
        own = [row for row in rows if row["language"] == language]
        assert len(own) >= 80
        assert sum(not row["expected"] for row in own) >= 10
    assert len({(row["text"], row["date"]) for row in rows}) == len(rows)
