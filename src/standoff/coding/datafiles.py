"""The data files of this room: TOML tables inside the package, read once.

Language knowledge is data, not code. Every file lies below `coding/data/`; a broken one is a fault
of the package and raises `DataError` with the file's name.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from standoff.errors import DataError

__all__ = ["list_tables", "read_table", "words"]

_ROOT = "standoff.coding"


@cache
def read_table(path: str) -> dict[str, Any]:
    """The TOML file `coding/data/<path>` as a table; callers must not change it."""
    try:
        text = files(_ROOT).joinpath("data", *path.split("/")).read_text(encoding="utf-8")
        return tomllib.loads(text)
    except (OSError, tomllib.TOMLDecodeError) as fault:
        raise DataError(f"cannot read a data file: {fault}", where=f"coding/data/{path}") from None


def list_tables(folder: str) -> list[str]:
    """The names of the TOML files in `coding/data/<folder>`, sorted."""
    here = files(_ROOT).joinpath("data", *folder.split("/"))
    return sorted(item.name for item in here.iterdir() if item.name.endswith(".toml"))


def words(value: str) -> frozenset[str]:
    """The words of a data string; `_` inside one stands for a blank."""
    return frozenset(word.replace("_", " ") for word in value.split())
