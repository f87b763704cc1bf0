"""Clauses: which words belong to one verb, and how that verb is used.

A sentence is cut at its marks (commas, dashes, colons) and at conjunctions that join two verbs; the
parts are joined again where a clause was interrupted, and each gets its kind:

    main   a finite verb in second (German) or middle place, or none at all (a headline)
    sub    opened by a conjunction or question word: dass, weil, wenn; that, because, if
    rel    opened by a relative pronoun: der, mit dem; who, which
    inf    an infinitive with zu or to
    ptc    an English participle: "accusing Iran of ..."

The rules of each language stand in `german` and `english`; what they share, here. Nothing is
parsed that look-up cannot decide: an unknown word is no verb.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from standoff.coding.grammar.sentence import Sentence

__all__ = [
    "DASHES",
    "MARKS",
    "Clause",
    "VerbGroup",
    "is_cut",
    "sentence_end",
    "sentence_start",
    "verb_tokens",
]

_LONGEST_DATELINE = 14
_AGENCIES = frozenset({"dpa", "afp", "apa", "rtr", "reuters", "epd", "kna", "sda", "ap", "sid"})
_CLOSING = frozenset({".", "!", "?", "…", ","})
DASHES = frozenset({"–", "—", "-", "‒", "―"})
MARKS = frozenset({".", "!", "?", ",", ";", ":", "(", ")", "[", "]", "…", "/"}) | DASHES


@dataclass(slots=True)
class VerbGroup:
    """The verbs of a clause.

    `lexical` are the full verbs as (lemma, token); the first is the one that carries the clause.
    `mood`: `p` present, `t` past, `1`, `2` the subjunctives, empty if nothing is finite.
    """

    finite: int = -1
    mood: str = ""
    number: str = "b"
    modal: str = ""
    lexical: list[tuple[str, int]] = field(default_factory=list)
    passive: bool = False
    perfect: bool = False
    future: bool = False
    copula: bool = False
    infinitive: bool = False


@dataclass(slots=True)
class Clause:
    """A clause: its token ranges, kind, opening word, verbs and place among the clauses.

    `tokens` are those of the ranges, in order, without those of clauses inside it. `parent` is the
    clause it depends on; `brother` the clause it is joined to, whose subject and
    auxiliary it may share; `shares` if "und" or the like joins them.
    """

    pieces: list[tuple[int, int]]
    kind: str
    link: str = ""
    parent: Clause | None = None
    brother: Clause | None = None
    verbs: VerbGroup = field(default_factory=VerbGroup)
    head: int = -1
    shares: bool = False
    tokens: list[int] = field(init=False)
    first: int = field(init=False)
    last: int = field(init=False)

    def __post_init__(self) -> None:
        self.tokens = [k for first, last in self.pieces for k in range(first, last)]
        self.first, self.last = self.pieces[0][0], self.pieces[-1][1]

    def absorb(self, first: int, last: int) -> None:
        """Add a range that belongs to this clause."""
        if self.pieces and self.pieces[-1][1] == first:
            self.pieces[-1] = (self.pieces[-1][0], last)
        else:
            self.pieces.append((first, last))
        self.tokens.extend(range(first, last))
        self.last = last


def verb_tokens(sentence: Sentence, first: int, last: int) -> list[int]:
    """The tokens in [first, last) that have a verb reading."""
    readings = sentence.readings
    return [k for k in range(first, last) if readings[k]]


def sentence_start(sentence: Sentence) -> int:
    """The first token behind a dateline ("Moskau – ", "Washington/Genf – ", "PARIS (AFP) - ")."""
    low, tokens = sentence.low, sentence.tokens
    if DASHES.isdisjoint(low[1:_LONGEST_DATELINE]):
        return 0
    for k in range(1, min(_LONGEST_DATELINE, len(low) - 2)):
        if low[k] in DASHES and tokens[k - 1].end < tokens[k].start:
            before = range(k)
            names = all(
                sentence.upper[j] or low[j] in _AGENCIES or not low[j][:1].isalpha() for j in before
            )
            verbs = any(sentence.readings[j] for j in before)
            return k + 1 if names and not verbs and sentence.upper[k + 1] else 0
    return 0


def sentence_end(sentence: Sentence) -> int:
    """The end of the sentence's words: its closing marks are left out."""
    end = len(sentence.low)
    while end and sentence.low[end - 1] in _CLOSING:
        end -= 1
    return end


def is_cut(sentence: Sentence, k: int) -> bool:
    """True if the mark at token k parts clauses (not in numbers, hours or hyphened words)."""
    word, tokens, low = sentence.low[k], sentence.tokens, sentence.low
    if word == "/":
        return False
    if word in ".!?":
        after = k + 1
        if not sentence.speech:
            return False
        return after < len(low) and sentence.upper[after] and tokens[k].end < tokens[after].start
    if 0 < k < len(low) - 1:
        glued = tokens[k - 1].end == tokens[k].start and tokens[k].end == tokens[k + 1].start
        if word in DASHES:
            hyphen = word in "-‒"
            completing = hyphen and tokens[k - 1].end == tokens[k].start  # Nord- und Südkorea
            return not (completing or (hyphen and tokens[k].end == tokens[k + 1].start))
        if word in ",:" and glued:
            return not low[k + 1][:1].isdigit()
    return True
