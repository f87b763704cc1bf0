"""Promise 3: one clear error that says what, where and what to do; nothing on disk changes."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from pathlib import Path

import commands
import pytest

from standoff.case import Case

TOO_LONG = "x" * 2_000_001
BAD_FILES = {
    "empty.txt": b"",
    "blank.txt": b" \r\n\t\n",
    "picture.txt": b"\x89PNG\r\n\x1a\n\x00\x00",
    "latin.txt": "Südkorea schwieg.".encode("latin-1"),
    "wide.txt": "Seoul schwieg.".encode("utf-16"),
    "table.xyz": b"Seoul said nothing.",
    "row.jsonl": b'{"text": "Seoul said nothing.", "published": "2019-05-20"}\n{"text": 7}\n',
    "deep.jsonl": b'{"text": "a", "x": ' + b"[" * 900 + b"]" * 900 + b"}\n",
    "noday.csv": b"text,published\nSeoul said nothing.,some day\n",
    "nothing.csv": b"words\nSeoul said nothing.\n",
    "long.txt": TOO_LONG.encode(),
}


@pytest.fixture(scope="module")
def kept_case(tmp_path_factory):
    """A small case, to be copied for each fault."""
    folder = tmp_path_factory.mktemp("kept")
    (folder / "one.txt").write_text(commands.ARTICLE, encoding="utf-8")
    words = [str(folder / "one.txt"), "--published", "2019-12-09", "--case", str(folder / "case")]
    assert commands.run("read", words)[0] == 0
    return folder / "case"


def bytes_below(folder: Path) -> dict[str, str]:
    """A hash of every file below a folder."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def assert_refused(name: str, words: list[str], folder: Path, says: str) -> None:
    before = bytes_below(folder)
    code, out, err = commands.run(name, words)
    told = [line for line in err.splitlines() if line.startswith("Error:")]
    assert code in (1, 2), (name, words, out, err)
    assert len(told) == 1, err
    assert "Traceback" not in err
    assert says in err
    assert out == "", "a fault prints no result"
    assert bytes_below(folder) == before, "nothing on disk changes"


def test_promise_03_a_bad_file_is_named_and_nothing_changes(kept_case, tmp_path, kept):
    case = tmp_path / "case"
    shutil.copytree(kept_case, case)
    for name, raw in BAD_FILES.items():
        (tmp_path / name).write_bytes(raw)
    for name in BAD_FILES:
        words = [str(tmp_path / name), "--published", "2019-12-09", "--case", str(case)]
        assert_refused("read", words, tmp_path, name)
        assert_refused("read", [*words[:-1], str(tmp_path / "new")], tmp_path, name)
        assert not (tmp_path / "new").exists()
    kept("bad files refused", 2 * len(BAD_FILES))


def _undated(case: Path) -> tuple[str, list[str], str]:
    (case.parent / "undated.txt").write_text(commands.ARTICLE, encoding="utf-8")
    return "read", [str(case.parent / "undated.txt"), "--case", str(case)], "--published"


def _no_case(case: Path) -> tuple[str, list[str], str]:
    (case.parent / "elsewhere").mkdir()
    return "claims", ["--case", str(case.parent / "elsewhere")], "elsewhere"


def _foreign_journal(case: Path) -> tuple[str, list[str], str]:
    (case / "journal.sqlite").write_bytes(b"GIF89a" + bytes(5000))
    return "phases", ["--case", str(case)], "journal.sqlite"


def _foreign_database(case: Path) -> tuple[str, list[str], str]:
    (case / "journal.sqlite").unlink()
    link = sqlite3.connect(case / "journal.sqlite")
    link.execute("CREATE TABLE songs (name TEXT)")
    link.commit()
    link.close()
    return "phases", ["--case", str(case)], "journal.sqlite"


def _no_journal(case: Path) -> tuple[str, list[str], str]:
    (case / "journal.sqlite").unlink()
    return "phases", ["--case", str(case)], "journal.sqlite"


def _cut_journal(case: Path) -> tuple[str, list[str], str]:
    raw = (case / "journal.sqlite").read_bytes()
    (case / "journal.sqlite").write_bytes(raw[: len(raw) // 2])
    return "phases", ["--case", str(case)], "damaged"


def _broken_toml(case: Path) -> tuple[str, list[str], str]:
    (case / "case.toml").write_text("[case\n", encoding="utf-8")
    return "claims", ["--case", str(case)], "case.toml"


def _bad_setting(case: Path) -> tuple[str, list[str], str]:
    text = (case / "case.toml").read_text("utf-8")
    (case / "case.toml").write_text(f"{text}\n[settings]\nmax_moons = 3\n", encoding="utf-8")
    return "claims", ["--case", str(case)], "max_moons"


def _broken_claims(case: Path) -> tuple[str, list[str], str]:
    (case / "claims.toml").write_text('[[claim]]\nid = "a"\nform = "hunch"\n', encoding="utf-8")
    return "claims", ["--case", str(case)], "claims.toml"


def _bad_day(case: Path) -> tuple[str, list[str], str]:
    return "forecast", ["PRK summit", "--by", "soon", "--case", str(case)], "soon"


def _bad_question(case: Path) -> tuple[str, list[str], str]:
    return "forecast", ["PRK dances", "--by", "2031-01-01", "--case", str(case)], "dances"


def _bad_mapping(case: Path) -> tuple[str, list[str], str]:
    (case.parent / "d.csv").write_text("day,who\n2001-01-01,USA\n", encoding="utf-8")
    (case.parent / "m.toml").write_text('[columns]\ndate = "when"\n', encoding="utf-8")
    words = [str(case.parent / "d.csv"), "--as", "csv", "--mapping", str(case.parent / "m.toml")]
    return "import", [*words, "--case", str(case)], "m.toml"


def _foreign_bundle(case: Path) -> tuple[str, list[str], str]:
    (case.parent / "b.zip").write_bytes(b"PK\x05\x06" + bytes(18))
    words = [str(case.parent / "b.zip"), "--as", "bundle", "--case", str(case.parent / "new")]
    return "import", words, "b.zip"


def _broken_game(case: Path) -> tuple[str, list[str], str]:
    (case.parent / "g.toml").write_text("[game]\nname = 3\n", encoding="utf-8")
    return "solve", [str(case.parent / "g.toml")], "g.toml"


def _page_in_the_way(case: Path) -> tuple[str, list[str], str]:
    (case.parent / "mine.html").write_text("my own words", encoding="utf-8")
    return "report", [str(case.parent / "mine.html"), "--case", str(case)], "mine.html"


FAULTS = (
    _undated, _no_case, _foreign_journal, _foreign_database, _no_journal, _cut_journal,
    _broken_toml, _bad_setting, _broken_claims, _bad_day, _bad_question, _bad_mapping,
    _foreign_bundle, _broken_game, _page_in_the_way,
)  # fmt: skip


@pytest.mark.parametrize("make", FAULTS, ids=lambda make: make.__name__.strip("_"))
def test_promise_03_one_error_says_what_and_where(make, kept_case, tmp_path, kept):
    shutil.copytree(kept_case, tmp_path / "case")
    name, words, says = make(tmp_path / "case")
    assert_refused(name, words, tmp_path, says)
    kept("other faults", 1)


def test_promise_03_the_case_is_whole_afterwards(kept_case):
    assert Case.open(kept_case).verify().seq > 0
