"""English sentences as agencies write them: who does what, where clauses end, what is planned."""

from __future__ import annotations

from datetime import date

import pytest
from coding_sample import clauses, coded, only, states

from standoff.coding import code_text


def told(text: str) -> set[tuple[str, str, str]]:
    """(move, source, target) of every coding, states only."""
    return {
        (c.move, ";".join(sorted(states(c.source))), ";".join(sorted(states(c.target))))
        for c in coded(text, "en")
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "A treaty that had been signed in Oslo was broken.",
            [("main", "A treaty | was broken"), ("rel", "that had been signed in Oslo")],
        ),
        (
            "If Norway, Sweden and Finland join, Russia will protest.",
            [("sub", "If Norway, Sweden and Finland join"), ("main", "Russia will protest")],
        ),
        (
            "In Oslo, Norway and Russia signed a treaty.",
            [("main", "In Oslo"), ("main", "Norway and Russia signed a treaty")],
        ),
        (
            "Chile said Peru and Bolivia must agree.",
            [("main", "Chile said"), ("sub", "Peru and Bolivia must agree")],
        ),
        (
            "Peru denounced the visit as illegal and left.",
            [("main", "Peru denounced the visit as illegal"), ("main", "left")],
        ),
    ],
)
def test_clauses(text, expected):
    assert clauses(text, "en") == expected


@pytest.mark.parametrize(
    ("text", "move", "source", "target"),
    [
        ("Peru accused Chile of spying, asked Bolivia for help and left.", "demand", "PER", "BOL"),
        ("Niger attacked Chad, Togo and Benin.", "attack", "NER", "TCD;TGO;BEN"),
        ("Iran seized a tanker, prompting Oman to demand its release.", "demand", "OMN", "IRN"),
        ("Gunmen killed two monks in Srinagar.", "attack", "", "IND"),
        ("Kim tested a missile.", "weapon_test", "PRK", ""),
        ("Latvia must release the crew, Belarus said.", "demand", "BLR", "LVA"),
        ("Chad was forced to withdraw its troops from Niger.", "withdrawal", "TCD", "NER"),
        ("Oman lifted a night curfew in Muscat.", "relief", "OMN", ""),
        ("King Hassan of Morocco on Tuesday accused Algeria of lying.", "accusation", "MAR", "DZA"),
    ],
)
def test_who_does_what_to_whom(text, move, source, target):
    coding = only(text, "en", move=move)
    assert states(coding.source) == set(filter(None, source.split(";")))
    if target:
        assert states(coding.target) == set(target.split(";"))


def test_a_scheduled_meeting_that_is_called_off_is_cancelled():
    found = coded("Merkel was due to meet Putin in Sochi. The meeting was called off.", "en")
    assert ("summit", "cancelled") in {(c.move, c.stance) for c in found}
    assert only("A summit that Peru and Chile had planned was called off.", "en").move in (
        "cancellation",
        "breakdown",
    )


def test_a_threat_is_not_dated_at_its_deadline():
    day = date(2019, 6, 12)
    (threat,) = [
        c
        for c in code_text("Iran threatened to close the strait by the end of the year.", day, "en")
        if c.move == "threat"
    ]
    assert threat.latest is None or threat.latest <= day
    (dated,) = code_text("Iran threatened on Monday to close the strait.", day, "en")
    assert dated.earliest == date(2019, 6, 10)


def test_who_closes_a_sentence_with_said_is_its_speaker():
    coding = only("Rebels in Chad shelled a village, the government of Niger said.", "en")
    assert states(coding.speaker) == {"NER"}
    assert states(coding.source) == {"TCD"}


def test_a_measure_under_unless_is_a_threat():
    coding = only("Sweden will cut aid to Uganda unless the raids end.", "en", move="threat")
    assert coding.stance == "conditional"


def test_nouns_in_front_of_nouns_are_no_events():
    found = coded("Chad bought attack helicopters from Togo.", "en")
    assert not [c for c in found if c.plover == "ASSAULT"]


def test_sport_and_products_are_not_coded():
    for text in (
        "England beat Germany after the striker attacked the goal in the cup final.",
        "The firm launched an app; users of the software in Japan complained about an update.",
    ):
        assert not coded(text, "en")


def test_a_text_that_ends_in_that_is_read():
    assert code_text("Trump&THAT", None, "en") == []
