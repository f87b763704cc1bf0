"""A text as the grammar sees it: tokens with offsets, their entries, and one character for each.

Words break at hyphens, apostrophes and between letters and digits, so that "14-Tage-Frist",
"14.30-18 Uhr", "today's" and "1990s" come apart. A blank line is a token that no phrase crosses.
A chain of more numbers than a date has ("3.2.1.4": an address, a version, a section) is one token.
"""

from __future__ import annotations

import re
from operator import attrgetter
from typing import Any

from standoff.press.times.lexicon import Entry, Lexicon, Rule

__all__ = ["Hit", "Words"]

_TOKEN = re.compile(r"[^\W\d_]+|\d+(?:\.\d+){3,}|\d+|\n[^\S\n]*\n\s*|[^\w\s]|_+")
_start = re.Match.start
_sign = attrgetter("sign")
_OPENERS = frozenset(("", *".!?:;\"„“»«'‘–—-"))
_BETWEEN = frozenset(("article", "of_the", "merged", "approx", "only"))


class Words:
    """The tokens of a text: `starts`, `texts` and `entries` by number, `signs` as one string."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.text = text
        self.lexicon = lexicon
        self.starts: list[int] = [*map(_start, _TOKEN.finditer(text))]
        self.texts: list[str] = _TOKEN.findall(text)
        self.entries: list[Entry] = [*map(lexicon.classify, self.texts)]
        self.signs = "".join(map(_sign, self.entries))

    def __len__(self) -> int:
        return len(self.texts)

    def word(self, index: int) -> str:
        """The token's text, "" outside the text."""
        return self.texts[index] if 0 <= index < len(self.texts) else ""

    def tag(self, index: int) -> str:
        """The token's tag, "" outside the text."""
        return self.entries[index].tag if 0 <= index < len(self.entries) else ""

    def end(self, index: int) -> int:
        """Where the token ends in the text."""
        return self.starts[index] + len(self.texts[index])

    def touches(self, index: int) -> bool:
        """True if nothing stands between this token and the next."""
        return index + 1 < len(self) and self.end(index) == self.starts[index + 1]


class Hit:
    """A rule that matched: what its roles stand for. Built for one phrase and thrown away."""

    def __init__(self, words: Words, rule: Rule, match: re.Match[str]) -> None:
        self.words, self.rule, self._match = words, rule, match
        self.options: dict[str, Any] = rule.options
        self.first, stop = match.span(rule.roles.get("span", (0,))[0])
        self.last = stop - 1

    def tokens(self, role: str) -> range:
        """The numbers of the role's tokens; an empty range if it is missing."""
        for group in self.rule.roles.get(role, ()):
            start, stop = self._match.span(group)
            if start >= 0:
                return range(start, stop)
        return range(0)

    def has(self, role: str) -> bool:
        """True if the role is part of the rule and stands in the text."""
        return any(self._match.start(group) >= 0 for group in self.rule.roles.get(role, ()))

    def value(self, role: str) -> Any:
        """The value of the role's first token that has one, None if the role is missing."""
        values = (self.words.entries[i].value for i in self.tokens(role))
        return next((value for value in values if value is not None), None)

    def values(self, role: str) -> list[Any]:
        """The values of the role's tokens that have one."""
        values = (self.words.entries[i].value for i in self.tokens(role))
        return [value for value in values if value is not None]

    def text(self, role: str) -> str:
        """The role's words as they stand in the text, "" if it is missing."""
        tokens = self.tokens(role)
        if not tokens:
            return ""
        return self.words.text[self.words.starts[tokens[0]] : self.words.end(tokens[-1])]

    def digits(self, role: str) -> int | None:
        """The role's digits as a number ("19." is 19), None if it has none or too many."""
        texts = (self.words.texts[i] for i in self.tokens(role))
        joined = "".join(text for text in texts if text.isdecimal())
        return int(joined) if 0 < len(joined) < 7 else None

    def ordinal(self, role: str) -> int:
        """The role as a number, in digits ("3rd") or in words ("twenty-first"); 0 if it is none."""
        return self.digits(role) or int(sum(v for v in self.values(role) if not isinstance(v, str)))

    def says(self, role: str, tag: str) -> bool:
        """True if one of the role's tokens has the tag."""
        return any(self.words.entries[i].tag == tag for i in self.tokens(role))

    @property
    def opens_sentence(self) -> bool:
        """True if nothing of its sentence stands before the phrase."""
        before = self.words.word(self.first - 1)
        return before in _OPENERS or "\n" in before

    @property
    def lead(self) -> str:
        """The tag of what leads the phrase in: "until" for "bis zum 31. Dezember"."""
        for index in range(self.first - 1, self.first - 4, -1):
            tag = self.words.tag(index)
            if tag == "from" and self.words.tag(index - 1) == "within":
                return "within"
            if tag not in _BETWEEN:
                return tag
        return ""
