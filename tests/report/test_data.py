"""Chart data as CSV: inert in spreadsheets, and equal when read back."""

from __future__ import annotations

import csv
import io
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from report_sample import sample_page

from standoff.report import chart_csv, counts_chart, timeline_chart, write_chart_csv
from standoff.report.data import inert, read_csv
from standoff.report.grammar import Chart

CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=30)
NASTY = st.sampled_from(
    ["=1+1", "+1", "-1", "@a", "\t=1", "\r=1", "\n=1", " =1", "'=1", "''", "＝1"]
)


def chart(rows):
    return Chart(
        name="x", title="x", alt="x", language="en", headings={"a": "=A", "b": "B"},
        rows=tuple({"a": a, "b": b} for a, b in rows),
    )  # fmt: skip


@given(st.lists(st.tuples(CELLS | NASTY, CELLS | NASTY), max_size=8))
def test_cells_are_inert_and_read_back_equal(rows):
    text = chart_csv(chart(rows))
    assert read_csv(text) == [["=A", "B"], *([a, b] for a, b in rows)]
    for cells in csv.reader(io.StringIO(text, newline="")):
        assert not any(cell.lstrip(" ")[:1] in tuple("=+-@\t\r\n") for cell in cells if cell)


def test_numbers_and_dates_stay_what_they_are():
    assert [inert(value) for value in (-3, 2.5, date(2019, 5, 4), None, True)] == [
        "-3", "2.5", "2019-05-04", "", "True",
    ]  # fmt: skip


def test_a_chart_leaves_with_its_data(tmp_path):
    page = sample_page("de")
    path = tmp_path / "events.csv"
    write_chart_csv(timeline_chart(page), path)
    rows = read_csv(path.read_text(encoding="utf-8-sig"))
    assert rows[0] == ["Datum", "Wer", "Was", "Ereignis", "Herkunft", "Sicherheit"]
    assert len(rows) == 1 + len(page.events)
    assert read_csv(chart_csv(counts_chart(page)))[1][0] == "Februar 2017"
