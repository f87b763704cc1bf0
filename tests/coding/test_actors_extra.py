"""The user's own file: it adds, it overrules, and a faulty row is named."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from standoff.coding.actors import load_gazetteer
from standoff.coding.tokens import tokenize
from standoff.errors import BadValue, FileUnreadable

HEADER = "code,kind,language,forms,surnames,surname_class,owner,office,from,to\n"
ROWS = """\
KARANTANIA,state,de,Karantanien,,,,,,
KARANTANIA,adjective,de,karantanisch,,,,,,
KARANTANIA,people,de,Karantane,,,,,,
KARANTANIA,capital,de,Karnburg,,,,,,
KARANTANIA_MUSTER,person,*,Erika Muster,Muster,plain,,president,2019-05-01,
KARANTANIA_ALT,person,*,Otto Altmuster,Altmuster,plain,,president,2010-05-01,2019-05-01
BERGWACHT,group,de,Bergwacht,,,,,,
BERGWACHT_BERG,person,*,Hans Berg,,,,leader,2015-01-01,
USA_TRUMP,person,*,,,,NATO,sg,2030-01-01,
,block,de,Karantanien heute,,,,,,
"""


def codes(path: Path, text: str, on: str = "2020-01-01", language: str = "de") -> list[str]:
    gazetteer = load_gazetteer(path)
    day = date.fromisoformat(on)
    return [m.code for m in gazetteer.find(tokenize(text), language=language, on=day)]


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "own.csv"
    path.write_text(HEADER + ROWS, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "on", "expected"),
    [
        ("Karantanien protestiert.", "2020-01-01", ["KARANTANIA"]),
        ("Karantanien heute erscheint in Karnburg.", "2020-01-01", ["KARANTANIA"]),
        ("Der karantanische Präsident kam.", "2015-01-01", ["KARANTANIA_ALT"]),
        ("Der karantanische Präsident kam.", "2020-01-01", ["KARANTANIA_MUSTER"]),
        ("Muster und Karantanen kamen.", "2020-01-01", ["KARANTANIA_MUSTER", "KARANTANIA"]),
        ("Der Anführer der Bergwacht kam.", "2020-01-01", ["BERGWACHT_BERG"]),
        ("Karantanische Rebellen kamen.", "2020-01-01", ["KARANTANIA_REB"]),
        ("Der Nato-Generalsekretär kam.", "2030-06-01", ["USA_TRUMP"]),
        ("Der Kreml und Putin kamen.", "2020-01-01", ["RUS_KREMLIN", "RUS_PUTIN"]),
    ],
)
def test_own_rows_count_beside_ours(own: Path, text: str, on: str, expected: list[str]) -> None:
    assert codes(own, text, on) == expected


def test_nothing_of_a_file_stays_behind(own: Path) -> None:
    assert codes(own, "Karantanien protestiert.") == ["KARANTANIA"]
    found = load_gazetteer().find(tokenize("Karantanien protestiert."), language="de")
    assert found == []


def test_an_own_form_overrules_ours_in_its_language_only(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text("code,kind,language,forms\nXKARTLI,state,de,Georgia\n", encoding="utf-8")
    assert codes(path, "Georgia protestiert.") == ["XKARTLI"]
    assert codes(path, "Georgia protests.", language="en") == ["GEO"]


def test_a_term_of_the_same_first_day_replaces_ours(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    row = "DEU_MERKEL,person,*,,,,DEU,chancellor,2005-11-22,2010-01-01\n"
    path.write_text(HEADER + row, encoding="utf-8")
    assert codes(path, "Der deutsche Bundeskanzler kam.", "2009-01-01") == ["DEU_MERKEL"]
    assert codes(path, "Der deutsche Bundeskanzler kam.", "2012-01-01") == ["DEU_CHANCELLOR"]


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("ABC,kingdom,de,Abcland,,,,,,", "kind is 'kingdom'"),
        ("ABC,state,fr,Abcland,,,,,,", "language is 'fr'"),
        ("abc,state,de,Abcland,,,,,,", "code is 'abc'"),
        (",state,de,Abcland,,,,,,", "code is empty"),
        ("ABC,state,de,,,,,,,", "forms is empty"),
        ("ABC,person,*,Max Muster,,,,,,", "code is 'ABC'"),
        ("ABC_NOBODY,person,*,,,,,president,2000-01-01,", "forms is empty"),
        ("ABC_X,person,*,Max X,,odd,,,,", "surname_class is 'odd'"),
        ("ABC_X,person,*,Max X,,,,president,1. Mai 2000,", "from is '1. Mai 2000'"),
        ("ABC_X,person,*,Max X,,,,president,2001-01-01,2000-01-01", "to is '2000-01-01'"),
        ("ABC,state,de,Abc{land,,,,,,", "forms is 'Abc{land'"),
        ("ABC,state,de," + "{a/b}" * 20 + ",,,,,,", "forms is '{a/b}"),
        ("ABC,state,de", "3 fields"),
    ],
)
def test_a_faulty_row_is_named_with_file_and_line(tmp_path: Path, row: str, fault: str) -> None:
    path = tmp_path / "own.csv"
    path.write_text(f"{HEADER}OK,state,de,Okland,,,,,,\n{row}\n", encoding="utf-8")
    with pytest.raises(BadValue) as caught:
        load_gazetteer(path)
    assert "own.csv line 3" in str(caught.value)
    assert fault in str(caught.value)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "no header line"),
        (b"code,kind,forms\nABC,state,Abcland\n", "language is empty"),
        (b"code,kind,language,forms,colour\nABC,state,de,Abcland,red\n", "'colour'"),
    ],
)
def test_a_faulty_header_is_named(tmp_path: Path, content: bytes, fault: str) -> None:
    path = tmp_path / "own.csv"
    path.write_bytes(content)
    with pytest.raises(BadValue, match=fault):
        load_gazetteer(path)


def test_no_file_a_folder_and_a_foreign_encoding_are_unreadable(tmp_path: Path) -> None:
    latin = tmp_path / "latin.csv"
    latin.write_bytes("code,kind,language,forms\nABC,state,de,Öland\n".encode("latin-1"))
    for path in (tmp_path / "missing.csv", tmp_path, latin):
        with pytest.raises(FileUnreadable, match="cannot be read"):
            load_gazetteer(path)
