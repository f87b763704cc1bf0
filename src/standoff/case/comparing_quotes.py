"""Words of one speaker that two articles quote.

Two quotes are *verbatim* the same if they share a run of four words, or the shorter of them as a
whole where it has fewer. Each quote of the first article is paired with the first such quote of the
second by the same state; those that find none, with the first unpaired one by the same state and
move. So there is at most one row a quote, and the work grows with the number of words, not with the
number of pairs.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence

from standoff.case.comparing_words import passage
from standoff.nouns import Coding, actor_set, state_of
from standoff.nouns.comparison import SharedQuote

__all__ = ["RUN", "quoted_words", "shared_quotes"]

#: A run of this many quoted words is the same quotation, whoever shortened it.
RUN = 4

Gram = tuple[str, ...]


def shared_quotes(codings: Sequence[Coding], others: Sequence[Coding]) -> list[SharedQuote]:
    """Quotes of one speaker in both, in the order of the first."""
    ours, theirs = (
        [one for one in side if one.kind == "quote" and one.speaker] for side in (codings, others)
    )
    index, rows = _Index(theirs), []
    verbatim = [index.verbatim(quote) for quote in ours]
    taken = {place for place in verbatim if place is not None}
    acts = _by_act(theirs, taken)
    for quote, place in zip(ours, verbatim, strict=True):
        found = place if place is not None else _same_act(quote, acts)
        if found is not None:
            rows.append(_row(quote, theirs[found], place is not None))
    return rows


def _row(quote: Coding, other: Coding, verbatim: bool) -> SharedQuote:
    return SharedQuote(
        speaker=quote.speaker,
        move=quote.move,
        verbatim=verbatim,
        one=passage(quote),
        other=passage(other),
    )


def _speakers(coding: Coding) -> list[str]:
    return sorted({state_of(code) for code in actor_set(coding.speaker)})


def quoted_words(text: str) -> list[str]:
    """The words of a quote in small letters, without its marks."""
    from standoff.coding.tokens import tokenize

    return [one.text.lower() for one in tokenize(text) if one.text[0].isalnum()]


def _grams(words: Sequence[str], length: int) -> Iterator[Gram]:
    return (tuple(words[at : at + length]) for at in range(len(words) - length + 1))


class _Index:
    """The first quote by each state that holds a run of words, or is one as a whole."""

    def __init__(self, quotes: Sequence[Coding]) -> None:
        self._holds: defaultdict[Gram, dict[str, int]] = defaultdict(dict)
        self._is: defaultdict[Gram, dict[str, int]] = defaultdict(dict)
        for place, quote in enumerate(quotes):
            words, states = quoted_words(quote.text), _speakers(quote)
            for length in range(1, min(RUN, len(words)) + 1):
                for gram in _grams(words, length):
                    self._note(self._holds[gram], states, place)
            if 0 < len(words) < RUN:
                self._note(self._is[tuple(words)], states, place)

    @staticmethod
    def _note(homes: dict[str, int], states: Iterable[str], place: int) -> None:
        for state in states:
            homes.setdefault(state, place)

    def verbatim(self, quote: Coding) -> int | None:
        """The place of the first quote with the same words by one of the same states."""
        words, states = quoted_words(quote.text), _speakers(quote)
        if not words:
            return None
        homes = [self._holds.get(gram, {}) for gram in _grams(words, min(RUN, len(words)))]
        for length in range(1, min(RUN, len(words) + 1)):
            homes += [self._is.get(gram, {}) for gram in _grams(words, length)]
        return min((home[one] for home in homes for one in states if one in home), default=None)


def _by_act(quotes: Sequence[Coding], taken: set[int]) -> dict[tuple[str, str], deque[int]]:
    """Places of the quotes not yet paired, by state and move."""
    acts: defaultdict[tuple[str, str], deque[int]] = defaultdict(deque)
    for place, quote in enumerate(quotes):
        if place not in taken and quote.move:
            for state in _speakers(quote):
                acts[state, quote.move].append(place)
    return acts


def _same_act(quote: Coding, acts: dict[tuple[str, str], deque[int]]) -> int | None:
    for state in _speakers(quote):
        waiting = acts.get((state, quote.move))
        if waiting:
            return waiting.popleft()
    return None
