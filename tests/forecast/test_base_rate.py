"""Base rates of planted records, and the wall between a forecast and its future."""

from datetime import timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import beta

from planted import covered, day, days_from, event
from standoff.errors import BadValue, QuestionError
from standoff.forecast import base_rate, parse_question, recency_weighted
from standoff.forecast.wording import LANGUAGES
from standoff.nouns import Event, Question, When

UNTIL = day("2001-12-31")
YEAR = [covered("2001-01-01", "2001-12-31")]


def question(text: str = "AAA weapon_test", first: str = "2002-01-01", days: int = 30) -> Question:
    start = day(first)
    return parse_question(text, start, start + timedelta(days=days - 1))


def launches_on(*dates: object) -> list[Event]:
    return [event(f"t{place}", str(date)) for place, date in enumerate(dates)]


def test_k_of_n_windows_and_the_jeffreys_interval():
    # Windows of 30 days back from 31 December: the last begins on 2 December, 12 fit into 365 days.
    found = base_rate(
        question(), launches_on("2001-12-02", "2001-12-30", "2001-12-01"), YEAR, knows_until=UNTIL
    )
    assert (found.k, found.n) == (2, 12)
    assert found.probability == pytest.approx(2.5 / 13)
    assert found.interval == pytest.approx(beta(2.5, 10.5).interval(0.95))
    assert found.events == ("t2", "t0", "t1")
    assert found.baselines["even_odds"] == 0.5
    assert "2 of 12" in found.reasons[0]
    assert (found.deadline, found.made_at) == (day("2002-01-30"), UNTIL)


def test_twice_in_a_window_is_asked_in_days():
    twice = launches_on("2001-12-05", "2001-12-05", "2001-11-05", "2001-11-20")
    found = base_rate(question("AAA weapon_test x2"), twice, YEAR, knows_until=UNTIL)
    assert (found.k, found.n) == (1, 12)


def test_only_the_kind_asked_for_counts():
    record = [
        event("a", "2001-12-05", system="nuclear"),
        event("b", "2001-12-05", source="BBB"),
        event("c", "2001-12-05", stance="planned"),
        event("d", "2001-12-05", move="talks"),
    ]
    found = base_rate(question("AAA weapon_test:engine"), record, YEAR, knows_until=UNTIL)
    assert found.k == 0
    assert "no case" in " ".join(found.reasons)


def test_an_uncovered_past_leaves_the_prior_alone_and_says_so():
    found = base_rate(question(), launches_on("2001-12-05"), [], knows_until=UNTIL)
    assert (found.n, found.k, found.probability) == (0, 0, 0.5)
    assert found.interval[0] < 0.01
    assert found.interval[1] > 0.99
    assert "prior alone" in found.reasons[0]


def test_an_empty_record_is_not_impossible():
    found = base_rate(question(), [], YEAR, knows_until=UNTIL)
    assert found.probability == pytest.approx(0.5 / 13)


def test_partly_covered_windows_are_flagged():
    found = base_rate(
        question(), [], [covered("2001-01-01", "2001-12-31", level="partial")], knows_until=UNTIL
    )
    assert any("12 of these windows are only partly covered" in r for r in found.reasons)


def test_fuzzy_dates_widen_the_interval_upwards_only():
    sure = launches_on("2001-06-15")
    # 2 December begins a window, so this range may lie in either of two.
    fuzzy = [*sure, event("f", "2001-12-01", "2001-12-02")]
    plain = base_rate(question(), sure, YEAR, knows_until=UNTIL)
    wide = base_rate(question(), fuzzy, YEAR, knows_until=UNTIL)
    assert wide.probability == plain.probability
    assert wide.interval[0] == plain.interval[0]
    assert wide.interval[1] > plain.interval[1]
    assert any("2 more windows" in reason for reason in wide.reasons)


def test_a_window_after_the_deadline_has_the_same_base_rate_and_names_the_gap():
    soon = base_rate(question(), launches_on("2001-12-05"), YEAR, knows_until=UNTIL)
    later = base_rate(
        question(first="2002-03-01"), launches_on("2001-12-05"), YEAR, knows_until=UNTIL
    )
    assert later.probability == soon.probability
    assert any("begins 60 days after" in reason for reason in later.reasons)


def test_what_happened_in_the_passed_part_of_the_window_counts():
    asked = question("AAA weapon_test x2", first="2001-12-22", days=20)
    found = base_rate(asked, launches_on("2001-12-25"), YEAR, knows_until=UNTIL)
    # One of two has happened; one more is asked of the 10 days that remain.
    assert found.n == 36
    assert found.k == 1
    assert any("1 of 2 on record" in reason for reason in found.reasons)


def test_what_is_already_on_record_is_certain():
    asked = question(first="2001-12-22", days=20)
    found = base_rate(asked, launches_on("2001-12-25"), YEAR, knows_until=UNTIL)
    assert found.probability == 1.0
    assert found.interval == (1.0, 1.0)
    assert any("already on record" in reason for reason in found.reasons)


def test_a_window_that_is_over_is_not_forecast():
    with pytest.raises(QuestionError, match="ended on 2001-12-31"):
        base_rate(question(first="2001-12-30", days=2), [], YEAR, knows_until=UNTIL)


def test_a_forecast_is_not_made_before_what_it_knows():
    with pytest.raises(BadValue, match="no later than"):
        base_rate(question(), [], YEAR, knows_until=UNTIL, made_at=day("2001-12-30"))


def test_window_years_limits_the_past():
    long = [covered("1991-01-01", "2001-12-31")]
    assert base_rate(question(), [], long, knows_until=UNTIL, window_years=1).n == 12
    assert base_rate(question(), [], long, knows_until=UNTIL).n == 133
    with pytest.raises(QuestionError, match="years of past"):
        base_rate(question(), [], long, knows_until=UNTIL, window_years=0)


def test_reasons_are_told_in_every_language():
    found = base_rate(question(), launches_on("2001-12-05"), YEAR, knows_until=UNTIL)
    assert set(found.reason_texts) == set(LANGUAGES)
    assert found.reason_texts["en"] == found.reasons
    assert len(found.reason_texts["de"]) == len(found.reasons)
    assert "05.12.2001" in " ".join(found.reason_texts["de"])


def test_recent_windows_weigh_more():
    long = [covered("1992-01-01", "2001-12-31")]
    recent, old = launches_on("2001-12-05"), launches_on("1992-06-05")
    new = recency_weighted(question(), recent, long, knows_until=UNTIL)
    past = recency_weighted(question(), old, long, knows_until=UNTIL)
    assert new.probability > new.baselines["base_rate"] > past.probability
    assert new.baselines["base_rate"] == past.baselines["base_rate"]
    assert new.n == past.n == 121


def test_an_endless_half_life_is_the_base_rate():
    record = launches_on(*days_from("2001-01-20", 40, 3, 100, 60))
    weighted = recency_weighted(question(), record, YEAR, knows_until=UNTIL, half_life=1e12)
    plain = base_rate(question(), record, YEAR, knows_until=UNTIL)
    assert weighted.probability == pytest.approx(plain.probability)
    assert weighted.interval == pytest.approx(plain.interval)
    with pytest.raises(BadValue):
        recency_weighted(question(), record, YEAR, knows_until=UNTIL, half_life=0)


dates = st.integers(0, 500).map(lambda step: day("2001-01-01") + timedelta(days=step))
pasts = st.builds(
    lambda first, length, delay, number: Event(
        id=f"e{number}",
        when=When(earliest=first, latest=first + timedelta(days=length)),
        source="AAA",
        move="weapon_test",
        known_from=None if delay is None else first + timedelta(days=delay),
    ),
    dates,
    st.integers(0, 5),
    st.none() | st.integers(0, 40),
    st.integers(0, 99),
)


@given(st.lists(pasts, max_size=8), st.lists(pasts, max_size=8), st.randoms())
def test_nothing_known_later_can_change_a_forecast(record, more, chance):
    later = [
        msgspec.structs.replace(one, known_from=UNTIL + timedelta(days=1 + one.when.latest.day))
        for one in more
    ]
    mixed = record + later
    chance.shuffle(mixed)
    for model in (base_rate, recency_weighted):
        before = model(question(), record, YEAR, knows_until=UNTIL)
        after = model(question(), mixed, YEAR, knows_until=UNTIL)
        assert msgspec.json.encode(before) == msgspec.json.encode(after)


@given(st.lists(pasts, max_size=8), st.integers(1, 80), st.integers(1, 3))
def test_the_rate_equals_a_plain_count(record, days, at_least):
    asked = question(f"AAA weapon_test x{at_least}", days=days)
    exact = [
        msgspec.structs.replace(
            one, when=When(earliest=one.when.earliest, latest=one.when.earliest)
        )
        for one in record
    ]
    found = base_rate(asked, exact, YEAR, knows_until=UNTIL)
    known = [one for one in exact if (one.known_from or one.when.latest) <= UNTIL]
    k = n = 0
    while (n + 1) * days <= 365:
        first = UNTIL - timedelta(days=(n + 1) * days - 1)
        last = UNTIL - timedelta(days=n * days)
        seen = {one.when.earliest for one in known if first <= one.when.earliest <= last}
        k, n = k + (len(seen) >= at_least), n + 1
    assert (found.k, found.n) == (k, n)
    assert found.interval[0] <= found.probability <= found.interval[1]
