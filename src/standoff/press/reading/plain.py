"""Plain text (.txt, .md): the whole file is the article, character for character.

Markdown is read as the text it is; its marks stay in place, so that offsets hold. A text file says
nothing of itself, so date, outlet and title can only come from the caller or an `index.csv`.
"""

from __future__ import annotations

from pathlib import Path

from standoff.files import decode, name_of, shown
from standoff.press.reading.drafts import Draft
from standoff.settings import Settings

__all__ = ["read_plain"]


def read_plain(raw: bytes, path: Path, settings: Settings) -> list[Draft]:
    """The one draft of a text file."""
    return [Draft(text=decode(raw, path), name=name_of(path), where=shown(path))]
