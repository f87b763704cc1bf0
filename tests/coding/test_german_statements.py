"""German statements: speech, terms, plans under negation, judgements of deeds. Own sentences."""

from __future__ import annotations

import pytest
from coding_sample import coded, only, states


def test_the_words_of_an_accusation_are_its_evidence():
    text = "Berlin warf Moskau vor, den Waffenstillstand gebrochen zu haben."
    accusation = only(text, move="accusation")
    assert accusation.kind == "quote"
    assert accusation.text == "den Waffenstillstand gebrochen zu haben"


def test_a_call_with_an_infinitive_is_an_act():
    text = "Kairo rief beide Seiten auf, das Feuer einzustellen."
    assert only("Israel beschoss Gaza. " + text, move="demand").kind == "event"


def test_man_in_somebodys_speech_is_his_side():
    text = (
        "Das Verteidigungsministerium in Baku erklärte, man habe Stellungen Armeniens beschossen."
    )
    attack = only(text, move="attack")
    assert (states(attack.source), states(attack.target)) == ({"AZE"}, {"ARM"})


def test_first_their_part_then_ours_is_an_ultimatum():
    text = "Erst wenn Armenien die Waffen niederlege, werde man reden, erklärte Baku."
    terms = only(text, move="ultimatum")
    assert (terms.stance, terms.source, terms.target) == ("conditional", "AZE", "ARM")
    assert terms.terms == "Erst wenn Armenien die Waffen niederlege"


def test_to_send_no_soldiers_is_a_pledge():
    text = "Paschinjan versicherte, Armenien werde keine Soldaten nach Aserbaidschan entsenden."
    assert {coding.move for coding in coded(text)} == {"pledge"}


def test_their_deed_was_right():
    text = "Der Angriff Aserbaidschans auf Armenien dauert an. Das Vorgehen sei berechtigt, "
    praise = only(text + "sagte Recep Tayyip Erdogan.", move="praise")
    assert (praise.source, praise.target) == ("TUR_ERDOGAN", "AZE")


def test_an_opening_phrase_is_no_part_of_the_clause():
    text = (
        "Nach dem Eindringen russischer Jets in den estnischen Luftraum verurteilte Paris Moskau."
    )
    intrusion, accusation = coded(text)
    assert (intrusion.move, states(intrusion.source)) == ("coercion", {"RUS"})
    assert accusation.text == "verurteilte Paris Moskau"


def test_a_second_main_clause_is_not_what_was_said():
    text = "Die Arabische Liga mahnte Algerien, und Saudi-Arabien bot seine Hilfe an."
    assert [(c.move, c.source) for c in coded(text)] == [
        ("warning", "ARABLEAGUE"),
        ("pledge", "SAU"),
    ]


@pytest.mark.parametrize(
    ("text", "source", "target"),
    [
        ("Rückendeckung erhielt Budapest aus Moskau.", "RUS", "HUN"),
        ("Eine Antwort erhielt Teheran aus Wien nicht.", "AUT", "IRN"),
        ("Polen schloss die Grenzübergänge nach Belarus.", "POL", "BLR"),
    ],
)
def test_sides_in_other_places(text, source, target):
    coding = only(text)
    assert (states(coding.source), states(coding.target)) == ({source}, {target})


def test_who_summons_is_the_other_side():
    text = "Polen lobte Russland. Der russische Gesandte wurde einbestellt."
    assert only(text, move="accusation").source == "POL"


def test_the_other_side_by_its_place():
    text = "Armenien und Aserbaidschan streiten. Nikol Paschinjan drohte dem Nachbarland mit Krieg."
    assert only(text, move="threat").target == "AZE"


def test_both_sides_are_the_others():
    text = "Aserbaidschan griff Armenien an. Der Kreml rief beide Seiten zur Ruhe auf."
    demand = only(text, move="demand")
    assert (states(demand.source), states(demand.target)) == ({"RUS"}, {"AZE", "ARM"})


def test_who_meets_is_met():
    text = "Erdogan telefonierte mit Putin."
    coding = only(text)
    assert coding.source == coding.target
    assert states(coding.source) == {"TUR", "RUS"}
    assert only("Erdogan will mit Putin sprechen.").target == "RUS_PUTIN"


def test_whether_it_happens_is_open():
    text = "Algerien und Marokko streiten. Ob Algerien die Gasleitung stilllegt, ist ungewiss."
    assert only(text, move="sanction").stance == "unconfirmed"


def test_a_man_by_his_nation():
    text = "Emmanuel Macron verhandelte mit Erdogan. Der Franzose warf ihm Erpressung vor."
    accusation = only(text, move="accusation")
    assert (accusation.source, accusation.target) == ("FRA_MACRON", "TUR_ERDOGAN")


def test_both_sides_are_those_of_the_text():
    text = (
        "Die EU und die Türkei verhandelten. Ankara drohte Brüssel, und Brüssel drohte Ankara. "
        "Österreichs Kanzler lobte beide. Schon einmal haben beide Seiten verhandelt."
    )
    assert states(coded(text)[-1].source) == {"EU", "TUR"}


def test_the_condition_belongs_to_the_threat():
    text = "Man werde die Tore öffnen, sollte Europa nicht helfen, sagte Recep Tayyip Erdogan."
    threat = only(text, move="threat")
    assert threat.stance == "conditional"
    assert threat.text == "Man werde die Tore öffnen, sollte Europa nicht helfen"


def test_who_answers_the_deadline_sets_it():
    text = "Sollte Brüssel bis Ende Juni nicht zahlen, will Ankara das Abkommen aufkündigen."
    deadline = only(text, kind="deadline")
    assert (states(deadline.source), states(deadline.target)) == ({"TUR"}, {"EU"})


def test_after_a_rebuff_its_author_speaks_on():
    text = "Berlin kritisierte Iran. Hassan Rohani wies die Kritik zurück. Sein Land halte sich an "
    assert coded(text + "alle Verträge mit den USA.")[-1].speaker == "IRN_ROUHANI"


def test_what_somebody_wants_to_see_by_a_day_is_a_deadline():
    text = "Trump lobte Kim Jong Un. Bis zum Jahresende will Pjöngjang Ergebnisse sehen."
    deadline = only(text, kind="deadline")
    assert (states(deadline.source), states(deadline.target)) == ({"PRK"}, {"USA"})


def test_what_moscow_criticised_is_the_clause_before():
    text = "Ankara verkaufte Kiew Drohnen, was Moskau scharf kritisierte."
    assert only(text, move="accusation").target == "TUR"


def test_an_unknown_infinitive_is_still_one():
    text = "Sergej Lawrow warf Warschau vor, Kiew zu Provokationen anzustacheln."
    accusation = only(text, move="accusation")
    assert (states(accusation.target), accusation.kind) == ({"POL"}, "quote")


def test_a_reported_plan_is_still_planned():
    text = "Kim Jong Un wolle wieder mit Moskau verhandeln, sagte Trump."
    assert only(text, move="talks").stance == "planned"


def test_a_meeting_of_bare_roles_names_nobody():
    text = "Nach einem Treffen der Außenminister in Riga drohte Moskau der Ukraine."
    assert only(text).move == "threat"


def test_an_apposition_is_no_object():
    text = "Die USA und China streiten. Emmanuel Macron, Gastgeber der Nato, mahnte beide Länder."
    assert states(only(text, move="warning").target) == {"USA", "CHN"}


def test_only_to_do_it_is_to_do_it():
    text = "Trump lobte Ankara, nur um Ankara wenig später mit Zöllen zu drohen."
    assert [c.move for c in coded(text)] == ["praise", "threat"]


def test_hardly_had_they_left_is_that_they_left():
    text = "Moskau zögerte nicht, kaum dass die Amerikaner die Stadt verlassen hatten."
    assert only(text, move="withdrawal").source == "USA"


def test_with_him_is_with_the_other():
    text = "Putin empfing Erdogan und handelte mit ihm eine Pufferzone aus."
    assert states(only(text, move="agreement").source) == {"RUS", "TUR"}


def test_so_somebody_says_what_stands_before():
    text = "Russland habe die Waffenruhe mit Kiew gebrochen, so Merkel. Moskau müsse abziehen."
    breach, demand = coded(text)
    assert (breach.move, breach.kind, breach.speaker) == ("breach", "quote", "DEU_MERKEL")
    assert (demand.move, states(demand.source)) == ("demand", {"DEU"})


def test_a_reported_clause_with_its_bracket_is_no_relative():
    text = "Teheran meldete, die USA hätten einen iranischen Tanker beschlagnahmt."
    seizure = only(text, move="coercion")
    assert (states(seizure.source), states(seizure.target)) == ({"USA"}, {"IRN"})
