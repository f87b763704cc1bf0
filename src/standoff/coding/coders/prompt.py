"""What a language model is asked: constant instructions, our vocabulary, a strict schema.

The article is data. It stands in a message of its own, as a string inside a JSON object, so nothing
in it can end that string, and the instructions and the schema are the same for every article. What
comes back is read as data too: values outside the vocabularies, and words that the text does not
hold, are dropped (`interface.checked`).
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from standoff.coding.datafiles import read_table
from standoff.nouns import Article
from standoff.nouns.vocabulary import FAMILY_MOVES, KINDS, MOVES, STANCES, SYSTEMS

__all__ = ["answer_schema", "instructions", "messages", "parts_of"]

_NAMES = {"type": "array", "items": {"type": "string"}}
_WORDS = {"type": "string"}


@cache
def instructions() -> str:
    """The system message: the same for every article."""
    table = read_table("coders/prompt.toml")
    rows = []
    for family, moves in FAMILY_MOVES.items():
        listed = ", ".join(
            f"{move} ({plover})" if plover else move for move, plover in moves.items()
        )
        rows.append(f"{family}: {listed}")
    return f"{table['instructions'].strip()}\n\nMoves by family (PLOVER type)\n" + "\n".join(rows)


def answer_schema() -> dict[str, Any]:
    """The JSON schema of an answer, strict: every field is there and none besides."""
    fields: dict[str, Any] = {
        "quote": _WORDS,
        "before": _WORDS,
        "kind": {"type": "string", "enum": list(KINDS)},
        "source": _NAMES,
        "target": _NAMES,
        "speaker": _NAMES,
        "move": {"type": "string", "enum": ["", *MOVES]},
        "stance": {"type": "string", "enum": list(STANCES)},
        "said": _WORDS,
        "number": {"type": ["integer", "null"]},
        "system": {"type": "string", "enum": ["", *SYSTEMS]},
        "terms": _WORDS,
        "place": _WORDS,
        "confidence": {"type": "number"},
    }
    return {
        "type": "object",
        "properties": {"codings": {"type": "array", "items": _closed(fields)}},
        "required": ["codings"],
        "additionalProperties": False,
    }


def _closed(fields: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": fields,
        "required": list(fields),
        "additionalProperties": False,
    }


def messages(article: Article, start: int, end: int) -> list[dict[str, str]]:
    """The messages that ask for the codings of `article.text[start:end]`."""
    data = {
        "published": str(article.published or ""),
        "language": article.language,
        "text": article.text[start:end],
    }
    return [
        {"role": "system", "content": instructions()},
        {"role": "user", "content": json.dumps(data, ensure_ascii=False)},
    ]


def parts_of(text: str, longest: int) -> list[tuple[int, int]]:
    """Offsets of parts of at most `longest` characters, cut at a line end, else at a blank."""
    parts, start = [], 0
    while len(text) - start > longest:
        stop = start + longest
        cut = max(text.rfind("\n", start + longest // 2, stop), 0) or text.rfind(" ", start, stop)
        end = cut + 1 if cut > start else stop
        parts.append((start, end))
        start = end
    return [*parts, (start, len(text))] if text[start:].strip() or not parts else parts
