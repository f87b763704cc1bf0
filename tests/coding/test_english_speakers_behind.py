"""English: speakers behind their verb, what is wanted of others, denials of the last deed."""

from __future__ import annotations

from datetime import date

import pytest

from standoff.coding import code_text
from standoff.nouns import Coding

DAY = date(2022, 6, 12)


def coded(text: str, day: date = DAY) -> list[Coding]:
    return code_text(text, day, "en")


def sides(coding: Coding) -> tuple[str, str]:
    return coding.source.split("_")[0], coding.target.split("_")[0]


@pytest.mark.parametrize("verb", ["said", "says", "insisted"])
def test_the_speaker_behind_the_verb_is_no_second_verb_of_the_sentence(verb: str) -> None:
    last = coded(f"Togo shelled a village in Ghana, {verb} the Ghanaian defence minister.")[-1]
    assert (last.move, *sides(last)) == ("attack", "TGO", "GHA")
    assert last.speaker.startswith("GHA")
    assert last.stance == "unconfirmed"


def test_a_verb_of_saying_with_a_clause_of_its_own_goes_on_with_the_subject() -> None:
    made = coded("Togo condemned the raid of Ghana, said it would recall its envoy from Accra.")
    assert {sides(one) for one in made} == {("TGO", "GHA")}


def test_a_present_verb_of_saying_names_who_speaks_the_quotation() -> None:
    last = coded("Ghana shelled Togo. “We will never accept it,” says the Togolese president.")[-1]
    assert (last.move, *sides(last)) == ("refusal", "TGO", "GHA")


@pytest.mark.parametrize(
    "denial",
    ["Ghana has denied any role.", "Ghana denied it.", "Accra denies all involvement."],
)
def test_who_denies_a_role_denies_the_deed_told_last(denial: str) -> None:
    last = coded(f"Togo said Ghanaian guns had shelled a village. {denial}")[-1]
    assert (last.move, last.stance, *sides(last)) == ("attack", "denied", "GHA", "TGO")


def test_who_denies_a_charge_dismisses_it() -> None:
    last = coded("Togo said Ghanaian guns had shelled a village. Ghana denied the charge.")[-1]
    assert last.move == "dismissal"


def test_who_was_struck_does_not_deny_the_deed_of_others() -> None:
    last = coded("Togo shelled a village in Ghana. Ghana denied it.")[-1]
    assert last.move != "attack"


def test_an_organisation_behind_a_time_is_no_part_of_it() -> None:
    assert sides(coded("For a month NATO has bombed Serbia.")[0]) == ("NATO", "SRB")
    assert sides(coded("In a rare move Hamas condemned Egypt.")[0]) == ("HAMAS", "EGY")
    assert sides(coded("Israel was shelled by the militant group Hamas.")[0]) == ("HAMAS", "ISR")


def test_what_is_wanted_of_others_is_a_demand() -> None:
    assert coded("Togo wants Ghana to withdraw its troops.")[0].move == "demand"
    assert coded("Togo wants to help Ghana.")[0].move == "pledge"


def test_a_call_for_something_calls_nobody_a_friend() -> None:
    made = coded("China, an old friend of Ghana, called for restraint by Togo.")
    assert [one.move for one in made] == ["demand"]


def test_the_dead_of_an_attack_are_no_second_attack() -> None:
    assert len(coded("A Togolese missile hit a town in Ghana, killing ten people.")) == 1


def test_a_bare_participle_between_commas_states_nothing() -> None:
    made = coded("Togo, humiliated, expelled a Ghanaian diplomat.")
    assert [(one.move, *sides(one)) for one in made] == [("sanction", "TGO", "GHA")]


def test_a_role_that_must_act_is_not_the_speakers_own() -> None:
    made = coded("Togo invaded Ghana. Accra said the junta must withdraw its troops.")
    assert (made[-1].move, *sides(made[-1])) == ("demand", "GHA", "TGO")


@pytest.mark.parametrize("likewise", ["Mali followed suit.", "Mali did the same a day later."])
def test_who_follows_suit_does_what_was_told_last(likewise: str) -> None:
    last = coded(f"Togo expelled a Ghanaian diplomat. {likewise}")[-1]
    assert (last.move, *sides(last)) == ("sanction", "MLI", "GHA")


def test_who_does_not_follow_suit_does_nothing() -> None:
    assert len(coded("Togo expelled a Ghanaian diplomat. Mali did not follow suit.")) == 1


def test_a_question_demands_nothing() -> None:
    assert not coded("Togo asked whether Ghana liked the music.")


def test_the_two_koreas_are_both() -> None:
    assert coded("The two Koreas held talks.")[0].source == "PRK;KOR"


@pytest.mark.parametrize("who", ["Mr Putin", "President Putin", "Vladimir Putin"])
def test_where_somebody_spoke_is_not_whose_he_is(who: str) -> None:
    assert coded(f"In Moscow {who} condemned Ghana.")[0].source == "RUS_PUTIN"


def test_why_something_was_done_is_not_what_was_done() -> None:
    first = coded("Togo bombed Ghana after its refusal to negotiate.")[0]
    assert (first.move, *sides(first)) == ("attack", "TGO", "GHA")


def test_two_who_make_up_or_lay_down_their_arms_do_so_with_each_other() -> None:
    for text in ("Togo and Ghana mended fences.", "Togo and Ghana silenced their guns."):
        made = coded(text)[0]
        assert made.source == made.target == "TGO;GHA"


def test_a_participle_in_an_opening_phrase_is_no_verb_of_the_sentence() -> None:
    made = coded("Under a deal signed in Oslo on Sunday Togo and Ghana agreed to stop fighting.")
    assert [one.source for one in made] == ["TGO;GHA"]


def test_down_behind_a_verb_is_no_verb() -> None:
    assert not coded("The plane of the Ghanaian president touches down in Ghana.")


def test_the_alliance_is_the_one_that_was_named() -> None:
    made = coded("NATO bombed Serbia. The UN met in Ghana. The alliance shelled Serbia again.")
    assert sides(made[-1]) == ("NATO", "SRB")


def test_a_participle_with_its_agent_only_tells_which() -> None:
    made = coded("Hundreds of Togolese soldiers backed by tanks crossed into Ghana on Sunday.")
    assert [(one.move, *sides(one)) for one in made] == [("deployment", "TGO", "GHA")]
    assert coded("Togo responded by expelling a Ghanaian diplomat.")[0].move == "sanction"


def test_a_condition_ends_at_the_semicolon() -> None:
    text = "Togo threatened Ghana with war unless it left; on Monday the UN condemned Togo."
    made = coded(text)
    assert [one.stance for one in made] == ["conditional", "actual"]
    assert made[-1].text == "on Monday the UN condemned Togo"


def test_the_envoy_summoned_is_whose_he_is_whatever_was_told_before() -> None:
    last = coded("France shelled Mali. Togo summoned the Ghanaian ambassador.")[-1]
    assert sides(last) == ("TGO", "GHA")


def test_what_can_only_be_a_verb_is_one_behind_a_conjunction_that_may_be_a_preposition() -> None:
    first = coded("Togo will not talk until Ghana withdraws its troops.")[0]
    assert (first.move, *sides(first)) == ("refusal", "TGO", "GHA")
    assert first.text == "Togo will not talk until Ghana withdraws its troops"
