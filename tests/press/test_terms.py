"""A length that is set for something to come lies ahead, whatever tense its clause shows."""

from __future__ import annotations

from datetime import date

import pytest

from standoff.press import find_times

DAY = date(2024, 5, 10)
AHEAD = [
    ("de", "Moskau forderte Kiew auf, innerhalb von drei Tagen zu antworten.", 13),
    ("de", "Er versprach, die Truppen binnen drei Tagen abzuziehen.", 13),
    ("de", "Sie verlangte den Abzug binnen 48 Stunden.", 12),
    ("de", "Das Parlament werde innerhalb von fünf Tagen abstimmen.", 15),
    ("de", "Rom gab Tunis 48 Stunden Zeit.", 12),
    ("de", "Lima stellte ein Ultimatum von drei Tagen.", 13),
    ("en", "She demanded a withdrawal within three days.", 13),
    ("en", "The rebels had to leave within three days.", 13),
    ("en", "Lima set a deadline of three days.", 13),
]
BACK = [
    ("de", "Innerhalb von drei Tagen starben zwölf Menschen.", 7),
    ("de", "Binnen drei Tagen hat sich die Lage verschlechtert.", 7),
    ("de", "Es gelang ihm, binnen drei Tagen tausend Stimmen zu sammeln.", 7),
    ("de", "Sie redeten über die innerhalb von drei Tagen gefallenen Bomben.", 7),
    ("en", "Twelve people have been killed within three days.", 7),
]
OPEN = [("de", "Die Übung dauerte drei Tage."), ("de", "Es blieb eine Frage von drei Tagen.")]


def spans(text: str, language: str) -> list[tuple[date | None, date | None]]:
    return [(p.earliest, p.latest) for p in find_times(text, DAY, language)]


@pytest.mark.parametrize(("language", "text", "day"), AHEAD)
def test_a_term_begins_on_the_day_of_the_text(language, text, day):
    assert spans(text, language) == [(DAY, DAY.replace(day=day))]


@pytest.mark.parametrize(("language", "text", "day"), BACK)
def test_what_happened_within_days_lies_before_it(language, text, day):
    assert spans(text, language) == [(DAY.replace(day=day), DAY)]


@pytest.mark.parametrize(("language", "text"), OPEN)
def test_a_length_that_nobody_set_stays_open(language, text):
    assert spans(text, language) == [(None, None)]
