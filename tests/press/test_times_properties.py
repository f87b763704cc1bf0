"""Whatever the text: nothing raises, spans stand in the text, the work grows with the length."""

from __future__ import annotations

import re
import sys
import time
import tomllib
from datetime import date
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standoff.nouns import TimePhrase
from standoff.press import find_times
from standoff.press.times.lexicon import known_languages, load_lexicon

DAY = date(2019, 12, 9)
HOSTILE = """? | 1 | 9. | vor | vor vor vor | bis | am | drei | der letzten | 1.1. | ' | - | 12:
| im | mehr als | the last | ago | of the | and a half | A | ä | und | nicht, | 20.30"""
HOSTILE = [piece.strip(" \n") for piece in HOSTILE.split("|")]
HOSTILE += [piece + " " for piece in HOSTILE] + ["\n", "\n \n", "\u0301", "\U0001f600"]


def vocabulary() -> list[str]:
    """Words, marks and digits of all languages, so that random texts hit the grammar."""
    words = [
        "1",
        "31",
        "2019",
        "0",
        "99999999999",
        "1,5",
        ".",
        ",",
        ":",
        "-",
        "/",
        "'",
        "\n\n",
        " ",
    ]
    for language in known_languages():
        path = files("standoff.press").joinpath("data", "times", f"{language}.toml")
        table = tomllib.loads(path.read_text("utf-8"))
        for word in table["word"]:
            words += word.get("forms", "").replace("~", "en").split()
            words += [pair.partition("=")[0] for pair in word.get("pairs", "").split()]
    return words


def check(text: str, found: list[TimePhrase]) -> None:
    end = 0
    for phrase in found:
        assert end <= phrase.start < phrase.end <= len(text)
        assert text[phrase.start : phrase.end] == phrase.said
        assert phrase.timex
        assert re.fullmatch(r"[0-9A-Z:_.-]+", phrase.timex), phrase
        end = phrase.end


LANGUAGES = st.sampled_from(known_languages())
DATES = st.one_of(st.none(), st.dates())


@given(st.text(), DATES, LANGUAGES)
@settings(max_examples=300, deadline=None)
def test_any_text(text: str, published: date | None, language: str) -> None:
    check(text, find_times(text, published, language))


@given(st.lists(st.sampled_from(vocabulary()), max_size=14), st.sampled_from(["", " "]), DATES,
       LANGUAGES)  # fmt: skip
@settings(max_examples=1500, deadline=None)
def test_any_words_of_the_grammar(
    words: list[str], between: str, published: date | None, language: str
) -> None:
    text = between.join(words)
    check(text, find_times(text, published, language))


@given(st.text(max_size=20), st.text(max_size=20))
@settings(deadline=None)
def test_offsets_move_with_the_text(before: str, after: str) -> None:
    """A full date is found wherever its paragraph stands."""
    text = f"{before}\n\nAm 28. Februar 2019 reisten sie ab.\n\n{after}"
    spans = [text[p.start : p.end] for p in find_times(text, DAY)]
    assert "28. Februar 2019" in spans


@pytest.mark.parametrize("language", known_languages())
def test_rules_are_bounded(language: str) -> None:
    """No rule repeats without bound, so that no match is longer than the rule."""
    lexicon = load_lexicon(language)
    assert lexicon is not None
    for rule in lexicon.rules:
        assert not set("*+{") & set(rule.regex.pattern), rule.name


@given(st.data(), LANGUAGES)
@settings(max_examples=400, deadline=None)
def test_rules_by_their_first_tag(data: st.DataObject, language: str) -> None:
    """The slow twin tries every rule; the fast way only those that can begin with the first tag."""
    lexicon = load_lexicon(language)
    assert lexicon is not None
    tags = data.draw(st.lists(st.sampled_from(sorted(lexicon.signs)), min_size=1, max_size=7))
    signs = "".join(tags)
    matching = [rule for rule in lexicon.rules if rule.regex.match(signs)]
    if signs[0] not in lexicon.starters:
        assert not matching
        return
    any_rule, rules = lexicon.rules_from(signs[0], 0)
    assert all(rule in rules for rule in matching)
    found = any_rule.match(signs)
    assert (rules[found.lastindex - 1] if found else None) == (matching[0] if matching else None)


def phrases_of(language: str) -> list[str]:
    """The phrases in the examples of a language's rules."""
    path = files("standoff.press").joinpath("data", "times", f"{language}.toml")
    rules = tomllib.loads(path.read_text("utf-8"))["rule"]
    examples = (example for rule in rules for example in rule.get("examples", []))
    return [phrase for e in examples for phrase in re.findall(r"\[([^\]]*)\]", e)]


def calls(text: str, language: str) -> int:
    """Function calls, of Python and of C, that reading the text takes."""
    count = 0

    def tally(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    find_times(text, DAY, language)
    sys.setprofile(tally)
    try:
        find_times(text, DAY, language)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("language", known_languages())
@pytest.mark.parametrize("piece", HOSTILE)
def test_work_is_linear_on_hostile_texts(piece: str, language: str) -> None:
    once, twice = (calls(piece * (n // len(piece)), language) for n in (1500, 3000))
    assert twice <= 2.5 * once + 200


@pytest.mark.parametrize("language", known_languages())
def test_work_is_linear_for_every_rule(language: str) -> None:
    """Each rule's phrase again and again, and cut short before its last word."""
    for phrase in phrases_of(language):
        for piece in (phrase + " ", phrase.rsplit(None, 1)[0] + " "):
            once, twice = (calls(piece * n, language) for n in (30, 60))
            assert twice <= 2.5 * once + 200, piece


def seconds(text: str, language: str, tries: int) -> float:
    """The least CPU time of several readings."""
    best = 1e9
    for _ in range(tries):
        start = time.process_time()
        find_times(text, DAY, language)
        best = min(best, time.process_time() - start)
    return best


@pytest.mark.full
@pytest.mark.parametrize("language", known_languages())
def test_time_is_linear_for_every_rule(language: str) -> None:
    """CPU time on 100,000 characters: at most 2.5 times that of the half, and under two seconds."""
    pieces = HOSTILE + [phrase + " " for phrase in phrases_of(language)]
    for piece in dict.fromkeys(pieces):
        half, whole = (piece * (size // len(piece)) for size in (50_000, 100_000))
        for tries in (1, 5):
            spent = [seconds(text, language, tries) for text in (half, whole)]
            if spent[1] <= 2.5 * spent[0] + 0.05:
                break
        assert spent[1] <= 2.5 * spent[0] + 0.05, (piece, spent)
        assert spent[1] < 2.0, (piece, spent)
