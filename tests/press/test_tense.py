"""A day without a year lies where the tense of its clause puts it: in the past or ahead."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standoff import find_times
from standoff.press.times.lexicon import load_lexicon
from standoff.press.times.tense import CLAUSE_ENDS, SENTENCE_ENDS, Tense, Tenses
from standoff.press.times.words import Words

PRINTED = date(2020, 1, 10)
BEFORE, AFTER = 2019, 2020


@pytest.mark.parametrize(
    ("text", "language", "year"),
    [
        ("Am 5. Juli schwieg er.", "de", BEFORE),
        ("Am 5. Februar traf er den Gesandten.", "de", BEFORE),
        ("Am 5. Juli hat er geschwiegen.", "de", BEFORE),
        ("Am 5. Juli haben sie den Vertrag aufgenommen.", "de", BEFORE),
        ("Am 5. Februar ist er nach Genf gereist.", "de", BEFORE),
        ("Am 5. Juli schweigt er.", "de", AFTER),
        ("Am 5. Februar reist er.", "de", AFTER),
        ("Am 5. Juli wird er schweigen.", "de", AFTER),
        ("Am 5. November wird er ihn treffen.", "de", AFTER),
        ("Sie kamen ins Gespräch; am 5. Juli wird er schweigen.", "de", AFTER),
        ("Er wird schweigen, wie er am 5. Juli schwieg.", "de", BEFORE),
        ("On 5 July he met the envoy.", "en", BEFORE),
        ("On 5 July he has met the envoy.", "en", BEFORE),
        ("On 5 February he was in Geneva.", "en", BEFORE),
        ("On 5 July he will meet the envoy.", "en", AFTER),
        ("On 5 July he meets the envoy.", "en", AFTER),
        ("On 5 February he is to travel.", "en", AFTER),
        ("He promised to meet the envoy on 5 February.", "en", AFTER),
        ("He promised to meet the envoy on 8 January.", "en", AFTER),
        ("He promised on 5 February to meet the envoy.", "en", BEFORE),
        ("Er versprach, am 5. Februar die Gäste freizulassen.", "de", AFTER),
        ("Er drohte, am 5. Februar zu gehen.", "de", AFTER),
        ("Er versprach am 5. Februar, zu gehen.", "de", BEFORE),
        ("Er lachte, um am 5. Februar nicht zu weinen.", "de", BEFORE),
    ],
)
def test_the_tense_says_on_which_side_of_today_a_day_lies(text, language, year):
    (found,) = find_times(text, PRINTED, language)
    assert found.earliest.year == year, text
    assert found.earliest == found.latest


def tenses(text: str, language: str) -> Tenses:
    lexicon = load_lexicon(language)
    assert lexicon is not None
    return Tenses(Words(text, lexicon))


@pytest.mark.parametrize(
    ("text", "language", "tense"),
    [
        ("Er wird reisen", "de", Tense.FUTURE),
        ("Er wird gewesen sein", "de", Tense.FUTURE),
        ("Er schwieg", "de", Tense.PRETERITE),
        ("Er arbeitete", "de", Tense.PRETERITE),
        ("Er sagte", "de", Tense.PRETERITE),
        ("Er hat viel gesagt", "de", Tense.PERFECT),
        ("Sie haben Gäste aufgenommen", "de", Tense.PERFECT),
        ("Sie haben Druck ausgeübt", "de", Tense.PERFECT),
        ("Er hat sie verurteilt", "de", Tense.PERFECT),
        ("Sie haben zu gehen", "de", Tense.UNTOLD),
        ("Sie haben zu schweigen", "de", Tense.UNTOLD),
        ("Sie haben Verträge", "de", Tense.UNTOLD),
        ("Er schweigt", "de", Tense.PRESENT),
        ("Er geht", "de", Tense.PRESENT),
        ("Er kann schweigen", "de", Tense.PRESENT),
        ("Nicht jetzt", "de", Tense.UNTOLD),
        ("Mit Rat", "de", Tense.UNTOLD),
        ("Arbeit mit Holz", "de", Tense.UNTOLD),
        ("Gäste aufgenommen", "de", Tense.UNTOLD),
        ("Die erste Runde", "de", Tense.UNTOLD),
        ("Eine vertagte Runde", "de", Tense.UNTOLD),
        ("Der Bote", "de", Tense.UNTOLD),
        ("Die Flotte", "de", Tense.UNTOLD),
        ("Tat", "de", Tense.PRETERITE),
        ("They will go", "en", Tense.FUTURE),
        ("They left", "en", Tense.PRETERITE),
        ("They waited", "en", Tense.PRETERITE),
        ("They used it", "en", Tense.UNTOLD),
        ("Indeed", "en", Tense.UNTOLD),
        ("They have undertaken it", "en", Tense.PERFECT),
        ("They have tea", "en", Tense.UNTOLD),
        ("They meet often", "en", Tense.UNTOLD),
        ("Their waited", "en", Tense.UNTOLD),
        ("The need", "en", Tense.UNTOLD),
        ("", "en", Tense.UNTOLD),
    ],
)
def test_the_tense_of_a_clause(text, language, tense):
    """By the words alone; `untold` where none of them is a verb that tells."""
    assert tenses(f"{text}.", language).at(0) == tense


def test_a_clause_that_does_not_tell_has_the_tense_of_its_sentence_and_no_other():
    told = tenses("Er schwieg, Punkt für Punkt. Nichts.", "de")
    words = told.words.texts
    assert told.at(words.index("Punkt")) == Tense.PRETERITE
    assert told.at(words.index("Nichts")) == Tense.UNTOLD
    other = tenses("Er wartete. Mit Rat.", "de")
    assert other.at(other.words.texts.index("Rat")) == Tense.UNTOLD
    both = tenses("Er schwieg; sie wird reden.", "de")
    assert [both.at(0), both.at(both.words.texts.index("reden"))] == [-2, 2]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Am 5. Juli kam er.", "Am"),
        ("Um A. B. kam er.", "Um"),
        ("Es ging. Er kam.", "Er"),
        ("Es war gut. Er kam.", "Er"),
        ("Mit Dr. Muster kam er.", "Mit"),
        ("Ging es? Er kam.", "Er"),
        ("Ende\n\nEr kam.", "Er"),
        ("Halt (er) kam.", "Halt"),
    ],
)
def test_a_sentence_begins_behind_the_last_mark_that_ends_one(text, first):
    """A stop after a number or an initial ends none; a paragraph's end does."""
    told = tenses(text, "de")
    start, stop = told.span(told.words.texts.index("kam"), SENTENCE_ENDS)
    assert told.words.texts[start] == first
    assert stop == len(told.words)


def slow_span(texts: list[str], index: int, ends: frozenset[str]) -> tuple[int, int]:
    """The tokens between two marks, by cutting the whole text at all of them."""
    closes = [k for k, text in enumerate(texts) if text in ends or "\n\n" in text]
    start = max((k + 1 for k in closes if k < index), default=0)
    return start, min((k + 1 for k in closes if k >= index), default=len(texts))


@given(
    st.lists(st.sampled_from(["wort", "Wort", ",", ";", "!", "?", "(", "–"]), max_size=38),
    st.lists(st.integers(0, 37), min_size=1, max_size=8),
)
def test_spans_are_the_pieces_between_the_marks_in_whatever_order_they_are_asked(words, asked):
    told = tenses(" ".join(words), "de")
    for index in asked:
        if index < len(told.words):
            for ends in (CLAUSE_ENDS, SENTENCE_ENDS):
                assert told.span(index, ends) == slow_span(told.words.texts, index, ends)


def test_a_text_without_marks_is_read_no_farther_than_a_sentence_reaches():
    told = tenses("wort " * 200, "de")
    assert told.span(100, CLAUSE_ENDS) == (60, 140)
    for shared in (60, 139):
        assert told.span(shared, CLAUSE_ENDS) == (60, 140), "shared by all that lie in it"
    assert told.span(140, CLAUSE_ENDS) == (100, 180)
    assert told.span(199, CLAUSE_ENDS) == (159, 200)
