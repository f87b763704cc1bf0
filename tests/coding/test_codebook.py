"""Every codebook entry is met by its examples, with their actors, and by no counter-example."""

from __future__ import annotations

from datetime import date

import pytest

from standoff.coding import code_text
from standoff.coding.codebook import Entry, load_codebook
from standoff.nouns import state_of

ENTRIES = [
    pytest.param(entry, language, id=entry.id)
    for language in ("de", "en")
    for entry in load_codebook(language).entries
]
DAY = date(2019, 6, 12)


def states(codes: str) -> set[str]:
    return {state_of(code.strip()) for code in codes.replace(";", " ").split() if code.strip()}


def met(entry: Entry, language: str, text: str) -> list:
    rules = (entry.id, f"{language}.speech.direct.{entry.id}")
    counts = f"{language}.count.{entry.move}"
    return [c for c in code_text(text, DAY, language) if c.rule in (*rules, counts)]


@pytest.mark.parametrize(("entry", "language"), ENTRIES)
def test_the_entry_is_met_by_its_examples(entry, language):
    if not entry.move and entry.kind != "assessment":
        pytest.skip("a verb of saying: its content is the statement, see test_speech")
    assert entry.examples
    for example in entry.examples:
        text, _, asked = example.partition("|")
        found = met(entry, language, text.strip())
        assert found, f"not met: {text}"
        source, _, target = asked.partition(">")
        if source.strip():
            assert states(found[0].source) == states(source), text
        if target.strip():
            assert states(found[0].target) == states(target), text


@pytest.mark.parametrize(("entry", "language"), ENTRIES)
def test_the_entry_is_not_met_by_its_counter_examples(entry, language):
    assert entry.counter
    for text in entry.counter:
        assert not met(entry, language, text), text


def test_ids_are_unique_and_named_after_their_language():
    for language in ("de", "en"):
        ids = [entry.id for entry in load_codebook(language).entries]
        assert len(ids) == len(set(ids))
        assert all(name.startswith(f"{language}.") for name in ids)
