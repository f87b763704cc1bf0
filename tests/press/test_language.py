"""The language of a text, told by its function words."""

from __future__ import annotations

import json
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standoff.press import tell_language

TABLE = tomllib.loads(files("standoff.press").joinpath("data/language.toml").read_text("utf-8"))


@pytest.mark.parametrize("language", TABLE)
def test_examples_of_the_data_file(language: str) -> None:
    assert tell_language(TABLE[language]["example"]) == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Der Minister sagte, er werde nicht nachgeben.", "de"),
        ("The minister said that he would not give in.", "en"),
        ("DER MINISTER UND DIE FRAGE NACH DEM VERTRAG", "de"),
        ("Kim Jong Un", ""),
        ("", ""),
        ("12 34 56 !!!", ""),
        ("Le ministre a dit que la paix viendrait.", ""),
    ],
)
def test_texts(text: str, language: str) -> None:
    assert tell_language(text) == language


def test_no_word_belongs_to_two_languages() -> None:
    words = [word for entry in TABLE.values() for word in set(entry["words"].split())]
    assert len(words) == len(set(words))


def test_a_quotation_does_not_change_the_language() -> None:
    text = "Der Präsident schrieb, „we will see what happens with it“, und sein Sprecher nickte."
    assert tell_language(text + " Danach war von ihm nichts mehr zu hören.") == "de"


@given(st.text())
def test_any_text(text: str) -> None:
    assert tell_language(text) in ("", *TABLE)


def test_german_newspapers(shared: Path) -> None:
    lines = (shared / "data" / "times" / "dev.jsonl").read_text("utf-8").splitlines()
    told = [tell_language(json.loads(line)["text"]) for line in lines]
    assert told.count("de") >= len(told) - 1  # one is a table of sports teams
    assert "en" not in told
