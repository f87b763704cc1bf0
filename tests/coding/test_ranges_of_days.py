"""Dates of statements: "from Monday to Thursday" is one range, promised days lie ahead."""

from __future__ import annotations

from datetime import date

import pytest

from standoff.coding import code_text

DAY = date(2025, 10, 14)


@pytest.mark.parametrize(
    ("text", "language", "days"),
    [
        (
            "Russland und die Ukraine verhandelten von Montag bis Donnerstag in Istanbul.",
            "de",
            (date(2025, 10, 13), date(2025, 10, 16)),
        ),
        (
            "Togo shelled Mali between 3 June and 9 June.",
            "en",
            (date(2025, 6, 3), date(2025, 6, 9)),
        ),
        ("Togo shelled Mali on 3 June and 9 June.", "en", (date(2025, 6, 3), date(2025, 6, 3))),
        (
            "North Korea promised to release the prisoners on 1 November.",
            "en",
            (date(2025, 11, 1), date(2025, 11, 1)),
        ),
    ],
)
def test_the_days_of_a_statement(text: str, language: str, days: tuple[date, date]) -> None:
    (coding,) = code_text(text, DAY, language)
    assert (coding.earliest, coding.latest) == days
    assert coding.said in text
