"""Damage of the kinds that files meet: cut, doubled, shuffled, mistyped, re-encoded, and forged.

`damaged` makes a new file of a sound one. It changes bytes, lines, numbers and words, and puts in
what parsers trip over (`TRAPS`). It draws from the `Random` it is given and nothing else, so that
a file that did harm can be made again from its seed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

#: Marks that parsers count, nest or look back over; numbers and days at the edge of their types.
TRAPS = (
    b'"', b"'", b'"""', b"''", b"\\", b"\\u0000", b"\\ud800", b",", b";", b"\t", b"\r", b"\r\n",
    b"\n\n", b"\0", b"\xff", b"\xfe\xff", b"\xef\xbb\xbf", b"\xc3",
    b"\xf0\x9f\x91\xa9\xe2\x80\x8d", b"e\xcc\x81", b"\xe2\x80\xa8", b"\x1b[31m", b"\x7f", b"<!--",
    b"-->", b"<![CDATA[", b"</", b"<p", b"&#x110000;", b"&#0;", b"{", b"}", b"[", b"]", b"[[",
    b"{}", b"[]", b"null", b"true", b"NaN", b"-Infinity", b"1e999", b"-0", b"1_0", b"0x1f",
    b"9" * 25, b"9" * 5000, b"-1", b"1.5", b"0000-01-01", b"0001-01-01", b"9999-12-31",
    b"2019-02-29", b"2019-13-01", b"99999-01-01", b"24:61", b"=1+1", b"@x", b"%s%n", b"../../x",
    b"__proto__", b"#", b"= ", b" = ", b"$", b"\xc2\xa0", b"[" * 3000, b"(" * 3000, b"a." * 2000,
    b"{a=" * 1500, b"<p>" * 1500, b"?" * 3000,
)  # fmt: skip
_NUMBER = re.compile(rb"\d+")
_WORD = re.compile(rb"\w+")


def _flip(raw: bytes, chance: Random) -> bytes:
    place = chance.randrange(len(raw))
    return raw[:place] + bytes([chance.randrange(256)]) + raw[place + 1 :]


def _cut(raw: bytes, chance: Random) -> bytes:
    return raw[: chance.randrange(len(raw))]


def _drop(raw: bytes, chance: Random) -> bytes:
    place = chance.randrange(len(raw))
    return raw[:place] + raw[place + chance.randint(1, 30) :]


def _double(raw: bytes, chance: Random) -> bytes:
    place = chance.randrange(len(raw))
    piece = raw[place : place + chance.randint(1, 60)]
    return raw[:place] + piece * chance.choice((2, 3, 50)) + raw[place:]


def _trap(raw: bytes, chance: Random) -> bytes:
    place = chance.randint(0, len(raw))
    return raw[:place] + chance.choice(TRAPS) + raw[place:]


def _instead(pattern: re.Pattern[bytes]) -> Callable[[bytes, Random], bytes]:
    def work(raw: bytes, chance: Random) -> bytes:
        """Another value where a word or number stands: a trap, or a word from elsewhere in it."""
        found = list(pattern.finditer(raw))
        if not found:
            return raw
        one, other = chance.choice(found), chance.choice(found)
        value = chance.choice((chance.choice(TRAPS), other.group(), b""))
        return raw[: one.start()] + value + raw[one.end() :]

    return work


def _lines(raw: bytes, chance: Random) -> bytes:
    lines = raw.splitlines(keepends=True)
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], chance.choice((lines[one], b"", lines[other]))
    return b"".join(lines)


def _encoded(raw: bytes, chance: Random) -> bytes:
    text = raw.decode("utf-8", "replace")
    how = chance.choice(("utf-16", "utf-8-sig", "latin-1", "cp1252", "utf-7", "utf-32-le"))
    return text.encode(how, "replace")


_DAMAGES = (_flip, _cut, _drop, _double, _trap, _trap, _instead(_NUMBER), _instead(_WORD), _lines)


def damaged(raw: bytes, chance: Random) -> bytes:
    """A sound file after one to four accidents."""
    for _ in range(chance.choice((1, 1, 2, 4))):
        raw = chance.choice(_DAMAGES)(raw or b"x", chance)
    return _encoded(raw, chance) if chance.random() < 0.04 else raw
