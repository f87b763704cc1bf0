"""`index.csv`: what a person knows of the articles in a folder, kept beside them.

Columns `file` (name without folder) and `published`; optional `language`, `outlet`, `title`, `url`;
any others are left alone. It ranks above the metadata of the files themselves, because somebody
wrote it down on purpose.
"""

from __future__ import annotations

import re
from pathlib import Path

from standoff.errors import BadValue
from standoff.files import BOM, decode, read_bytes, shown
from standoff.nouns.when import parse_day
from standoff.press.reading.drafts import Known
from standoff.settings import Settings
from standoff.tables import table_rows

__all__ = ["INDEX_NAME", "Indexes", "is_index", "read_index"]

INDEX_NAME = "index.csv"


class Indexes:
    """The indexes of all folders asked about, each read once."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._known: dict[Path, dict[str, Known]] = {}

    def about(self, path: Path) -> Known:
        """What the index beside `path` knows of it; nothing where there is no index."""
        folder = path.parent
        if folder not in self._known:
            index = folder / INDEX_NAME
            self._known[folder] = read_index(index, self._settings) if index.is_file() else {}
        return self._known[folder].get(path.name, Known())


def is_index(path: Path, settings: Settings) -> bool:
    """True of a file of that name that tells of the articles beside it and holds none itself."""
    if path.name != INDEX_NAME or not path.is_file():
        return False
    head = decode(read_bytes(path, settings), path).partition("\n")[0]
    columns = {name.strip().strip('"') for name in re.split(r"[,;\t]", head.removeprefix(BOM))}
    return {"file", "published"} <= columns and "text" not in columns


def read_index(path: Path, settings: Settings) -> dict[str, Known]:
    """File name to what is known of it; raises `BadValue` or `FileUnreadable` naming the line."""
    text = decode(read_bytes(path, settings), path)
    known: dict[str, Known] = {}
    for line, row in table_rows(text, path, ("file", "published"), settings):
        where, name = f"{shown(path)} line {line}", row["file"].strip()
        if not name:
            raise BadValue("the column file is empty", where=where, expected="a file name")
        found = _known_of(row, where)
        if known.get(name, found) != found:
            raise BadValue(f"a second, different row for {name!r}", where=where, expected="one")
        known[name] = found
    return known


def _known_of(row: dict[str, str], where: str) -> Known:
    published = row["published"].strip()
    return Known(
        published=parse_day(published, where=where) if published else None,
        language=row.get("language", "").strip(),
        outlet=row.get("outlet", "").strip(),
        title=row.get("title", "").strip(),
        url=row.get("url", "").strip(),
    )
