"""`standoff code --coder`: one or several, as a person and a program call it."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from standoff.case import code_files
from standoff.cli import root
from standoff.cli.code import command
from standoff.errors import BadValue, MissingExtra
from standoff.nouns.schemas import schema_of

PAGE = Path(__file__).parents[2] / "docs" / "coders.md"


@pytest.fixture
def path(tmp_path):
    file = tmp_path / "a.txt"
    file.write_text(
        "Am Montag testete Nordkorea eine Kurzstreckenrakete. Die USA drohten mit Sanktionen.",
        encoding="utf-8",
    )
    return file


def run(*words):
    return CliRunner().invoke(root, ["code", *map(str, words)])


@pytest.fixture
def second(monkeypatch):
    """A second coder in the house: the rules under another name."""
    from standoff.coding.coders import interface

    class Second(interface.RuleCoder):
        name = "spacy:second"

    monkeypatch.setattr(interface, "_spacy", lambda rest, options: Second())


def test_naming_the_rules_changes_nothing(path):
    plain = run(path, "--published", "2020-03-03", "--format", "csv")
    named = run(path, "--published", "2020-03-03", "--format", "csv", "--coder", "rules")
    assert plain.stdout == named.stdout
    assert plain.exit_code == named.exit_code == 0


@pytest.mark.usefixtures("second")
def test_several_coders_are_laid_side_by_side(path):
    words = (path, "--published", "2020-03-03", "--coder", "rules", "--coder", "spacy:second")
    table = run(*words)
    assert "all agree" in table.stdout
    assert "rules and spacy:second: 2 statements of both" in table.stderr
    rows = list(csv.DictReader(io.StringIO(run(*words, "--format", "csv").stdout)))
    assert [row["coder"] for row in rows] == ["rules", "rules", "spacy:second", "spacy:second"]
    answer = json.loads(run(*words, "--json").stdout)
    jsonschema.validate(answer, schema_of("code"))
    assert answer["pool"]["agreed"] == 2


@pytest.mark.parametrize(
    ("spec", "fault", "said"),
    [
        ("guess", BadValue, "unknown coder"),
        ("spacy:de_core_news_sm", MissingExtra, r"pip install 'standoff\[spacy\]'"),
        ("llm:http://example.org/v1#m", BadValue, "unencrypted"),
    ],
)
def test_faults_are_told_before_anything_is_read(monkeypatch, tmp_path, spec, fault, said):
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(fault, match=said):
        code_files([tmp_path / "no.txt"], coders=[spec])


def test_every_option_of_the_page_exists():
    options = {name for option in command.params for name in option.opts}
    assert set(re.findall(r"--[a-z][a-z-]+", PAGE.read_text(encoding="utf-8"))) <= options
