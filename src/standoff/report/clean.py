"""Text from outside, made safe to draw: one pass over the whole `PageData` before anything else.

Escaping keeps `<` from opening an element, but some characters harm even as text: control
characters and lone surrogates make XML unreadable and files unwritable, and direction overrides
(U+202A to U+202E, U+2066 to U+2069) let a name turn the rest of its line around. Each becomes
U+FFFD, one for one, so that offsets stay true.
"""

from __future__ import annotations

import re
from typing import Any, TypeVar
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import asdict

__all__ = ["clean_struct", "clean_text", "safe_url"]

_HARMFUL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
T = TypeVar("T", bound=Struct)


def clean_text(text: str) -> str:
    """The text with each harmful character replaced by U+FFFD; its length stays."""
    return _HARMFUL.sub("\ufffd", text)


def clean_struct(value: T) -> T:
    """The same struct with every string in it cleaned, however deep."""
    cleaned: T = _clean(value)
    return cleaned


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, Struct):
        return type(value)(**{name: _clean(part) for name, part in asdict(value).items()})
    if isinstance(value, tuple):
        return tuple(_clean(part) for part in value)
    if isinstance(value, dict):
        return {clean_text(key): _clean(part) for key, part in value.items()}
    return value


def safe_url(url: str) -> str:
    """The address if it is a plain web address that may become a link, else nothing."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    plain = parts.scheme in ("http", "https") and parts.netloc and "@" not in parts.netloc
    return url if plain and not any(sign.isspace() for sign in url) else ""
