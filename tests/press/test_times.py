"""Time phrases: the examples of the data files, sentences with ranges, the public German set."""

from __future__ import annotations

import json
import re
import tomllib
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

import standoff as so
from standoff.press.times.find import builders
from standoff.press.times.lexicon import known_languages, load_lexicon

HERE = Path(__file__).parent
PUBLISHED = date(2019, 12, 9)  # the day that the data files read their examples on

Row = tuple[str, str, date | None, date | None]


def language_table(language: str) -> dict:
    path = files("standoff.press").joinpath("data", "times", f"{language}.toml")
    return tomllib.loads(path.read_text("utf-8"))


def marked_examples() -> list[tuple[str, str]]:
    found = []
    for language in known_languages():
        table = language_table(language)
        for kind in ("word", "compound", "rule"):
            for entry in table.get(kind, []):
                found += [(language, example) for example in entry.get("examples", [])]
    return found


def unmarked(marked: str) -> tuple[str, list[str]]:
    """The text without brackets, and what stood in them."""
    return re.sub(r"[\[\]]", "", marked), re.findall(r"\[([^\]]*)\]", marked)


@pytest.mark.parametrize(("language", "example"), marked_examples())
def test_example_of_the_data_file(language: str, example: str) -> None:
    marked, _, values = example.partition(" => ")
    text, said = unmarked(marked)
    found = so.find_times(text, published=PUBLISHED, language=language)
    assert [(p.said, p.timex) for p in found] == list(zip(said, values.split(" ; "), strict=True))


def day_of(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def sentences(name: str) -> list[tuple[date | None, str, list[Row]]]:
    """The lines of times_LANGUAGE.txt: publication date, text, expected phrases."""
    published: date | None = None
    found = []
    for line in (HERE / name).read_text("utf-8").splitlines():
        if line.startswith("# published"):
            published = None if line.endswith("none") else date.fromisoformat(line.split()[-1])
        elif line and not line.startswith("#"):
            marked, _, expected = line.partition(" =>")
            text, said = unmarked(marked)
            rows: list[Row] = []
            for phrase, answer in zip(said, filter(None, expected.split(";")), strict=True):
                value, days = answer.split()
                first, _, last = days.partition("..") if ".." in days else (days, "", days)
                rows.append((phrase, value, day_of(first), day_of(last)))
            found.append((published, text, rows))
    return found


CASES = [("en", *case) for case in sentences("times_en.txt")]
CASES += [("de", *case) for case in sentences("times_de.txt")]


@pytest.mark.parametrize(("language", "published", "text", "expected"), CASES)
def test_sentence(language: str, published: date | None, text: str, expected: list[Row]) -> None:
    found = so.find_times(text, published=published, language=language)
    assert [(p.said, p.timex, p.earliest, p.latest) for p in found] == expected


def test_enough_english_sentences() -> None:
    assert sum(case[0] == "en" for case in CASES) >= 150


def test_french_stub_has_twenty_phrases() -> None:
    assert sum(language == "fr" for language, _ in marked_examples()) >= 20


@pytest.mark.parametrize("language", known_languages())
def test_rules_name_known_builders_and_have_words(language: str) -> None:
    lexicon = load_lexicon(language)
    assert lexicon is not None
    assert {rule.builder for rule in lexicon.rules} <= set(builders())


@pytest.mark.parametrize("language", ["de", "en"])
def test_most_rules_have_an_example(language: str) -> None:
    rules = language_table(language)["rule"]
    without = [rule["name"] for rule in rules if not rule.get("examples")]
    assert len(without) <= len(rules) // 5, without


def test_unknown_language_finds_nothing() -> None:
    assert so.find_times("Am Montag", published=PUBLISHED, language="xx") == []
    assert so.find_times("Am Montag", published=PUBLISHED, language="../de") == []


def test_a_region_does_not_matter() -> None:
    phrases = [
        so.find_times("Am 28. Februar", PUBLISHED, code) for code in ("de", "de-AT", "DE_CH")
    ]
    assert phrases[0] == phrases[1] == phrases[2] != []


def test_without_publication_relative_phrases_stay_open() -> None:
    text = "Gestern, vorige Woche, am Montag, vor drei Tagen, seit Jahren, bis 31. Dezember."
    for phrase in so.find_times(text):
        assert (phrase.earliest, phrase.latest) == (None, None), phrase


@pytest.fixture
def dev(shared: Path) -> list[dict]:
    lines = (shared / "data" / "times" / "dev.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_public_german_set(dev: list[dict]) -> None:
    """Strict, relaxed and value F1 of shared/tools/score_times.py, with the goals of the field."""
    strict = relaxed = value = n_gold = n_found = 0
    for document in dev:
        published = date.fromisoformat(document["published"][:10])
        found = [
            (p.start, p.end, p.timex)
            for p in so.find_times(document["text"], published=published, language="de")
        ]
        gold = {(g["start"], g["end"]): g["value"] for g in document["timex"]}
        n_gold, n_found = n_gold + len(gold), n_found + len(found)
        strict += sum(p[:2] in gold for p in found)
        free = dict(gold)
        for start, end, timex in sorted(found, key=lambda p: p[:2] not in gold):
            over = [g for g in free if g[0] < end and start < g[1]]
            if over:
                best = max(over, key=lambda g: min(end, g[1]) - max(start, g[0]))
                relaxed += 1
                value += free.pop(best) == timex
    scores = [200 * hits / (n_gold + n_found) for hits in (strict, relaxed, value)]
    assert [score >= goal for score, goal in zip(scores, (75, 87, 73), strict=True)] == [True] * 3


def test_the_two_articles(shared: Path) -> None:
    """Every time phrase of the two articles, by its value and its days."""
    folder = shared / "press"
    report = (folder / "004_75520ac8cc9365ce.txt").read_text("utf-8")
    found = {p.timex: p for p in so.find_times(report, published=date(2019, 2, 28))}
    assert found["2019-02-27"].earliest == found["2019-02-27"].latest == date(2019, 2, 27)
    assert {"2019-02-28T11:55", "2019-02-28", "P1Y", "PAST_REF"} <= set(found)
    assert found["P1Y"].latest == date(2018, 2, 28)
    comment = (folder / "000_24b3d78f43e85782.txt").read_text("utf-8")
    found = {p.timex: p for p in so.find_times(comment, published=PUBLISHED)}
    assert set(found) == {"2019-W49-WE", "P7M", "2019-12-31"}
    assert found["2019-W49-WE"].earliest == date(2019, 12, 7)
    assert (found["P7M"].earliest, found["P7M"].latest) == (date(2019, 5, 9), PUBLISHED)
