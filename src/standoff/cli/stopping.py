"""What Ctrl-C leaves behind, in words: some commands keep what was finished, others store nothing.

`KEEPS` names the commands that store their work piece by piece, so that the same call goes on from
there; with an option beside it, only where that option is given. All others compute an answer and
store none (a file they write is written whole at the end).
"""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["KEEPS", "farewell"]

KEEPS = {
    "attach": "",
    "backtest": "",
    "estimate": "--keep",
    "import": "",
    "merge": "",
    "read": "",
    "review": "",
    "serve": "",
}


#: Commands that leave a beginning behind, which the same call replaces.
BEGINS = ("demo",)


def farewell(words: Sequence[str]) -> str:
    """What to say when a command is stopped; `words` are those after `standoff`."""
    command = next((word for word in words if not word.startswith("-")), "")
    option = KEEPS.get(command)
    if command in BEGINS:
        return "Stopped halfway; the same command begins anew."
    if option is None:
        return "Stopped; nothing was stored."
    if option and not any(word == option or word.startswith(f"{option}=") for word in words):
        return f"Stopped; nothing was stored: `{option}` keeps what is finished."
    return "Stopped; what was finished is kept."
