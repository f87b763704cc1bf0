"""Coverage: the worst kind on the worst day, holes win, specific rows before general ones."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from planted import covered, day
from standoff.nouns import Coverage, EventPattern, coverage_level, coverage_spans, kinds_of
from standoff.nouns.vocabulary import LEVELS

YEAR = (day("2001-01-01"), day("2001-12-31"))


def test_nothing_is_covered_without_a_row():
    assert coverage_level([], ["talks"], *YEAR) == "none"
    assert coverage_level([covered("2001-01-01", "2001-12-31")], [], *YEAR) == "none"


def test_an_empty_period_has_no_spans():
    assert coverage_spans([covered("2001-01-01", "2001-12-31")], ["talks"], YEAR[1], YEAR[0]) == ()


def test_a_specific_row_decides_before_its_move_and_the_star():
    rows = [
        covered("2001-01-01", "2001-12-31", "*", "complete"),
        covered("2001-01-01", "2001-12-31", "weapon_test", "partial"),
        covered("2001-01-01", "2001-12-31", "weapon_test:nuclear", "complete"),
    ]
    assert coverage_level(rows, ["weapon_test:nuclear"], *YEAR) == "complete"
    assert coverage_level(rows, ["weapon_test:engine"], *YEAR) == "partial"
    assert coverage_level(rows, ["talks"], *YEAR) == "complete"


def test_a_move_is_no_better_covered_than_its_least_covered_system():
    whole = covered("2001-01-01", "2001-12-31", "weapon_test")
    hole = covered("2001-05-01", "2001-05-31", "weapon_test:engine", "none")
    assert coverage_level([whole, hole], ["weapon_test"], *YEAR) == "partial"
    assert coverage_level([whole, hole], ["weapon_test:nuclear"], *YEAR) == "complete"
    only = covered("2001-01-01", "2001-12-31", "weapon_test:nuclear")
    assert coverage_level([only], ["weapon_test"], *YEAR) == "partial"


def test_two_sources_complete_each_other_but_a_known_hole_wins():
    rows = [
        covered("2001-01-01", "2001-12-31", "talks", "partial"),
        covered("2001-03-01", "2001-12-31", "talks", "complete"),
    ]
    assert [span.level for span in coverage_spans(rows, ["talks"], *YEAR)] == [
        "partial",
        "complete",
    ]
    rows.append(covered("2001-06-01", "2001-06-30", "talks", "none"))
    spans = coverage_spans(rows, ["talks"], *YEAR)
    assert [(span.level, span.start) for span in spans] == [
        ("partial", day("2001-01-01")),
        ("complete", day("2001-03-01")),
        ("none", day("2001-06-01")),
        ("complete", day("2001-07-01")),
    ]


def test_kinds_of_a_pattern():
    assert kinds_of(EventPattern.parse("AAA talks|summit")) == ("talks", "summit")
    assert kinds_of(EventPattern.parse("AAA weapon_test:nuclear")) == ("weapon_test:nuclear",)


BASE = date(2001, 1, 1)
rows = st.builds(
    lambda kind, first, length, level: Coverage(
        kind=kind,
        start=BASE + timedelta(days=first),
        end=BASE + timedelta(days=first + length),
        level=level,
    ),
    st.sampled_from(["*", "talks", "weapon_test", "weapon_test:nuclear", "weapon_test:engine"]),
    st.integers(-5, 25),
    st.integers(0, 12),
    st.sampled_from(LEVELS),
)
kinds = st.lists(
    st.sampled_from(["talks", "weapon_test", "weapon_test:nuclear", "summit"]), min_size=1
)


@given(st.lists(rows, max_size=6), kinds)
def test_spans_tile_the_period_and_agree_with_each_day_asked_alone(found, wanted):
    last = BASE + timedelta(days=20)
    spans = coverage_spans(found, wanted, BASE, last)
    assert spans[0].start == BASE
    assert spans[-1].end == last
    for one, two in pairwise(spans):
        assert two.start == one.end + timedelta(days=1)
        assert one.level != two.level
    for span in spans:
        for step in range((span.end - span.start).days + 1):
            alone = span.start + timedelta(days=step)
            assert coverage_level(found, wanted, alone, alone) == span.level
