"""Rhythm tests: fair shuffles, planted rhythms found, nothing found in nothing, small records."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise, permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rhythmless import NAMES, ordered, record

from planted import covered, day, event
from standoff.cycle import label_months
from standoff.cycle.rhythm import (
    alternation_test,
    kind_sequence,
    median_test,
    order_test,
    regularity_test,
    sequence_of_events,
    sequence_of_months,
    thin_dense_years,
    thinnings,
)
from standoff.cycle.rhythm.alternation import fewest_repeats, repeats
from standoff.cycle.rhythm.arrangements import arrange
from standoff.cycle.rhythm.order import directed_triples
from standoff.cycle.rhythm.outcome import two_sided
from standoff.cycle.rhythm.regularity import coefficient_of_variation, seasonal_weights
from standoff.cycle.rhythm.thinning import THINNINGS
from standoff.errors import BadValue

ABC = ("a", "b", "c")


def all_arrangements(kinds, strata, linked):
    """Every order that keeps each stratum's kinds and has no equal neighbours where linked."""
    parts = []
    for stratum in range(max(strata) + 1):
        inside = [k for k, s in zip(kinds, strata, strict=True) if s == stratum]
        fine = [p for p in set(permutations(inside)) if all(x != y for x, y in pairwise(p))]
        parts.append(fine)
    found = [()]
    for stratum, fine in enumerate(parts):
        found = [
            head + tail
            for head in found
            for tail in fine
            if not (linked[stratum] and head and head[-1] == tail[0])
        ]
    return found


@pytest.mark.parametrize(
    ("kinds", "strata", "linked"),
    [
        ((0, 1, 0, 2, 1), (0, 0, 0, 0, 0), (False,)),
        ((0, 1, 2, 1, 0, 1), (0, 0, 0, 1, 1, 1), (False, True)),
        ((0, 1, 2, 2, 0, 1), (0, 0, 0, 1, 1, 1), (False, False)),
        ((0, 1, 0, 1, 2, 0), (0, 0, 1, 1, 2, 2), (False, True, True)),
    ],
)
def test_shuffles_draw_every_allowed_order_equally_often(kinds, strata, linked):
    allowed = all_arrangements(kinds, strata, linked)
    draws = 1500 * len(allowed)
    found = arrange(np.array(kinds), np.array(strata), np.array(linked), 3, draws, seed=1)
    counts = Counter(map(tuple, found.tolist()))
    assert set(counts) == set(allowed)
    for order in allowed:
        assert counts[order] == pytest.approx(1500, abs=5 * np.sqrt(1500))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 2), max_size=40), st.integers(0, 999))
def test_shuffles_keep_strata_and_make_no_equal_neighbours(kinds, seed):
    runs = np.array([k for i, k in enumerate(kinds) if i == 0 or kinds[i - 1] != k], dtype=int)
    strata = np.arange(len(runs)) // 7
    linked = np.arange(strata[-1] + 1 if len(runs) else 0) > 0
    found = arrange(runs, strata, linked, 3, 25, seed)
    assert found.shape == (25, len(runs))
    assert (np.diff(found, axis=1) != 0).all()
    for stratum in set(strata.tolist()):
        inside = strata == stratum
        assert (np.sort(found[:, inside], axis=1) == np.sort(runs[inside])).all()


def triples_by_hand(kinds):
    forward = {(0, 1, 2), (1, 2, 0), (2, 0, 1)}
    found = list(zip(kinds, kinds[1:], kinds[2:], strict=False))
    return sum(t in forward for t in found), sum(t[::-1] in forward for t in found)


@given(st.lists(st.integers(0, 2), max_size=12))
def test_triples_are_what_the_eye_counts(kinds):
    runs = np.array([k for i, k in enumerate(kinds) if i == 0 or kinds[i - 1] != k], dtype=int)
    forward, reversed_ = directed_triples(runs[None], np.zeros(len(runs), dtype=int))
    assert (forward[0], reversed_[0]) == triples_by_hand(runs.tolist())


def test_triples_and_repeats_do_not_reach_over_a_hole():
    kinds, pieces = np.array([[0, 1, 2, 2]]), np.array([0, 0, 1, 1])
    assert directed_triples(kinds, pieces)[0].tolist() == [0.0]
    assert repeats(kinds, pieces).tolist() == [1.0]
    assert repeats(np.array([[0, 1, 1, 2]]), pieces).tolist() == [0.0]


def test_a_strict_order_is_found_and_its_reverse_told_apart():
    cycle = record([0, 0, 1, 3, 2] * 30)
    forward = order_test(cycle, ABC, draws=499)
    assert (forward.n, forward.statistic, forward.perfect) == (90, 88, 88)
    assert forward.p_value == 1 / 500
    assert "more often than chance" in forward.text["en"]
    backward = order_test(cycle, ("c", "b", "a"), draws=499)
    assert backward.statistic == -88
    assert backward.p_value == 1 / 500
    assert "reverse order" in backward.text["en"]
    assert "umgekehrter Ordnung" in backward.text["de"]


def test_turn_and_turn_about_is_alternation_but_no_order():
    turns = record([0, 1] * 40)
    assert order_test(turns, ABC, draws=199).statistic == 0
    found = alternation_test(turns, ("a", "b"), draws=499)
    assert (found.statistic, found.perfect, found.n, found.unit) == (0, 0, 80, "months")
    assert found.p_value <= 0.01
    assert "alternate more than chance" in found.text["en"]


def test_stretches_of_one_kind_cluster():
    found = alternation_test(record([0] * 12 + [1] * 12 + [0] * 12 + [2] * 12), ABC, draws=499)
    assert found.p_value == 1 / 500
    assert found.statistic > found.null_interval[1]
    assert "cluster" in found.text["en"]


def test_chance_keeps_what_each_stratum_holds():
    # All of one kind in the first five years, all of another in the next: no shuffle changes that.
    found = alternation_test(record([0] * 60 + [1] * 60), ABC, draws=99)
    assert found.statistic == found.expected == 118
    assert found.p_value == 1.0
    loose = alternation_test(record([0] * 60 + [1] * 60), ABC, draws=99, years=20)
    assert loose.p_value == 0.01


@given(st.lists(st.integers(0, 2), min_size=1, max_size=7))
def test_fewest_repeats_equal_the_search(kinds):
    pieces = np.zeros(len(kinds), dtype=int)
    orders = np.array(list(set(permutations(kinds))))
    assert fewest_repeats(np.array(kinds), pieces) == repeats(orders, pieces).min()


def test_a_clock_is_regular_and_bursts_are_not():
    start, end = date(2000, 1, 1), date(2009, 12, 31)
    clock = [start + timedelta(days=45 * i) for i in range(81)]
    found = regularity_test(clock, start, end, draws=199)
    assert found.statistic == pytest.approx(0.0, abs=1e-12)
    assert (found.n, found.p_value) == (80, 1 / 200)
    assert "more regular than chance" in found.text["en"]
    bursts = [start + timedelta(days=400 * i + j) for i in range(8) for j in range(8)]
    found = regularity_test(bursts, start, end, draws=199)
    assert found.statistic > 1.5
    assert "bursts" in found.text["en"]


def test_a_season_alone_is_no_rhythm():
    start, end = date(2000, 1, 1), date(2019, 12, 31)
    rng = np.random.default_rng(5)
    shares = np.exp(2.5 * np.cos(2 * np.pi * (np.arange(365) - 110) / 365))
    spring = [
        date(year, 1, 1) + timedelta(days=int(d))
        for year in range(2000, 2020)
        for d in rng.choice(365, size=5, replace=False, p=shares / shares.sum())
    ]
    found = regularity_test(spring, start, end, draws=299)
    assert found.p_value > 0.05
    weights = seasonal_weights(
        np.array([d.toordinal() for d in spring]),
        np.arange(start.toordinal(), end.toordinal() + 1),
    )
    assert weights[110] > 10 * weights[290] > 0


def test_intervals_vary_as_numpy_says():
    days = np.array([[1, 4, 6, 30]])
    gaps = np.array([3, 2, 24])
    assert coefficient_of_variation(days)[0] == pytest.approx(gaps.std(ddof=1) / gaps.mean())


@pytest.mark.parametrize("kinds", [[], [0], [0, 1], [0, 1, 2], [3, 3, 3], [0, 0, 0, 0]])
def test_small_records_are_told_from_chance_by_nothing(kinds):
    for found in (
        order_test(record(kinds), ABC, draws=49),
        alternation_test(record(kinds), ABC, draws=49),
    ):
        assert found.p_value > 0.05
        assert "not borne out" in found.text["en"]
        assert "nicht gedeckt" in found.text["de"]


@pytest.mark.parametrize("n", [0, 1, 2, 3])
def test_few_days_are_told_from_chance_by_nothing(n):
    start, end = date(2000, 1, 1), date(2000, 12, 31)
    days = [start + timedelta(days=d) for d in (3, 3, 100, 290)][: n + 1] if n else []
    found = regularity_test(days, start, end, draws=49)
    assert found.n == max(n - 1, 0)
    assert found.p_value > 0.05


def test_tests_repeat_exactly():
    one = order_test(ordered(np.random.default_rng(1)), ABC, draws=99, seed=5)
    assert one == order_test(ordered(np.random.default_rng(1)), ABC, draws=99, seed=5)


def test_wrong_questions_are_refused():
    sequence = record([0, 1, 2])
    with pytest.raises(BadValue, match="three different"):
        order_test(sequence, ("a", "b", "a"))
    with pytest.raises(BadValue, match=r"kind 'x'.*a, b, c"):
        order_test(sequence, ("a", "b", "x"))
    with pytest.raises(BadValue, match="strata of 0"):
        order_test(sequence, ABC, years=0)
    with pytest.raises(BadValue, match="within the period"):
        regularity_test([date(1999, 1, 1)], date(2000, 1, 1), date(2001, 1, 1))
    with pytest.raises(BadValue, match="one length"):
        kind_sequence([0, 1], [1], NAMES)
    with pytest.raises(BadValue, match="4 names"):
        kind_sequence([4], [1], NAMES)


def test_two_sided_counts_draws_as_far_out():
    null = np.array([-2.0, -1.0, 0.0, 1.0, 2.0])
    assert two_sided(1.0, null) == 5 / 6
    assert two_sided(3.0, null) == 1 / 6


def test_labelled_months_become_a_sequence_with_its_holes():
    hole = [covered("2001-01-01", "2001-04-30"), covered("2001-06-01", "2001-12-31")]
    phases = label_months(
        [event("t", "2001-03-10"), event("u", "2001-07-10")],
        hole,
        dyad=("AAA", "BBB"),
        start=day("2001-01-01"),
        end=day("2001-12-31"),
    )
    found = sequence_of_months(phases)
    assert len(found) == 11
    assert found.names == phases.names
    assert [found.names[k] for k in found.kinds[:4]] == ["quiet", "quiet", "provocation", "quiet"]
    assert np.flatnonzero(np.diff(found.pieces)).tolist() == [3]
    assert len(found.collapsed()) == 6
    assert len(np.unique(found.strata())) == 2


def test_events_become_a_sequence_by_day_and_gravity():
    events = [
        event("b", "2001-03-10", system="nuclear"),
        event("a", "2001-03-10"),
        event("a2", "2001-03-10", system="engine"),
        event("fuzzy", "2001-04-01", "2001-04-02"),
        event("gone", "2001-05-10"),
        event("late", "2001-07-10"),
        event("nothing", "2001-08-10", move="praise"),
    ]
    hole = [covered("2001-01-01", "2001-04-30"), covered("2001-06-01", "2001-12-31")]
    found = sequence_of_events(
        events, hole, dyad=("AAA", "BBB"), start=day("2001-01-01"), end=day("2001-12-31")
    )
    assert [found.names[k] for k in found.kinds] == ["taboo", "provocation", "provocation"]
    assert found.pieces.tolist() == [0, 0, 1]


def test_dense_years_are_thinned_to_the_usual():
    days = [date(2000 + y, 1, 1) + timedelta(days=7 * i) for y in range(5) for i in range(4)]
    days += [date(2005, 1, 1) + timedelta(days=i) for i in range(40)]
    sequence = kind_sequence(np.arange(len(days)) % 3, [d.toordinal() for d in days], ABC)
    thin = thin_dense_years(sequence, seed=3)
    years = Counter(date.fromordinal(int(d)).year for d in thin.days)
    assert set(years.values()) == {4}
    assert len(thin_dense_years(kind_sequence([], [], ABC))) == 0
    assert (thin.days == thin_dense_years(sequence, seed=3).days).all()


def test_which_entries_are_thinned_is_chance_so_the_middle_of_several_tests_counts():
    """An order in the dense years only: single thinnings say now this, now that."""
    kinds = [0, 1, 2] * 3
    days = [date(1990 + k // 2, 1 + 6 * (k % 2), 1) for k in range(9)]
    more = [0, 1, 2] * 20 + [0, 2, 1] * 12
    days += [date(1996 + k // 48, 1 + (k % 48) // 4, 1 + 7 * (k % 4)) for k in range(96)]
    sequence = kind_sequence(kinds + more, [d.toordinal() for d in days], ABC)
    tests = [order_test(one, ABC, draws=499) for one in thinnings(sequence)]
    chances = sorted(test.p_value for test in tests)
    assert len(tests) == THINNINGS
    assert chances[0] < 0.05 < chances[-1]
    assert median_test(tests).p_value == chances[THINNINGS // 2]


def test_hardly_a_verdict_hangs_on_the_seed():
    """An order with a p-value of some 4 %: by how much it moves with the draws."""
    steps = np.random.default_rng(11).choice([1, 2], 40, p=[0.62, 0.38])
    sequence = record((np.cumsum(steps) % 3).tolist())
    chances = [order_test(sequence, ABC, seed=seed).p_value for seed in range(12)]
    assert np.mean(chances) == pytest.approx(0.042, abs=0.003)
    assert np.std(chances) <= 0.003, "1,999 draws left 0.0044"
