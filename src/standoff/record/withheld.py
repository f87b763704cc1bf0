"""Articles whose text was withheld: in the journal by their hash only, until somebody attaches it.

Press texts belong to their publishers, so a record travels without them. The chain of hashes covers
each article with its text; an entry without it cannot fit its hash. Such an entry carries a seal of
its own instead (the SHA-256 of what is left), so that a changed byte is still noticed, and keeps
the hash that it had. Whoever holds the text puts it back: the entry is then the old one to the
byte, which its old hash proves.
"""

from __future__ import annotations

import hashlib
from typing import Any

import msgspec

from standoff.record.entry import canonical

__all__ = ["bare", "is_withheld", "text_hash_of", "with_text", "withhold"]

_SEAL = "withheld"


def bare(body: str) -> str:
    """The body of an article entry without text and seal."""
    return canonical({**_fields(body), "text": ""})


def withhold(body: str) -> str:
    """The body of an article entry without its text, sealed."""
    left = bare(body)
    return canonical({**_fields(left), _SEAL: _seal(left)})


def is_withheld(kind: str, body: str) -> bool:
    """True if this is an article entry without its text whose seal is unbroken."""
    if kind != "article" or f'"{_SEAL}":' not in body:
        return False
    try:
        found = msgspec.json.decode(body)
        return bool(found["text"] == "" and found[_SEAL] == _seal(bare(body)))
    except (msgspec.DecodeError, KeyError, TypeError):
        return False


def with_text(body: str, text: str) -> str:
    """The body of an article entry with its text put back."""
    return canonical({**_fields(body), "text": text})


def text_hash_of(body: str) -> str:
    """The hash of the text that an article entry has or had."""
    return str(_fields(body).get("text_hash", ""))


def _fields(body: str) -> dict[str, Any]:
    fields: dict[str, Any] = msgspec.json.decode(body)
    fields.pop(_SEAL, None)
    return fields


def _seal(left: str) -> str:
    return hashlib.sha256(left.encode("utf-8")).hexdigest()
