"""Who does it to whom, where the clause leaves one side to the text: one row a rule."""

from __future__ import annotations

import pytest
from coding_sample import coded, only, states


@pytest.mark.parametrize(
    ("text", "move", "sides"),
    [
        (
            "Fiji's Rabuka telephoned Narendra Modi. Macron visited Kenya in May.",
            "talks",
            "FRA;KEN",
        ),
        (
            "Chinese Premier Li Qiang was received by Angela Merkel in Berlin.",
            "talks",
            "CHN;DEU",
        ),
        (
            "Japan announced joint naval exercises with Australia.",
            "exercise",
            "JPN;AUS",
        ),
        ("Peru will hold military drills with Chile.", "exercise", "PER;CHL"),
    ],
)
def test_who_acts_with_another_stands_on_both_sides(text, move, sides):
    found = [c for c in coded(text, "en") if c.move == move][-1]
    assert states(found.source) == states(found.target) == set(sides.split(";"))


def test_a_third_who_brings_two_together_is_not_one_of_them():
    found = only("Norwegen brachte Israel und Syrien an einen Tisch.", move="talks")
    assert (states(found.source), states(found.target)) == ({"NOR"}, {"ISR", "SYR"})
    found = only("Qatar mediated between Israel and Hamas.", "en", move="talks")
    assert (states(found.source), states(found.target)) == ({"QAT"}, {"ISR", "HAMAS"})


def test_an_offer_to_mediate_goes_to_both_parties():
    text = "Ghana accused Togo of smuggling. Togo rejected the charge. Kenya offered to mediate."
    found = only(text, "en", move="pledge")
    assert (states(found.source), states(found.target)) == ({"KEN"}, {"GHA", "TGO"})


def test_drills_around_a_state_are_aimed_at_it():
    assert only("China hielt Manöver um Taiwan ab.", move="exercise").target == "TWN"
    text = "China launched military drills around Taiwan."
    assert only(text, "en", move="exercise").target == "TWN"


def test_an_opposition_means_its_own_government():
    text = (
        "Kenia schloss die Grenze zu Uganda. Die Opposition in Nairobi kritisierte den Beschluss."
    )
    found = only(text, move="accusation")
    assert states(found.target) == {"KEN"}
    text = "Das Kabinett in Lima beschloss ein Gesetz. Die Opposition kritisierte die Entscheidung."
    found = only(text, move="accusation")
    assert (found.source, found.target) == ("PER_OPP", "PER")


def test_several_governments_are_nobody_in_particular():
    text = "US-Präsident Trump sprach am Montag. Westliche Regierungen werfen Russland Betrug vor."
    assert not only(text, move="accusation").source


def test_where_a_need_is_the_sentence_is_not():
    text = "Wien – Angesichts der Not in Syrien hat die Regierung am Montag Hilfe zugesagt."
    assert states(only(text, move="pledge").source) == {"AUT"}


@pytest.mark.parametrize(
    ("text", "language", "speaker"),
    [
        ("LIMA - Peru closed its border. »We will not talk,« Vice President Ana Rojas said.", "en",
         "PER_ROJAS"),
        ("Algerien schloss die Grenze. »Wir verhandeln nicht«, sagte Außenminister Samir Belkacem "
         "in Algier.", "de", "DZA_BELKACEM"),
        ("\"We will not negotiate,\" Deputy Minister Abbas Karimi told reporters in Tehran.", "en",
         "IRN_KARIMI"),
        ("Fiji's president, Jone Vulakoro, said Fiji would not negotiate with Tonga.", "en",
         "FJI_VULAKORO"),
    ],
)  # fmt: skip
def test_an_unlisted_minister_belongs_to_the_state_spoken_of(text, language, speaker):
    assert speaker in {c.speaker for c in coded(text, language)}


def test_a_stranger_with_an_office_is_known_again_by_his_surname():
    text = (
        "Fiji's president, Jone Vulakoro, rejected an offer of Tonga. "
        "Vulakoro and Nicolas Maduro met on Friday."
    )
    found = [c for c in coded(text, "en") if c.move == "talks"][-1]
    assert states(found.source) == states(found.target) == {"FJI", "VEN"}


@pytest.mark.parametrize(
    ("text", "language", "speaker"),
    [
        (
            "Lima schweigt. Der Anwalt Pedro Quiroga sagte, Peru werde angreifen.",
            "de",
            "QUIROGA",
        ),
        (
            "Chile protested. Analyst Jane Miller said that Peru would attack Chile.",
            "en",
            "MILLER",
        ),
        (
            'Chile protested. "Peru will attack Chile," Jane Miller said.',
            "en",
            "MILLER",
        ),
    ],
)
def test_the_words_of_a_stranger_are_his(text, language, speaker):
    """They must not go to the actor named last."""
    words = [c for c in coded(text, language) if c.speaker]
    assert words
    assert {c.speaker for c in words} == {speaker}


def test_the_group_is_the_armed_group_named_last():
    text = "Die Taliban griffen Pakistan an. Die Gruppe drohte Pakistan mit weiteren Angriffen."
    found = only(text, move="threat")
    assert (found.source, found.target) == ("TALIBAN", "PAK")


def test_words_that_go_on_are_said_to_the_same():
    text = "Belarus protestierte bei Polen gegen die Sperre und bezeichnete sie als unfreundlich."
    assert {c.target for c in coded(text) if c.move == "accusation"} == {"POL"}


def test_she_is_a_person_in_english():
    text = "Merkel flew to Paris, where she was received by Emmanuel Macron."
    found = [c for c in coded(text, "en") if c.move == "talks"][-1]
    assert states(found.source) == states(found.target) == {"DEU", "FRA"}


def test_it_is_the_state_that_was_subject_before():
    text = "Iran seized a tanker on Monday. It also threatened Oman with strikes."
    assert states(only(text, "en", move="threat").source) == {"IRN"}


def test_a_promise_without_addressee_goes_to_the_other_only_between_two():
    between = "Kenia kritisierte Uganda. Später versprach Kenia neue Straßen."
    assert states(only(between, move="pledge").target) == {"UGA"}
    many = "Kenia, Ghana und Togo kritisierten Uganda. Später versprach Kenia neue Straßen."
    assert not only(many, move="pledge").target


def test_who_strikes_again_strikes_the_same():
    text = "Chad shelled a Sudanese village. Chad attacked again on Friday."
    found = [c for c in coded(text, "en") if c.move == "attack"]
    assert [states(c.target) for c in found] == [{"SDN"}, {"SDN"}]


def test_a_call_put_off_is_that_of_the_same_sentence():
    text = (
        "Chile accused Peru of spying. "
        "Macron was to speak with Merkel on Friday, but the call was cancelled."
    )
    found = only(text, "en", move="cancellation")
    assert states(found.source) == states(found.target) == {"FRA", "DEU"}


def test_an_adjective_without_its_noun_counts():
    text = "Der französische und der türkische Präsident trafen sich am Montag."
    found = only(text, move="talks")
    assert states(found.source) == states(found.target) == {"FRA", "TUR"}


@pytest.mark.parametrize(
    ("text", "language", "sides"),
    [
        ("Kenia verhängte wegen des Angriffs auf Uganda Sanktionen gegen Togo.", "de", "TGO>UGA"),
        ("Kenia verhängte wegen des Anschlags in Nairobi Sanktionen gegen Togo.", "de", ">KEN"),
        ("Kenya expelled two Togolese envoys over an attack in Nairobi.", "en", ">KEN"),
        ("Kenya imposed sanctions on Togo over its attack on Uganda.", "en", "TGO>UGA"),
        ("Kenya imposed sanctions on Togo over a Chadian attack on Uganda.", "en", "TCD>UGA"),
    ],
)
def test_what_one_reacts_to_one_has_not_done(text, language, sides):
    found = only(text, language, move="attack")
    assert f"{found.source}>{found.target}" == sides


def test_a_test_answered_by_sanctions_is_that_of_the_punished():
    text = "Als Reaktion auf den Raketentest verhängte Japan Sanktionen gegen Nordkorea."
    assert only(text, move="weapon_test").source == "PRK"
    assert only(text, move="sanction").source == "JPN"


def test_a_year_is_no_part_of_who_acts():
    found = only("In 2014 Kenyan troops bombed a camp in Uganda.", "en", move="attack")
    assert (states(found.source), states(found.target)) == ({"KEN"}, {"UGA"})


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Nach dem Angriff Togos auf Kenia drohte Kenia mit Vergeltung.", "de"),
        ("Nach dem Angriff Togos auf Kenia drohte Kenia mit Sanktionen.", "de"),
        ("After an attack by Togo on Kenya, Kenya threatened Togo with sanctions.", "en"),
    ],
)
def test_what_was_done_before_is_a_statement_beside_what_is_threatened(text, language):
    attack, threat = (only(text, language, move=move) for move in ("attack", "threat"))
    assert (attack.source, attack.target) == ("TGO", "KEN")
    assert (threat.source, threat.target) == ("KEN", "TGO")
