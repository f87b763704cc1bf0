"""How many tests or raids a period saw; what is prepared; what is being geared up for."""

from __future__ import annotations

from datetime import date

import pytest

from standoff.coding import code_text
from standoff.nouns import Coding

DAY = date(2019, 11, 29)


def only(text: str, language: str = "en") -> Coding:
    made = code_text(text, DAY, language)
    assert len(made) == 1
    return made[0]


@pytest.mark.parametrize(
    ("text", "move", "number"),
    [
        ("Since May North Korea has tested 26 ballistic missiles.", "weapon_test", 26),
        ("North Korea has launched twelve missiles this year.", "weapon_test", 12),
        ("Togo has carried out 40 air strikes on Ghana since June.", "attack", 40),
        ("Togo mounted six raids on Ghana in the past month.", "attack", 6),
    ],
)
def test_what_a_period_saw_is_counted(text: str, move: str, number: int) -> None:
    coding = only(text)
    assert (coding.kind, coding.move, coding.number) == ("count", move, number)


@pytest.mark.parametrize(
    ("text", "move", "number"),
    [
        ("Seit Mai hat Nordkorea 26 Raketen getestet.", "weapon_test", 26),
        ("Nordkorea hat in diesem Jahr zwölf Raketen abgefeuert.", "weapon_test", 12),
        ("Seit Juni hat Togo 40 Luftangriffe auf Ghana geflogen.", "attack", 40),
    ],
)
def test_what_a_period_saw_is_counted_in_german(text: str, move: str, number: int) -> None:
    coding = only(text, "de")
    assert (coding.kind, coding.move, coding.number) == ("count", move, number)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Since May North Korea has tested 26 ballistic missiles.", "en"),
        ("Seit Mai hat Nordkorea 26 Raketen getestet.", "de"),
    ],
)
def test_a_count_since_a_month_reaches_until_the_text_was_published(
    text: str, language: str
) -> None:
    coding = only(text, language)
    assert (coding.earliest, coding.latest) == (date(2019, 5, 1), DAY)


@pytest.mark.parametrize(
    "text",
    [
        "North Korea tested two ballistic missiles on Friday.",
        "Togo has sent 2,500 soldiers to Ghana since May.",
        "Togo has carried out air strikes on Ghana since June.",
    ],
)
def test_arms_of_a_day_and_men_are_no_counts(text: str) -> None:
    assert only(text).kind == "event"


def test_what_is_to_be_tested_is_not_what_is_prepared() -> None:
    coding = only("Iran said it was preparing to test a missile.")
    assert (coding.move, coding.stance) == ("weapon_test", "planned")


@pytest.mark.parametrize("words", ["gearing up", "readying itself", "bracing itself", "arming"])
def test_who_gears_up_for_a_deed_has_not_done_it(words: str) -> None:
    assert only(f"Togo is {words} to shell Ghana.").stance == "planned"
