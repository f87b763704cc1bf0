"""Both languages say everything, and say dates and numbers as their readers do."""

from __future__ import annotations

import string
import tomllib
from datetime import date
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standoff.errors import DataError
from standoff.nouns.vocabulary import KINDS, LEVELS, MOVES, STANCES, SYSTEMS
from standoff.report.naming import GROUPS
from standoff.report.words import load_words

LANGUAGES = ("en", "de")


def catalogue(language):
    source = files("standoff.report.words").joinpath(f"{language}.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))


def flat(table):
    for section, entries in table.items():
        for name, entry in entries.items():
            forms = entry if isinstance(entry, dict) else {"": entry}
            for form, text in forms.items():
                yield f"{section}.{name}.{form}", text


def placeholders(text):
    if not isinstance(text, str):
        return len(text)
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_catalogues_have_the_same_texts_with_the_same_places():
    english, german = (dict(flat(catalogue(language))) for language in LANGUAGES)
    assert english.keys() == german.keys()
    for key in english:
        assert placeholders(english[key]) == placeholders(german[key]), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_value_of_the_codebook_has_a_word(language):
    words = load_words(language)
    for section, values in (
        ("moves", MOVES), ("kinds", KINDS), ("stances", STANCES), ("systems", SYSTEMS),
        ("groups", GROUPS), ("method", LEVELS),
    ):  # fmt: skip
        assert [value for value in values if not words.knows(section, value)] == [], section


def test_an_unknown_value_reads_as_itself_and_an_unknown_text_is_an_error():
    words = load_words("en")
    assert words.label("outcomes", "cyber_attack") == "cyber attack"
    with pytest.raises(DataError, match=r"claims\.nonsense"):
        words.t("claims.nonsense")


@pytest.mark.parametrize(
    ("first", "last", "english", "german"),
    [
        ((2019, 5, 4), (2019, 5, 4), "4 May 2019", "4. Mai 2019"),
        ((2019, 5, 4), (2019, 5, 6), "4–6 May 2019", "4.–6. Mai 2019"),
        ((2019, 2, 27), (2019, 3, 1), "27 February – 1 March 2019", "27. Februar – 1. März 2019"),
        ((2019, 12, 31), (2020, 1, 1), "31 December 2019 – 1 January 2020",
         "31. Dezember 2019 – 1. Januar 2020"),
        ((2020, 2, 1), (2020, 2, 29), "February 2020", "Februar 2020"),
        ((2020, 2, 1), (2020, 3, 31), "February–March 2020", "Februar–März 2020"),
        ((2017, 1, 1), (2017, 12, 31), "2017", "2017"),
        ((2017, 1, 1), (2020, 12, 31), "2017 – 2020", "2017 – 2020"),
        ((2018, 11, 1), (2019, 1, 31), "November 2018 – January 2019",
         "November 2018 – Januar 2019"),
        (None, (2019, 5, 4), "until 4 May 2019", "bis 4. Mai 2019"),
        ((2019, 5, 4), None, "from 4 May 2019", "ab 4. Mai 2019"),
        (None, None, "date not given", "kein Datum angegeben"),
    ],
)  # fmt: skip
def test_days(first, last, english, german):
    ends = [date(*day) if day else None for day in (first, last)]
    # A day does not part from its month at the end of a line.
    assert load_words("en").days(*ends).replace("\u00a0", " ") == english
    assert load_words("de").days(*ends).replace("\u00a0", " ") == german


def test_the_last_day_that_there_is():
    assert load_words("en").days(date(9999, 12, 1), date(9999, 12, 31)) == "December 9999"


@pytest.mark.parametrize(
    ("value", "english", "german"),
    [
        (13, "13", "13"), (13.0, "13", "13"), (0.5, "0.5", "0,5"),
        (1234.25, "1,234.25", "1.234,25"),
        (-3, "−3", "−3"), (float("inf"), "∞", "∞"), (float("nan"), "–", "–"), (100, "100", "100"),
    ],
)  # fmt: skip
def test_numbers(value, english, german):
    assert load_words("en").number(value) == english
    assert load_words("de").number(value) == german


@given(st.floats(0, 1))
def test_percent_says_none_and_all_only_where_it_is_so(share):
    said = load_words("en").percent(share)
    assert (said == "0%") == (share == 0)
    assert (said == "100%") == (share == 1)


@given(st.text(max_size=40))
def test_an_argument_is_never_read_as_a_pattern(text):
    assert load_words("en").t("evidence.rule", rule=text) == f"rule {text}"
