"""Write docs/codebook.md from the codebook's data files: `python tools/codebook.py`.

The page is generated and never written by hand: how many cues stand for each move, in each
language, and every cue with its words, its roles and one example. `--check` writes nothing and
exits with 1 if the page is not what the data give.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

from standoff.coding.codebook import Entry, load_codebook
from standoff.nouns.vocabulary import FAMILY_MOVES, MOVE_FAMILY

PAGE = Path(__file__).parents[1] / "docs" / "codebook.md"
LANGUAGES = {"de": "German", "en": "English"}
SHOWN = 8
_INTRO = """# The codebook, rendered from its data

This page is made by `python tools/codebook.py` from `src/standoff/coding/data/codebook/`; a test
keeps it up to date. How to add a cue or a language: [cues.md](cues.md).

A **cue** is an entry of the data: words (verbs, nouns, word sequences) that say a move, and where
its actors stand. Every cue has examples that it must find, with their actors, and counter-examples
that it must not find; both run as tests. `|` parts a particle from its verb; roles read
`source > target`, the first that is there. Confidence is how sure the words are by themselves; each
further condition a cue sets adds 0.05.
"""


def main() -> None:
    """Write the page, or check it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing, exit 1 if outdated")
    text = render()
    if not parser.parse_args().check:
        PAGE.write_text(text, encoding="utf-8")
    elif not PAGE.is_file() or PAGE.read_text(encoding="utf-8") != text:
        sys.exit("docs/codebook.md is outdated: run python tools/codebook.py")


def render() -> str:
    """The page."""
    books = {language: load_codebook(language).entries for language in LANGUAGES}
    parts = [_INTRO, _counts(books)]
    for family in FAMILY_MOVES:
        rows = {
            language: [entry for entry in entries if MOVE_FAMILY.get(entry.move) == family]
            for language, entries in books.items()
        }
        parts.append(_family(family, rows))
    rest = {lang: [entry for entry in rows if not entry.move] for lang, rows in books.items()}
    parts.append(_family("saying and judging (no move of their own)", rest))
    return "\n".join(parts)


def _counts(books: dict[str, list[Entry]]) -> str:
    """Moves with their PLOVER type and the number of cues in each language."""
    of = {language: Counter(entry.move for entry in rows) for language, rows in books.items()}
    lines = ["## Moves", "", f"| family | move | PLOVER | {' | '.join(LANGUAGES.values())} |",
             "|---|---|---|" + "---:|" * len(LANGUAGES)]  # fmt: skip
    for family, moves in FAMILY_MOVES.items():
        for move, plover in moves.items():
            numbers = " | ".join(str(of[language][move]) for language in LANGUAGES)
            lines.append(f"| {family} | `{move}` | {plover or '(none)'} | {numbers} |")
    numbers = " | ".join(str(of[language][""]) for language in LANGUAGES)
    total = " | ".join(str(len(rows)) for rows in books.values())
    lines += [f"| saying and judging | | | {numbers} |", f"| **all** | | | {total} |", ""]
    return "\n".join(lines)


def _family(name: str, rows: dict[str, list[Entry]]) -> str:
    lines = [f"## {name.capitalize()}", ""]
    for language, entries in rows.items():
        if not entries:
            continue
        heads = "| cue | words | roles | negated | sure | example |"
        lines += [f"### {LANGUAGES[language]}", "", heads, "|---|---|---|---|---:|---|"]
        lines += [_row(entry) for entry in entries]
        lines.append("")
    return "\n".join(lines)


def _row(entry: Entry) -> str:
    cells = (
        f"`{entry.id}`",
        _words(entry),
        _cell(entry.roles) or "subject > object",
        {"": "denied", "-": "dropped"}.get(entry.negated, entry.negated),
        f"{entry.confidence:.2f}",
        _cell(entry.examples[0].partition("|")[0].strip()) if entry.examples else "",
    )
    return "| " + " | ".join(cells) + " |"


def _words(entry: Entry) -> str:
    """The first words of each condition, and how many more there are."""
    told = []
    for name, found in (
        ("verbs", entry.verbs.split()),
        ("nouns", [noun.replace("_", " ") for noun in entry.nouns.split()]),
        ("words", [f'"{words}"' for words in entry.phrase]),
        ("with", entry.prep.split()),
        ("done by", entry.doer.split()),
    ):
        if found:
            more = f" and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
            told.append(f"{name}: {_cell(', '.join(found[:SHOWN]))}{more}")
    return "; ".join(told)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    main()
