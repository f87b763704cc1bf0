"""The gold codings of benchmarks/gold are well formed, and their halves are apart."""

from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path

import msgspec
import pytest

from standoff.nouns import Coding

GOLD = Path(__file__).parents[2] / "benchmarks" / "gold"
WITHOUT_PLOVER = {"assessment", "deadline", "count"}
WORDS_OF_THE_PRESS = ("text", "said", "terms", "place")


#: Files of codings: the blind halves, and the author's in one file a language and half.
HALVES = ["dev", "test", *sorted(p.stem for p in GOLD.glob("*_??_*.csv"))]
#: The same with the second reading of the test half, which shares its texts.
CODINGS = [*HALVES, "test_second"]
#: Which half of the press articles a file is of.
PRESS_HALF = {"dev": "dev", "test": "test", "test_second": "test"}


def rows_of(name: str) -> list[dict[str, str]]:
    with (GOLD / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def own_texts() -> dict[str, str]:
    paths = [GOLD / row["file"] for row in rows_of("index.csv")]
    lists = [path for path in GOLD.glob("*_??.csv") if (GOLD / path.stem[:-3]).is_dir()]
    for listed in lists:
        paths += [GOLD / listed.stem[:-3] / row["file"] for row in rows_of(listed.name)]
    return {path.name: path.read_text(encoding="utf-8") for path in paths}


def is_said_by_one(row: dict[str, str]) -> bool:
    """Whether the text names a speaker that has a code ("Western governments" have none)."""
    return bool(row["source"]) and "[weaker mention]" not in row["note"]


@pytest.mark.parametrize("half", CODINGS)
def test_own_evidence_stands_at_its_offsets(half: str) -> None:
    texts = own_texts()
    rows = [row for row in rows_of(f"{half}.csv") if row["doc"] in texts]
    assert len(rows) > 50
    for row in rows:
        evidence = texts[row["doc"]][int(row["start"]) : int(row["end"])]
        assert evidence == row["text"] != "", row
        assert row["said"] in texts[row["doc"]], row


@pytest.mark.parametrize("half", CODINGS)
def test_every_row_is_a_coding_of_the_codebook(half: str) -> None:
    for row in rows_of(f"{half}.csv"):
        fields = {k: v for k, v in row.items() if v and k != "note"}
        stand_in = "x" * (int(row["end"]) - int(row["start"]))
        msgspec.convert({"text": stand_in, **fields}, Coding, strict=False)
        assert (row["kind"] == "assessment") == (not row["move"]), row
        assert row["kind"] not in WITHOUT_PLOVER or not row["plover"], row
        assert row["kind"] != "count" or row["number"], row
        assert row["speaker"] or row["kind"] != "quote" or not is_said_by_one(row), row


def test_halves_share_no_text_and_no_statement_is_coded_twice() -> None:
    docs = [doc for half in HALVES for doc in {row["doc"] for row in rows_of(f"{half}.csv")}]
    assert len(docs) == len(set(docs))
    for rows in (rows_of(f"{name}.csv") for name in CODINGS):
        keys = [(row["doc"], row["start"], row["end"], row["kind"], row["move"]) for row in rows]
        assert len(keys) == len(set(keys))


def test_second_reading_is_of_the_same_texts_in_the_same_columns() -> None:
    first, second = rows_of("test.csv"), rows_of("test_second.csv")
    assert {row["doc"] for row in first} == {row["doc"] for row in second}
    assert list(first[0]) == list(second[0])


def test_press_articles_are_named_but_not_copied() -> None:
    named = {row["doc"]: row for row in rows_of("news.csv")}
    for name, half in PRESS_HALF.items():
        for row in rows_of(f"{name}.csv"):
            if row["doc"] in named:
                assert not any(row[column] for column in WORDS_OF_THE_PRESS), row
                assert int(row["end"]) <= int(named[row["doc"]]["limit"]), row
                assert named[row["doc"]]["half"] == half, row


def test_press_articles_are_the_ones_that_were_read(shared: Path) -> None:
    path = shared / "data" / "news" / "german_news.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines()
    for row in rows_of("news.csv"):
        text = json.loads(lines[int(row["line"]) - 1])["text"]
        assert hashlib.sha256(text.encode()).hexdigest() == row["sha256"], row["doc"]
        assert 0 < int(row["limit"]) <= len(text)
