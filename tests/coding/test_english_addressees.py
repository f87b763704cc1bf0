"""English: whom an act is meant for where only the context says so, and what is no act."""

from __future__ import annotations

import pytest

from standoff.coding import code_text

_WAR = "Iran attacked Iraq. Iraq hit Iran. "
_QUARREL = "Oman condemned Qatar. Qatar criticised Iran. "

CASES = [
    (_WAR + "Oman urged the two not to widen the war.", "demand", "OMN", "IRN;IRQ"),
    (_WAR + "Oman asked both governments to lay down their arms.", "demand", "OMN", "IRN;IRQ"),
    (_WAR + _QUARREL + "Iraq threatened to strike the oil fields.",
     "threat", "IRQ", "IRN"),
    ("Chad told Niger that it would not sign the treaty.", "refusal", "TCD", "NER"),
    ("Chad assured Niger that it would withdraw its troops.", "pledge", "TCD", "NER"),
    ("Chad threatened to close the pipeline if Niger imposed new duties.", "threat", "TCD", "NER"),
    ("Chad demanded that Niger pull back its troops.", "demand", "TCD", "NER"),
    ("Chad's soldiers, waiting at the border, threaten to attack Niger.", "threat", "TCD", "NER"),
    ("Niger attacked Chad. About twenty Chadian soldiers crossed the border to Niger.",
     "deployment", "TCD_MIL", "NER"),
    (_WAR + "Iran fired forty missiles in return.", "attack", "IRN", "IRQ"),
    ("Chad's foreign minister denied reports that his country had shipped arms to Niger.",
     "aid", "TCD", "NER"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "move", "source", "target"), CASES)
def test_the_last_statement_is_of_these(text: str, move: str, source: str, target: str) -> None:
    last = code_text(text, language="en")[-1]
    sides = {code.split("_")[0] for code in last.target.split(";")}
    assert (last.move, sides) == (move, set(target.split(";"))), last
    assert last.source.split("_")[0] == source.split("_")[0]


def test_where_nobody_struck_a_missile_that_is_fired_is_a_test() -> None:
    assert code_text("Iran fired forty missiles.", language="en")[0].move == "weapon_test"


def test_what_is_asked_for_did_not_happen() -> None:
    for codings in (
        code_text("Chad asked Niger to withdraw its troops.", language="en"),
        code_text("Chad wants Niger to release the pilots.", language="en"),
    ):
        assert [c.move for c in codings] == ["demand"]


def test_an_infinitive_behind_a_noun_of_saying_is_what_the_noun_is_about() -> None:
    for noun, move in (("threat", "threat"), ("refusal", "refusal")):
        (coding,) = code_text(f"A {noun} by Chad to meet Niger alarmed traders.", language="en")
        assert (coding.source, coding.move) == ("TCD", move)


def test_he_is_no_woman() -> None:
    text = (
        "Chancellor Angela Merkel met Emmanuel Macron. She thanked the hosts. "
        "He threatened Poland with sanctions."
    )
    last = code_text(text, language="en")[-1]
    assert last.source == "FRA_MACRON"


def test_an_organisation_meets_within_itself() -> None:
    text = _WAR + "The Security Council met on Friday."
    last = code_text(text, language="en")[-1]
    assert (last.source, last.target) == ("UN", "")


def test_whom_the_text_is_about_are_on_both_sides_of_what_they_do_together() -> None:
    text = "Iran threatened Israel. Israel bombed Iran. Iran's negotiators met in Vienna."
    last = code_text(text, language="en")[-1]
    assert set(last.source.split(";")) == set(last.target.split(";")) == {"IRN", "ISR"}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Chad's president met his counterpart from Niger.", "en"),
        ("Der Präsident des Tschad traf seinen Amtskollegen aus dem Niger.", "de"),
    ],
)
def test_a_counterpart_from_elsewhere_is_not_his_own(text: str, language: str) -> None:
    (coding,) = code_text(text, language=language)
    assert {code.split("_")[0] for code in coding.source.split(";")} == {"TCD", "NER"}


def test_what_a_relative_clause_is_about_is_the_noun_before_it() -> None:
    codings = code_text("The sanctions that Chad imposed on Niger are unpopular.", language="en")
    assert [(c.source, c.target, c.move) for c in codings] == [("TCD", "NER", "sanction")]


def test_a_bare_name_behind_a_verb_of_giving_is_who_gets_it() -> None:
    (coding,) = code_text("Chad sent Niger medicine.", language="en")
    assert (coding.source, coding.target, coding.move) == ("TCD", "NER", "aid")


def test_calls_for_help_and_thanks_to_allies_are_not_meant_for_the_foe() -> None:
    for said in ("Iraq thanked its allies.", "Iraq called for more ammunition."):
        last = code_text(_WAR + said, language="en")[-1]
        assert (last.source, last.target) == ("IRQ", "")


def test_a_threat_that_is_promised_is_uttered_now() -> None:
    (coding,) = code_text("Chad promised Niger a harsh response.", language="en")
    assert (coding.move, coding.stance) == ("threat", "actual")
