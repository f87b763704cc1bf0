"""Every codebook entry is met by its examples, with their actors, and by no counter-example.

One test a move and language: some hundred instead of some thousand.
"""

from __future__ import annotations

from datetime import date

import pytest

from standoff.coding import code_text
from standoff.coding.codebook import Entry, entries, load_codebook
from standoff.nouns import state_of

GROUPS = [
    pytest.param(language, move, id=f"{language}-{move or 'none'}")
    for language in ("de", "en")
    for move in sorted({entry.move for entry in load_codebook(language).entries})
]
DAY = date(2019, 6, 12)


def states(codes: str) -> set[str]:
    return {state_of(code.strip()) for code in codes.replace(";", " ").split() if code.strip()}


def met(entry: Entry, language: str, text: str) -> list:
    rules = (entry.id, f"{language}.speech.direct.{entry.id}")
    counts = f"{language}.count.{entry.move}"
    return [c for c in code_text(text, DAY, language) if c.rule in (*rules, counts)]


def entries_of(language: str, move: str) -> list[Entry]:
    return [entry for entry in load_codebook(language).entries if entry.move == move]


def amiss(entry: Entry, language: str, example: str) -> str:
    """What is wrong with an example of an entry; empty if nothing is."""
    text, _, asked = example.partition("|")
    found = met(entry, language, text.strip())
    if not found:
        return "not met"
    source, _, target = asked.partition(">")
    if source.strip() and states(found[0].source) != states(source):
        return f"source {found[0].source}"
    if target.strip() and states(found[0].target) != states(target):
        return f"target {found[0].target}"
    return ""


@pytest.mark.parametrize(("language", "move"), GROUPS)
def test_the_entries_of_a_move_are_met_by_their_examples(language, move):
    """Verbs of saying have no move: their content is the statement, see test_speech."""
    entries = [one for one in entries_of(language, move) if move or one.kind == "assessment"]
    wrong = [
        (entry.id, example, why)
        for entry in entries
        for example in entry.examples
        if (why := amiss(entry, language, example))
    ]
    assert not wrong
    assert all(entry.examples for entry in entries)


@pytest.mark.parametrize(("language", "move"), GROUPS)
def test_the_entries_of_a_move_are_not_met_by_their_counter_examples(language, move):
    entries = entries_of(language, move)
    assert not [(e.id, text) for e in entries for text in e.counter if met(e, language, text)]
    assert all(entry.counter for entry in entries)


def test_ids_are_unique_and_named_after_their_language():
    for language in ("de", "en"):
        ids = [entry.id for entry in load_codebook(language).entries]
        assert len(ids) == len(set(ids))
        assert all(name.startswith(f"{language}.") for name in ids)


def test_a_class_of_nouns_is_written_out_and_an_unknown_one_is_refused() -> None:
    assert entries._with_classes({"nouns": "@ships Kahn"}, "de")["nouns"].endswith(" Kahn")
    assert "@" not in entries._with_classes({"nouns": "@ships Kahn"}, "de")["nouns"]
    with pytest.raises(ValueError, match="unknown class of nouns '@ghosts'"):
        entries._with_classes({"nouns": "@ghosts"}, "de")
