"""Who is meant: pronouns, bare roles, both sides, and what is left unsaid."""

from __future__ import annotations

import pytest
from coding_sample import coded, only, states

from standoff.coding.discourse.discourse import Discourse


def told(*sentences: list[tuple[str, str, bool]]) -> Discourse:
    """A discourse after sentences of (code, kind, subject)."""
    discourse = Discourse()
    for mentions in sentences:
        discourse.next_sentence()
        for code, kind, subject in mentions:
            discourse.note(code, kind, subject=subject)
    discourse.next_sentence()
    return discourse


def test_he_is_the_subject_of_the_sentence_before():
    assert told([("A_X", "person", False), ("B_Y", "person", True)]).he() == "B_Y"


def test_he_is_nobody_in_the_same_clause():
    discourse = told([("A_X", "person", True), ("B_Y", "person", False)])
    assert discourse.he({"A_X"}) == "B_Y"


def test_he_reaches_four_sentences_back_and_no_further():
    discourse = told([("A_X", "person", True)], [], [], [])
    assert discourse.he() == "A_X"
    discourse.next_sentence()
    assert discourse.he() == ""


def test_a_stranger_takes_the_pronoun_away():
    discourse = told([("A_X", "person", True)])
    discourse.note_stranger()
    assert discourse.he() == ""


def test_both_sides_are_the_most_salient_of_different_states():
    discourse = told(
        [("USA", "state", True), ("PRK_KIM", "person", False)], [("PRK", "state", False)]
    )
    assert states(";".join(discourse.both())) == {"USA", "PRK"}


def test_salience_fades():
    discourse = told([("USA", "state", True)], *([[]] * 12))
    assert discourse.counterpart({"PRK"}) == ""


def test_the_counterpart_is_of_another_state():
    discourse = told(
        [("USA_TRUMP", "person", True), ("USA", "state", False), ("IRN", "state", False)]
    )
    assert discourse.counterpart({"USA"}) == "IRN"


@pytest.mark.parametrize(
    ("text", "source", "target"),
    [
        ("Trump traf Putin in Paris. Er lobte ihn als guten Mann.", "USA", "RUS"),
        ("Xi Jinping reiste nach Moskau. Dort lobte er Putin.", "CHN", "RUS"),
    ],
)
def test_pronouns_in_a_text(text, source, target):
    praise = only(text, move="praise")
    assert (states(praise.source), states(praise.target)) == ({source}, {target})


def test_a_role_word_means_who_bore_it():
    text = "Nordkoreas Machthaber Kim Jong Un empfing Trump. Der Diktator drohte dem Gast."
    assert states(only(text, move="threat").source) == {"PRK"}


def test_both_sides_in_a_text():
    text = (
        "Israel und die Hamas verhandeln seit Mai. Beide Seiten einigten sich auf eine Waffenruhe."
    )
    agreement = only(text, move="agreement")
    assert states(agreement.source) == {"ISR", "HAMAS"} == states(agreement.target)


def test_a_sentence_without_actors_inherits_the_two_of_the_text():
    text = "Trump traf Kim Jong Un in Hanoi. Der Gipfel ist gescheitert."
    assert states(only(text, move="breakdown").source) == {"USA", "PRK"}


def test_a_place_is_no_actor():
    text = "Die USA und Russland verhandelten in Wien. Sie einigten sich auf einen Vertrag."
    assert all("AUT" not in states(c.source) | states(c.target) for c in coded(text))


def test_the_police_are_those_of_the_place():
    text = "In der Türkei hat die Polizei einen deutschen Journalisten festgenommen."
    assert states(only(text, move="coercion").source) == {"TUR"}


def test_an_unknown_doer_stays_empty():
    text = "Die USA kritisierten Syrien. In Damaskus wurden zwei Soldaten erschossen."
    assert only(text, move="attack").source == ""


def test_what_is_criticised_belongs_to_whoever_did_it():
    text = "Die USA begannen ein Manöver mit Südkorea. Auch China kritisierte die Übung."
    assert "USA" in states(only(text, move="accusation").target)
