"""How wide a line of text is, near enough to break it: drawings cannot flow their text.

Widths are those of Arial and its metric twins (Helvetica, Liberation Sans) in thousandths of the
font size, by class of letter; a letter of no class counts as a wide one, so that a line is broken
too early rather than too late. A reader without these fonts sees a wider one (DejaVu Sans): what
is published and may take another line is set to `SAFE` of its room.
"""

from __future__ import annotations

__all__ = ["SAFE", "text_width", "wrap"]

SAFE = 0.86
"""The share of a room that Arial may fill so that DejaVu Sans does not overflow it."""

_CLASSES = {
    "iljI.,;:!|'’ \u00a0ïíì": 270,
    'ftr()[]-–/\\"“”„*': 340,
    "ckszvxyJ": 500,
    "abdeghnopquL0123456789äöüéèáàßñ_#$?": 560,
    "FTZ": 610,
    "ABEKPSVXYÄ&": 667,
    "CDHNRUÜwé": 722,
    "GOQÖ": 778,
}
_WIDTHS = {sign: width for signs, width in _CLASSES.items() for sign in signs}


def text_width(text: str, size: float) -> float:
    """The width of a line in the unit of `size`."""
    return sum(_WIDTHS.get(sign, 900) for sign in text) * size / 1000


def wrap(text: str, width: float, size: float, most: int) -> list[str]:
    """`text` in at most `most` lines of at most `width`; what does not fit ends in an ellipsis."""
    lines: list[str] = []
    rest = text.split()
    while rest and len(lines) < most:
        count = _fitting(rest, width, size)
        lines.append(" ".join(rest[:count]) if count else "")
        if not count:
            head, rest[0] = _split_word(rest[0], width, size)
            lines[-1] = head
        rest = rest[count:]
    if rest and lines:
        lines[-1] = _cut(lines[-1], width, size)
    return lines


def _fitting(words: list[str], width: float, size: float) -> int:
    """How many of the words fit on one line; 0 if not even the first does."""
    used, space = 0.0, text_width(" ", size)
    for count, word in enumerate(words):
        used += text_width(word, size) + (space if count else 0)
        if used > width:
            return count
    return len(words)


def _split_word(word: str, width: float, size: float) -> tuple[str, str]:
    """A word too long for a line, broken where the line is full (at least one letter each)."""
    used = 0.0
    for count, sign in enumerate(word):
        used += text_width(sign, size)
        if used > width and count:
            return word[:count], word[count:]
    return word[:-1], word[-1:]


def _cut(line: str, width: float, size: float) -> str:
    while line and text_width(line + " …", size) > width:
        line = line[:-1]
    return line.rstrip() + " …"
