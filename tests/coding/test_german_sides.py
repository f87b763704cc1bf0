"""German press sentences: what is said, by whom, to whom. One row a class of fault, once met."""

from __future__ import annotations

import pytest
from coding_sample import clauses, coded, only, states


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Sollten die USA, Japan und Südkorea nachgeben, wird Nordkorea verhandeln.",
            [
                ("sub", "Sollten die USA, Japan und Südkorea nachgeben"),
                ("main", "wird Nordkorea verhandeln"),
            ],
        ),
        (
            "Der Rat beschloss, die Gelder für Syrien, Jordanien und den Libanon aufzustocken.",
            [
                ("main", "Der Rat beschloss"),
                ("inf", "die Gelder für Syrien, Jordanien und den Libanon aufzustocken"),
            ],
        ),
        (
            "Der Islamische Staat (IS) hat die Tat gestanden.",
            [("main", "Der Islamische Staat (IS) hat die Tat gestanden")],
        ),
        (
            "Seoul erklärte, die Manöver nicht aussetzen zu wollen.",
            [("main", "Seoul erklärte"), ("inf", "die Manöver nicht aussetzen zu wollen")],
        ),
        (
            "Die Türkei muss, wenn sie der EU beitreten will, die Todesstrafe abschaffen.",
            [
                ("main", "Die Türkei muss | die Todesstrafe abschaffen"),
                ("sub", "wenn sie der EU beitreten will"),
            ],
        ),
        (
            "Russland drohte, Japan und Südkorea warteten ab.",
            [("main", "Russland drohte"), ("main", "Japan und Südkorea warteten ab")],
        ),
    ],
)
def test_lists_asides_and_brackets(text, expected):
    assert clauses(text) == expected


@pytest.mark.parametrize(
    ("text", "move", "source", "target"),
    [
        ("Sowohl Merkel als auch Macron verurteilten Russland.", "accusation", "DEU;FRA", "RUS"),
        ("Weder Kiew noch Warschau verhandelten mit Minsk.", "refusal", "UKR;POL", "BLR"),
        ("Die Terrormiliz Islamischer Staat (IS) griff die Türkei an.", "attack", "ISIS", "TUR"),
        ("Die USA zogen ihre Truppen aus dem Irak ab.", "withdrawal", "USA", "IRQ"),
        ("Berlin unterstützt das Bürgerkriegsland Syrien.", "aid", "DEU", "SYR"),
    ],
)
def test_sides(text, move, source, target):
    coding = only(text, move=move)
    assert (states(coding.source), states(coding.target)) == (
        set(source.split(";")),
        set(target.split(";")),
    )


def test_to_go_on_with_a_manoeuvre_is_a_refusal():
    for text in (
        "Washington will die Manöver nicht aussetzen.",
        "Seoul erklärte, die Manöver nicht aussetzen zu wollen.",
    ):
        assert only(text).move == "refusal"
    assert only("Südkorea hat die Manöver ausgesetzt.").move == "concession"


def test_a_suspect_is_no_suspicion():
    text = "Ankara flog Angriffe auf mutmaßliche Stellungen der PKK."
    assert only(text, move="attack").stance == "actual"


def test_who_judges_is_the_source_of_the_judgement():
    judged = only("Berlin fürchtet, dass Moskau den Vertrag bricht.", kind="assessment")
    assert (judged.source, judged.target) == ("DEU", "RUS")
    awaited = coded("Obama wird am Sonntag in Moskau erwartet.")
    assert [(c.kind, c.move, c.stance) for c in awaited] == [("event", "talks", "planned")]


def test_what_somebody_says_of_nobody_is_no_statement():
    assert coded("Kerry reiste nach Moskau. Es sei ein schöner Tag, sagte er.")[1:] == []


def test_an_addressee_is_not_guessed_among_many():
    text = "Xi Jinping, Putin, Macron und Merkel trafen sich. Erdogan forderte ein Ende der Gewalt."
    assert only(text, move="demand").target == ""


def test_a_stranger_in_the_clause_before_is_the_doer():
    text = "Orban entließ einen Minister. Die Lehrer kritisierten den Plan und drohten mit Streik."
    assert not [c for c in coded(text) if c.move == "threat"]


def test_words_in_another_sense_are_no_statement():
    for text in (
        "Den Angeklagten aus Polen drohen in Moskau 23 Jahre Haft.",
        "Putin und Erdogan schwiegen. In kurzer Zeit sind viele Unterschriften zusammengekommen.",
        "Nach Angaben aus Paris hat ein Minister Kontakt zu den Attentätern von Brüssel.",
    ):
        found = {coding.move for coding in coded(text)}
        assert not found & {"threat", "talks", "attack"}, text
