"""What is surely told counts in a text between states, though no rule says whose it is."""

from __future__ import annotations

from datetime import date

from standoff.coding import code_text
from standoff.coding.discourse.matter import Matter
from standoff.nouns import Coding

BETWEEN = "Serbia accused Kosovo of arming gunmen. Kosovo blamed Serbia for the unrest. "
ON_TWO = "Mali and Togo share a river. Mali dammed it, said Togo; Togo drains it, said Mali. "


def _last(text: str) -> list[Coding]:
    start = text.rstrip(". ").rfind(". ") + 2
    return [coding for coding in code_text(text, date(2024, 5, 2), "en") if coding.start >= start]


def test_a_sure_deed_of_somebody_without_a_state_is_told_with_open_sides() -> None:
    (coding,) = _last(BETWEEN + "The owner of the lorries rejected the allegation.")
    assert (coding.move, coding.source, coding.target) == ("dismissal", "", "")


def test_it_is_not_told_in_a_text_that_names_no_two_sides() -> None:
    one = (
        "Serbia votes in May. Serbia has parties. The owner of the lorries rejected the allegation."
    )
    assert not [c for c in code_text(one, date(2024, 5, 2), "en") if c.move == "dismissal"]


def test_what_two_do_together_is_of_the_two_whom_the_text_is_about() -> None:
    (coding,) = _last(
        ON_TWO + "The snow melted. Spring came. The thirteenth round of talks collapsed."
    )
    assert coding.move == "breakdown"
    assert set(coding.source.split(";")) == set(coding.target.split(";")) == {"MLI", "TGO"}


def test_a_text_is_about_two_if_both_are_often_named_and_no_third_comes_near() -> None:
    def of(**named: int) -> Matter:
        return Matter(dict(sorted(named.items(), key=lambda one: -one[1])), 100)

    assert of(MLI=4, TGO=3).pair() == ("MLI", "TGO")
    assert of(MLI=4, TGO=3, BEN=2).pair() == ("MLI", "TGO")
    assert of(MLI=4, TGO=4, BEN=3).pair() == ()
    assert of(MLI=4, TGO=2).pair() == ()
    assert of(MLI=9, TGO=3).pair() == ()
