"""Clocks as columns: shares of days, as counting by hand gives them."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from standoff.cycle.calendar import step_end, steps_of
from standoff.cycle.clocks import before_days, in_months, in_spans, years_of_drift

MONTHS = [
    (day, step_end(day, "month")) for day in steps_of(date(2015, 1, 1), date(2018, 12, 1), "month")
]
days = st.dates(date(2014, 6, 1), date(2019, 6, 1))


@given(st.lists(st.tuples(days, st.integers(0, 400)), max_size=4))
def test_spans_equal_counting_days(spans):
    spans = [(day, day + timedelta(days=length)) for day, length in spans]
    found = in_spans(spans, MONTHS)
    for share, (first, last) in zip(found, MONTHS, strict=True):
        every = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        inside = sum(any(a <= day <= b for a, b in spans) for day in every)
        assert share == pytest.approx(inside / len(every))


def test_half_a_year_before_a_vote_ends_the_day_before():
    (vote,) = (date(2016, 11, 8),)
    found = dict(zip([m[0] for m in MONTHS], before_days([vote], 180, MONTHS), strict=True))
    assert found[date(2016, 11, 1)] == pytest.approx(7 / 30)
    assert found[date(2016, 10, 1)] == 1.0
    assert found[date(2016, 12, 1)] == 0.0
    assert sum(found[day] * (end - day).days + found[day] for day, end in MONTHS) == 180


def test_weeks_that_cross_months_count_days():
    weeks = [
        (day, step_end(day, "week"))
        for day in steps_of(date(2019, 2, 25), date(2019, 3, 10), "week")
    ]
    assert in_months([3], weeks) == pytest.approx([3 / 7, 1.0])


def test_drift_is_counted_in_tens_of_years():
    drift = years_of_drift(
        [(date(1990, 1, 1), date(1990, 1, 31)), (date(2010, 1, 1), date(2010, 1, 31))]
    )
    assert drift == pytest.approx(np.array([0.0, 2.0]), abs=1e-3)
