"""The page of mechanisms: both answers stand on it, hostile words stay words, both languages."""

from __future__ import annotations

import msgspec
import pytest

from standoff.game.statics.seen import odds_ratio
from standoff.nouns.mechanism import Implied, MechanismResult, Mechanisms, Seen
from standoff.report import mechanisms_sheet, render_sheet
from standoff.report.mechanisms import odds_told
from standoff.report.words import load_words


def _implied(variant: str, share: float) -> Implied:
    return Implied(
        variant=variant, verdict="no" if share == 0 else "yes", share=share,
        share_interval=(0.0, 0.3) if share == 0 else (0.7, 1.0), against=1 - share, solved=12,
        effects=(-0.02, 0.01, 0.03), at_file=0.0123, agree=0.75,
    )  # fmt: skip


def _answer(case: str = "invented", claim: str = "Bells make rain.") -> Mechanisms:
    results = tuple(
        MechanismResult(
            id=f"m{k}", row=k + 1, claim={"en": claim, "de": "Glocken machen Regen."},
            contrast="bell = loud vs bell = mute", outcome="sky = rain", sign="+",
            implied=(_implied("tension_for_home", share), _implied("tension_for_relief", share)),
            seen=(Seen(mapping="gravest", verdict="supported", n_high=9, n_low=90, came_high=8,
                       came_low=4, odds_ratio=None, low=3.5, high=None),),
        )
        for k, share in enumerate((1.0, 0.0))
    )  # fmt: skip
    return Mechanisms(
        prior="articles", draws=12, seed=1, unsolved={"tension_for_home": 0}, states=(100, 10),
        clocks={"deadline": 1}, results=results, case=case, months=99,
    )  # fmt: skip


@pytest.mark.parametrize("language", ["en", "de"])
def test_both_answers_stand_on_the_page(language: str) -> None:
    page = render_sheet(mechanisms_sheet(_answer(), language))
    assert "8 / 9" in page
    assert "bell = loud vs bell = mute: sky = rain" in page
    assert page.count("<svg") >= 2
    assert ("The game contradicts" if language == "en" else "Das Spiel widerspricht") in page


def test_without_a_record_only_the_model_speaks() -> None:
    page = render_sheet(mechanisms_sheet(_answer(case="")))
    assert "8 / 9" not in page
    assert "No record was asked." in page


def test_hostile_words_stay_words() -> None:
    page = render_sheet(mechanisms_sheet(_answer(claim="<img src=x onerror=alert(1)>")))
    assert "<img" not in page
    assert "&lt;img" in page


def test_a_fit_has_its_column_and_changes_what_the_page_says_of_the_values() -> None:
    plain, answer = render_sheet(mechanisms_sheet(_answer())), _answer()
    assert "none is estimated" in plain
    assert "Fitted to the record" not in plain
    first = msgspec.structs.replace(answer.results[0].implied[0], fitted=0.25)
    result = msgspec.structs.replace(answer.results[0], implied=(first,))
    fitted = msgspec.structs.replace(answer, results=(result, *answer.results[1:]))
    page = render_sheet(mechanisms_sheet(fitted))
    assert "Fitted to the record" in page
    assert "0.25" in page
    assert "none is estimated" not in page


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ((7, 9, 0, 5), "every case here, none there"),
        ((7, 7, 4, 5), "here without exception; ratio at least 0.04"),
        ((0, 30, 5, 290), "no case here; ratio at most"),
        ((4, 5, 7, 7), "there without exception"),
        ((1, 24, 4, 360), " to "),
    ],
)
def test_an_odds_ratio_without_an_end_is_said_in_words(
    counts: tuple[int, int, int, int], told: str
) -> None:
    ratio, ends = odds_ratio(*counts)
    assert ends is not None
    came, n, came_low, n_low = counts
    seen = Seen(
        mapping="last", verdict="open", odds_ratio=ratio, low=ends[0], high=ends[1],
        came_high=came, n_high=n, came_low=came_low, n_low=n_low,
    )  # fmt: skip
    said = odds_told(seen, load_words("en"))
    assert told in said
    assert "inf" not in said
    assert "∞" not in said


def test_what_is_compared_is_told_in_the_words_of_the_page() -> None:
    answer = _answer()
    nothing = Seen(mapping="last", verdict="open", why="no month of one of the two kinds",
                   why_told={"en": "no month", "de": "kein Monat"})  # fmt: skip
    told = {
        "here": {"en": "the bell is loud", "de": "die Glocke ist laut"},
        "there": {"en": "the bell is mute", "de": "die Glocke ist stumm"},
        "asked": {"en": "it rains", "de": "es regnet"},
    }
    result = msgspec.structs.replace(answer.results[0], seen=(nothing, nothing, nothing), **told)
    page = render_sheet(mechanisms_sheet(msgspec.structs.replace(answer, results=(result,)), "de"))
    assert "Hier: die Glocke ist laut. Dort: die Glocke ist stumm. Gefragt: es regnet." in page
    assert page.count("kein Monat") == 1
    assert "no month" not in page
