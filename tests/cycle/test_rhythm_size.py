"""The size of the rhythm tests on records without rhythm, and their power on records with one.

The short runs here would notice a test that rejects twice too often or never; the long runs
(`make test-full`) hold the size between 3 and 7 %.
"""

from datetime import date, timedelta

import numpy as np
import pytest
from rhythmless import bursty, ordered, sticky, trending

from standoff.cycle.rhythm import order_test, regularity_test

ABC = ("a", "b", "c")
START, END = date(1990, 1, 1), date(2019, 12, 31)
DAYS = (END - START).days + 1


def order_rejections(make, records, first_seed):
    rejected = 0
    for number in range(records):
        sequence = make(np.random.default_rng(first_seed + number))
        rejected += order_test(sequence, ABC, draws=199, seed=number).p_value <= 0.05
    return rejected / records


@pytest.mark.parametrize("make", [sticky, trending, bursty])
def test_the_order_test_keeps_its_size(make):
    # Three standard errors around 5 % with 200 records.
    assert 0.0 < order_rejections(make, 200, 30_000) < 0.097


@pytest.mark.full
@pytest.mark.parametrize("make", [sticky, trending, bursty])
def test_the_order_test_keeps_its_size_in_a_long_run(make):
    assert 0.03 <= order_rejections(make, 2000, 40_000) <= 0.07


def test_a_planted_order_of_thirty_years_is_found():
    assert order_rejections(ordered, 50, 50_000) >= 0.8


def scattered(rng):
    """Days without memory, in a season, denser in the last ten years."""
    d = np.arange(DAYS)
    rate = (
        80 / DAYS * (1 + 0.8 * np.sin(2 * np.pi * d / 365.25)) * np.where(d > DAYS * 2 / 3, 2, 0.6)
    )
    return [START + timedelta(days=int(i)) for i in d[rng.random(DAYS) < rate]]


def regularity_rejections(records, first_seed):
    rejected = 0
    for number in range(records):
        days = scattered(np.random.default_rng(first_seed + number))
        rejected += regularity_test(days, START, END, draws=99, seed=number).p_value <= 0.05
    return rejected / records


def test_the_regularity_test_keeps_its_size():
    assert regularity_rejections(80, 60_000) < 0.125


@pytest.mark.full
def test_the_regularity_test_keeps_its_size_in_a_long_run():
    assert 0.03 <= regularity_rejections(1000, 70_000) <= 0.07
