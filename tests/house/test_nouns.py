"""The nouns keep what is always true of them."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from standoff.errors import BadValue, QuestionError, StandoffError
from standoff.nouns import Article, Coding, Coverage, Event, EventPattern, When
from standoff.nouns.vocabulary import FAMILY_MOVES, MOVE_PLOVER, MOVES, PLOVER_TYPES, SYSTEMS

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1))


def coding(**changes) -> Coding:
    base = {"start": 4, "end": 9, "text": "words", "kind": "event", "move": "threat"}
    return Coding(**(base | changes))


def event(**changes) -> Event:
    base = {"id": "e", "when": When(), "source": "PRK", "move": "weapon_test"}
    return Event(**(base | changes))


@pytest.mark.parametrize(
    "changes",
    [
        {"start": -1, "end": 4},
        {"start": 9, "end": 9, "text": ""},
        {"text": "word"},
        {"kind": "rumour"},
        {"stance": "perhaps"},
        {"move": "dance"},
        {"plover": "DANCE"},
        {"system": "catapult"},
        {"confidence": 1.1},
        {"kind": "assessment"},
        {"stance": "opinion"},
        {"earliest": date(2020, 1, 2), "latest": date(2020, 1, 1)},
    ],
)
def test_a_coding_outside_the_codebook_is_refused(changes):
    with pytest.raises(BadValue):
        coding(**changes)


def test_a_coding_has_its_columns_and_a_stable_id():
    first, again, other = coding(), coding(), coding(stance="planned")
    assert first.id == again.id != other.id
    assert first.evidence.quote == "words"
    assert msgspec.json.decode(msgspec.json.encode(first), type=Coding) == first


@given(st.text(min_size=1), DAYS)
def test_an_article_is_known_by_text_date_and_outlet(text, day):
    one = Article.of(text, published=day, outlet="A")
    assert one.id == Article.of(text, published=day, outlet="A", title="new").id
    other = Article.of(text, published=day, outlet="B")
    assert one.id != other.id
    assert one.text_hash == other.text_hash


@given(DAYS, DAYS, DAYS, DAYS)
def test_when_within_implies_touches(a, b, c, d):
    when = When(earliest=min(a, b), latest=max(a, b))
    start, end = min(c, d), max(c, d)
    if when.within(start, end):
        assert when.touches(start, end)
    assert When().touches(start, end)
    assert not When().within(start, end)


def test_when_refuses_the_wrong_order():
    with pytest.raises(BadValue):
        When(earliest=date(2020, 1, 2), latest=date(2020, 1, 1))


def test_every_move_has_one_family_and_a_plover_type_of_the_sixteen():
    assert len(MOVES) == sum(len(moves) for moves in FAMILY_MOVES.values()) == len(set(MOVES))
    assert len(PLOVER_TYPES) == 16
    assert {plover for plover in MOVE_PLOVER.values() if plover} <= set(PLOVER_TYPES)


@given(
    st.sampled_from(["PRK", "*", "USA"]),
    st.lists(st.sampled_from(MOVES), min_size=1, max_size=3, unique=True),
    st.lists(st.sampled_from(SYSTEMS), max_size=2, unique=True),
    st.sampled_from(["", "USA"]),
    st.integers(1, 20),
)
def test_a_pattern_reads_back_as_written(who, moves, systems, whom, n):
    pattern = EventPattern(
        who=who, moves=tuple(moves), systems=tuple(systems), whom=whom, at_least=n
    )
    assert EventPattern.parse(str(pattern)) == pattern


@given(st.text(max_size=700))
def test_a_pattern_parses_or_says_what_is_wrong(text):
    with suppress(QuestionError):
        assert EventPattern.parse(text).moves


def test_a_pattern_matches_by_state_move_system_and_stance():
    pattern = EventPattern.parse("PRK weapon_test:submarine -> USA")
    hit = event(source="PRK_KIM", target="USA;KOR", system="submarine")
    assert pattern.matches(hit)
    assert not pattern.matches(msgspec.structs.replace(hit, system="short_range"))
    assert not pattern.matches(msgspec.structs.replace(hit, target="KOR"))
    assert not pattern.matches(msgspec.structs.replace(hit, stance="planned"))


def test_coverage_and_event_refuse_unknown_words():
    with pytest.raises(BadValue):
        Coverage(kind="summit", start=date(2020, 1, 1), end=date(2020, 1, 2), level="some")
    with pytest.raises(BadValue):
        Coverage(kind="summit", start=date(2020, 1, 3), end=date(2020, 1, 2), level="none")
    with pytest.raises(BadValue):
        event(move="dance")


def test_errors_say_what_where_expected_and_next():
    fault = StandoffError("no date", where="a.txt", expected="a day", next="say --published")
    assert str(fault) == "a.txt: no date; expected a day; say --published."
