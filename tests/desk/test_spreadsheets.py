"""Spreadsheets dropped on the desk: events, accounts, coverage, claims; limits; all or nothing."""

from __future__ import annotations

import io
import time
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from desk_sample import FIRST, entered, post, started
from hypothesis import given
from hypothesis import strategies as st

from standoff.case import Case
from standoff.case.spreadsheets import COLUMNS, empty_sheet, read_sheet
from standoff.case.workbook import workbook_rows
from standoff.errors import LimitExceeded, StandoffError
from standoff.settings import Settings

EVENTS = (
    ("id", "earliest", "who", "whom", "move", "number", "text_en"),
    ("s1", datetime(2002, 5, 1), "IND", "PAK", "sanction", 2, "Two =sanctions"),
    ("s2", "2002-05-07", "PAK", "IND", "talks", None, "=1+1"),
)
ACCOUNTS = (
    ("account", "opened_by", "outcome", "holder", "note"),
    ("promise", "s1", "kept", "IND", "as told"),
)
COVERAGE = (
    ("kind", "start", "end", "level"),
    ("*", date(2002, 1, 1), date(2002, 6, 30), "partial"),
)
CLAIMS = (
    ("id", "form", "text_en", "start", "end", "pattern", "count", "asserted"),
    (
        "two",
        "count",
        "Two of them.",
        date(2002, 1, 1),
        date(2002, 6, 30),
        "IND sanction",
        "number",
        2,
    ),
)


def workbook(rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def send(client, home, *files, **fields):
    return post(client, f"{home}/articles", files=[("files", file) for file in files], **fields)


def test_sheets_of_every_kind_and_articles_go_in_together(tmp_path):
    client = entered(tmp_path)
    home = post(client, "/new", title="Sheets", one="IND", other="PAK").headers["location"]
    sheets = [(f"{name}.xlsx", workbook(rows)) for name, rows in
              (("e", EVENTS), ("a", ACCOUNTS), ("c", COVERAGE), ("q", CLAIMS))]  # fmt: skip
    answer = send(client, home, *sheets, ("first.txt", FIRST.encode()), published="2002-03-10")
    assert answer.status_code == 303, answer.text
    page = client.get(answer.headers["location"]).text
    assert "5 rows of the spreadsheet were entered" in page
    assert "1 article was added" in page
    case = Case.open(tmp_path / "sheets")
    told = {fact.id: fact for fact in case.record.facts}
    assert told["s1"].when.earliest == date(2002, 5, 1)
    assert told["s1"].number == 2
    assert told["s2"].text == {}  # A formula has no value until a spreadsheet computes one.
    assert [row.level for row in case.coverage] == ["partial"]
    assert "promise" in {one.id for one in case.accounts().accounts}
    assert [one.verdict for one in case.claims().findings] != []
    again = send(client, home, *sheets)
    page = client.get(again.headers["location"]).text
    assert "0 rows of the spreadsheet were entered" in page
    assert "5 were known" in page
    assert Case.open(tmp_path / "sheets").head_hash == case.head_hash


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ((EVENTS[0], (*EVENTS[1][:4], "no such move", 1, "")), "line 2"),
        ((CLAIMS[0], (*CLAIMS[1][:7], "many")), "column asserted"),
        ((("a", "b"), (1, 2)), "does not say what this sheet holds"),
        (((),), "does not say what this sheet holds"),
    ],
)
def test_a_broken_sheet_is_named_and_nothing_of_the_upload_is_entered(tmp_path, rows, told):
    client = entered(tmp_path)
    home, _ = started(client)
    folder = tmp_path / home.rpartition("/")[2]
    before = Case.open(folder).head_hash
    answer = send(client, home, ("good.xlsx", workbook(EVENTS)), ("bad.xlsx", workbook(rows)))
    assert answer.status_code == 400
    assert told in answer.text
    assert "bad.xlsx" in answer.text
    assert "/tmp" not in answer.text
    assert Case.open(folder).head_hash == before
    assert not (folder / "claims.toml").exists()


def bomb(size):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b" " * size)
    return out.getvalue()


def far_cell(place):
    """A workbook of a kilobyte whose one cell says that it stands far away."""
    made = workbook([("id", "earliest", "who", "move"), ("x", "2002-01-01", "IND", "talks")])
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(out, "w") as new:
        for item in old.infolist():
            raw = old.read(item)
            if item.filename.endswith("sheet1.xml"):
                row = "".join(sign for sign in place if sign.isdigit()).encode()
                raw = raw.replace(b'r="2"', b'r="' + row + b'"').replace(
                    b'r="D2"', b'r="' + place.encode() + b'"'
                )
            new.writestr(item, raw)
    return out.getvalue()


@pytest.mark.parametrize(
    ("raw", "setting"),
    [
        (bomb(30_000_000), "max_file_bytes"),
        (workbook([[f"c{n}" for n in range(300)]]), "max_sheet_columns"),
        (workbook([("id", "earliest", "who", "move")] + [("x", "2002-01-01", "IND", "talks")] * 30),
         "max_sheet_rows"),
    ],
)  # fmt: skip
def test_what_is_too_large_is_refused_with_the_name_of_the_setting(tmp_path, raw, setting):
    path = tmp_path / "big.xlsx"
    path.write_bytes(raw)
    with pytest.raises(LimitExceeded, match=setting):
        read_sheet(path, Settings(max_sheet_rows=20))


@pytest.mark.parametrize("place", ["D1048576", "XFD2", "XFD1048576"])
def test_a_cell_that_says_it_stands_far_away_costs_little(tmp_path, place):
    start = time.process_time()
    workbook_rows(far_cell(place), tmp_path / "far.xlsx", Settings())
    assert time.process_time() - start < 20


@given(st.binary(max_size=300))
def test_bytes_that_are_no_workbook_are_refused(raw):
    from pathlib import Path

    with pytest.raises(StandoffError, match=r"x\.xlsx"):
        workbook_rows(b"PK" + raw, Path("x.xlsx"), Settings())


def test_the_empty_sheets_say_their_kind(tmp_path):
    client = entered(tmp_path)
    home, _ = started(client)
    for kind in COLUMNS:
        answer = client.get(f"{home}/sheet/{kind}.csv")
        assert answer.content == empty_sheet(kind)
        path = tmp_path / "empty.csv"
        path.write_bytes(answer.content)
        assert read_sheet(path, Settings()).kind == kind
    assert client.get(f"{home}/sheet/nothing.csv").status_code == 404
