"""German press sentences of our own, a few for every move: what is found, by whom, to whom.

A CSV of the same columns extends the tests; `source` and `target` are states and organisations.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from coding_sample import coded, states

from standoff.nouns.vocabulary import MOVE_PLOVER

MOVES = Path(__file__).parent / "data" / "german_moves.csv"


def rows() -> list[dict[str, str]]:
    with MOVES.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["text"][:40])
def test_the_move_is_found_with_its_sides(row):
    found = [c for c in coded(row["text"]) if c.move == row["move"]]
    assert found, [(c.move, c.text) for c in coded(row["text"])]
    first = found[0]
    assert (states(first.source), states(first.target), first.stance) == (
        set(filter(None, row["source"].split(";"))),
        set(filter(None, row["target"].split(";"))),
        row["stance"],
    )


def test_nearly_every_move_has_its_sentences():
    assert len(set(MOVE_PLOVER) - {row["move"] for row in rows()}) <= 2
