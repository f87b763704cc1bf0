"""Windows of the covered past and the Jeffreys interval."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import beta

from planted import covered, day
from standoff.cycle import jeffreys_interval, jeffreys_mean, windows_back
from standoff.errors import BadValue


def test_windows_end_on_the_last_day_known_and_do_not_overlap():
    found = windows_back(day("2001-01-31"), 10, [covered("2001-01-01", "2001-12-31")], ["talks"])
    assert [(w.start.day, w.end.day) for w in found] == [(2, 11), (12, 21), (22, 31)]


def test_a_window_that_just_fits_is_used():
    found = windows_back(day("2001-01-30"), 10, [covered("2001-01-01", "2001-12-31")], ["talks"])
    assert len(found) == 3


def test_windows_over_a_hole_are_dropped_and_partial_ones_flagged():
    rows = [
        covered("2001-01-01", "2001-01-31", level="partial"),
        covered("2001-02-10", "2001-03-01"),
    ]
    found = windows_back(day("2001-03-01"), 10, rows, ["talks"])
    assert [(w.start.isoformat(), w.level) for w in found] == [
        ("2001-01-01", "partial"),
        ("2001-01-11", "partial"),
        ("2001-01-21", "partial"),
        ("2001-02-10", "complete"),
        ("2001-02-20", "complete"),
    ]


def test_no_coverage_or_only_later_coverage_gives_no_window():
    assert windows_back(day("2001-01-31"), 10, [], ["talks"]) == ()
    later = [covered("2002-01-01", "2002-12-31")]
    assert windows_back(day("2001-01-31"), 10, later, ["talks"]) == ()


def test_windows_need_length():
    with pytest.raises(BadValue):
        windows_back(day("2001-01-31"), 0, [], ["talks"])


@given(st.integers(1, 60), st.integers(0, 300))
def test_every_window_has_its_length_and_lies_in_covered_time(days, until):
    last = day("2001-01-01") + timedelta(days=until)
    found = windows_back(last, days, [covered("2001-01-01", "2001-12-31")], ["talks"])
    assert len(found) == (until + 1) // days
    for window in found:
        assert (window.end - window.start).days + 1 == days
        assert window.start >= day("2001-01-01")
    if found:
        assert found[-1].end == last


@given(st.integers(0, 40), st.integers(0, 40))
def test_jeffreys_is_the_posterior_under_beta_half_half(k, misses):
    n = k + misses
    posterior = beta(k + 0.5, misses + 0.5)
    assert jeffreys_mean(k, n) == pytest.approx(posterior.mean())
    assert jeffreys_interval(k, n) == pytest.approx(posterior.interval(0.95))


def test_jeffreys_refuses_more_hits_than_windows():
    with pytest.raises(BadValue, match="0 <= k <= n"):
        jeffreys_mean(3, 2)
