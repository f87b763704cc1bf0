"""Talks of two heads of state or government, face to face, are a summit."""

from __future__ import annotations

from datetime import date

import pytest

from standoff.coding import code_text
from standoff.coding.actors import load_gazetteer

DAY = date(2023, 3, 30)


@pytest.mark.parametrize(
    ("text", "language", "move"),
    [
        ("Xi Jinping and Vladimir Putin met in Moscow last week.", "en", "summit"),
        ("Emmanuel Macron received Olaf Scholz in Paris.", "en", "summit"),
        ("In 1986 Ronald Reagan met Mikhail Gorbachev in Reykjavik.", "en", "summit"),
        ("Joe Biden spoke by telephone with Xi Jinping.", "en", "talks"),
        ("Antony Blinken met Wang Yi in Munich.", "en", "talks"),
        ("Xi Jinping met Antony Blinken in Beijing.", "en", "talks"),
        ("Präsident Macron hat Kanzler Scholz in Paris empfangen.", "de", "summit"),
        ("Erdogan traf Putin in Sotschi.", "de", "summit"),
        ("Biden und Xi telefonierten.", "de", "talks"),
        ("Baerbock traf Blinken in Washington.", "de", "talks"),
    ],
)
def test_who_met_and_how_tells_a_summit_from_talks(text: str, language: str, move: str) -> None:
    assert [coding.move for coding in code_text(text, DAY, language)] == [move]


def test_a_head_is_one_from_the_first_day_in_office() -> None:
    gazetteer = load_gazetteer()
    assert not gazetteer.had_led("USA_TRUMP", date(2016, 12, 31))
    assert gazetteer.had_led("USA_TRUMP", date(2017, 1, 20))
    assert gazetteer.had_led("USA_TRUMP", date(2022, 1, 1))
    assert gazetteer.had_led("PRK_KIM", None)
    assert not gazetteer.had_led("USA_BLINKEN", None)
    assert not gazetteer.had_led("USA", None)
