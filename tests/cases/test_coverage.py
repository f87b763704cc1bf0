"""What the months between articles say when nobody wrote down how complete the record is."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from standoff.case.starting import SILENCE, coverage_of_articles
from standoff.nouns import Article


def articles(*days):
    return [
        Article(
            id=f"{number:016}", text_hash=f"{number:064}", text=f"Text {number}.", published=day
        )
        for number, day in enumerate(days)
    ]


def test_a_long_silence_between_two_articles_is_no_coverage():
    spans = coverage_of_articles(articles(date(2021, 2, 27), date(2021, 12, 9)))
    assert [(span.start, span.end) for span in spans] == [
        (date(2021, 2, 1), date(2021, 2, 28)),  # the month it came out in, whole
        (date(2021, 12, 1), date(2021, 12, 9)),
    ]
    assert {span.level for span in spans} == {"partial"}


def test_a_short_silence_is_told_by_the_later_article():
    (span,) = coverage_of_articles(articles(date(2021, 4, 2), date(2021, 1, 31)))
    assert (span.start, span.end) == (date(2021, 1, 1), date(2021, 4, 2))
    assert len(coverage_of_articles(articles(date(2021, 5, 1), date(2021, 1, 31)))) == 2


def test_without_dates_nothing_is_covered():
    assert coverage_of_articles(articles(None)) == ()


@given(st.lists(st.dates(date(1990, 1, 1), date(1994, 12, 31)), max_size=12))
def test_a_month_is_covered_exactly_when_articles_stand_near_on_both_sides(days):
    spans = coverage_of_articles(articles(*days))

    def count(day):
        return day.year * 12 + day.month

    seen = {count(day) for day in days}
    covered = {m for span in spans for m in range(count(span.start), count(span.end) + 1)}
    for month in range(1989 * 12, 1996 * 12):
        before = max((m for m in seen if m <= month), default=None)
        after = min((m for m in seen if m >= month), default=None)
        near = before is not None and after is not None and after - before <= SILENCE + 1
        assert (month in covered) == near
