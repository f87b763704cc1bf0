"""The codebook's own examples, damaged: whatever is coded stands in the text and means something.

The corpus is every example and counter-example of both codebooks. Words are dropped, doubled and
swapped, sentences joined, cut and mixed over languages, marks and strange characters put between.
"""

from __future__ import annotations

from datetime import date
from random import Random

import pytest

from standoff import code_text, find_times
from standoff.coding.codebook import load_codebook
from standoff.coding.tools import load_tools
from standoff.nouns.vocabulary import MOVE_PLOVER, STANCES

DAY = date(2019, 12, 9)
CORPUS = {
    language: [
        text.partition("|")[0].strip()
        for entry in load_codebook(language).entries
        for text in (*entry.examples, *entry.counter)
    ]
    for language in ("de", "en")
}
BETWEEN = (
    ",", ".", "?", "!", ";", ":", "-", "–", "…", '"', "„", "“", "‚", "‘", "'", "(", ")", "[", "]",
    "/", "\n", "\n\n", "\r\n", "\t", "\u00a0", "\u200b", "\u0301", "\ufeff", "\u202e", "\x00",
    "\U0001f469\u200d\U0001f469\u200d\U0001f467",
    "nicht", "not", "nie", "wenn", "if", "would", "hätte", "dass", "that", "zu", "to", "und", "and",
    "am Montag", "until 31 December", "1.000", "U.S.", "30", "\ud7ff", "ß", "İ", "ǆ",
)  # fmt: skip


def damaged(texts: list[str], chance: Random) -> str:
    words = chance.choice(texts).split(" ")
    for _ in range(chance.choice((1, 2, 4, 8))):
        place = chance.randrange(len(words))
        match chance.randrange(7):
            case 0:
                del words[place : place + chance.randint(1, 3)]
            case 1:
                words.insert(place, words[chance.randrange(len(words))])
            case 2:
                words += chance.choice(texts).split(" ")
            case 3:
                words.insert(place, chance.choice(BETWEEN))
            case 4:
                words[place] += chance.choice(BETWEEN)
            case 5:
                words[place] = words[place].swapcase()
            case _:
                chance.shuffle(words)
        words = words or ["."]
    return " ".join(words)[: chance.choice((40, 400, 4000))]


@pytest.fixture(params=[250, pytest.param(15_000, marks=pytest.mark.full)], ids=["some", "many"])
def tries(request) -> int:
    return request.param


@pytest.mark.parametrize("language", ["de", "en"])
def test_what_is_coded_in_damaged_sentences_stands_there(language, tries):
    both = CORPUS["de"] + CORPUS["en"]
    for number in range(tries):
        chance = Random(f"{language} {number}")
        text = damaged(both if number % 5 == 0 else CORPUS[language], chance)
        found = code_text(text, DAY, language)
        for coding in found:
            assert text[coding.start : coding.end] == coding.text != "", (number, text)
            assert coding.stance in STANCES
            assert (coding.move in MOVE_PLOVER) == bool(coding.move)
            assert not coding.earliest or not coding.latest or coding.earliest <= coding.latest
        assert code_text(text, DAY, language) == found, (number, text)
        for phrase in find_times(text, DAY, language):
            assert text[phrase.start : phrase.end] == phrase.said != "", (number, text)
            assert not phrase.earliest or not phrase.latest or phrase.earliest <= phrase.latest


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_text_may_end_with_any_word_or_phrase_that_the_grammar_knows(language):
    """What looks one word ahead must not look beyond the end."""
    known = vars(load_tools(language).language)
    phrases = {
        phrase for words in known.values() if isinstance(words, frozenset) for phrase in words
    }
    assert len(phrases) > 500
    for phrase in sorted(phrases):
        for text in (f"Mali left, {phrase}", f"Mali {phrase}", f"Mali left {phrase}. Togo", phrase):
            code_text(text, DAY, language)
