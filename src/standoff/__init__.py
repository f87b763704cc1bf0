"""standoff: reads what the press says two states do to each other, and what comes of it.

    import standoff as so
    so.find_times(text, published=date(2019, 12, 9), language="de")
    so.code_text(text, published=date(2019, 12, 9), language="de")
    case = so.Case.open("korea")
    case.test([so.Claim(id="two", form="count", definitions=(so.Definition(...),), ...)])
    solution = so.games.coercion().solve()

Everything is loaded when it is first asked for, so that `import standoff` stays quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from standoff.case import Case
    from standoff.coding import code_text
    from standoff.game import shelf as games
    from standoff.nouns import Claim, Definition
    from standoff.press import find_times

__version__ = "0.1.0"

__all__ = ["Case", "Claim", "Definition", "__version__", "code_text", "find_times", "games"]

_HOME = {
    "Case": "standoff.case",
    "Claim": "standoff.nouns",
    "Definition": "standoff.nouns",
    "code_text": "standoff.coding",
    "find_times": "standoff.press",
}


def __getattr__(name: str) -> Any:
    if name == "games":
        return import_module("standoff.game.shelf")
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(f"module 'standoff' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
