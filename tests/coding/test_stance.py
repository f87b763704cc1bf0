"""What happened, what is planned, what might be, what never was."""

from __future__ import annotations

import pytest
from coding_sample import coded, only

from standoff.coding.stance import is_unreal_condition


@pytest.mark.parametrize(
    ("text", "move", "stance"),
    [
        ("Die USA verhängten Sanktionen gegen Iran.", "sanction", "actual"),
        ("Die USA wollen Sanktionen gegen Iran verhängen.", "sanction", "planned"),
        ("Die USA werden Sanktionen gegen Iran verhängen.", "sanction", "planned"),
        ("Nordkorea soll eine Rakete getestet haben.", "weapon_test", "unconfirmed"),
        ("Nordkorea hat offenbar eine Rakete getestet.", "weapon_test", "unconfirmed"),
        ("Nordkorea könnte eine Rakete testen.", "weapon_test", "unconfirmed"),
        ("Nordkorea hätte eine Rakete getestet.", "weapon_test", "hypothetical"),
        ("Nordkorea testet regelmäßig Raketen.", "weapon_test", "habitual"),
        ("Wird Nordkorea wieder Raketen testen?", "weapon_test", "hypothetical"),
        (
            "Wenn die USA einlenken, wird Nordkorea die Atomtests stoppen.",
            "moratorium",
            "conditional",
        ),
        (
            "Sollte sich der Bericht bestätigen, hat Russland den Vertrag verletzt.",
            "breach",
            "unconfirmed",
        ),
        ("Trump versuchte, das Scheitern als Erfolg zu verkaufen.", "face_saving", "actual"),
        ("Putin wollte eigentlich nach Ankara reisen.", "talks", "cancelled"),
    ],
)
def test_stance(text, move, stance):
    assert only(text, move=move).stance == stance


@pytest.mark.parametrize(
    ("text", "move"),
    [
        ("Teheran machte den USA keine Zugeständnisse.", "refusal"),
        ("Russland will nicht mit Kiew verhandeln.", "refusal"),
        ("Die Regierung brach die Gespräche mit Moskau ab.", "breakdown"),
        ("Die USA setzten das Manöver mit Südkorea aus.", "concession"),
    ],
)
def test_negation_and_aspect_change_the_move(text, move):
    assert move in {coding.move for coding in coded(text)}


def test_not_only_is_no_negation():
    assert only("Nicht nur in Genf kam Trump Putin entgegen.", move="concession")


def test_a_planned_meeting_that_is_called_off_was_cancelled():
    text = "Am Montag wollte Trump mit Putin speisen. Das Essen fiel aus."
    assert only(text, move="talks").stance == "cancelled"
    assert only(text, move="cancellation").stance == "actual"


def test_what_is_doubted_is_no_event():
    text = "Es ist unwahrscheinlich, dass Nordkorea eine Rakete testet."
    assert not [c for c in coded(text) if c.move == "weapon_test"]


def test_what_one_can_do_is_no_event():
    assert not [c for c in coded("Iran kann Israel angreifen.") if c.move == "attack"]


def test_a_general_rule_is_one_habitual_assessment_and_no_deed():
    text = "Bei Kim Jong Un wechseln sich Angriff, Drohung und Versprechen regelmäßig ab."
    found = coded(text)
    assert [(c.kind, c.stance, c.move) for c in found] == [("assessment", "habitual", "")]


def test_assessments_carry_no_move():
    for text in (
        "Der Gipfel war ein Debakel für Trump.",
        "Berlin fürchtet einen Krieg mit Russland.",
    ):
        assert all(not c.move and not c.plover for c in coded(text) if c.kind == "assessment")
        assert any(c.kind == "assessment" for c in coded(text))


@pytest.mark.parametrize(
    ("text", "move", "stance"),
    [
        ("Iran could attack Israel.", "attack", "unconfirmed"),
        ("Iran might meet Israel in Rome.", "talks", "unconfirmed"),
        ("Iran may meet Israel in Rome.", "talks", "unconfirmed"),
        ("Iran will meet Israel in Rome.", "talks", "planned"),
        ("Iran would meet Israel in Rome.", "talks", "planned"),
        ("Iran shall meet Israel in Rome.", "talks", "planned"),
        ("Iran must meet Israel in Rome.", "talks", "planned"),
        ("Iran to meet Israel in Rome.", "talks", "planned"),
        ("Iran's offer to meet Israel in Rome.", "talks", "planned"),
        ("Iran met Israel in Rome.", "talks", "actual"),
        ("Iran was to meet Israel in Rome.", "talks", "planned"),
        ("Iran and Israel were to have met in Rome.", "talks", "cancelled"),
        ("Iran and Israel were originally to have met in Rome.", "talks", "cancelled"),
        ("Iran allegedly attacked Israel.", "attack", "unconfirmed"),
        ("Iran reportedly met Israel in Rome.", "talks", "unconfirmed"),
        ("Iran arrested Israelis suspected of spying.", "coercion", "actual"),
        ("Iran seized a tanker suspected by Israel.", "coercion", "actual"),
        ("Iran always threatens Israel.", "threat", "habitual"),
        ("Iran usually attacks Israel.", "attack", "habitual"),
        ("As always, Iran threatened Israel.", "threat", "actual"),
        ("Had Iran attacked Israel, Togo would have wept.", "attack", "hypothetical"),
        ("Were Iran to attack Israel, Togo would weep.", "attack", "hypothetical"),
        ("Iran had attacked Israel, officials said.", "attack", "actual"),
        ("Iran could have attacked Israel.", "attack", "hypothetical"),
        ("Iran would by now be attacking Israel.", "attack", "hypothetical"),
        ("Iran might have met Israel.", "talks", "hypothetical"),
        ("Iran should have met Israel.", "talks", "hypothetical"),
        ("Togo would weep if Iran had attacked Israel.", "attack", "hypothetical"),
        ("Togo will weep if Iran has attacked Israel.", "threat", "conditional"),
        ("Togo will weep if Iran attacks Israel.", "threat", "conditional"),
        ("It is unclear whether Iran attacked Israel.", "attack", "unconfirmed"),
        ("An alleged attack by Iran on Israel worried Togo.", "attack", "unconfirmed"),
        ("Iran is due in Rome on Friday to meet Israel.", "talks", "planned"),
        ("Talks between Iran and Israel are to be held in May.", "talks", "planned"),
        ("Iran is ready to attack Israel.", "threat", "planned"),
        ("Ready to attack Israel, Iran waited.", "threat", "planned"),
        ("Iran plans sanctions on Israel.", "threat", "planned"),
        ("Iran plans an offer to Israel.", "pledge", "planned"),
        ("Peru offered its good offices.", "pledge", "actual"),
        ("A visit by Putin to Iran was planned.", "talks", "planned"),
        ("Attack planned by Iran on Israel.", "attack", "planned"),
        ("Iran cancelled planned talks with Israel.", "cancellation", "actual"),
        ("Iran is weighing talks with Israel.", "talks", "planned"),
        ("Iran is weighing a summit with Israel.", "talks", "planned"),
        ("New sanctions on Israel are being weighed by Iran.", "threat", "unconfirmed"),
        ("There were reports that Iran attacked Israel.", "attack", "unconfirmed"),
        ("There is no evidence that Iran attacked Israel.", "attack", "denied"),
        ("There is evidence that Iran attacked Israel.", "attack", "actual"),
    ],
)
def test_english_stance(text, move, stance):
    assert only(text, "en", move=move).stance == stance


@pytest.mark.parametrize(
    ("text", "move", "stance"),
    [
        ("Iran hätte Israel angreifen können.", "attack", "hypothetical"),
        ("Iran dürfte Israel angreifen.", "attack", "unconfirmed"),
        ("Iran möchte mit Israel verhandeln.", "talks", "unconfirmed"),
        ("Iran will Israel angegriffen haben.", "attack", "unconfirmed"),
        ("Israel soll von Iran angegriffen worden sein.", "attack", "unconfirmed"),
        ("Iran soll Israel angreifen.", "attack", "planned"),
        ("Iran sagte, es werde Israel angreifen.", "threat", "actual"),
        ("Iran sagte, es werde Israelis festnehmen.", "threat", "actual"),
        ("Iran sagte, dass es mit Israel verhandeln kann.", "pledge", "actual"),
        ("Iran sagt, es darf mit Israel verhandeln.", "pledge", "actual"),
        ("Sanktionen plant Iran gegen Israel.", "sanction", "planned"),
        ("Israel soll von Iran angegriffen werden.", "attack", "planned"),
        ("Iran beschloss, wie geplant mit Israel zu verhandeln.", "pledge", "planned"),
        ("Iran muss mit Israel verhandeln.", "talks", "planned"),
        ("Iran wollte mit Israel verhandeln.", "talks", "planned"),
        ("Iran sollte eigentlich mit Israel verhandeln.", "talks", "cancelled"),
        ("Iran sagte, es habe Israel angegriffen.", "attack", "actual"),
        ("Iran behauptete, Israel gewarnt zu haben.", "warning", "actual"),
        ("Iran behauptete, nach Israel gereist zu sein.", "talks", "actual"),
        ("Iran beschloss, die Sanktionen gegen Irak aufzuheben.", "relief", "planned"),
        ("Iran beschloss, mit Israel zu verhandeln.", "pledge", "planned"),
        ("Iran würde Israel angreifen.", "attack", "hypothetical"),
        ("Iran soll die verhängten Sanktionen gegen Irak aufheben.", "relief", "planned"),
        ("Iran soll die Sanktionen gegen Irak aufgehoben haben.", "relief", "unconfirmed"),
        ("Es ist unklar, ob Iran Israel angegriffen hat.", "attack", "unconfirmed"),
        ("Hätte Iran Israel angegriffen, wäre Togo erfreut.", "attack", "hypothetical"),
        ("Wenn Iran Israel angegriffen hätte, wäre Togo erfreut.", "attack", "hypothetical"),
        ("Wie immer drohte Iran Israel.", "threat", "actual"),
        ("Iran droht Israel wie immer.", "threat", "actual"),
        ("Iran droht Israel immer.", "threat", "habitual"),
        ("Iran griff nicht nur Israel an.", "attack", "actual"),
        ("Kaum dass Iran Israel angriff, ging Togo.", "attack", "actual"),
        ("Iran versuchte, mit Israel zu verhandeln.", "talks", "actual"),
        ("Iran kündigte an, Israel anzugreifen.", "attack", "planned"),
    ],
)
def test_german_stance(text, move, stance):
    assert only(text, "de", move=move).stance == stance


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("It is unlikely that Iran will attack Israel.", "en"),
        ("Iran is unlikely to attack Israel.", "en"),
        ("Iran should attack Israel.", "en"),
        ("Iran darf mit Israel verhandeln.", "de"),
        ("Iran vermied es, Israel zu verurteilen.", "de"),
    ],
)
def test_what_is_doubtful_advised_possible_or_avoided_is_nothing_yet(text, language):
    assert coded(text, language) == []


@pytest.mark.parametrize(
    ("text", "move", "stance"),
    [
        ("Iran said it would meet Israel.", "pledge", "actual"),
        ("Iran and Togo said they would meet Israel.", "pledge", "actual"),
        ("Togo said Iran would meet Israel.", "talks", "planned"),
        ("Iran said it was ready to attack Israel.", "threat", "actual"),
        ("Iran said it was ready to meet Israel.", "pledge", "actual"),
        ("Iran said it is preparing to meet Israel.", "pledge", "actual"),
        ("Iran said it would be determined to impose sanctions on Israel.", "threat", "actual"),
        ("Iran said it must impose sanctions on Israel.", "sanction", "planned"),
        ("Iran said it intends to deploy troops to Mali.", "deployment", "planned"),
        ("Iran could not accept the offer of Israel.", "refusal", "actual"),
        ("Iran said it should withdraw its troops from Mali.", "pledge", "actual"),
        ("Iran said it can not accept the offer of Israel.", "refusal", "actual"),
        ("Iran may not accept the offer of Israel.", "refusal", "unconfirmed"),
        ("Iran would never accept the offer of Israel.", "refusal", "actual"),
    ],
)
def test_who_speaks_of_himself_promises_threatens_or_refuses_now(text, move, stance):
    assert only(text, "en", move=move).stance == stance


@pytest.mark.parametrize(
    ("words", "first", "last", "unreal"),
    [
        ("had mali agreed , togo would have signed", 0, 3, True),
        ("and had mali agreed , togo would have signed", 1, 4, True),
        ("he says had mali agreed , togo would have", 2, 5, False),
        ("had mali , togo", 0, 2, False),
        ("and had mali , togo", 1, 3, False),
        ("had mali agreed or not , togo", 0, 3, False),
        ("has mali agreed , togo would", 0, 3, False),
        ("mali had agreed , togo left", 0, 3, False),
        ("were it to attack , togo would win", 0, 4, True),
        ("were they attacked , to togo", 0, 3, False),
        ("it is to attack , togo left", 0, 4, False),
        ("had mali agreed", 0, 3, False),
    ],
)
def test_an_inverted_clause_with_its_consequence_behind_is_unreal(words, first, last, unreal):
    assert is_unreal_condition(words.split(), first, last) is unreal


@pytest.mark.parametrize(
    ("text", "move", "stance"),
    [
        ("Uganda reagierte auf den Angriff Togos.", "attack", "actual"),
        ("Uganda reagierte auf den mutmaßlichen Angriff Togos.", "attack", "unconfirmed"),
        ("Ein möglicher Angriff Togos auf Uganda beunruhigt Kenia.", "attack", "unconfirmed"),
        ("Nach dem drohenden Angriff Togos auf Uganda warnte Kenia.", "attack", "planned"),
        ("Vor dem geplanten Gipfel mit Togo lobte Kenia den Nachbarn.", "summit", "planned"),
        ("Nach dem abgesagten Gipfel mit Togo drohte Kenia.", "summit", "cancelled"),
    ],
)
def test_what_stands_before_an_events_noun_tells_of_it(text, move, stance):
    assert only(text, move=move).stance == stance


@pytest.mark.parametrize(
    ("text", "move", "stance"),
    [
        ("Kenia sagte, man habe Sanktionen gegen Togo verhängt.", "sanction", "actual"),
        ("Kenia sagte, man werde Sanktionen gegen Togo verhängen.", "sanction", "planned"),
        ("Kenia sagte, man könne Togo angreifen.", "attack", "unconfirmed"),
        ("Kenia sagte, man werde Togo nie verzeihen, und drohte dem Land.", "threat", "actual"),
    ],
)
def test_a_deed_that_is_only_spoken_of_is_not_yet_done(text, move, stance):
    assert only(text, move=move).stance == stance
