"""`ClauseWords`: the words of a clause as the codebook sees them, each looked up once.

Every cue asks the same few things of a clause (is this noun there, this sequence, this particle
behind the verb?). They are answered here, the dearer ones when they are first asked, so that a cue
costs a comparison of sets and not a walk over the words.
"""

from __future__ import annotations

from functools import cached_property

from standoff.coding.codebook.entries import Codebook
from standoff.coding.datafiles import words
from standoff.coding.frames.frame import Frame

__all__ = ["ClauseWords"]

_AS_PREPOSITIONS = words("für als bis until")  # "hält ihn für gefährlich": no noun behind it
_PARTICLE_REACH = 5
# Mentions whose own words may be nouns of the codebook.
_SPEAKING = frozenset({"modifier", "organisation", "role", "office", "adjective"})


class ClauseWords:
    """The words of the clause of a frame; `low` in order, `words` as a set.

    `sequences` are the word sequences of the codebook that stand in it, `nouns` the codebook nouns
    as (noun, token, phrase), heads first, `parts` those of them that are only part of a longer one:
    "curfew" in "night curfew", and in English those that do not end their phrase: "war" in "war
    games". `meant` is what a relative pronoun stands for ("Sanktionen, die Rom verhängt hat"): only
    verbs look at it, the noun itself speaks in the clause where it stands.
    """

    def __init__(self, frame: Frame, codebook: Codebook) -> None:
        self.frame, self.codebook = frame, codebook
        self.low = frame.words
        self.link = frame.clause.link
        self.sequences = codebook.sequences.find(self.low)
        self.parts: set[tuple[str, int]] = set()
        self.nouns = self._nouns()
        self.meant = self._meant() if frame.clause.kind == "rel" else []
        self.names = {name for name, _, _ in (*self.nouns, *self.meant)}
        self._behind: dict[int, frozenset[str]] = {}

    @cached_property
    def preps(self) -> frozenset[str]:
        """The prepositions of its phrases; "davon" counts as "von"."""
        adverbs = self.frame.sentence.language.pronominal
        found = set(self.frame.preps)
        found.update(_AS_PREPOSITIONS.intersection(self.low))
        found.update(adverbs[word] for word in self.low if word in adverbs)
        return frozenset(found - {""})

    @cached_property
    def reflexive(self) -> bool:
        """True if it holds sich, each other or the like."""
        return not self.frame.sentence.language.pronouns["reflexive"].isdisjoint(self.low)

    def has_tone(self, move: str) -> bool:
        """True if it has words of this list of `data/tone`, and no more of the opposite one."""
        return self.codebook.tone.is_of(move, self.low)

    def behind(self, at: int) -> frozenset[str]:
        """The words right behind a verb that may be its particle.

        "called him on Monday" calls on nobody: a word before the name of a day is none.
        """
        found = self._behind.get(at)
        if found is None:
            low, days = self.frame.sentence.low, self.frame.sentence.language.day_names
            near = low[at + 1 : at + 2 + _PARTICLE_REACH]
            if not days.isdisjoint(near):
                last = len(low) - 1
                found = frozenset(
                    low[k]
                    for k in range(at + 1, min(at + 1 + _PARTICLE_REACH, len(low)))
                    if low[min(k + 1, last)] not in days
                )
            else:
                found = frozenset(near[:_PARTICLE_REACH])
            self._behind[at] = found
        return found

    def _nouns(self) -> list[tuple[str, int, int]]:
        table, sentence = self.codebook.nouns, self.frame.sentence
        low, mention_at, nouns_of = sentence.low, sentence.mention_at, table.named
        english = sentence.language.code == "en"
        found: list[tuple[str, int, int]] = []
        for number, phrase in enumerate(self.frame.phrases):
            if phrase.pronoun:
                continue
            for k in range(phrase.last - 1, phrase.first - 1, -1):
                named = nouns_of[low[k]]
                if not named and low[k] not in table.endings:
                    continue
                longer = table.find_longer(low, k)
                if not (named or longer) or (mention_at[k] >= 0 and not self._speaks(k)):
                    continue
                if english and k != phrase.head:
                    self.parts.update((noun, number) for noun in named)
                shorter = [noun for noun in named if noun]
                if longer:
                    found.append((longer, k, number))
                    self.parts.update((noun, number) for noun in shorter)
                found.extend((noun, k, number) for noun in shorter)
        return found

    def _speaks(self, k: int) -> bool:
        """The token of a mention may be a noun of its own: an office, the title of a person."""
        mention = self.frame.sentence.mentions[self.frame.sentence.mention_at[k]]
        titled = mention.kind == "person" and k + 1 < mention.last
        return titled or mention.kind in _SPEAKING

    def _meant(self) -> list[tuple[str, int, int]]:
        frame = self.frame
        k = frame.antecedent()
        lemmas = {lemma for lemma, _ in frame.clause.verbs.lexical}
        if k < 0 or frame.parent is None or lemmas & frame.sentence.language.planning:
            return []
        head = frame.parent.phrases[k].head
        names = [noun for noun in self.codebook.nouns.find(frame.sentence.low[head]) if noun]
        for number, phrase in enumerate(frame.phrases):
            if phrase.pronoun == "rel" and not phrase.prep:
                return [(name, phrase.head, number) for name in names]
        return []
