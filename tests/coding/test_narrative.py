"""When a deed happened whose sentence does not say so."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standoff.coding import code_text
from standoff.coding.datafiles import read_table
from standoff.coding.timing.narrative import NEWS

EXAMPLES = [
    pytest.param(language, example, id=f"{language}-{number}")
    for language in ("de", "en")
    for number, example in enumerate(read_table(f"narrative/{language}.toml")["examples"])
]


@pytest.mark.parametrize(("language", "example"), EXAMPLES)
def test_examples_of_the_data_files(language, example):
    codings = code_text(example["text"], published=example["published"], language=language)
    (coding,) = [c for c in codings if c.move == example["move"]]
    told = (coding.earliest, coding.latest)
    assert told == (example.get("earliest"), example.get("latest"))


def test_without_a_date_of_publication_only_what_the_text_says_is_told():
    text = "In 2017 Iran tested a missile. Israel threatened Tehran with an attack."
    codings = code_text(text, published=None, language="en")
    assert {c.earliest for c in codings} == {date(2017, 1, 1)}
    assert not any(
        c.earliest or c.latest
        for c in code_text("Iran has threatened Israel.", published=None, language="en")
    )


def test_an_inferred_date_has_no_words():
    text = "On Monday Iran tested a missile. Israel threatened Tehran with an attack."
    test, threat = code_text(text, published=date(2021, 3, 12), language="en")
    assert (test.said, threat.said) == ("Monday", "")
    assert (test.earliest, threat.earliest) == (date(2021, 3, 8), date(2021, 3, 8))


def test_reported_speech_and_later_sentences_take_no_date():
    text = (
        "On Monday Iran tested a missile. Nothing else was known. The weather was fine. "
        "Israel threatened Tehran with an attack."
    )
    (threat,) = [
        c for c in code_text(text, published=date(2021, 3, 12), language="en") if c.move == "threat"
    ]
    assert threat.earliest is None


@given(st.dates(date(1992, 1, 1), date(2030, 12, 31)))
def test_a_lead_never_tells_of_days_after_its_publication(published):
    (coding,) = code_text("Nordkorea hat den USA gedroht.", published=published, language="de")
    assert coding.latest == published
    assert coding.earliest == published - timedelta(days=NEWS)
