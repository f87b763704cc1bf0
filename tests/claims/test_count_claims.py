"""Count claims on planted records: verdict, readings, nearest true statement, what would change."""

import math
from dataclasses import dataclass

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planted import covered, day, event
from standoff import claims
from standoff.claims.decide import decide
from standoff.errors import BadValue
from standoff.nouns import VERDICTS, Claim, Coverage, Definition, Event, Finding

YEARS = (covered("1999-01-01", "2001-12-31"),)
ENGINE = Definition(
    name="literal", pattern="AAA weapon_test:engine", text={"en": "engines", "de": "Triebwerke"}
)
BOTH = Definition(
    name="both",
    pattern="AAA weapon_test:engine|submarine",
    text={"en": "engines and boats", "de": "Triebwerke und Boote"},
)
ALL = Definition(name="all", pattern="AAA weapon_test")
ITEMS = Definition(name="items", pattern="AAA weapon_test:engine", count="number")


def claim(asserted: float, *definitions: Definition, **fields: object) -> Claim:
    return Claim(
        id="c",
        form="count",
        text={"en": "So many tests."},
        start=day("2001-01-01"),
        end=day("2001-06-30"),
        definitions=definitions or (ENGINE,),
        asserted=asserted,
        **fields,  # type: ignore[arg-type]
    )


def ask(asked: Claim, *events: Event, coverage: tuple[Coverage, ...] = YEARS) -> Finding:
    return claims.test_claim(asked, events, coverage, reviewed=(3, 4))


def engines(*days: str, **fields: object) -> list[Event]:
    return [event(f"e{i}", text, system="engine", **fields) for i, text in enumerate(days)]


def boat(text: str) -> Event:
    return event(f"boat-{text}", text, system="submarine")


def test_a_true_count_is_supported_with_its_figures():
    found = ask(claim(2), *engines("2001-01-01", "2001-06-30", "2001-07-01", "2000-12-31"))
    assert found.verdict == "supported"
    assert (found.estimate, found.interval, found.region, found.n) == (2.0, (2.0, 2.0), (2, 2), 2)
    assert found.events == ("e0", "e1")
    assert found.reviewed == (3, 4)
    assert found.nearest_true["en"] == "2 engine tests on 2 days, 1 January 2001 to 30 June 2001"
    assert found.remark["en"] == "borne out by this record: 2"
    assert found.would_change["en"] == (
        "one day with such an event more or one day with such an event fewer in this period"
    )


def test_a_wrong_count_is_not_borne_out_and_the_parts_say_what_is_true():
    record = [*engines("2001-02-01", "2001-02-03", "2001-03-05"), boat("2001-04-01")]
    found = ask(claim(4, ENGINE, BOTH, ALL), *record)
    assert found.verdict == "contradicted"
    assert [row.verdict for row in found.definitions] == ["contradicted", "supported", "supported"]
    assert [row.value for row in found.definitions] == [3, 4, 4]
    assert found.remark["en"] == (
        "not borne out by this record: 3, not 4; too narrow: it holds for engines and boats"
    )
    assert found.remark["de"].endswith("zu eng: es gilt für Triebwerke und Boote")
    assert found.nearest_true == {
        "en": "3 engine tests and one from a submarine on 4 days, 1 January 2001 to 30 June 2001",
        "de": "3 Triebwerkstests und einer von einem U-Boot aus an 4 Tagen, "
        "1. Januar 2001 bis 30. Juni 2001",
    }
    assert found.robustness["en"] == "true under 2 of 3 readings"
    assert found.would_change["en"] == "one day with such an event more in this period"


def test_what_lies_just_outside_the_period_is_told_where_the_count_falls_short():
    """Twelve days before 1 January and after 30 June are a fourteenth of those six months."""
    inside, before, after = ["2001-02-01"], ["2000-12-20", "2000-12-31"], ["2001-07-12"]
    short = ask(claim(3), *engines(*inside, *before, *after, "2000-12-19", "2001-07-13"))
    assert short.verdict == "contradicted"
    assert short.remark["en"] == (
        "not borne out by this record: 1, not 3; in the 12 days before the period: 2 days with "
        "such an event; in the 12 days after the period: one day with such an event"
    )
    assert "in den 12 Tagen vor dem Zeitraum: 2 Tage" in short.remark["de"]
    many = ask(claim(0), *engines(*inside, *before, *after))
    assert many.remark["en"] == "not borne out by this record: 1, not 0"


def test_too_wide_and_neither():
    record = [*engines("2001-02-01"), boat("2001-04-01")]
    assert "too wide" in ask(claim(1, BOTH, ENGINE), *record).remark["en"]
    talks = Definition(name="talks", pattern="AAA talks")
    aside = ask(claim(1, BOTH, talks), *record, event("t", "2001-03-01", move="talks"))
    assert "; it holds for talks" in aside.remark["en"]
    assert "holds" not in ask(claim(7, BOTH), *record).remark["en"]


def test_several_on_one_day_and_items_in_all():
    record = engines("2001-02-01", "2001-02-01", "2001-02-05", number=3)
    assert ask(claim(2), *record).verdict == "supported"
    items = ask(claim(9, ITEMS), *record)
    assert items.verdict == "supported"
    assert items.nearest_true["en"].startswith("3 engine tests on 2 days, 9 in all, 1 January")


def test_nothing_of_the_kind():
    found = ask(claim(0, BOTH))
    assert found.verdict == "supported"
    assert found.n == 0
    assert found.nearest_true["en"].startswith("no engine tests and no tests from submarines")
    assert found.nearest_true["de"].startswith("keine Triebwerkstests und keine Tests von U-")
    assert found.would_change["en"] == "one day with such an event more in this period"


def test_what_is_not_covered_is_open_with_the_reason_never_contradicted():
    found = ask(claim(0), *engines("2001-02-01"), coverage=(covered("1999-01-01", "2000-12-31"),))
    assert found.verdict == "open"
    assert found.remark["en"] == (
        "open: the record does not cover engine tests from 1 January 2001 to 30 June 2001"
    )
    assert "coverage of engine tests from 1 January 2001" in found.would_change["en"]
    assert found.nearest_true == {}


def test_a_gap_leaves_a_lower_bound_which_may_be_enough():
    gap = (covered("2001-01-01", "2001-03-31"), covered("2001-05-01", "2001-06-30"))
    record = engines("2001-02-01", "2001-02-02")
    assert ask(claim(1), *record, coverage=gap).verdict == "contradicted"
    assert ask(claim(2, bound="at_least"), *record, coverage=gap).verdict == "supported"
    found = ask(claim(3), *record, coverage=gap)
    assert (found.verdict, found.interval) == ("open", (2.0, math.inf))
    assert found.would_change["en"] == (
        "complete coverage of engine tests from 1 April 2001 to 30 April 2001"
    )
    assert found.comparison == "no earlier covered period of the same length to compare with"


def test_nothing_in_a_partly_covered_period_is_nothing_on_record():
    partly = (covered("1999-01-01", "2001-12-31", level="partial"),)
    found = ask(claim(1), coverage=partly)
    assert found.nearest_true["en"].startswith("no engine tests on record, 1 January 2001")
    short = msgspec.structs.replace(claim(1), end=day("2001-01-01"))
    one_day = ask(short, *engines("2001-01-01"))
    assert one_day.nearest_true["en"] == "one engine test on one day, 1 January 2001"


def test_partial_coverage_gives_a_lower_bound():
    partly = (covered("1999-01-01", "2001-12-31", level="partial"),)
    low = ask(claim(2), *engines("2001-02-01", "2001-02-02"), coverage=partly)
    assert (low.verdict, low.interval) == ("open", (2.0, math.inf))
    assert "lower bound" in low.remark["en"]
    assert low.nearest_true["en"].startswith("at least 2 engine tests on 2 days")
    over = ask(claim(1), *engines("2001-02-01", "2001-02-02"), coverage=partly)
    assert over.verdict == "contradicted"
    enough = ask(claim(2, bound="at_least"), *engines("2001-02-01", "2001-02-02"), coverage=partly)
    assert enough.verdict == "supported"


def test_fuzzy_dates_leave_a_count_open_between_sure_and_possible():
    record = [*engines("2001-02-01"), event("f", "2001-06-30", "2001-07-01", system="engine")]
    found = ask(claim(2), *record)
    assert (found.verdict, found.interval, found.n) == ("open", (1.0, 2.0), 2)
    assert found.remark["en"].startswith("open: 1 to 2")
    assert "1 more may belong there" in found.nearest_true["en"]
    assert found.would_change["en"] == "exact dates for 1 of the events"
    assert ask(claim(2, margin=1), *record).verdict == "supported"
    assert ask(claim(3), *record).verdict == "contradicted"


def test_bounds_and_margins():
    record = engines("2001-02-01", "2001-02-02", "2001-02-03")
    assert ask(claim(4, bound="at_most"), *record).verdict == "supported"
    assert ask(claim(2, bound="at_most"), *record).verdict == "contradicted"
    assert "at most 2" in ask(claim(2, bound="at_most"), *record).remark["en"]
    found = ask(claim(2, bound="at_least"), *record)
    assert found.would_change["en"] == "2 days with such an event fewer in this period"
    assert ask(claim(5, margin=2), *record).verdict == "supported"


def test_the_comparison_is_the_same_count_before():
    record = engines("2001-02-01", "2000-12-01", "2000-08-01", "2000-03-01", "1999-01-01")
    found = ask(claim(1), *record)
    # 181 days fit four times from 1 January 1999 to 31 December 2000.
    assert found.comparison == (
        "the 4 covered periods of the same length before: 0 to 2, median 0.5"
    )
    assert found.comparison_text["de"].startswith("die 4 abgedeckten")
    short = (covered("2000-07-01", "2001-12-31"),)
    alone = ask(claim(1), *record, coverage=short)
    assert alone.comparison == "the one covered period of the same length before: 2"


def test_one_day_is_a_period():
    one = claim(1)
    one = Claim(**{f: getattr(one, f) for f in one.__struct_fields__} | {"end": one.start})
    assert ask(one, *engines("2001-01-01")).verdict == "supported"


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (claim(1, Definition(name="d", pattern="AAA dance")), "claim c, definition d.*dance"),
        (claim(1, Definition(name="d", pattern="AAA talks", count="rows")), "rows"),
        (claim(math.nan), "claim c: asserted"),
    ],
)
def test_errors_name_the_claim(asked, told):
    with pytest.raises(BadValue, match=told):
        ask(asked)


def test_unknown_forms_empty_definitions_and_periods_are_refused():
    base = claim(1)
    fields = {f: getattr(base, f) for f in base.__struct_fields__}
    for change, told in (
        ({"form": "dream"}, "count, deadline"),
        ({"definitions": ()}, "no definition"),
        ({"start": day("2002-01-01")}, "start before end"),
    ):
        with pytest.raises(BadValue, match=told):
            ask(Claim(**fields | change))


@dataclass(frozen=True)
class Planted:
    """A record with fuzzy dates of which one completion is the truth."""

    events: tuple[Event, ...]
    truth: int


@st.composite
def planted(draw: st.DrawFn) -> Planted:
    """Events with a true day each, told as a range of days around it."""
    events, days = [], set()
    for place in range(draw(st.integers(0, 6))):
        true = draw(st.integers(1, 27))
        first, last = (
            max(1, true - draw(st.integers(0, 3))),
            min(28, true + draw(st.integers(0, 3))),
        )
        events.append(
            event(f"e{place}", f"2001-01-{first:02}", f"2001-01-{last:02}", system="engine")
        )
        if 5 <= true <= 20:
            days.add(true)
    return Planted(tuple(events), len(days))


@given(planted(), st.integers(0, 7))
def test_no_completion_of_fuzzy_dates_refutes_a_verdict(record, asserted):
    base = claim(asserted)
    fields = {f: getattr(base, f) for f in base.__struct_fields__}
    asked = Claim(**fields | {"start": day("2001-01-05"), "end": day("2001-01-20")})
    found = ask(asked, *record.events)
    assert found.interval[0] <= record.truth <= found.interval[1]
    if found.verdict == "supported":
        assert record.truth == asserted
    if found.verdict == "contradicted":
        assert record.truth != asserted


numbers = st.floats(-50, 50, allow_nan=False)


@given(numbers, numbers, numbers, numbers)
def test_the_decision_rule(a, b, c, d):
    interval, region = (min(a, b), max(a, b)), (min(c, d), max(c, d))
    verdict = decide(interval, region)
    assert verdict in VERDICTS
    inside = all(region[0] <= x <= region[1] for x in interval)
    apart = max(interval[0], region[0]) > min(interval[1], region[1])
    assert verdict == ("supported" if inside else "contradicted" if apart else "open")
    assert decide(interval, region, level="none") == "open"
