"""JSON Lines: one object a line, one article an object.

Fields: `text`, and optionally `published`, `outlet`, `language`, `url`, `title`, `id`; any others
are left alone. Lines are ended by line feeds only, as JSON Lines says, so the Unicode separators
that may stand in a press text do not cut it. Broken lines are named by number, all at once.
"""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

from standoff.errors import BadValue
from standoff.files import BOM, decode, lines_of
from standoff.press.reading.drafts import Draft
from standoff.press.reading.rows import Faults, Row, draft_of, require_names
from standoff.settings import Settings

__all__ = ["read_jsonl", "too_deep"]

_MARKS = re.compile(r'"(?:[^"\\]++|\\.)*+"|[\[{]|[\]}]')


def read_jsonl(raw: bytes, path: Path, settings: Settings) -> list[Draft]:
    """One draft a line; raises `FileUnreadable` naming broken lines, `LimitExceeded`."""
    text = decode(raw, path).removeprefix(BOM)
    decoder, faults, drafts = msgspec.json.Decoder(Row), Faults(path, "line"), []
    for number, line in lines_of(text, path, settings):
        try:
            if too_deep(line, settings.max_json_depth):
                limit = f"{settings.max_json_depth} levels (setting max_json_depth)"
                raise BadValue(f"the JSON is nested deeper than {limit}")
            drafts.append(draft_of(decoder.decode(line), path, number))
        except BadValue as fault:
            faults.note(number, fault.what)
        except (ValueError, RecursionError) as fault:
            faults.note(number, str(fault).rstrip("."))
    faults.settle()
    return require_names(drafts)


def too_deep(line: str, limit: int) -> bool:
    """True if a JSON text is nested deeper than `limit`; one pass, before anything parses it.

    >>> too_deep('{"a": [1, "[[["]}', 2), too_deep('{"a": [1, []]}', 2)
    (False, True)
    """
    if line.count("[") + line.count("{") <= limit:
        return False
    depth = 0
    for found in _MARKS.finditer(line):
        mark = found.group()
        if mark in "[{":
            depth += 1
            if depth > limit:
                return True
        elif mark in "]}":
            depth -= 1
    return False
