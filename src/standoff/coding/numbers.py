"""Numbers in words and digits: how many, how often, the how-manieth."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

from standoff.coding.datafiles import read_table, words

__all__ = ["Numbers", "load_numbers"]

_LARGEST = 10_000


class Numbers:
    """The number words of a language."""

    def __init__(self, language: str) -> None:
        table = read_table(f"grammar/{language}_numbers.toml")
        self.cardinals = _pairs(table["cardinal"])
        self.times = _pairs(table["times"])
        self.ordinals = _pairs(table["ordinal"])
        self.around = words(table["around"])
        self.occasion = words(table["occasion"])
        self.until = words(table["until"])
        self.each = words(table["each"])
        self.since = words(table["since"])
        self.range_from = words(table["range_from"])
        self.range_to = words(table["range_to"])
        self._periods = frozenset(tuple(pair.split()) for pair in words(table["periods"]))
        self._telling = self.occasion | self.times.keys()

    def cardinal(self, low: str) -> int:
        """The number a word means, 0 if none (years and sums are none)."""
        if low.isascii() and low.isdigit() and len(low) <= 4:
            value = int(low)
            return value if 0 < value < 1900 else 0
        return self.cardinals.get(low, 0)

    def in_period(self, low: list[str]) -> bool:
        """ "since May", "so far this year", "in den vergangenen Monaten": until now."""
        return not self.since.isdisjoint(low) or not self._periods.isdisjoint(pairwise(low))

    def how_often(self, low: list[str]) -> int:
        """ "dreimal", "three times", "13-mal": the number, 0 if none."""
        if self._telling.isdisjoint(low) and "-" not in "".join(low):
            return 0
        for k, word in enumerate(low):
            if word in self.times:
                return self.times[word]
            if word in self.occasion and k:
                found = self.cardinal(low[k - 1])
                if found > 1:
                    return found
            digits, _, rest = word.partition("-")
            if rest in self.occasion and self.cardinal(digits) > 1:
                return self.cardinal(digits)
        return 0


def _pairs(row: str) -> dict[str, int]:
    return {pair.partition(":")[0]: int(pair.partition(":")[2]) for pair in row.split()}


@cache
def load_numbers(language: str) -> Numbers:
    """The number words of German (`de`) or English (`en`)."""
    return Numbers(language)
