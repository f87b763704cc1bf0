"""Promise 10: CSV that is written is inert in spreadsheets and reads back equal."""

from __future__ import annotations

import csv
import io
import random
from datetime import date

from standoff.case import write_codings
from standoff.nouns import Article, Coding, Event, When
from standoff.record import load_chronology
from standoff.record.exchange.sheets import write_chronology
from standoff.tables import restored, write_table

#: What a spreadsheet may take for a formula, and what a CSV reader may stumble over.
BAD = (
    '=HYPERLINK("//x")', "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "'=1", "''=1", "|cmd", "%0A=1",
    '=1\n"', "a,b;c", '"', "＝1", " =1", "\n=1", "\ufeff=1", "plain", "-3",
)  # fmt: skip
#: The first characters that make a spreadsheet calculate.
STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def cell(chance: random.Random) -> str:
    return "".join(chance.choice(BAD) for _ in range(chance.randrange(1, 4)))


def assert_inert(text: str) -> int:
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    for row in rows:
        for one in row:
            assert not _calculates(one), repr(one)
    return sum(map(len, rows))


def _calculates(one: str) -> bool:
    """A cell that begins like a formula; a plain number is none."""
    if not one.lstrip(" ").startswith(STARTS):
        return False
    try:
        float(one)
    except ValueError:
        return True
    return False


def test_promise_10_tables_are_inert_and_read_back_equal(all_of_it, kept):
    chance, cells = random.Random(3), 0
    for _ in range(400 if all_of_it else 40):
        rows = [{name: cell(chance) for name in "abc"} for _ in range(5)]
        text = write_table(("a", "b", "c"), rows)
        cells += assert_inert(text)
        back = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
        assert [{k: restored(v) for k, v in row.items()} for row in back] == rows
    kept("cells of tables", cells)


def test_promise_10_codings_are_inert(all_of_it, kept):
    chance, cells = random.Random(4), 0
    for _ in range(400 if all_of_it else 40):
        text = cell(chance)
        article = Article.of(text + "x", published=date(2020, 1, 1))
        coding = Coding(
            start=0, end=len(text), text=text, kind="event", move="threat", source=cell(chance),
            target=cell(chance), said=cell(chance), speaker=cell(chance), place=cell(chance),
            terms=cell(chance), doc=cell(chance), article=article.id,
        )  # fmt: skip
        out = io.StringIO(newline="")
        write_codings([coding], out, "csv")
        cells += assert_inert(out.getvalue())
    kept("cells of codings", cells)


def test_promise_10_events_are_inert_and_read_back_equal(all_of_it, tmp_path, kept):
    chance, cells = random.Random(5), 0
    for number in range(100 if all_of_it else 15):
        words = {name: cell(chance).strip() or "x" for name in ("place", "theatre", "provenance")}
        event = Event(
            id=f"e{number}", when=When(earliest=date(2020, 1, 1), latest=date(2020, 1, 2)),
            source="PRK", target="USA", move="threat", text={"en": cell(chance).strip()}, **words,
        )  # fmt: skip
        text = write_chronology([event])
        cells += assert_inert(text)
        (tmp_path / "e.csv").write_bytes(text.encode("utf-8"))
        (back,) = load_chronology(tmp_path / "e.csv")
        assert {name: getattr(back, name) for name in words} == words
    kept("cells of events", cells)
