"""Reading a declaration from TOML: the file has the shape of `declare.Declaration`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from pathlib import Path

import msgspec

from standoff.errors import BadValue, FileUnreadable
from standoff.game.checking import check_declaration
from standoff.game.declare import Declaration

__all__ = ["parse_declaration", "read_declaration", "shipped"]

LARGEST_FILE = 1_000_000
"""Bytes of a declaration beyond which a file is not read."""


def parse_declaration(text: str, *, where: str = "game") -> Declaration:
    """A checked declaration from TOML text; raises `BadValue` that says where the fault is."""
    try:
        game = msgspec.convert(tomllib.loads(text), Declaration)
    except tomllib.TOMLDecodeError as fault:
        raise BadValue(f"not a TOML file: {fault}", where=where) from None
    except msgspec.ValidationError as fault:
        raise BadValue(
            f"{fault}", where=where, expected="the shape that docs/game.md describes"
        ) from None
    check_declaration(game)
    return game


def read_declaration(path: Path | str) -> Declaration:
    """A checked declaration from a TOML file."""
    path = Path(path)
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise FileUnreadable(f"larger than {LARGEST_FILE} bytes", where=path.name)
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise FileUnreadable(
            f"cannot be read as text ({type(fault).__name__})",
            where=str(path),
            expected="a TOML file in UTF-8 that declares a game",
        ) from None
    return parse_declaration(text, where=path.name)


@cache
def shipped(name: str) -> Declaration:
    """A declaration that lies beside the shipped games."""
    folder = resources.files("standoff.game.games")
    return parse_declaration((folder / f"{name}.toml").read_text(encoding="utf-8"), where=name)
