"""Quotations: every convention of marks, nesting, apostrophes, marks that nobody closed."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standoff.press import find_quotes


def said(text: str) -> list[tuple[int, str]]:
    """(depth, words) of every quotation."""
    return [(q.depth, text[q.inner_start : q.inner_end]) for q in find_quotes(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Er sagte: „Nein“ und ging.", [(0, "Nein")]),
        ("Er sagte: „Nein” und ging.", [(0, "Nein")]),
        ('Er sagte: „Nein" und ging.', [(0, "Nein")]),
        ("Er sagte: »Nein« und ging.", [(0, "Nein")]),
        ("Er sagte: «Nein» und ging.", [(0, "Nein")]),
        ("Il a dit : « Non » et partit.", [(0, " Non ")]),
        ('Er sagte: "Nein" und ging.', [(0, "Nein")]),
        ("He said “no” and left.", [(0, "no")]),
        ("He said ‘no’ and left.", [(0, "no")]),
        ("He said 'no' and left.", [(0, "no")]),
        ("Er rief: ‚Nein‘!", [(0, "Nein")]),
        ("Sie nannte ihn ›Freund‹.", [(0, "Freund")]),
        (
            "„Sie rief: ‚Nein!‘ und ging“, sagte er.",
            [(0, "Sie rief: ‚Nein!‘ und ging"), (1, "Nein!")],
        ),
        ("»Sie rief: ›Nein!‹«", [(0, "Sie rief: ›Nein!‹"), (1, "Nein!")]),
        ("“She said ‘no’ twice,” he said.", [(0, "She said ‘no’ twice,"), (1, "no")]),
        ("\"She said 'no' twice\", he said.", [(0, "She said 'no' twice"), (1, "no")]),
        ("„Eins“ und „zwei“", [(0, "Eins"), (0, "zwei")]),
        ('"Eins" und "zwei"', [(0, "Eins"), (0, "zwei")]),
    ],
)
def test_marks(text: str, expected: list[tuple[int, str]]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Kim's Rede war kurz.",
        "Kim’s Rede war kurz.",
        "Hans' Rede und Fritz' Antwort",
        "Das war in den '90er Jahren so.",
        "Rock 'n' Roll",
        "Wie geht's, wie steht's?",
        "The players’ union didn’t agree.",
        "It's the '80s' fault",
        "5' 11\" groß"[:2],
    ],
)
def test_apostrophes_are_no_quotations(text: str) -> None:
    assert said(text) == []


def test_an_apostrophe_does_not_end_a_quotation() -> None:
    assert said("He said ‘I don’t know’ again.") == [(0, "I don’t know")]
    assert said("He said 'I don't know' again.") == [(0, "I don't know")]


def test_a_quotation_that_nobody_closes_ends_with_its_paragraph() -> None:
    text = "Er sagte: „Nein.\n\nDann ging „er“."
    assert said(text) == [(0, "Nein."), (0, "er")]
    assert said("Er sagte: „Nein.") == [(0, "Nein.")]


def test_an_inner_quotation_ends_with_the_outer() -> None:
    assert said("„Er rief: »Nein!“, sagte sie.") == [(0, "Er rief: »Nein!"), (1, "Nein!")]


def test_offsets_hold_the_marks() -> None:
    text = "Er sagte: „Nein“."
    (quote,) = find_quotes(text)
    assert text[quote.start : quote.end] == "„Nein“"
    assert (quote.inner_start, quote.inner_end) == (quote.start + 1, quote.end - 1)


MARKS = st.lists(st.sampled_from(list("„“”\"‚‘’'»«›‹ aB.\n")), max_size=60).map("".join)


@given(st.one_of(st.text(), MARKS))
@settings(max_examples=800, deadline=None)
def test_spans_nest(text: str) -> None:
    """Quotations lie in the text, in order; two either nest or stand apart; depth counts them."""
    quotes = find_quotes(text)
    assert quotes == sorted(quotes, key=lambda q: (q.start, -q.end))
    for number, quote in enumerate(quotes):
        assert 0 <= quote.start < quote.inner_start <= quote.inner_end <= quote.end <= len(text)
        around = [q for q in quotes[:number] if q.end > quote.start]
        assert all(q.end >= quote.end for q in around)
        assert quote.depth == len(around)
        assert "\n\n" not in text[quote.inner_start : quote.inner_end]


def test_the_two_articles(shared: Path) -> None:
    texts = [path.read_text("utf-8") for path in sorted((shared / "press").glob("*.txt"))]
    assert [len(find_quotes(text)) for text in texts] == [1, 12]
    assert all(q.depth == 0 for text in texts for q in find_quotes(text))


@pytest.mark.full
@pytest.mark.parametrize("piece", ["„", '"', "'a ", "„»", "‘", "' ", "„'", "» "])
def test_time_is_linear(piece: str) -> None:
    spent = []
    for size in (100_000, 200_000):
        text = piece * (size // len(piece))
        start = time.process_time()
        find_quotes(text)
        spent.append(time.process_time() - start)
    assert spent[1] <= 2.5 * spent[0] + 0.1
