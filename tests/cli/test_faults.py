"""Wrong input: one clear sentence, the right exit code, nothing written."""

from __future__ import annotations

import subprocess
import sys

import pytest

ARTICLE = (
    "Nordkorea hat am Montag eine Kurzstreckenrakete getestet. Die USA verurteilten den Test.\n"
)


def standoff(*words, cwd, stdin=None):
    return subprocess.run(
        [sys.executable, "-m", "standoff", *map(str, words)],
        cwd=cwd, capture_output=True, text=True, input=stdin, encoding="utf-8",
    )  # fmt: skip


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def only_error(done):
    lines = [line for line in done.stderr.splitlines() if line.startswith("Error:")]
    assert len(lines) == 1, done.stderr
    assert "Traceback" not in done.stderr
    return lines[0]


@pytest.mark.parametrize("command", ["code", "read"])
@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("missing.txt", None, "missing.txt"),
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\n ", "empty"),
        ("binary.txt", b"\x89PNG\x00\x01\x02", "binary"),
        ("latin.txt", "Südkorea".encode("latin-1"), "UTF-8"),
        ("table.xyz", b"words", "xyz"),
    ],
)
def test_a_file_that_cannot_be_read(tmp_path, command, name, content, says):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    before = sorted(tmp_path.iterdir())
    done = standoff(command, name, "--published", "2020-01-02", cwd=tmp_path)
    assert done.returncode == 1
    assert says in only_error(done)
    assert done.stdout == ""
    assert sorted(tmp_path.iterdir()) == before


def test_read_refuses_an_article_without_a_date(tmp_path, article):
    done = standoff("read", article, "--case", tmp_path / "c", cwd=tmp_path)
    assert done.returncode == 1
    assert "--published" in only_error(done)
    assert not (tmp_path / "c").exists()


def test_code_warns_and_leaves_relative_dates_open(tmp_path, article):
    done = standoff("code", article, "--format", "csv", cwd=tmp_path)
    assert done.returncode == 0
    assert "no publication date" in done.stderr
    assert "weapon_test" in done.stdout


def test_unknown_command_and_bad_option_are_usage_faults(tmp_path, article):
    done = standoff("frobnicate", cwd=tmp_path)
    assert done.returncode == 2
    assert "frobnicate" in only_error(done)
    done = standoff("code", article, "--published", "yesterday", cwd=tmp_path)
    assert done.returncode == 2
    assert "YYYY-MM-DD" in only_error(done)


@pytest.mark.parametrize("command", ["phases", "claims", "forecast", "report"])
def test_a_folder_without_a_case(tmp_path, command):
    done = standoff(command, cwd=tmp_path)
    assert done.returncode == 1
    assert "no case" in only_error(done)
    assert list(tmp_path.iterdir()) == []


def test_demo_never_replaces_what_it_did_not_write(tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("years of work", encoding="utf-8")
    done = standoff("demo", "--case", tmp_path / "mine", cwd=tmp_path)
    assert done.returncode == 1
    assert "choose another folder" in only_error(done)
    assert (tmp_path / "mine" / "thesis.txt").exists()


def test_help_names_every_command(tmp_path):
    from standoff.cli import COMMANDS

    done = standoff("--help", cwd=tmp_path)
    assert done.returncode == 0
    for name in COMMANDS:
        assert name in done.stdout
        detail = standoff(name, "--help", cwd=tmp_path)
        assert detail.returncode == 0, detail.stderr
        assert "Usage:" in detail.stdout


def test_a_page_never_replaces_another_file(tmp_path, article):
    case = tmp_path / "case"
    assert standoff("read", article, "--published", "2020-01-02", "--case", case, cwd=tmp_path)
    before = article.read_bytes()
    done = standoff("report", article, "--proposed", "--case", case, cwd=tmp_path)
    assert done.returncode == 1
    assert "not replaced" in only_error(done)
    assert article.read_bytes() == before
    page = tmp_path / "page.html"
    for _ in range(2):
        done = standoff("report", page, "--proposed", "--case", case, cwd=tmp_path)
        assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("dyad", ["PRK", "PRK,PRK", "P,Q", "PRK,USA,CHN"])
def test_a_dyad_is_two_states(tmp_path, article, dyad):
    words = ["read", article, "--published", "2020-01-02", "--dyad", dyad, "--case", "c"]
    done = standoff(*words, cwd=tmp_path)
    assert done.returncode == 1
    assert "two different state codes" in only_error(done)
    assert not (tmp_path / "c").exists()
