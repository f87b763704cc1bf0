"""Charts as files: drawings and their data, from the desk and from `standoff report`."""

from __future__ import annotations

import csv
import html
import io
import re
from pathlib import Path

import openpyxl
import pytest
from desk_sample import entered
from hypothesis import given
from hypothesis import strategies as st

from standoff.case import Case
from standoff.case.charting import CHARTS, FORMS, chart_of, tabbed, write_chart, write_charts
from standoff.errors import CaseError
from standoff.report import Chart
from standoff.report.data import read_csv


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("cases")
    Case.demo("kashmir", made / "kashmir")
    return made


def test_every_chart_of_a_page_can_be_had_in_every_form(folder):
    client, seen = entered(folder), set()
    for page in ("timeline", "phases", "ahead"):
        text = client.get(f"/c/kashmir/{page}?proposed=1").text
        for address in re.findall(r'href="([^"]+/chart/[^"]+)"', text):
            answer = client.get(html.unescape(address))
            assert answer.status_code == 200, address
            assert answer.headers["content-disposition"].startswith("attachment")
            seen.add(re.search(r"/chart/(\w+)\.(\w+)", address).groups())
    assert {form for _, form in seen} == set(FORMS)
    assert {name for name, _ in seen} >= {"timeline", "counts", "transitions"}
    assert client.get("/c/kashmir/chart/nothing.svg").status_code == 404
    assert client.get("/c/kashmir/chart/counts.exe").status_code == 404
    assert client.get("/c/kashmir/chart/reliability.svg").status_code == 404


def test_every_card_can_be_had_and_what_is_drawn_has_its_data(folder):
    client = entered(folder)
    text = client.get("/c/kashmir/claims?proposed=1").text
    addresses = [html.unescape(one) for one in re.findall(r'href="([^"]+/card\.\w+[^"]*)"', text)]
    forms = {re.search(r"card\.(\w+)", one)[1] for one in addresses}
    assert forms == {"svg", "png", "html", "csv", "tsv", "xlsx"}
    drawn = text.count('class="drawing')
    for form in ("csv", "tsv", "xlsx"):
        assert sum(f"card.{form}" in one for one in addresses) == drawn
    first = next(one for one in addresses if "card.csv" in one).replace("card.csv", "card.{}")
    answers = {form: client.get(first.format(form)) for form in forms}
    assert all(one.status_code == 200 for one in answers.values())
    plain = read_csv(answers["csv"].content.decode("utf-8-sig"))
    pasted = [line.split("\t") for line in answers["tsv"].text.splitlines()]
    rows = openpyxl.load_workbook(io.BytesIO(answers["xlsx"].content)).active
    assert len(plain) == len(pasted) == rows.max_row > 1
    numbers = [cell for row in plain[1:] for cell in row if re.fullmatch(r"-?[\d.]+", cell)]
    assert numbers, "numbers leave as numbers"
    assert answers["png"].content.startswith(b"\x89PNG")


def test_a_chart_carries_title_text_source_and_data(folder, tmp_path):
    case = Case.open(folder / "kashmir")
    chart = chart_of(case, "counts", language="de", proposed=True)
    for form in FORMS:
        write_chart(chart, tmp_path / f"c.{form}")
    picture = (tmp_path / "c.svg").read_text("utf-8")
    assert chart.title in html.unescape(picture)
    assert "<desc" in picture
    assert case.head_hash[:12] in picture
    assert (tmp_path / "c.png").read_bytes().startswith(b"\x89PNG")
    plain = read_csv((tmp_path / "c.csv").read_text("utf-8-sig"))
    sheet = openpyxl.load_workbook(tmp_path / "c.xlsx").active
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    assert rows[0] == plain[0] == list(chart.headings.values())
    assert len(rows) == len(plain) == len(chart.rows) + 1
    with pytest.raises(CaseError):
        chart_of(case, "skill", language="de")


@given(
    st.lists(st.tuples(st.text(max_size=12), st.floats(-1e9, 1e9), st.integers(-9, 9)), max_size=5),
    st.sampled_from(("de", "en")),
)
def test_pasted_data_has_one_cell_a_value_in_the_readers_decimal_form(rows, language):
    chart = Chart(
        name="x", title="t", alt="a", language=language,
        rows=tuple({"a": a, "b": b, "c": c} for a, b, c in rows),
        headings={"a": "A", "b": "B", "c": "C"},
    )  # fmt: skip
    lines = tabbed(chart).removesuffix("\n").split("\n")
    cells = [line.split("\t") for line in lines]
    assert all(len(row) == 3 for row in cells)
    assert len(cells) == len(rows) + 1
    for row, (_, number, whole) in zip(cells[1:], rows, strict=True):
        assert float(row[1].replace(",", ".")) == pytest.approx(number)
        assert ("." in row[1]) <= (language == "en")
        assert int(row[2]) == whole
        assert row[0][:1] not in ("=", "+", "-", "@")


def test_the_report_writes_every_chart_with_its_text(folder, tmp_path):
    case = Case.open(folder / "kashmir")
    paths = write_charts(case, tmp_path / "charts", language="en", proposed=True)
    names = {path.name.split(".")[0] for path in paths} - {"charts"}
    assert names >= {"timeline", "ribbon", "counts", "transitions"}
    assert {name for name in names if not name.startswith("claim-")} <= set(CHARTS)
    assert any(name.startswith("claim-") for name in names)
    index = (tmp_path / "charts" / "charts.en.csv").read_text("utf-8-sig")
    told = list(csv.DictReader(io.StringIO(index)))
    assert {row["chart"] for row in told} == names
    assert all(row["title"] and row["alt"] and row["note"] for row in told)
    first = {path.name: path.read_bytes() for path in paths if path.suffix != ".xlsx"}
    again = write_charts(case, tmp_path / "charts", language="en", proposed=True)
    assert {p.name: p.read_bytes() for p in again if p.suffix != ".xlsx"} == first


def test_the_command_report_writes_charts(folder, tmp_path):
    from click.testing import CliRunner

    from standoff.cli import root

    options = [
        "--charts",
        str(tmp_path / "charts"),
        "--proposed",
        "--case",
        str(folder / "kashmir"),
    ]
    answer = CliRunner().invoke(root, ["report", str(tmp_path / "page.html"), *options])
    assert answer.exit_code == 0, answer.output
    assert (tmp_path / "charts" / "counts.en.svg").is_file()
    assert Path(tmp_path / "page.html").is_file()
