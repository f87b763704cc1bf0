"""Reading a declaration from TOML: the file has the shape of `declare.Declaration`."""

from __future__ import annotations

from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, get_args

import msgspec

from standoff.errors import BadValue, FileUnreadable
from standoff.files import BOM, decode, parse_toml, read_bytes
from standoff.game.checking import check_declaration
from standoff.game.declare import Declaration, Factor, Kind, Parameter, Payoff
from standoff.settings import Settings

__all__ = ["parse_declaration", "read_declaration", "shipped"]

ENTRIES: dict[str, tuple[str, type]] = {
    "factors": ("factor", Factor),
    "payoffs": ("payoff", Payoff),
    "parameters": ("parameter", Parameter),
}
"""Tables of a declaration whose entries have names: what one is called, and its shape."""

LARGEST_FILE = 1_000_000
"""Bytes of a declaration beyond which a file is not read."""


def parse_declaration(text: str, *, where: str = "game") -> Declaration:
    """A checked declaration from TOML text; raises `BadValue` that says where the fault is."""
    told = parse_toml(text, where)
    try:
        game = msgspec.convert(told, Declaration)
    except msgspec.ValidationError as fault:
        raise _misshapen(told, fault, where) from None
    check_declaration(game)
    return game


def _misshapen(told: dict[str, Any], fault: msgspec.ValidationError, where: str) -> BadValue:
    """The fault with the name of the entry it stands in, which msgspec does not tell."""
    expected = "the shape that docs/game.md describes"
    for table, (noun, kind) in ENTRIES.items():
        entries = told.get(table)
        for name, entry in entries.items() if isinstance(entries, dict) else ():
            try:
                msgspec.convert(entry, kind)
            except msgspec.ValidationError as own:
                if "enum" in str(own):
                    expected = f"kind = one of {', '.join(get_args(Kind))}"
                return BadValue(f"{own}", where=f"{where}, {noun} {name}", expected=expected)
    return BadValue(f"{fault}", where=where, expected=expected)


def read_declaration(path: Path | str) -> Declaration:
    """A checked declaration from a TOML file."""
    path = Path(path)
    raw = read_bytes(path, Settings())
    if len(raw) > LARGEST_FILE:
        raise FileUnreadable(f"larger than {LARGEST_FILE} bytes", where=path.name)
    text = decode(raw, path)
    return parse_declaration(text.removeprefix(BOM), where=path.name)


@cache
def shipped(name: str) -> Declaration:
    """A declaration that lies beside the shipped games."""
    folder = resources.files("standoff.game.games")
    return parse_declaration((folder / f"{name}.toml").read_text(encoding="utf-8"), where=name)
