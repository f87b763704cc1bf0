"""Scoring: the same figures as the reference tool, and their brute-force twins."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from standoff.coding import read_codings, score_codings, score_files, write_codings
from standoff.coding.scoring.matching import overlap, pair_up
from standoff.coding.scoring.measures import cohen_kappa, prf, share_interval
from standoff.nouns import Coding


def coding(start: int, end: int, **fields) -> Coding:
    base = {"doc": "d", "kind": "event", "move": "talks", "plover": "CONSULT", "source": "USA"}
    return Coding(start=start, end=end, text="x" * (end - start), **{**base, **fields})


def test_overlap_is_intersection_over_union():
    assert overlap(coding(0, 10), coding(5, 15)) == pytest.approx(5 / 15)
    assert overlap(coding(0, 10), coding(0, 10, doc="e")) == 0


def test_pairs_are_one_to_one_and_the_best_first():
    gold = [coding(0, 10), coding(0, 12)]
    pairing = pair_up(gold, [coding(0, 12)])
    assert pairing.pairs == [(1, 0)]
    assert (pairing.missed, pairing.extra) == ([0], [])


def test_what_is_equal_scores_one():
    gold = [coding(0, 10), coding(20, 40, plover="SANCTION", move="sanction")]
    scores = score_codings(gold, gold)
    assert scores["full"]["f1"] == 1.0
    assert scores["typed"]["constant_baseline_f1"] == 0.5


def test_assessments_and_weaker_mentions_do_not_count():
    gold = [coding(0, 10), coding(20, 40), coding(50, 60, kind="assessment", move="", plover="",
                                                  stance="opinion")]  # fmt: skip
    scores = score_codings(gold, [coding(0, 10)], ["", "[weaker mention]", ""])
    assert (scores["gold"], scores["found"]["f1"]) == (1, 1.0)


def test_an_empty_gold_actor_is_not_asked_for():
    scores = score_codings([coding(0, 9, source="")], [coding(0, 9, source="FRA")])
    assert scores["full"]["f1"] == 1.0


def test_kappa_is_that_of_the_formula():
    pairs = [(coding(0, 1, stance=g), coding(0, 1, stance=p)) for g, p in (
        ("actual", "actual"), ("actual", "planned"), ("planned", "planned"), ("actual", "actual"),
    )]  # fmt: skip
    agree, chance = 3 / 4, (3 / 4) * (2 / 4) + (1 / 4) * (2 / 4)
    assert cohen_kappa(pairs, lambda c: c.stance) == {
        "agree": 0.75,
        "kappa": round((agree - chance) / (1 - chance), 3),
    }


def test_nothing_scores_nothing():
    scores = score_codings([], [])
    assert scores["found"] == {"precision": 0.0, "recall": 0.0, "f1": 0.0, "interval90": [0.0, 0.0]}
    assert prf(0, 0, 0)["f1"] == 0.0


def disturbed(gold: list[Coding], seed: int) -> list[Coding]:
    """Predictions: the gold with some dropped, moved, mistyped and turned around."""
    draw = random.Random(seed)
    rows = []
    for row in gold:
        if draw.random() < 0.25:
            continue
        if draw.random() < 0.3:
            cut = min(draw.randrange(1, 30), row.end - row.start - 1)
            row = msgspec.structs.replace(row, start=row.start + cut, text=row.text[cut:])
        if draw.random() < 0.2 and row.kind != "assessment":
            row = msgspec.structs.replace(row, plover="REJECT", move="refusal", stance="planned")
        if draw.random() < 0.2:
            row = msgspec.structs.replace(row, source=row.target, target=row.source, speaker="RUS")
        rows.append(row)
    return rows


@pytest.mark.parametrize("seed", range(5))
def test_the_figures_are_those_of_the_reference_tool(shared: Path, tmp_path: Path, seed):
    gold = shared / "gold" / "hanoi.csv"
    predicted = tmp_path / "predicted.csv"
    with predicted.open("w", encoding="utf-8", newline="") as stream:
        write_codings(disturbed(read_codings(gold), seed), stream, "csv")
    tool = [sys.executable, str(shared / "tools" / "score_codings.py")]
    asked = subprocess.run(
        [*tool, str(gold), str(predicted), "--json"], capture_output=True, check=True, text=True
    )
    ours = score_files(gold, predicted)
    breakdown = ours.pop("by")
    assert ours == json.loads(asked.stdout)
    assert sum(row["gold"] for row in breakdown["stance"].values()) == ours["gold"]
    assert sum(row["found"] for row in breakdown["language"].values()) == round(
        ours["found"]["recall"] * ours["gold"]
    )


@pytest.mark.parametrize(("hits", "n"), [(0, 5), (3, 10), (10, 10), (481, 700)])
def test_the_interval_of_a_share_ends_where_the_share_is_1645_deviations_away(hits, n):
    """Wilson's interval by its definition, not by its formula."""
    low, high = share_interval(hits, n)
    for end in (low, high):
        if 0 < end < 1:
            away = abs(hits / n - end) / (end * (1 - end) / n) ** 0.5
            assert away == pytest.approx(1.645, abs=0.03)
    assert 0 <= low <= hits / n <= high <= 1


def test_a_group_says_its_share_and_what_one_guess_for_all_would_get():
    gold = [coding(0, 9), coding(20, 29), coding(40, 49, move="threat", plover="THREATEN")]
    found = [coding(0, 9), coding(20, 29, plover="AID"), coding(40, 49, plover="THREATEN")]
    rows = score_codings(gold, found)["by"]["move"]
    assert (rows["talks"]["share"], rows["talks"]["constant_baseline"]) == (0.5, 1.0)
    assert (rows["threat"]["share"], rows["threat"]["constant_baseline"]) == (1.0, 0.0)
