"""Claims in a spreadsheet, findings out of it: both formats, errors by cell, no formulas."""

import csv
import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from standoff.case import Case, ask_sheet
from standoff.errors import BadValue, FileUnreadable, LimitExceeded

HEAD = ["id", "form", "text_en", "start", "end", "asserted", "reading", "pattern", "count"]
NUCLEAR, SUMMIT = "PRK weapon_test:nuclear", "USA summit -> PRK"
ROWS = [
    ["tests", "count", "Two tests.", "2017-01-01", "2017-12-31", "2", "", NUCLEAR, "events"],
    ["tests", "", "", "", "", "", "days", NUCLEAR, "days"],
    ["=1+1", "count", "One meeting.", "2018-06-01", "2018-06-30", "1", "", SUMMIT, "events"],
]  # fmt: skip


@pytest.fixture(scope="module")
def case(tmp_path_factory) -> Case:
    return Case.demo("korea", tmp_path_factory.mktemp("sheet") / "korea")


def as_csv(folder: Path, rows: list[list[str]], head: list[str] = HEAD) -> Path:
    out = io.StringIO()
    csv.writer(out).writerows([head, *rows])
    path = folder / "claims.csv"
    path.write_text(out.getvalue(), encoding="utf-8")
    return path


def as_xlsx(folder: Path, rows: list[list[str]]) -> Path:
    book = openpyxl.Workbook()
    for row in [HEAD, *rows]:
        book.active.append(row)
    for row in book.active.iter_rows():
        for cell in row:
            cell.data_type = "s" if cell.value else "n"
    path = folder / "claims.xlsx"
    book.save(path)
    return path


def test_a_csv_comes_back_with_findings_and_inert_cells(case, tmp_path):
    answer = ask_sheet(case, as_csv(tmp_path, ROWS), tmp_path / "out.csv")
    assert [f.verdict for f in answer.findings] == ["contradicted", "supported"]
    assert (tmp_path / "out.csv").read_bytes().startswith(b'\xef\xbb\xbf"id"')
    text = (tmp_path / "out.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["verdict"] for row in rows] == ["contradicted", "contradicted", "supported"]
    assert [row["value"] for row in rows] == ["1", "1", "1"]
    assert rows[2]["id"] == "'=1+1"
    assert rows[0]["remark"].startswith("not borne out")
    assert rows[1]["remark"] == ""


def test_what_was_written_can_be_tested_again(case, tmp_path):
    ask_sheet(case, as_csv(tmp_path, ROWS), tmp_path / "out.csv")
    ask_sheet(case, tmp_path / "out.csv", tmp_path / "again.csv")
    assert (tmp_path / "again.csv").read_bytes() == (tmp_path / "out.csv").read_bytes()


def test_umlauts_read_back_equal_behind_the_byte_order_mark(case, tmp_path):
    rows = [[*ROWS[0]]]
    rows[0][HEAD.index("text_en")] = "Zwei Prüfungen über Höhe ß"
    ask_sheet(case, as_csv(tmp_path, rows), tmp_path / "out.csv", language="de")
    answer = ask_sheet(case, tmp_path / "out.csv", tmp_path / "again.csv", language="de")
    assert answer.findings[0].claim.text == {"en": "Zwei Prüfungen über Höhe ß"}
    assert (tmp_path / "again.csv").read_bytes() == (tmp_path / "out.csv").read_bytes()


def test_a_workbook_gives_the_same_and_holds_no_formula(case, tmp_path):
    answer = ask_sheet(case, as_xlsx(tmp_path, ROWS), tmp_path / "out.xlsx", language="de")
    assert [f.verdict for f in answer.findings] == ["contradicted", "supported"]
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx").active
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert cells[0][: len(HEAD)] == HEAD
    assert cells[3][0] == "=1+1"
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert "nicht gedeckt" in cells[1][cells[0].index("remark")]


@pytest.mark.parametrize(
    ("column", "cell", "told"),
    [("start", "soon", "column start: 'soon'"), ("asserted", "many", "column asserted"),
     ("id", "", "column id"), ("form", "guess", "form: 'guess'"),
     ("pattern", "PRK dances", "unknown move")],
)  # fmt: skip
def test_errors_name_the_row_and_the_column(case, tmp_path, column, cell, told):
    broken = [list(ROWS[0])]
    broken[0][HEAD.index(column)] = cell
    with pytest.raises(BadValue) as caught:
        ask_sheet(case, as_csv(tmp_path, broken), tmp_path / "out.csv")
    assert told in str(caught.value)
    assert not (tmp_path / "out.csv").exists()


def test_what_is_no_sheet_is_refused(case, tmp_path):
    (tmp_path / "x.xlsx").write_text("no zip")
    with pytest.raises(FileUnreadable, match="no XLSX"):
        ask_sheet(case, tmp_path / "x.xlsx", tmp_path / "out.xlsx")
    with zipfile.ZipFile(tmp_path / "y.xlsx", "w") as packed:
        packed.writestr("a", "b")
    with pytest.raises(FileUnreadable, match="no XLSX"):
        ask_sheet(case, tmp_path / "y.xlsx", tmp_path / "out.xlsx")
    with zipfile.ZipFile(tmp_path / "z.xlsx", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("a", b"0" * 25_000_000)
    with pytest.raises(LimitExceeded, match="unpacked"):
        ask_sheet(case, tmp_path / "z.xlsx", tmp_path / "out.xlsx")
    with pytest.raises(FileUnreadable, match="id, form"):
        ask_sheet(case, as_csv(tmp_path, [["1"]], ["a"]), tmp_path / "out.csv")


def test_dates_as_german_spreadsheets_write_them(case, tmp_path):
    rows = [["tests", "count", "Two.", "1.1.2017", "31.12.2017", "2", "", NUCLEAR, "events"]]
    (finding,) = ask_sheet(case, as_csv(tmp_path, rows), tmp_path / "out.csv").findings
    assert (finding.claim.start.isoformat(), finding.claim.end.isoformat()) == (
        "2017-01-01", "2017-12-31",
    )  # fmt: skip


@pytest.mark.parametrize(("said", "meant"), [("Bound", "bound"), ("quantifer", "quantifier")])
def test_a_column_that_is_nearly_ours_is_an_error(case, tmp_path, said, meant):
    """Left alone, it would have another claim tested than the one that was written down."""
    rows = [[*ROWS[0], "at_least"]]
    with pytest.raises(BadValue, match=f"column '{said}'.*'{meant}'"):
        ask_sheet(case, as_csv(tmp_path, rows, [*HEAD, said]), tmp_path / "out.csv")
    assert ask_sheet(case, as_csv(tmp_path, rows, [*HEAD, "Notiz"]), tmp_path / "out.csv").findings


def test_a_negative_figure_stays_a_number(case, tmp_path):
    rows = [
        ["turns", "alternation", "They take turns.", "1993-01-01", "2019-12-09", "", "", "", ""]
    ]
    rows[0].append("provocation;taboo")
    ask_sheet(case, as_csv(tmp_path, rows, [*HEAD, "kinds"]), tmp_path / "out.csv")
    text = (tmp_path / "out.csv").read_text(encoding="utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    low = float(row["interval_low"])
    assert low < 0 or float(row["value"]) < 0
