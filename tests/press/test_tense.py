"""A day without a year lies where the tense of its clause puts it: in the past or ahead."""

from __future__ import annotations

from datetime import date

import pytest

from standoff import find_times

PRINTED = date(2020, 1, 10)
BEFORE, AFTER = 2019, 2020


@pytest.mark.parametrize(
    ("text", "language", "year"),
    [
        ("Am 5. Juli schwieg er.", "de", BEFORE),
        ("Am 5. Februar traf er den Gesandten.", "de", BEFORE),
        ("Am 5. Juli hat er geschwiegen.", "de", BEFORE),
        ("Am 5. Juli haben sie den Vertrag aufgenommen.", "de", BEFORE),
        ("Am 5. Februar ist er nach Genf gereist.", "de", BEFORE),
        ("Am 5. Juli schweigt er.", "de", AFTER),
        ("Am 5. Februar reist er.", "de", AFTER),
        ("Am 5. Juli wird er schweigen.", "de", AFTER),
        ("Am 5. November wird er ihn treffen.", "de", AFTER),
        ("Sie kamen ins Gespräch; am 5. Juli wird er schweigen.", "de", AFTER),
        ("Er wird schweigen, wie er am 5. Juli schwieg.", "de", BEFORE),
        ("On 5 July he met the envoy.", "en", BEFORE),
        ("On 5 July he has met the envoy.", "en", BEFORE),
        ("On 5 February he was in Geneva.", "en", BEFORE),
        ("On 5 July he will meet the envoy.", "en", AFTER),
        ("On 5 July he meets the envoy.", "en", AFTER),
        ("On 5 February he is to travel.", "en", AFTER),
    ],
)
def test_the_tense_says_on_which_side_of_today_a_day_lies(text, language, year):
    (found,) = find_times(text, PRINTED, language)
    assert found.earliest.year == year, text
    assert found.earliest == found.latest
