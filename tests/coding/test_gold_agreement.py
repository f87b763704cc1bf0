"""Reader against reader: weaker mentions are freed on both sides, and only totals are told."""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standoff.coding import score_codings
from standoff.coding.scoring.matching import pair_up
from standoff.nouns import Coding

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
WEAK = "[weaker mention]"


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(BENCHMARKS))
        import gold_agreement

        yield gold_agreement
        for name in ("gold", "gold_agreement"):
            sys.modules.pop(name, None)


def coding(start: int, end: int, move: str = "threat", **fields: str) -> Coding:
    plover = {"threat": "THREATEN", "talks": "CONSULT"}[move]
    known = {"kind": "event", "plover": plover, "stance": "actual", **fields}
    return Coding(doc="a", start=start, end=end, text="x" * (end - start), move=move, **known)


spans = st.tuples(
    st.integers(0, 40), st.integers(1, 15), st.sampled_from(["threat", "talks"]), st.booleans()
)
noted = st.lists(spans, max_size=8).map(
    lambda rows: [(coding(a, a + n, move), WEAK if weak else "") for a, n, move, weak in rows]
)


@given(noted, noted)
def test_freeing_weaker_mentions_leaves_the_other_pairs_as_they_were(tool, first, second) -> None:
    one, two = tool.without_weaker(first, second)
    pairs = pair_up([c for c, _ in first], [c for c, _ in second]).pairs
    kept = {
        (first[i][0].start, first[i][0].end, second[j][0].start, second[j][0].end)
        for i, j in pairs
        if WEAK not in first[i][1] + second[j][1]
    }
    now = [(one[i], two[j]) for i, j in pair_up(one, two).pairs]
    assert {(a.start, a.end, b.start, b.end) for a, b in now} == kept


def test_a_weaker_mention_of_either_reader_is_neither_for_nor_against(tool) -> None:
    same, more, lone = coding(0, 20), coding(30, 50), coding(60, 80)
    first = [(same, ""), (more, WEAK), (lone, WEAK)]
    second = [(same, ""), (more, "")]
    assert tool.without_weaker(first, second) == ([same], [same])
    assert tool.without_weaker(second, first) == ([same], [same])


def test_what_both_hold_asks_for_no_more_than_they_share(tool) -> None:
    first = [
        (coding(0, 20, source="PRK", target="USA"), ""),
        (coding(30, 50), ""),
        (coding(60, 80), ""),
    ]
    second = [
        (coding(0, 20, source="PRK_KIM", target="KOR", stance="denied"), ""),
        (coding(30, 50, "talks"), ""),
    ]
    rows, same_stance = tool.held_by_both(first, second)
    assert [note for _, note in rows] == ["", WEAK, WEAK]
    assert (rows[0][0].source, rows[0][0].target, same_stance) == ("PRK", "", set())
    scores = tool.scored(rows, [coding(0, 20, source="PRK"), coding(60, 80), coding(90, 99)])
    assert (scores["gold"], scores["predicted"]) == (1, 2)
    assert scores["full"]["recall"] == 1


def test_the_scorer_is_symmetric_in_what_is_found_but_not_in_sides_and_counts() -> None:
    bare, told = coding(0, 20, source="PRK"), coding(0, 20, source="PRK", target="USA")
    count = coding(30, 50, kind="count", plover="", number="2")
    event = coding(30, 50)
    there, back = (
        score_codings([bare, count], [told, event]),
        score_codings([told, event], [bare, count]),
    )
    assert there["found"]["f1"] == back["found"]["f1"] == 1
    assert (there["typed"]["f1"], back["typed"]["f1"]) == (1, 0.5)
    assert (there["full"]["f1"], back["full"]["f1"]) == (1, 0)


def test_only_totals_are_printed(tool, monkeypatch, capsys, tmp_path) -> None:
    monkeypatch.setattr(tool, "coded", lambda texts: [])
    monkeypatch.setattr(sys, "argv", ["gold_agreement.py", "--shared", str(tmp_path)])
    tool.main()
    told = capsys.readouterr().out
    assert "reader 2  reader 1" in told
    for name in ("test.csv", "test_second.csv"):
        with (BENCHMARKS / "gold" / name).open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
        assert not any(row["doc"] in told for row in rows)
        assert not any(row["text"] in told for row in rows if len(row["text"]) > 8)
