"""What happened, what is planned, what might be, what never was."""

from __future__ import annotations

import pytest
from coding_sample import coded, only


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
