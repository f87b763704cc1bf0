"""Nouns of the codebook, found in any form and at the end of a compound.

"Raketenantriebstest" is a Test and "Kurzstrecken-Tests" are Tests: German compounds mean what their
last part means. The longest known ending wins ("Protest" is no Test), and words that only look like
compounds are listed in the data.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from standoff.coding.grammar.forms import english_noun_forms, noun_forms
from standoff.coding.memo import Memo

__all__ = ["NounTable", "forms_of"]

_SHORTEST_HEAD = 4
_SHORT_MODIFIERS = frozenset({"öl"})  # Öltanker


def forms_of(nouns: Iterable[str], language: str) -> frozenset[str]:
    """All lower-case forms of these nouns."""
    made = noun_forms if language == "de" else english_noun_forms
    return frozenset(form for noun in nouns for form in made(noun.lower()))


class NounTable:
    """From a word to the codebook noun it is a form or compound of.

    `endings` are the words in which a codebook noun of several words ends.
    """

    def __init__(self, language: str, nouns: Iterable[str], not_heads: Iterable[str]) -> None:
        self.language = language
        forms: dict[str, str] = {}
        longer: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        listed = list(nouns)
        others = [noun for noun in not_heads if noun not in listed]
        for noun in (*listed, *others):  # "Reise" is itself before it is a form of "Reis"
            if " " not in noun:
                forms[noun.lower()] = noun.lower() if noun not in others else ""
        for noun in listed:
            low = noun.lower()
            *before, last = low.split(" ")
            made = noun_forms(last) if language == "de" else english_noun_forms(last)
            for form in made:
                if before:
                    longer.setdefault(form, []).append((tuple(before), low))
                else:
                    forms.setdefault(form, low)
        for noun in others:
            made = noun_forms(noun) if language == "de" else english_noun_forms(noun)
            for form in made:  # "Attentätern" is no form of "Attentat"
                if forms.get(form) != form:
                    forms[form] = ""
        self._forms = forms
        self._longer = longer
        self.endings = longer.keys()
        self.named = Memo(lambda low: tuple(self._heads(low)))

    def find(self, low: str) -> tuple[str, ...]:
        """The codebook nouns that this lower-case word is a form or compound of, longest first."""
        return self.named[low]

    def _heads(self, low: str) -> Iterator[str]:
        """The word itself, then its endings of at least four letters."""
        whole = self._forms.get(low)
        if whole is not None:
            yield whole
            if not whole:
                return
        if self.language != "de" and "-" not in low:
            return
        for at in range(1, len(low) - _SHORTEST_HEAD + 1):
            if at < 3 and low[at - 1] != "-" and low[:at] not in _SHORT_MODIFIERS:
                continue
            found = self._forms.get(low[at:])
            if found == "":
                return
            if found is not None and found != whole:
                yield found

    def find_longer(self, low: Sequence[str], k: int) -> str:
        """The codebook noun of several words that ends at token k, or ""."""
        for before, noun in self._longer.get(low[k], ()):
            first = k - len(before)
            if first >= 0 and tuple(low[first:k]) == before:
                return noun
        return ""
