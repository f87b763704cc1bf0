"""Whose words they are: direct, indirect, free, partial; and what counts as a quote."""

from __future__ import annotations

import pytest
from coding_sample import coded, only, states


def test_a_direct_quotation_is_its_words_with_their_marks():
    quote = only("„Wir werden uns rächen“, sagte Putin in Moskau.", kind="quote")
    assert quote.text == "„Wir werden uns rächen“"
    assert quote.speaker == "RUS_PUTIN"


def test_a_quotation_without_a_verb_of_saying_goes_on_with_the_speaker():
    text = "„Das ist eine Lüge“, sagte Putin. „Niemand hat die Ukraine angegriffen.“"
    assert [c.speaker for c in coded(text) if c.kind == "quote"] == ["RUS_PUTIN"] * 2


def test_a_quotation_alone_belongs_to_the_subject_before():
    text = "Trump will nicht zurückrudern. „Wir haben eine sehr gute Beziehung zu Peking.“"
    assert only(text, kind="quote").speaker == "USA_TRUMP"


def test_indirect_speech_is_its_content():
    quote = only("Lawrow sagte, Russland werde auf die Sanktionen der EU antworten.", kind="quote")
    assert quote.text == "Russland werde auf die Sanktionen der EU antworten"
    assert states(quote.speaker) == {"RUS"}


def test_content_before_its_verb():
    quote = only("Russland verletze den Vertrag mit den USA, kritisierte Trump.", kind="quote")
    assert quote.move == "accusation"
    assert quote.text == "Russland verletze den Vertrag mit den USA"
    assert quote.speaker == "USA_TRUMP"


def test_konjunktiv_alone_is_still_the_speaker():
    text = "Putin kritisierte die Nato. Sie bedrohe die Grenzen Russlands."
    assert only(text, kind="quote").speaker == "RUS_PUTIN"


def test_who_reports_a_deed_is_its_speaker_and_the_deed_stays_actual():
    text = "Nach Angaben der Ukraine beschoss Russland den Hafen von Odessa."
    attack = only(text, move="attack")
    assert (attack.kind, attack.stance, attack.speaker) == ("event", "actual", "UKR")


def test_who_is_named_by_wie_is_a_reporter():
    text = "Wie das Weiße Haus mitteilte, verhängten die USA Sanktionen gegen Iran."
    sanction = only(text, move="sanction")
    assert (sanction.kind, states(sanction.speaker)) == ("event", {"USA"})


def test_a_claim_one_is_asked_to_believe_is_the_claimers():
    text = "Kim Jong Un prahlt. Glaubt man ihm, sind die Raketen Nordkoreas einsatzbereit."
    claim = only(text, move="capability_claim")
    assert (claim.kind, claim.speaker) == ("quote", "PRK_KIM")


def test_a_named_speech_act_is_an_event():
    assert only("Die EU verurteilte den Angriff Russlands.", move="accusation").kind == "event"


def test_words_with_content_are_a_quote():
    text = "Die USA warfen China vor, dass es Technik stehle."
    assert only(text, move="accusation").kind == "quote"


def test_what_somebody_says_another_must_do_is_a_demand():
    demand = only("Macron sagte, Ungarn müsse die Verträge der EU einhalten.", move="demand")
    assert (states(demand.source), states(demand.target)) == ({"FRA"}, {"HUN"})


def test_a_quoted_adjective_takes_its_noun():
    quote = only(
        "Trump sprach nach dem Treffen mit Putin von einem „großartigen“ Gespräch.", kind="quote"
    )
    assert quote.text == "„großartigen“ Gespräch"


@pytest.mark.parametrize(
    "text", ["Putin stieg im Hotel „Europa“ ab.", "Trump las die „Washington Post“."]
)
def test_a_title_in_marks_is_no_quote(text):
    assert not [c for c in coded(text) if c.kind == "quote"]


def test_an_announcement_and_what_is_announced():
    text = "Das Weiße Haus teilte mit, Trump und Putin würden im Juli einen Vertrag unterzeichnen."
    assert only(text, move="announcement").kind == "quote"
    assert only(text, move="agreement").stance == "planned"


def test_to_warn_of_ones_own_deed_is_to_threaten():
    assert only("Iran warned it would close the strait to the United States.", "en", move="threat")
