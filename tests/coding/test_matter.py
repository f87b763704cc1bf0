"""Between whom a text is: of two, or on the affairs of one state."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standoff.coding import code_text
from standoff.coding.actors import load_gazetteer
from standoff.coding.discourse.matter import Matter
from standoff.coding.tokens import tokenize

_AT_HOME = {
    "en": "Kenya's government has raised the price of maize. Kenya's opposition called the decision"
    " a betrayal of Kenya and demanded that it be dropped. A court in Nairobi rejected its "
    "complaint. Kenya's president promised to visit the farmers. Kenya's finance minister, "
    "who was trained in Sweden, refused to talk about the budget. The parliament of Kenya "
    "will vote on Kenya's new law in May, and Kenya's trade unions warned of strikes. Kenya's"
    " parties have agreed on a date for the election. The minister praised the police.",
    "de": "Kenias Regierung hat den Maispreis erhöht. Kenias Opposition nannte den Beschluss einen "
    "Verrat an Kenia und forderte, ihn zurückzunehmen. Ein Gericht in Nairobi wies ihre Klage ab. "
    "Kenias Präsident versprach den Bauern einen Besuch. Kenias Finanzminister, der in Schweden "
    "studiert hat, lehnte Gespräche über den Haushalt ab. Das Parlament Kenias stimmt im Mai über "
    "Kenias neues Gesetz ab, und Kenias Gewerkschaften warnten vor Streiks. Die Parteien Kenias "
    "einigten sich auf einen Termin für die Wahl. Der Minister lobte die Polizei.",
}
_BETWEEN = {
    "en": " Kenya imposed sanctions on Sweden.",
    "de": " Kenia verhängte Sanktionen gegen Schweden.",
}
_IN_THE_STREET = {
    "en": " Thousands protested against Kenya's government in Nairobi.",
    "de": " Tausende protestierten in Nairobi gegen Kenias Regierung.",
}


def matter(text: str, language: str) -> Matter:
    tokens = tokenize(text)
    return Matter.of(load_gazetteer().find(tokens, language=language), len(tokens))


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_affairs_of_one_state_are_no_matter_between_two(language):
    assert matter(_AT_HOME[language], language).is_of_one()
    assert code_text(_AT_HOME[language], language=language) == []


@pytest.mark.parametrize("language", ["de", "en"])
def test_what_a_clause_says_of_two_is_told_in_such_a_text_too(language):
    codings = code_text(_AT_HOME[language] + _BETWEEN[language], language=language)
    assert [(c.source, c.target, c.move) for c in codings] == [("KEN", "SWE", "sanction")]


@pytest.mark.parametrize("language", ["de", "en"])
def test_protests_are_told_in_such_a_text_too(language):
    codings = code_text(_AT_HOME[language] + _IN_THE_STREET[language], language=language)
    assert [c.move for c in codings] == ["protest"]


def test_a_text_of_two_is_not_of_one():
    text = "Iran threatened Israel. " * 6 + "Israel answered. " * 3
    found = matter(text, "en")
    assert not found.is_of_one()
    assert found.opposite(["IRN"]) == "ISR"
    assert found.opposite(["ISR_NETANYAHU"]) == "IRN"


def test_a_third_that_comes_near_leaves_the_other_side_open():
    text = "Iran met Israel. Iran met Israel. Iran met Oman. Iran met Oman."
    assert matter(text, "en").opposite(["IRN"]) == ""


def test_a_person_of_nowhere_is_no_side():
    tokens = tokenize("Chairwoman Quandelia Xorbich praised Sweden.")
    found = Matter.of(load_gazetteer().find(tokens, language="en"), len(tokens))
    assert found.sides() == 1


SIDES = st.sampled_from(["IRN", "ISR", "USA", "UN", "FRA"])


@given(st.dictionaries(SIDES, st.integers(1, 30)), SIDES, st.integers(0, 900))
def test_the_other_side_is_named_and_never_ones_own(named, side, length):
    found = Matter(dict(sorted(named.items(), key=lambda item: -item[1])), length)
    other = found.opposite([side])
    assert other != side
    assert other == "" or other in named
    assert Matter({side: 1}, length).opposite([side]) == ""
    assert found.is_of_one() in (True, False)
