"""Codings as CSV and JSON lines: inert in spreadsheets, equal when read back."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standoff.coding import CODING_COLUMNS, read_codings, write_codings
from standoff.errors import BadValue, FileUnreadable
from standoff.nouns import Coding
from standoff.nouns.vocabulary import MOVES, STANCES

TEXT = st.text(st.characters(blacklist_categories=["Cs"]), max_size=30)


@st.composite
def codings(draw) -> Coding:
    text = draw(TEXT.filter(bool))
    start = draw(st.integers(0, 999))
    stance = draw(st.sampled_from([s for s in STANCES if s != "opinion"]))
    return Coding(
        doc=draw(TEXT),
        start=start,
        end=start + len(text),
        text=text,
        kind="event",
        move=draw(st.sampled_from(MOVES)),
        stance=stance,
        source=draw(TEXT),
        said=draw(TEXT),
        terms=draw(TEXT),
        place=draw(TEXT),
        speaker=draw(TEXT),
        number=draw(st.none() | st.integers(0, 99)),
        earliest=draw(st.none() | st.dates()),
        confidence=draw(st.floats(0, 1)),
    )


@given(st.lists(codings(), max_size=4), st.sampled_from(["csv", "jsonl"]))
def test_codings_read_back_equal(tmp_path_factory, rows, form):
    path = tmp_path_factory.mktemp("codings") / f"codings.{form}"
    with path.open("w", encoding="utf-8", newline="") as stream:
        write_codings(rows, stream, form)
    assert read_codings(path) == rows


@given(codings())
def test_no_cell_can_be_run_by_a_spreadsheet(row):
    stream = io.StringIO(newline="")
    write_codings([row], stream, "csv")
    stream.seek(0)
    cells = list(csv.reader(stream))[1]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_the_columns_are_the_contract():
    stream = io.StringIO()
    write_codings([], stream, "csv")
    assert next(csv.reader([stream.getvalue()])) == list(CODING_COLUMNS)


def test_a_table_is_one_line_a_coding():
    stream = io.StringIO()
    row = Coding(start=0, end=5, text="a\nb c", kind="event", move="talks")
    write_codings([row, row], stream, "table")
    assert len(stream.getvalue().splitlines()) == 3


def test_an_unknown_format_is_refused():
    with pytest.raises(BadValue, match="xml"):
        write_codings([], io.StringIO(), "xml")


@pytest.mark.parametrize(
    ("content", "error"),
    [
        ("a,b\n1,2\n", BadValue),
        ("doc,start,end,text,kind\nd,5,3,abc,event\n", BadValue),
        ("doc,start,end,text,kind\nd,0,3,abc,nonsense\n", BadValue),
        ("doc,start,end,text,kind\nd,zero,3,abc,event\n", BadValue),
    ],
)
def test_a_broken_row_is_named(tmp_path: Path, content, error):
    path = tmp_path / "broken.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(error, match=r"column|line 2|broken"):
        read_codings(path)


def test_a_missing_file_is_named(tmp_path: Path):
    with pytest.raises(FileUnreadable, match="nowhere"):
        read_codings(tmp_path / "nowhere.csv")
