"""Sentences: abbreviations, ordinals, initials, quotation marks, ellipses, headlines."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standoff.press import Sentence, split_sentences

# Sentences of each text, divided by |
GERMAN = [
    "Er kam.| Sie ging.",
    "Die Frist endet am 31. Dezember.| Was dann?",
    "Am 31. Dezember endet die Frist.| Was dann?",
    "Das 13. Kapitel fehlt.| Es waren 13.| Danach kam nichts.",
    "Vom 5. bis 22. November tagen sie.| Im 21. Jahrhundert herrscht Frieden.",
    "Am 23. 3. 1976 trat der Vertrag in Kraft.| Er hielt bis 1990.| Dann brach er.",
    "Dr. Kim und Prof. Dr. Lee kamen um 11.55 Uhr.| Sie blieben ca. zwei Stunden.",
    "Er nannte z. B. Raketen, d. h. Waffen, usw. Danach schwieg er.".replace(
        "usw. Danach", "usw.| Danach"
    ),
    "J. G. Fichte schrieb viel.| A. L. Kennedy auch.",
    "Er sagte, dann ... und schwieg.| Sie fragte ...| Niemand sprach.",
    "„Es gibt keine Eile“, sagte er.| „Das ist nicht wichtig.“| Dann ging er.",
    "»Wirklich?« fragte sie.| »Ja!«| Er nickte.",
    "Er rief: „Sie sagte: ‚Nein.‘“| Alle schwiegen.",
    '"Komm!", rief er.| "Nein." Sie blieb.'.replace('"Nein." Sie', '"Nein."| Sie'),
    "Gipfel gescheitert\n\n|Die Gespräche endeten früh.| Alle reisten ab.",
    "Kein Punkt am Ende\n \n|Noch eine Zeile",
    "Die Kosten (rd. 3,5 Mio. Euro) stiegen.| Das war Nr. 12 der Liste.",
    "Wer? Was? Wann?".replace("? ", "?| "),
    "Das Urteil nach Art. 5 Abs. 2 steht fest.| Es gilt ab sofort.",
    "König Georg VI. regierte lange.| Danach kam seine Tochter.",
]
ENGLISH = [
    "He came.| She left.",
    "Gen. Smith met Mr. Kim on Feb. 28 in Hanoi.| He left at once.",
    "They met at 5 p.m. on Friday.| The U.S. envoy spoke first.",
    "He returned to the U.S.| The talks had failed.",
    "“There is no rush,” he said.| “Speed is not important.”| He left.",
    "He said, 'No.'| She agreed.",
    "The price rose by 3.5 percent.| Nobody cared.",
    "J. R. Smith, Ph.D., wrote it.| It sold well.",
    "Wait ... and see.| Then what?| Nothing!",
    "Talks fail\n\n|The envoys left early.",
]


@pytest.mark.parametrize(
    ("language", "marked"), [("de", t) for t in GERMAN] + [("en", t) for t in ENGLISH]
)
def test_sentences(language: str, marked: str) -> None:
    text = marked.replace("|", "")
    found = [text[s.start : s.end] for s in split_sentences(text, language)]
    assert found == [part.strip() for part in marked.split("|")]


@pytest.mark.parametrize("text", ["", " ", "\n\n\n", "\t \r\n"])
def test_nothing_to_split(text: str) -> None:
    assert split_sentences(text) == []


ENDS = [*"a.!?…„“\"'»«()A1,:- \n\u0301\U0001f600", "31.", "Dr.", "z. B.", "usw.", "\n\n", "\r\n"]
TEXTS = st.one_of(st.text(), st.lists(st.sampled_from(ENDS), max_size=40).map("".join))


@given(TEXTS, st.sampled_from(["de", "en", "fr", ""]))
@settings(max_examples=500, deadline=None)
def test_every_visible_character_lies_in_one_sentence(text: str, language: str) -> None:
    end, seen = 0, ""
    for sentence in split_sentences(text, language):
        assert isinstance(sentence, Sentence)
        assert end <= sentence.start < sentence.end <= len(text)
        words = text[sentence.start : sentence.end]
        assert words == words.strip()
        seen += words
        end = sentence.end
    assert "".join(seen.split()) == "".join(text.split())


@given(TEXTS, TEXTS)
@settings(max_examples=300, deadline=None)
def test_a_blank_line_always_divides(first: str, second: str) -> None:
    text = f"{first}a\n\nb{second}"
    cut = len(first) + 2
    assert not any(s.start < cut < s.end for s in split_sentences(text))


def test_language_files_have_their_examples_right() -> None:
    """The examples that stand in the data files beside the abbreviations."""
    import tomllib
    from importlib.resources import files

    for language in ("de", "en"):
        path = files("standoff.press").joinpath("data", f"sentences_{language}.toml")
        table = tomllib.loads(path.read_text("utf-8"))
        for name in ("before_more_example", "may_end_example"):
            assert len(split_sentences(table[name], language)) == 2, table[name]


def test_the_two_articles(shared: Path) -> None:
    texts = [path.read_text("utf-8") for path in sorted((shared / "press").glob("*.txt"))]
    comment, report = (split_sentences(text) for text in texts)
    assert (len(comment), len(report)) == (39, 34)
    ends = [texts[0][s.start : s.end][-20:] for s in comment]
    assert sum(end.endswith("dann ...") for end in ends) == 1


@pytest.mark.full
@pytest.mark.parametrize(
    "piece", ["?", ".", "A. ", "„", "\n", ". . ", '."', "z. B. ", "1. ", "...a"]
)
def test_time_is_linear(piece: str) -> None:
    spent = []
    for size in (100_000, 200_000):
        text = piece * (size // len(piece))
        start = time.process_time()
        split_sentences(text)
        spent.append(time.process_time() - start)
    assert spent[1] <= 2.5 * spent[0] + 0.1
