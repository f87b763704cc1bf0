"""Happenings from reports: what several articles tell of one happening is one event."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise, permutations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standoff.errors import BadValue
from standoff.nouns import When, actor_set
from standoff.record.conflicts import conflicts_of
from standoff.record.merging import MUTUAL, Report, merge_reports, tells_of_happening
from standoff.record.review import review
from standoff.record.rulings import Rulings, ruling_entry, rulings_of

from .samples import article, coding, fact

DAY = date(2019, 5, 20)


def day(number):
    return date(2019, 5, number)


def report(id_="r", first=DAY, last=None, *, published=date(2019, 6, 30), text_hash="", **fields):
    told = coding(earliest=first, latest=last or first, **fields)
    return Report(
        id=id_,
        coding=told,
        published=published,
        text_hash=text_hash or id_,
        reviewed=True,
        recorded_at=None,
        seq=int(id_[1:] or 0) if id_[1:].isdigit() else 0,
    )


def merged(*reports, facts=()):
    return [event.codings for event in merge_reports(facts, reports).events]


ULTIMATUM = {"move": "ultimatum", "plover": "THREATEN"}
MEETING = {"kind": "event", "move": "summit", "plover": "CONSULT"}


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ({}, {}),
        ({"source": "NOR_KING"}, {"source": "NOR"}),
        ({"target": "SUD"}, {"target": ""}),
        ({"target": "SUD"}, {"target": "SUD_MINISTER;OST"}),
        ({"system": "nuclear"}, {"system": ""}),
        (
            {"source": "NOR", "target": "SUD", **MEETING},
            {"source": "SUD", "target": "NOR", **MEETING},
        ),
        ({"source": "NOR;SUD", "target": "NOR;SUD", **MEETING}, {"source": "NOR", **MEETING}),
        ({"first": day(20), "last": day(21)}, {"first": day(21), "last": day(25)}),
        ({"kind": "event"}, {"kind": "quote"}),
        ({}, {"stance": "unconfirmed"}),
        ({**ULTIMATUM, "stance": "conditional"}, {**ULTIMATUM, "stance": "actual"}),
    ],
)
def test_two_reports_of_one_happening_are_one_event(a, b):
    for one, two in ((a, b), (b, a)):
        assert merged(report("r1", **one), report("r2", **two)) == [("r1", "r2")]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ({}, {"first": day(21)}),
        ({}, {"move": "exercise"}),
        ({}, {"source": "SUD"}),
        ({"source": ""}, {"source": ""}),
        ({"target": "SUD"}, {"target": "OST"}),
        ({"system": "nuclear"}, {"system": "engine"}),
        ({}, {"stance": "planned"}),
        ({}, {"stance": "denied"}),
        ({"source": "NOR;SUD", **MEETING}, {"source": "NOR;OST", **MEETING}),
        ({"source": "NOR", "target": "SUD"}, {"source": "SUD", "target": "NOR"}),
    ],
)
def test_reports_of_two_happenings_stay_two(a, b):
    for one, two in ((a, b), (b, a)):
        assert len(merged(report("r1", **one), report("r2", **two))) == 2


def undated(id_, **more):
    told = msgspec.structs.replace(report(id_, **more).coding, earliest=None, latest=None)
    return msgspec.structs.replace(report(id_, **more), coding=told)


def test_undated_reports_are_news_of_the_week_before_they_came_out():
    told = [undated("r1", published=day(24)), undated("r2", published=day(26))]
    assert merged(*told) == [("r1", "r2")]
    (event,) = merge_reports((), told).events
    assert (event.when.earliest, event.when.latest) == (None, None), "nobody gave a date"
    (event,) = merge_reports((), [*told, report("r3", day(20))]).events
    assert (event.codings, event.when.earliest) == (("r1", "r2", "r3"), day(20))
    assert len(merged(undated("r1", published=day(28)), report("r2", day(20)))) == 2
    assert len(merged(undated("r1", published=day(5)), undated("r2", published=day(20)))) == 2
    two = merge_reports((), [report("r3", day(19)), report("r4", day(20)), *told])
    assert [event.codings for event in two.events] == [("r3",), ("r4",)]
    assert [one.id for one in two.summaries] == ["r1", "r2"], "it fits two, so it tells of neither"
    assert merged(undated("r1", text_hash="t"), undated("r2", text_hash="t")) == [("r1", "r2")]


def test_undated_plans_are_no_news():
    plan = {"stance": "planned", "published": day(22)}
    assert len(merged(undated("r1", **plan), undated("r2", **plan))) == 2


def test_an_open_end_is_closed_by_the_day_of_publication():
    told = msgspec.structs.replace(report("r1").coding, latest=None)
    open_ended = msgspec.structs.replace(report("r1", published=day(22)), coding=told)
    assert merged(open_ended, report("r2", day(21))) == [("r1", "r2")]
    assert len(merged(open_ended, report("r2", day(23)))) == 2


def test_exact_dates_narrow_vague_ones():
    week = report("r1", day(13), day(20))
    (event,) = merge_reports((), [week, report("r2", day(15))]).events
    assert event.when == When(earliest=day(15), latest=day(15))
    (event,) = merge_reports((), [week, report("r2", day(18), day(28))]).events
    assert event.when == When(earliest=day(18), latest=day(20))


def test_a_vague_report_of_several_happenings_counts_nothing_new():
    exact = [report("r1", day(4)), report("r2", day(9))]
    may = report("r3", day(1), day(31))
    found = merge_reports((), [may, *exact])
    assert [event.codings for event in found.events] == [("r1",), ("r2",)]
    assert [one.id for one in found.summaries] == ["r3"]
    assert merged(may, exact[0]) == [("r1", "r3")]


def test_narrow_reports_do_not_chain_distant_ones_together():
    chain = [report(f"r{n}", day(n), day(n + 1)) for n in range(1, 7)]
    spans = [event.when for event in merge_reports((), chain).events]
    assert all(a.latest < b.earliest for a, b in pairwise(spans))
    assert len(spans) > 1


def test_reports_join_a_fact_and_leave_it_as_it_is():
    known = fact("f1", day(20), day(21), system="short_range", number=2, place="Nordhafen")
    told = report("r1", day(20), number=3, place="elsewhere", published=day(22))
    (event,) = merge_reports([known], [told]).events
    assert (event.id, event.number, event.place) == ("f1", 2, "Nordhafen")
    assert (event.when, event.codings) == (known.when, ("r1",))
    assert event.evidence == (told.coding.evidence,)
    assert event.known_from == day(22)


def test_facts_are_never_merged_with_each_other():
    assert len(merge_reports([fact("f1"), fact("f2")], []).events) == 2
    found = merge_reports([fact("f1"), fact("f2")], [report("r1")])
    assert [one.id for one in found.summaries] == ["r1"]


def test_a_paper_abroad_may_name_the_day_in_utc():
    at = datetime(2019, 5, 20, 20, 30, tzinfo=UTC)
    known = msgspec.structs.replace(
        fact("f1"), when=When(earliest=day(21), latest=day(21), at=at, zone="Asia/Seoul")
    )
    found = merge_reports([known], [report("r1", day(20)), report("r2", day(21))]).events
    assert [event.codings for event in found] == [("r1", "r2")]


def test_numbers_are_agreed_on_or_left_open():
    def number(*said):
        reports = [report(f"r{place}", number=value) for place, value in enumerate(said)]
        return merge_reports((), reports).events[0].number

    assert number(2, 2, None) == 2
    assert number(2, 3) is None
    assert number(None) is None


def test_known_from_is_the_first_report():
    (event,) = merge_reports(
        (), [report("r1", published=day(25)), report("r2", published=day(22))]
    ).events
    assert event.known_from == day(22)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, True),
        ({"kind": "quote"}, True),
        ({"kind": "signal", "move": "silence", "plover": ""}, True),
        ({"stance": "planned"}, True),
        ({"stance": "habitual"}, False),
        ({"stance": "hypothetical"}, False),
        ({"kind": "count", "plover": ""}, False),
        ({"kind": "deadline", "plover": ""}, False),
        ({"kind": "assessment", "move": "", "plover": "", "stance": "opinion"}, False),
        ({"move": "", "plover": ""}, False),
    ],
)
def test_what_tells_of_a_happening(fields, told):
    assert tells_of_happening(coding(**fields)) == told


spans = st.tuples(st.integers(1, 20), st.integers(0, 6)).map(
    lambda pair: (day(pair[0]), day(pair[0]) + timedelta(days=pair[1]))
)
reports_of = st.lists(
    st.tuples(
        spans,
        st.sampled_from(["NOR", "SUD"]),
        st.sampled_from(["", "SUD", "OST"]),
        st.sampled_from(["weapon_test", "summit"]),
        st.sampled_from(["", "nuclear", "engine"]),
        st.sampled_from(["actual", "planned"]),
    ),
    max_size=7,
).map(
    lambda rows: [
        report(f"r{n}", *span, source=who, target=whom, move=move, system=system, stance=stance)
        for n, (span, who, whom, move, system, stance) in enumerate(rows, 1)
    ]
)


@given(reports_of, st.randoms(use_true_random=False))
@settings(max_examples=200)
def test_the_order_of_reading_does_not_matter(reports, random):
    shuffled = list(reports)
    random.shuffle(shuffled)
    assert merge_reports((), shuffled) == merge_reports((), reports)


@given(reports_of)
@settings(max_examples=200)
def test_every_report_is_told_once(reports):
    found = merge_reports((), reports)
    told = [id_ for event in found.events for id_ in event.codings]
    assert sorted(told + [one.id for one in found.summaries]) == sorted(r.id for r in reports)


@given(reports_of)
@settings(max_examples=200)
def test_all_reports_of_an_event_agree_with_it(reports):
    by_id = {one.id: one for one in reports}
    for event in merge_reports((), reports).events:
        for id_ in event.codings:
            told = by_id[id_].coding
            assert told.move == event.move
            assert told.stance == event.stance
            assert told.earliest <= event.when.earliest <= event.when.latest <= told.latest
            assert not told.system or told.system == event.system
            if event.move not in MUTUAL:
                assert (told.source, event.source) == (event.source, told.source)
                assert actor_set(told.target) <= actor_set(event.target)


@given(reports_of)
@settings(max_examples=200)
def test_no_two_events_could_be_the_same(reports):
    """Brute force over pairs: events of one kind, actors and system have no day in common."""
    events = merge_reports((), reports).events
    for a, b in permutations(events, 2):
        if (a.move, a.stance, a.source, a.target) == (b.move, b.stance, b.source, b.target):
            apart = a.when.latest < b.when.earliest or b.when.latest < a.when.earliest
            assert apart or (a.system and b.system and a.system != b.system)


def test_the_fuller_report_speaks_for_the_event():
    reports = [
        report("r1", target="SUD"), report("r2", target="SUD_KING;OST"), report("r3", target=""),
    ]  # fmt: skip
    (event,) = merge_reports((), reports).events
    assert event.target == "SUD_KING;OST"


def test_a_report_without_target_does_not_join_two_that_differ():
    reports = [report("r1", target=""), report("r2", target="SUD"), report("r3", target="OST")]
    found = merge_reports((), reports)
    assert [event.codings for event in found.events] == [("r2",), ("r3",)]
    assert [one.id for one in found.summaries] == ["r1"]


def ruled(*rulings):
    entries = [ruling_entry(*one, by="anna", why="x") for one in rulings]
    return rulings_of(msgspec.json.decode(entry.body) for entry in entries)


def test_a_person_can_part_what_the_rule_merged_and_undo_it():
    reports = [report("r1"), report("r2")]
    assert len(merge_reports((), reports, ruled(("apart", "r1", "r2"))).events) == 2
    back = ruled(("apart", "r1", "r2"), ("as_usual", "r2", "r1"))
    assert len(merge_reports((), reports, back).events) == 1
    found = merge_reports([fact("f1")], reports, ruled(("apart", "r2", "f1"))).events
    assert [event.codings for event in found] == [("r1",), ("r2",)]


def test_a_person_can_join_what_the_rule_parts():
    reports = [report("r1"), report("r2", day(23), move="exercise"), undated("r3")]
    rulings = ruled(("together", "r2", "r1"), ("together", "r3", "f1"))
    found = merge_reports([fact("f1", day(1))], reports, rulings).events
    assert [event.codings for event in found] == [("r3",), ("r1", "r2")]


def test_a_ruling_also_settles_what_was_a_summary():
    reports = [report("r1", day(4)), report("r2", day(9)), report("r3", day(1), day(31))]
    found = merge_reports((), reports, ruled(("together", "r3", "r2")))
    assert [event.codings for event in found.events] == [("r1",), ("r2", "r3")]
    assert found.summaries == ()


@pytest.mark.parametrize("given", [("maybe", "a", "b"), ("apart", "a", "a"), ("apart", "", "b")])
def test_rulings_that_are_none_are_refused(given):
    with pytest.raises(BadValue, match="ruling"):
        ruling_entry(*given, by="anna", why="x")
    with pytest.raises(BadValue, match="without name or reason"):
        ruling_entry("apart", "a", "b", by="anna", why=" ")


def test_foreign_notes_rule_nothing():
    notes = [{}, {"topic": "merging"}, {"topic": "merging", "ruling": "apart", "ids": ["a"]}]
    assert rulings_of(notes) == rulings_of([])


def test_conflicting_reports_are_shown_with_who_said_what():
    reports = [report("r1", number=2), report("r2", number=3), report("r3", number=None)]
    items = [msgspec.structs.replace(review(one.coding, [], ""), id=one.id) for one in reports]
    known = fact("f1", number=2)
    events = merge_reports([known], reports).events
    (found,) = conflicts_of(events, items)
    assert (found.event, found.field) == ("f1", "number")
    assert found.said == {"2": ("f1", "r1"), "3": ("r2",)}
    (found,) = conflicts_of(merge_reports((), reports).events, items)
    assert found.said == {"2": ("r1",), "3": ("r2",)}
    assert conflicts_of(merge_reports((), [reports[0], reports[2]]).events, items) == []


def test_days_that_exclude_each_other_are_a_conflict():
    reports = [report("r1", day(20)), report("r2", day(18), day(19))]
    items = [msgspec.structs.replace(review(one.coding, [], ""), id=one.id) for one in reports]
    rulings = Rulings(together={"r1": frozenset({"r2"}), "r2": frozenset({"r1"})})
    (found,) = conflicts_of(merge_reports((), reports, rulings).events, items)
    assert found.said == {"2019-05-20": ("r1",), "2019-05-18..2019-05-19": ("r2",)}


def test_a_report_that_is_only_less_exact_contradicts_nothing():
    reports = [report("r1", day(20)), report("r2", day(18), day(21))]
    items = [msgspec.structs.replace(review(one.coding, [], ""), id=one.id) for one in reports]
    assert conflicts_of(merge_reports((), reports).events, items) == []


def test_samples_stand_in_their_text():
    told = coding(day=DAY)
    assert article().text[told.start : told.end] == told.text
