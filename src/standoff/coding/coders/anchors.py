"""Words to codes and dates: what a coder names as written, read by our own gazetteer and calendar.

Optional coders propose words, never codes: "US-Präsident Trump" becomes `USA_TRUMP` here, with the
offices of the article's day, and "am Montag" becomes a date by the rules of `press.find_times`. A
name that our gazetteer does not know is kept as it stands; words that the text does not hold name
nobody.
"""

from __future__ import annotations

from bisect import bisect_left
from datetime import date
from typing import Any

from standoff.coding.actors import Mention, load_gazetteer
from standoff.coding.tokens import tokenize
from standoff.nouns import Article, TimePhrase
from standoff.press import find_times, tell_language

__all__ = ["Anchors"]

_NO_ACTOR = frozenset({"dateline", "modifier"})
_LONGEST_NAME = 80


class Anchors:
    """The mentions and time phrases of an article, for look-up by words or offsets."""

    def __init__(self, article: Article) -> None:
        self.article, self.text = article, article.text
        self.language = (article.language or tell_language(article.text))[:2].lower()
        self.tokens = tokenize(self.text)
        self.mentions: list[Mention] = [
            mention
            for mention in load_gazetteer().find(
                self.tokens, language=self.language, on=article.published
            )
            if mention.kind not in _NO_ACTOR
        ]
        self._starts = [mention.start for mention in self.mentions]
        self.times: list[TimePhrase] = find_times(self.text, article.published, self.language)

    def codes_in(self, start: int, end: int) -> tuple[str, ...]:
        """The codes of the mentions that touch [start, end), in order, each once."""
        first = max(0, bisect_left(self._starts, start) - 1)
        found: dict[str, None] = {}
        for mention in self.mentions[first:]:
            if mention.start >= end:
                break
            if mention.end > start:
                found.update(dict.fromkeys(code for code in mention.code.split(";") if code))
        return tuple(found)

    def codes_of(self, words: str, near: int) -> tuple[str, ...]:
        """The codes that `words` mean where they stand nearest to offset `near`.

        Without a code the words themselves, if they stand in the text; otherwise nothing.
        """
        words = words.strip()
        if not words or len(words) > _LONGEST_NAME:
            return ()
        places = self._places(words)
        for place in sorted(places, key=lambda place: abs(place - near)):
            codes = self.codes_in(place, place + len(words))
            if codes:
                return codes
        return (words.replace(";", ","),) if places else ()

    def _places(self, words: str) -> list[int]:
        """Where the words stand as whole words."""
        places, place = [], self.text.find(words)
        while place >= 0:
            end = place + len(words)
            if not (self.text[place - 1 : place].isalnum() or self.text[end : end + 1].isalnum()):
                places.append(place)
            place = self.text.find(words, place + 1)
        return places

    def dates(self, start: int, end: int, said: str = "") -> dict[str, Any]:
        """`earliest`, `latest` and `said` of the time phrase in [start, end), or of `said`.

        The first dated phrase inside wins, then the nearest that `said` holds or that holds it.
        """
        inside = [t for t in self.times if start <= t.start and t.end <= end]
        if said:
            alike = [t for t in self.times if said in t.said or t.said in said]
            inside = sorted(alike, key=lambda t: abs(t.start - start)) or inside
        dated = [t for t in inside if t.earliest or t.latest] or inside
        if not dated:
            return {}
        found: dict[str, date | str | None] = {"said": dated[0].said}
        return found | {"earliest": dated[0].earliest, "latest": dated[0].latest}
