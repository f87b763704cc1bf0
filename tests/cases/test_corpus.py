"""A corpus gives the same codings wherever it is coded; stopped in between, it goes on."""

from __future__ import annotations

import io
from datetime import date

import pytest

from standoff.case import Case, write_corpus
from standoff.case.corpus import CHUNK, WINDOW, coded
from standoff.errors import FileUnreadable
from standoff.nouns import Article

DAY = date(2019, 12, 9)
ACTS = ("fired a missile", "threatened Israel with sanctions", "met Israel for talks in Geneva")


def articles(count):
    return [
        Article.of(
            f"Note {number}. Iran {ACTS[number % 3]} on Monday.", published=DAY, language="en",
            outlet="Post", name=f"{number}.txt",
        )
        for number in range(count)
    ]  # fmt: skip


@pytest.fixture
def paths(tmp_path):
    made = []
    for number in range(230):
        path = tmp_path / f"{number:03}.txt"
        path.write_text(f"Note {number}. Iran {ACTS[number % 3]} on Monday.\n", encoding="utf-8")
        made.append(path)
    return made


def written(paths, form="csv", **more):
    out = io.StringIO(newline="")
    return write_corpus(paths, out, form, published=DAY, language="en", **more), out.getvalue()


@pytest.mark.parametrize("where", ["cores", "cluster"])
def test_codings_are_the_same_and_in_order_wherever_they_are_made(where, cluster):
    given = articles(CHUNK * 3 + 7)
    places = {"jobs": 2} if where == "cores" else {"cluster": cluster}
    assert list(coded(given, **places)) == list(coded(given))


def test_more_than_a_window_of_articles_comes_back_whole(monkeypatch):
    monkeypatch.setattr("standoff.case.corpus.WINDOW", 2)
    monkeypatch.setattr("standoff.case.corpus.CHUNK", 5)
    given = articles(33)
    assert [article for article, _ in coded(given, jobs=2)] == given
    assert WINDOW * CHUNK >= 1000


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_rows_of_two_cores_are_those_of_one(paths, form):
    told, one = written(paths, form)
    assert (told.articles, told.undated) == (230, 0)
    assert told.codings == one.count("\n") - (form == "csv")
    again, two = written(paths, form, jobs=2)
    assert (one, told.codings) == (two, again.codings)


def test_a_bad_file_at_the_end_leaves_nothing_half_written(paths, tmp_path):
    (tmp_path / "bad.txt").write_bytes(b"\x00\x01")
    out = io.StringIO()
    with pytest.raises(FileUnreadable, match=r"bad\.txt"):
        write_corpus([*paths, tmp_path / "bad.txt"], out, "csv", published=DAY)
    assert out.getvalue() == ""


def test_undated_articles_are_counted_and_some_are_named(paths):
    out, seen = io.StringIO(), []
    told = write_corpus(paths, out, "csv", progress=lambda done, of: seen.append((done, of)))
    assert told.undated == 230
    assert told.named == ("000.txt", "001.txt", "002.txt", "003.txt", "004.txt")
    assert (seen[0], seen[-1]) == ((0, 230), (230, 230))


def content(case):
    """What a record says, whenever it was written."""
    return (case.articles, case.codings)


def test_reading_that_was_stopped_goes_on_to_the_same_record(paths, tmp_path):
    def stop(done, of):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Case.read_into(tmp_path / "c", paths, published=DAY, progress=stop)
    assert len(Case.open(tmp_path / "c").articles) == 100
    seen = []
    more = {"published": DAY, "jobs": 2, "progress": lambda done, of: seen.append((done, of))}
    case, answer = Case.read_into(tmp_path / "c", paths, **more)
    assert (answer.added, answer.known) == (130, 100)
    assert seen == [(100, 130), (130, 130)]
    whole, _ = Case.read_into(tmp_path / "whole", paths, published=DAY)
    assert content(case) == content(whole)
    case.verify()


def test_a_text_whose_language_was_not_told_is_coded_when_it_is(tmp_path):
    wordless = "North Korea fired missiles near Japan. " * 12  # no function word to tell English by
    (tmp_path / "s.txt").write_text(wordless, encoding="utf-8")
    case, first = Case.read_into(tmp_path / "c", [tmp_path / "s.txt"], published=DAY)
    assert (first.added, first.codings) == (1, 0)
    _, again = Case.read_into(tmp_path / "c", [tmp_path / "s.txt"], published=DAY, language="en")
    codings = Case.open(tmp_path / "c").codings
    assert (again.added, again.known, again.codings) == (0, 1, len(codings))
    assert {coding.article for coding in codings} == {case.articles[0].id}
    _, third = Case.read_into(tmp_path / "c", [tmp_path / "s.txt"], published=DAY, language="en")
    assert third.codings == 0, "and only once"


def test_articles_of_one_large_file_are_counted_as_they_are_coded(tmp_path):
    lines = (f'{{"text": "Note {n}. Iran met Israel.", "published": "2019-12-09"}}\n'
             for n in range(7))  # fmt: skip
    (tmp_path / "all.jsonl").write_text("".join(lines), encoding="utf-8")
    seen = []
    write_corpus([tmp_path / "all.jsonl"], io.StringIO(), "csv", step=seen.append)
    assert seen == list(range(1, 8))
