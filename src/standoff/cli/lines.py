"""How wide things are in a terminal: sentences broken between words, columns that share a line.

What is piped is not touched: a sentence stays one line, and a table has 160 characters.
"""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Sequence
from typing import Any

__all__ = ["column_widths", "wrapped"]

_LONGEST_WORD = 24


def wrapped(words: str, stream: Any) -> str:
    """The text as it goes to `stream`: on a terminal, each line broken between words.

    A line that names a command to type stays whole, so that it can be copied.
    """
    if not stream.isatty():
        return words
    width = max(shutil.get_terminal_size().columns - 1, 40)
    return "\n".join(_broken(line, width) for line in words.split("\n"))


def _broken(line: str, width: int) -> str:
    if len(line) <= width or "`" in line:
        return line
    indent = line[: len(line) - len(line.lstrip())]
    return textwrap.fill(
        line.strip(), width, initial_indent=indent, subsequent_indent=indent + "  ",
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip


def column_widths(columns: Sequence[Sequence[str]], room: int) -> list[int] | None:
    """The width of each column (its cells, header first) so that all of them fit into `room`.

    The widest give way first, none below its longest word; None if even that is too wide.
    """
    natural = [max(map(len, cells), default=0) for cells in columns]
    if sum(natural) <= room:
        return natural
    least = [max((len(word) for cell in cells for word in cell.split()), default=0)
             for cells in columns]  # fmt: skip
    least = [min(width, _LONGEST_WORD) for width in least]
    for cap in range(max(natural), 0, -1):
        widths = [min(full, max(few, cap)) for full, few in zip(natural, least, strict=True)]
        if sum(widths) <= room:
            return widths
    return None
