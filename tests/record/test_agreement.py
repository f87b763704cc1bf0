"""Krippendorff's alpha: published figures, a slow twin, and what reviewers' verdicts give."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standoff.nouns import Verdict
from standoff.record.agreement import FIELDS, agreement_of, alpha, interval, nominal
from standoff.record.review import review

from .samples import article, coding

#: The worked example of Krippendorff 2011: four observers, twelve units.
EXAMPLE = {
    "a": [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    "b": [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    "c": [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    "d": [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
}


def units_of(example):
    return [[v for v in unit if v is not None] for unit in zip(*example.values(), strict=True)]


def test_the_published_example():
    assert alpha(units_of(EXAMPLE)) == pytest.approx(0.743, abs=5e-4)
    assert alpha(units_of(EXAMPLE), interval) == pytest.approx(0.849, abs=5e-4)


def test_two_observers_without_gaps():
    """Krippendorff 2011, section A: ten units of binary data, alpha = 0.095."""
    meg = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0]
    owen = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    assert alpha(list(zip(meg, owen, strict=True))) == pytest.approx(0.095, abs=5e-4)


def slow(units, distance):
    """The formula of the module's docstring, pair by pair."""
    units = [unit for unit in units if len(unit) >= 2]
    values = [value for unit in units for value in unit]
    n = len(values)
    expected = sum(distance(a, b) for a, b in permutations(values, 2))
    if not expected:
        return None
    observed = sum(
        sum(distance(a, b) for a, b in permutations(unit, 2)) / (len(unit) - 1) for unit in units
    )
    return 1 - (observed / n) / (expected / (n * (n - 1)))


coded = st.lists(st.lists(st.integers(0, 3), max_size=4), max_size=8)


@given(coded, st.sampled_from([nominal, interval]))
def test_the_slow_twin_agrees(units, distance):
    fast, twin = alpha(units, distance), slow(units, distance)
    assert (fast is None) == (twin is None)
    if fast is not None:
        assert fast == pytest.approx(twin)


@given(st.lists(st.integers(0, 3), min_size=2, max_size=8))
def test_perfect_agreement_is_one(values):
    found = alpha([[value] * 3 for value in values])
    assert found is None if len(set(values)) == 1 else found == 1.0


def test_nothing_to_compare_is_not_defined():
    assert alpha([]) is None
    assert alpha([[1], [2]]) is None
    assert alpha([[1, 1], [1, 1]]) is None


TEXT = article().text


def reviewed(words, **verdicts):
    """A coding of `words` with one verdict a person: `anna="accept"`, `bert={"move": "talks"}`."""
    told = coding(words, day=date(2019, 5, 20))
    made = [
        Verdict(
            coding=told.id,
            decision="change" if isinstance(said, dict) else said,
            by=by,
            at=datetime(2020, 1, 1, tzinfo=UTC),
            why="x",
            changes=said if isinstance(said, dict) else {},
        )
        for by, said in verdicts.items()
    ]
    return review(told, made, TEXT)


def test_verdicts_become_values():
    codings = [
        reviewed("Norland testete eine Rakete", anna="accept", bert="accept"),
        reviewed("Norland testete", anna="accept", bert={"move": "talks", "number": "2"}),
        reviewed("Sudria protestierte", anna="reject", bert="accept"),
        reviewed("Sudria", anna="accept"),
    ]
    found = {one.field: one for one in agreement_of(codings, {article().id: TEXT})}
    assert set(found) == set(FIELDS)
    decision, move = found["decision"], found["move"]
    assert (decision.units, decision.values, decision.agreed) == (3, 6, pytest.approx(2 / 3))
    assert decision.alpha == pytest.approx(slow([["k", "k"], ["k", "k"], ["r", "k"]], nominal))
    assert (move.units, move.agreed, move.reviewers) == (2, 0.5, ("anna", "bert"))
    assert move.alpha == pytest.approx(slow([["w", "w"], ["w", "t"]], nominal))
    assert found["stance"].alpha is None
    assert found["stance"].agreed == 1.0


def test_without_a_second_reviewer_nothing_is_defined():
    for one in agreement_of([reviewed("Sudria", anna="accept")], {article().id: TEXT}):
        assert (one.alpha, one.units, one.agreed, one.reviewers) == (None, 0, None, ())


def test_changed_offsets_are_values_too():
    start = TEXT.index("testete")
    codings = [
        reviewed("Norland testete", anna="accept", bert={"start": str(start)}),
        reviewed("Sudria protestierte", anna="accept", bert="accept"),
    ]
    found = {one.field: one for one in agreement_of(codings, {article().id: TEXT})}
    assert found["start"].alpha < 1.0
    assert found["end"].alpha == 1.0
