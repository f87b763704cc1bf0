"""Counts with fuzzy dates equal a search over every assignment of days."""

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planted import day, event
from standoff.cycle import count_events, count_windows
from standoff.errors import BadValue
from standoff.nouns import Event, When

WINDOW = (day("2001-03-03"), day("2001-03-08"))
ZERO = date(2001, 3, 1)


def test_no_events_count_zero():
    assert count_events([], *WINDOW) == (0, 0, (), ())


def test_two_events_on_one_day_are_one_day_two_events_and_their_numbers():
    found = [event("a", "2001-03-04", number=3), event("b", "2001-03-04")]
    assert count_events(found, *WINDOW, "days")[:2] == (1, 1)
    assert count_events(found, *WINDOW, "events")[:2] == (2, 2)
    assert count_events(found, *WINDOW, "number")[:2] == (4, 4)


def test_a_range_across_the_edge_is_only_possible():
    found = [event("a", "2001-03-07", "2001-03-09")]
    assert count_events(found, *WINDOW) == (0, 1, (), ("a",))


def test_an_undated_event_is_possible_everywhere():
    assert count_events([event("a", None)], *WINDOW) == (0, 1, (), ("a",))


def test_unknown_way_of_counting_names_the_ways():
    with pytest.raises(BadValue, match="days, events, number"):
        count_events([], *WINDOW, "rows")


def fuzzy(first: int, length: int) -> Event:
    start = ZERO + timedelta(days=first)
    return Event(
        id="e",
        when=When(earliest=start, latest=start + timedelta(days=length)),
        source="AAA",
        move="talks",
    )


ranges = st.lists(st.builds(fuzzy, st.integers(0, 9), st.integers(0, 3)), max_size=5)


def by_search(found: list[Event], start: date, end: date) -> tuple[int, int]:
    """Fewest days held by events surely inside; most days held by all, over all assignments."""

    def days_of(one: Event) -> list[date]:
        length = (one.when.latest - one.when.earliest).days
        return [one.when.earliest + timedelta(days=step) for step in range(length + 1)]

    counts = [
        len({chosen for chosen in choice if start <= chosen <= end})
        for choice in product(*(days_of(one) for one in found))
    ]
    return min(counts), max(counts)


@settings(max_examples=300)
@given(ranges)
def test_days_equal_the_search_over_all_assignments(found):
    count = count_events(found, *WINDOW)
    low, high = by_search(found, *WINDOW)
    assert (count.sure, count.possible) == (low, high)


@given(ranges)
def test_a_partition_of_time_counts_each_day_once(found):
    windows = [
        (ZERO + timedelta(days=first), ZERO + timedelta(days=first + 2))
        for first in range(-3, 15, 3)
    ]
    counts = count_windows(found, windows)
    assert counts == [count_events(found, *window) for window in windows]
    exact = [one for one in found if one.when.is_day]
    assert sum(count.sure for count in count_windows(exact, windows)) == len(
        {one.when.earliest for one in exact}
    )
