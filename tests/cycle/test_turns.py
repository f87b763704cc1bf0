"""The turns test: what it counts, its size without turns, its power with them."""

import numpy as np
import pytest
from rhythmless import bursty, record, sticky, trending

from standoff.cycle.rhythm import turns_test
from standoff.cycle.rhythm.turns import switches
from standoff.errors import BadValue


def test_turns_are_what_the_eye_counts():
    kinds = np.array([[0, 1, 2, 1, 0, 2, 0]])
    assert [part.tolist() for part in switches(kinds, np.zeros(7))] == [[2], [4]]
    # A hole between the two last entries of a triple: nothing follows over it.
    assert switches(kinds[:, 2:5], np.array([0, 1, 1]))[0].tolist() == [1]


def rejections(make, records, first_seed):
    rejected = 0
    for number in range(records):
        sequence = make(np.random.default_rng(first_seed + number))
        rejected += turns_test(sequence, ("a", "b"), draws=199, seed=number).p_value <= 0.05
    return rejected / records


@pytest.mark.parametrize("make", [sticky, trending])
def test_the_turns_test_keeps_its_size(make):
    # Three standard errors around 5 % with 150 records.
    assert rejections(make, 150, 80_000) < 0.104


def test_records_with_a_taste_are_told_to_repeat_and_not_to_take_turns():
    # A crisis with a taste of its own repeats its kind; that is no size but something real.
    found = [turns_test(bursty(np.random.default_rng(n)), ("a", "b"), draws=199) for n in range(60)]
    more = [test for test in found if test.p_value <= 0.05 and test.statistic > test.expected]
    assert len(more) <= 5


def taking_turns(rng):
    kinds, last = [], 0
    while len(kinds) < 360:
        last = 1 - last if rng.random() < 0.8 else last
        kinds += [last] * rng.geometric(0.5) + [3] * rng.geometric(0.4)
    return record(kinds[:360])


def test_planted_turns_of_thirty_years_are_found():
    assert rejections(taking_turns, 40, 90_000) >= 0.8


def test_small_records_and_wrong_questions():
    assert turns_test(record([]), ("a", "b")).p_value == 1.0
    assert turns_test(record([0]), ("a", "b")).n == 0
    with pytest.raises(BadValue, match="two different labels"):
        turns_test(record([0]), ("a", "a"))
