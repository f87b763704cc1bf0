"""What JSONL lines and CSV rows have in common: one article a row, and a name for each.

An article's name is the `id` that its row gives, else `FILE#LINE`. Two rows with one name would
mix up their codings, so that is an error.
"""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from standoff.errors import FileUnreadable
from standoff.files import name_of, shown
from standoff.nouns.when import parse_day
from standoff.press.reading.drafts import Draft, Known

__all__ = ["Faults", "Row", "draft_of", "require_names"]

_NAMED_AT_MOST = 5


class Row(Struct, frozen=True, kw_only=True):
    """The fields of a row that are read; others are left alone."""

    text: str
    published: str | None = None
    outlet: str | None = None
    language: str | None = None
    url: str | None = None
    title: str | None = None
    id: str | int | None = None


class Faults:
    """Broken rows of one file, gathered so that all can be mended at once."""

    def __init__(self, path: Path, unit: str) -> None:
        self._path, self._unit = path, unit
        self._found: list[str] = []

    def note(self, line: int, what: str) -> None:
        """Remember what is wrong at `line`."""
        self._found.append(f"line {line}: {what}")

    def settle(self) -> None:
        """Raise `FileUnreadable` if anything was wrong, naming the first lines."""
        if not self._found:
            return
        more = len(self._found) - _NAMED_AT_MOST
        tail = f"; and {more} more" if more > 0 else ""
        raise FileUnreadable(
            f"{len(self._found)} broken {self._unit}(s): "
            + "; ".join(self._found[:_NAMED_AT_MOST])
            + tail,
            where=shown(self._path),
            next="mend or remove them; nothing was read",
        )


def draft_of(row: Row, path: Path, line: int) -> Draft:
    """The draft of a row; raises `BadValue` where its date is none."""
    said = (row.published or "").strip()
    given = "" if row.id is None else str(row.id).strip()
    return Draft(
        text=row.text,
        name=given or f"{name_of(path)}#{line}",
        where=f"{shown(path)} line {line}",
        known=Known(
            published=parse_day(said) if said else None,
            outlet=(row.outlet or "").strip(),
            language=(row.language or "").strip(),
            url=(row.url or "").strip(),
            title=(row.title or "").strip(),
        ),
    )


def require_names(drafts: list[Draft]) -> list[Draft]:
    """The drafts; raises `FileUnreadable` if two have the same name."""
    seen: dict[str, str] = {}
    for draft in drafts:
        before = seen.setdefault(draft.name, draft.where)
        if before != draft.where:
            raise FileUnreadable(
                f"the id {draft.name!r} was used before ({before})",
                where=draft.where,
                expected="an id of its own for each article, or none",
            )
    return drafts
