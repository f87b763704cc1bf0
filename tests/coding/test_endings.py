"""Where English evidence begins and ends: what is added, what "and, ..." goes on from, what for."""

from __future__ import annotations

from datetime import date

import pytest

from standoff.coding import code_text

EVIDENCE = {
    "an apposition": (
        "Poland recalled its ambassador from Minsk, a decision that Belarus called hysterical.",
        "Poland recalled its ambassador from Minsk",
    ),
    "what it is compared with": (
        "Chad expelled the Sudanese ambassador, the third such expulsion in a month.",
        "Chad expelled the Sudanese ambassador",
    ),
    "how long after": (
        "Qatar restored ties with Bahrain, four years after cutting them.",
        "Qatar restored ties with Bahrain",
    ),
    "who says so": (
        "Twelve people were killed in a Saudi airstrike on Sanaa, according to the Houthis.",
        "Twelve people were killed in a Saudi airstrike on Sanaa",
    ),
    "a list stays whole": (
        "Kenya banned imports of Somali sugar, tea and milk.",
        "Kenya banned imports of Somali sugar, tea and milk",
    ),
    "what the verb needs stays": (
        "Kenya signed, on Sunday, a trade pact with Uganda.",
        "Kenya signed, on Sunday, a trade pact with Uganda",
    ),
}


@pytest.mark.parametrize(("text", "evidence"), EVIDENCE.values(), ids=EVIDENCE)
def test_the_evidence_ends_with_the_statement(text: str, evidence: str) -> None:
    first = code_text(text, date(2024, 5, 2), "en")[0]
    assert first.text == evidence


def test_what_follows_an_insertion_behind_and_is_a_clause_of_its_own() -> None:
    text = "Peru recalled its envoy from Quito and, a week later, closed the border with Ecuador."
    codings = code_text(text, date(2024, 5, 2), "en")
    assert [coding.text for coding in codings] == [
        "Peru recalled its envoy from Quito",
        "a week later, closed the border with Ecuador",
    ]
    assert {coding.source for coding in codings} == {"PER"}


def test_behind_an_insertion_the_main_clause_goes_on() -> None:
    text = "Armenia demanded that Azerbaijan leave Lachin at once and, later, banned all flights."
    demand = code_text(text, date(2024, 5, 2), "en")[0]
    assert demand.move == "demand"
    assert demand.text.endswith("leave Lachin at once")


def test_an_insertion_with_a_name_is_not_taken_for_the_subject() -> None:
    text = "Peru recalled its envoy and, according to officials in Lima, will close the border."
    assert {coding.source for coding in code_text(text, date(2024, 5, 2), "en")} == {"PER"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("To attack Mali, Togo needs ships.", []),
        (
            "To put pressure on Tehran, Washington sent a carrier to the Gulf.",
            [("deployment", "Washington sent a carrier to the Gulf")],
        ),
        (
            "To end the war, Peru and Chile signed a deal.",
            [("agreement", "Peru and Chile signed a deal")],
        ),
        ("To Mali, Togo sent a letter.", [("letter", "To Mali, Togo sent a letter")]),
    ],
)
def test_what_a_deed_is_for_has_not_been_done(text: str, expected: list[tuple[str, str]]) -> None:
    made = code_text(text, date(2024, 5, 2), "en")
    assert [(coding.move, coding.text) for coding in made] == expected
