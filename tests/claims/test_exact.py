"""Exact intervals against brute force: sums of probabilities written out."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standoff.claims.exact import (
    needed,
    power_of_share,
    ratio_interval,
    share_interval,
    share_p,
)
from standoff.errors import BadValue


def chance(k: int, n: int, p: float) -> float:
    return math.comb(n, k) * p**k * (1 - p) ** (n - k)


def upper(k: int, n: int, p: float) -> float:
    return sum(chance(j, n, p) for j in range(k + 1, n + 1)) + chance(k, n, p) / 2


@given(st.integers(1, 12).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_ends_of_the_interval_have_tails_of_two_and_a_half_percent(pair):
    k, n = pair
    low, high = share_interval(k, n)
    assert 0 <= low <= k / n <= high <= 1
    if k > 0:
        assert upper(k, n, low) == pytest.approx(0.025, abs=1e-6)
    if k < n:
        assert 1 - upper(k, n, high) == pytest.approx(0.025, abs=1e-6)


@given(st.integers(0, 9), st.floats(0.05, 0.95))
def test_p_value_is_below_five_percent_exactly_outside_the_interval(k, p):
    low, high = share_interval(k, 9)
    if abs(p - low) > 1e-6 and abs(p - high) > 1e-6:
        assert (share_p(k, 9, p) < 0.05) == (not low < p < high)


def test_the_ratio_is_a_share_in_disguise():
    ratio, (low, high) = ratio_interval(10, 100.0, 5, 100.0)
    assert ratio == pytest.approx(2.0)
    share = share_interval(10, 15)
    assert (low, high) == pytest.approx([x / (1 - x) for x in share])
    assert ratio_interval(3, 10.0, 0, 10.0)[1][1] == math.inf
    assert ratio_interval(0, 10.0, 0, 10.0)[1] == (0.0, math.inf)


@settings(max_examples=25)
@given(st.integers(1, 40), st.floats(0.5, 0.95))
def test_power_counts_the_cases_that_would_be_supported(n, truth):
    region = (0.5, 1.0)
    told = sum(chance(k, n, truth) for k in range(n + 1) if share_interval(k, n)[0] >= 0.5)
    assert power_of_share(n, truth, region) == pytest.approx(told, abs=1e-4)


def test_needed_is_the_first_n_with_enough_power():
    n = needed(0.75, (0.5, 1.0))
    assert n is not None
    assert power_of_share(n, 0.75, (0.5, 1.0)) >= 0.8
    assert all(power_of_share(m, 0.75, (0.5, 1.0)) < 0.8 for m in range(n * 4 // 5, n))
    assert needed(0.4, (0.5, 1.0)) is None
    assert needed(1.0, (1.0, 1.0)) is None


def test_impossible_shares_are_refused():
    with pytest.raises(BadValue):
        share_interval(4, 3)
    assert share_interval(0, 0) == (0.0, 1.0)
    assert share_p(0, 0, 0.3) == 1.0
