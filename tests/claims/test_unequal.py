"""Hits with unequal chances: against all outcomes written out, the binomial, and simulation."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standoff.claims.exact import share_interval, share_p
from standoff.claims.unequal import hits_distribution, hits_interval, hits_p

CHANCES = st.lists(st.floats(0.02, 0.98), min_size=1, max_size=7)


@settings(max_examples=40)
@given(CHANCES)
def test_the_distribution_is_that_of_all_outcomes_written_out(chances):
    brute = np.zeros(len(chances) + 1)
    for outcome in itertools.product((0, 1), repeat=len(chances)):
        picks = [p if hit else 1 - p for p, hit in zip(chances, outcome, strict=True)]
        brute[sum(outcome)] += np.prod(picks)
    assert np.allclose(hits_distribution(chances), brute)


@settings(max_examples=40)
@given(st.integers(1, 30), st.floats(0.05, 0.95), st.data())
def test_equal_chances_give_the_binomial(n, chance, data):
    hits = data.draw(st.integers(0, n))
    assert hits_p(hits, [chance] * n) == pytest.approx(share_p(hits, n, chance), abs=1e-9)
    assert hits_interval(hits, [chance] * n) == pytest.approx(share_interval(hits, n), abs=1e-6)


@settings(max_examples=60)
@given(CHANCES, st.data())
def test_the_interval_leaves_the_mean_chance_out_exactly_where_p_is_small(chances, data):
    hits = data.draw(st.integers(0, len(chances)))
    low, high = hits_interval(hits, chances)
    mean = float(np.mean(chances))
    p = hits_p(hits, chances)
    assert 0 <= low <= high <= 1
    if abs(p - 0.05) > 1e-6:
        assert (p < 0.05) == (not low - 1e-9 <= mean <= high + 1e-9)


def test_no_cases_say_nothing():
    assert hits_interval(0, []) == (0.0, 1.0)
    assert hits_p(0, []) == 1.0


def test_chances_that_differ_give_a_narrower_interval_than_the_binomial():
    chances = [0.02] * 20 + [0.98] * 20
    low, high = hits_interval(20, chances)
    wide = share_interval(20, 40)
    assert high - low < 0.6 * (wide[1] - wide[0])
