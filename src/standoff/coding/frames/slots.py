"""Slots: which phrases of a clause stand where around its verb.

    subject   the first phrase without preposition that can be nominative and agrees with the verb
              in number; in English, the last one before the verb (`grammar.subject`)
    object    the other phrases without preposition that can be accusative, an apposition never
    dative    likewise by its case
    agent     the doer of a passive (von, durch, by), if it hangs on nothing but the verb
    any       all of them
    in, with  or any other preposition: the phrases behind it

Only words and their order are looked at here; whom a phrase means is the next step's.
"""

from __future__ import annotations

from standoff.coding.grammar.clauses import Clause
from standoff.coding.grammar.phrases import Phrase
from standoff.coding.grammar.sentence import Sentence
from standoff.coding.grammar.subject import find_subject, nominals

__all__ = ["Slots"]

_AGENT = ("von", "durch", "by")
_PLACE_PREPS = frozenset(
    ("in", "nach", "aus", "bei", "an", "auf", "at", "to", "near", "from", "vor", "through",
     "across", "outside")
)  # fmt: skip


class Slots:
    """The phrases of a clause by their place.

    `words` are the clause's, in small letters, `preps` its prepositions; `hanging` and `joined` the
    phrases that hang on each phrase and those joined to it; `nominals` those that stand by
    themselves without a preposition; `subject` the number of one of them, or -1.
    """

    def __init__(self, clause: Clause, phrases: list[Phrase], sentence: Sentence) -> None:
        self.clause, self.phrases, self.sentence = clause, phrases, sentence
        self.passive = clause.verbs.passive
        self.hanging: dict[int, list[int]] = {}
        self.joined: dict[int, list[int]] = {}
        self.preps: set[str] = set()
        for k, phrase in enumerate(phrases):
            self.preps.add(phrase.prep)
            if phrase.of >= 0:
                self.hanging.setdefault(phrase.of, []).append(k)
            if phrase.joined >= 0:
                self.joined.setdefault(phrase.joined, []).append(k)
        self.nominals = nominals(phrases)
        self.subject = find_subject(clause, phrases, self.nominals, sentence)
        self.words = sentence.words_of(clause.tokens)

    def role_phrases(self, role: str, noun: int = -1, *, strict: bool = False) -> list[int]:
        """The phrases that fill a role, best first; `noun` is the cue's phrase.

        `strict`: the noun is the whole cue, so only what hangs on it (or on nothing) counts.
        """
        if role == "subject":
            return [self.subject] if self.subject >= 0 else []
        if role == "object":
            return [k for k in self.nominals if k != self.subject and k != noun
                    and "a" in self.phrases[k].cases and not self._is_apposition(k)
                    and not self._is_title_of_subject(k)]  # fmt: skip
        if role == "dative":
            return [k for k in self.nominals if k != self.subject and k != noun
                    and "d" in self.phrases[k].cases
                    and not (self.phrases[k].det == "der" and self._is_apposition(k))]  # fmt: skip
        if role == "agent":
            if self.preps.isdisjoint(_AGENT):
                return []
            return [k for k, p in enumerate(self.phrases) if p.prep in _AGENT and self._is_free(p)]
        if role == "any":
            return [k for k in range(len(self.phrases)) if k != noun]
        if role not in self.preps:
            return []
        found = [k for k, p in enumerate(self.phrases) if p.prep == role and p.joined < 0
                 and (noun < 0 or p.of in (-1, noun) or self.phrases[p.of].of == noun
                      or (not strict and self._hangs_on_object(p)))]  # fmt: skip
        if strict and len(found) > 1:  # "sanctions on Togo over an attack on Uganda"
            found.sort(key=lambda k: self.phrases[k].start != self.phrases[noun].last)
        return found

    def _hangs_on_object(self, phrase: Phrase) -> bool:
        """ "Importe aus China mit Zöllen belegen": the object's, so the clause's."""
        other = self.phrases[phrase.of]
        return not other.prep and other.of < 0

    def _is_apposition(self, k: int) -> bool:
        """ "Macron, Gastgeber des Gipfels, mahnte": what stands behind a comma is no object."""
        start = self.phrases[k].start
        if k + 1 == self.subject and self.sentence.low[self.phrases[k].last] == ",":
            return True  # "Fiji's president, Jone Vula, said"
        if not k or not start or self.sentence.low[start - 1] != ",":
            return False
        return self.phrases[k - 1].last == start - 1

    def _is_title_of_subject(self, k: int) -> bool:
        """ "The ambassador to Mali, Jane Doe, asked": what stands before an English subject."""
        english = self.sentence.language.code == "en"
        return english and self.clause.kind == "main" and k < self.subject

    def _is_free(self, phrase: Phrase) -> bool:
        """ "von Rom" in "nach dem Besuch von Rom wurde er ..." belongs to the visit."""
        if phrase.of < 0:
            return True
        other = self.phrases[phrase.of]
        return not other.prep and other.of < 0

    def is_passive(self, at: int) -> bool:
        """True if the verb at token `at` is passive: "was forced to leave" leaves actively."""
        lexical = self.clause.verbs.lexical
        if self.sentence.language.code != "en" or not lexical or at <= lexical[0][1]:
            return self.passive
        low = self.sentence.low
        if "ger" in self.sentence.readings[at].kinds:
            return low[at - 1] == "being"  # "is believed to be backing" backs actively
        return low[at - 1] in ("be", "been", "being") or (low[at - 1] in ("and", "or"))

    def subject_is_named(self) -> bool:
        """True if the subject is a phrase of its own, not a relative pronoun."""
        return self.subject >= 0 and self.phrases[self.subject].pronoun != "rel"

    def _is_place(self, k: int) -> bool:
        phrase = self.phrases[k]
        if phrase.prep not in _PLACE_PREPS:
            return False
        mention = self.sentence.mention(phrase.head)
        if phrase.owners and self.sentence.low[phrase.head] in ("capital", "hauptstadt"):
            return True  # "in the Sudanese capital"
        return mention is not None and mention.kind in ("capital", "state")

    def _brought_about(self, phrase: Phrase) -> bool:
        """ "a truce brokered by Moscow": who brokered it is no party to it."""
        if phrase.prep != "by" or phrase.prep_at < 1:
            return False
        lemmas = self.sentence.readings[phrase.prep_at - 1].lemmas
        return not self.sentence.language.mediating.isdisjoint(lemmas)
