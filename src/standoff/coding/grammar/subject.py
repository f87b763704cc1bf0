"""Which phrase of a clause is its subject.

German: the first phrase without preposition that can be nominative and agrees with the verb in
number; a pronoun or a man under the article "der" comes before all others. English: the last such
phrase before the verb. Days and months are no subjects.
"""

from __future__ import annotations

from standoff.coding.grammar.clauses import Clause
from standoff.coding.grammar.phrases import Phrase
from standoff.coding.grammar.sentence import QUOTE, Sentence

__all__ = ["find_subject", "is_one_person", "nominals"]


def nominals(phrases: list[Phrase]) -> list[int]:
    """The phrases that stand without preposition and depend on no other."""
    return [k for k, p in enumerate(phrases) if not p.prep and p.of < 0 and p.joined < 0]


def find_subject(clause: Clause, phrases: list[Phrase], free: list[int], sentence: Sentence) -> int:
    """The number of the subject phrase, or -1; `free` are the `nominals`."""
    if clause.kind in ("inf", "ptc"):
        return -1
    finder = _Finder(clause, phrases, sentence)
    if clause.shares and clause.verbs.finite <= clause.first:
        return finder.second(clause)
    able = [k for k in free if finder.may_be(k)]
    if not able:
        return -1
    return finder.english(able) if sentence.language.code == "en" else finder.german(able)


def is_one_person(phrases: list[Phrase], k: int, sentence: Sentence) -> bool:
    """True for a single person: "Trump", "er", "man"."""
    phrase = phrases[k]
    if phrase.pronoun == "p" or any(p.joined == k for p in phrases):
        return False
    if phrase.pronoun in ("m", "one"):
        return True
    return any(sentence.mentions[a].kind == "person" for a in phrase.actors)


_ADVERBIAL = ("weise", "lich", "isch", "gemäß", "maßen", "halber", "wärts", "seits", "mals")
_PARTS_OF_TIME = frozenset({"anfang", "mitte", "ende"})


_LIMITING = frozenset({"until", "recently", "once", "long", "now", "still", "formerly", "already"})


class _Finder:
    """The rules, with what they look at."""

    def __init__(self, clause: Clause, phrases: list[Phrase], sentence: Sentence) -> None:
        self.clause, self.phrases, self.sentence = clause, phrases, sentence

    def may_be(self, k: int) -> bool:
        """The phrase can be nominative and is no time."""
        phrase = self.phrases[k]
        if "n" not in phrase.cases or phrase.pronoun == "each":
            return False
        word = self.sentence.low[phrase.head]
        if word in self.sentence.language.time_nouns:
            return False
        if word in _PARTS_OF_TIME and not phrase.det:
            return False  # "Ende März"
        if self._is_source(phrase):
            return False
        return not self._is_apposed(k) and not self._is_adverb(k)

    def _is_source(self, phrase: Phrase) -> bool:
        """ "..., so der Präsident": whose words they are."""
        low, at = self.sentence.low, phrase.start
        said = at > 1 and low[at - 1] == "so" and low[at - 2] in (",", QUOTE)
        return said and self.sentence.language.code == "de"

    def _is_adverb(self, k: int) -> bool:
        """ "Unerwartet schnell haben sich ...": a word without article that opens the sentence."""
        phrase, sentence = self.phrases[k], self.sentence
        if phrase.first or phrase.last != 1 or phrase.pronoun or sentence.language.code != "de":
            return False
        if phrase.actors or phrase.roles or len(sentence.low) < 3:
            return False
        word, following = sentence.low[0], sentence.low[1]
        known = following in sentence.language.function_words or bool(sentence.readings[1])
        plain = following.isalpha() and not sentence.upper[1] and not known
        return word.endswith(_ADVERBIAL) or plain

    def _is_apposed(self, k: int) -> bool:
        """ "nach dem Brief von Abe, der Schwester des Kaisers, kam": no subject, but Abe."""
        if not k:
            return False
        low, phrase = self.sentence.low, self.phrases[k]
        if low[phrase.start - 1] != "," or self.sentence.language.code != "de":
            return False
        before, end = self.phrases[k - 1], phrase.last
        for other in self.phrases[k + 1 :]:
            end = other.last if other.start == end and (other.prep or other.of >= 0) else end
        governed = bool(before.prep) or "n" not in before.cases
        governed = governed and before.last == phrase.start - 1
        return governed and low[end : end + 1] == [","] and phrase.det in ("der", "dem", "des", "")

    def second(self, clause: Clause) -> int:
        """ "... wurden zwei getötet und vier Israelis verletzt": a passive has no object."""
        after = clause.first in {p.start for p in self.phrases}
        if self.sentence.language.code != "de" or not clause.verbs.passive or not after:
            return -1
        able = [k for k in nominals(self.phrases) if self.may_be(k)]
        return able[0] if able and self.phrases[able[0]].start == clause.first else -1

    def english(self, able: list[int]) -> int:
        """The last phrase before the verb."""
        verbs = self.clause.verbs
        verb = verbs.lexical[0][1] if verbs.finite < 0 and verbs.lexical else verbs.finite
        if self.clause.link == "should" or self._opens_unreal():
            return able[0]  # "should the talks fail", "had Moscow agreed"
        before = [k for k in able if self.phrases[k].head < verb]
        if not before:
            return able[0] if self._is_said_behind(verb) else -1
        while len(before) > 1 and (
            self._is_inserted(before[-1], verb) or self._is_governed(before[-2], before[-1])
        ):
            before.pop()
        return before[-1]

    def _opens_unreal(self) -> bool:
        """ "Had Moscow agreed, ...": the subject behind the verb that opens the clause."""
        first, low = self.clause.first, self.sentence.low
        named = first + 1 < len(low) and low[first + 1] not in self.sentence.language.negations
        return low[first] in ("had", "were") and self.clause.verbs.finite == first and named

    def _is_name(self, k: int) -> bool:
        """ "Fiji's president, Jone Vula, said": the man behind his office."""
        phrase, upper = self.phrases[k], self.sentence.upper
        long = phrase.last - phrase.first > 1 and not phrase.det
        return long and all(upper[j] for j in range(phrase.first, phrase.last))

    def _is_governed(self, one: int, other: int) -> bool:
        """ "the decision to halt imports has ...": an infinitive's object is no subject."""
        low, readings = self.sentence.low, self.sentence.readings
        between = range(self.phrases[one].last, self.phrases[other].start)
        return any(readings[k] and low[k - 1] == "to" for k in between)

    def _is_said_behind(self, verb: int) -> bool:
        """ "said Guyana's foreign minister": the speaker stands behind the verb of saying."""
        low, saying = self.sentence.low, self.sentence.language.saying
        first = 0 < verb <= self.clause.first + 1 and low[verb - 1] in (",", QUOTE)
        return first and not self.sentence.readings[verb].lemmas.isdisjoint(saying)

    def _is_inserted(self, k: int, verb: int) -> bool:
        """ "Vietnam, another claimant, kept silent": what stands between commas is no subject."""
        low, start = self.sentence.low, self.phrases[k].start
        while start > 1 and low[start - 1] in _LIMITING:
            start -= 1  # ", until recently allies,"
        joined = k > 0 and self.phrases[k - 1].joined >= 0  # "X and his counterpart, Y, agreed"
        if self.phrases[k].actors or self.phrases[k].pronoun:
            return False
        if self._is_name(k) and not joined:
            return False
        named = any(p.actors or p.owners or p.roles for p in self.phrases[:k])
        between = start > 0 and low[start - 1] == "," and "," in low[start:verb]
        return between and named and self.phrases[k - 1].head < start

    def german(self, able: list[int]) -> int:
        """The first phrase that agrees; sure nominatives first."""
        verbs = self.clause.verbs
        if verbs.copula:
            return able[0]
        sure = [k for k in able if self._is_sure(k)]
        if sure:
            return sure[0]
        agreeing = able
        if verbs.number == "s":
            agreeing = [k for k in able if not (self._is_several(k) or self._looks_plural(k))]
        elif verbs.number == "p" and len(able) > 1 and self._is_one(able[0]):
            agreeing = [k for k in able if not self._is_one(k)]
        return self._willed(agreeing or able)

    def _willed(self, able: list[int]) -> int:
        """ "Die Reise sagte Paris ab": what only people do is done by the actor behind the verb."""
        verbs, first = self.clause.verbs, self.phrases[able[0]]
        lemmas = {lemma for lemma, _ in verbs.lexical}
        if verbs.passive or lemmas.isdisjoint(self.sentence.language.human_acts):
            return able[0]
        thing = self.sentence.low[first.head].endswith(self.sentence.language.things)
        thing = thing or (first.pronoun == "rel" and self._stands_for_thing())
        if first.actors or first.roles or "a" not in first.cases or not thing:
            return able[0]
        later = (k for k in able[1:] if self.phrases[k].actors or self.phrases[k].roles)
        return next(later, able[0])

    def _stands_for_thing(self) -> bool:
        """ "Sanktionen, die Brüssel verhängt hat": the word before the comma is no actor's."""
        low, at = self.sentence.low, self.clause.first - 2
        return at >= 0 and low[at].endswith(self.sentence.language.things)

    def _is_sure(self, k: int) -> bool:
        """A nominative pronoun, or "der Papst": a man under "der" is nominative."""
        phrase, sentence = self.phrases[k], self.sentence
        if phrase.cases == "n" and phrase.pronoun:
            return True
        if phrase.det != "der" or sentence.low[phrase.head].endswith("in"):
            return False
        mentions, bodies = sentence.mentions, sentence.language.bodies
        person = any(mentions[a].kind == "person" for a in phrase.actors)
        return person or any(sentence.low[mentions[a].last - 1] not in bodies for a in phrase.roles)

    def _is_several(self, k: int) -> bool:
        return self.phrases[k].pronoun == "p" or any(p.joined == k for p in self.phrases)

    def _is_one(self, k: int) -> bool:
        return is_one_person(self.phrases, k, self.sentence)

    def _looks_plural(self, k: int) -> bool:
        """ "die Sanktionen", "die jüngsten Angriffe": by its ending or its adjective's."""
        phrase = self.phrases[k]
        low, upper = self.sentence.low, self.sentence.upper
        between = range(phrase.start + 1, phrase.head)
        if phrase.det == "die" and any(low[j].endswith("en") and not upper[j] for j in between):
            return True
        others = any(p.actors or p.roles for p in self.phrases if p is not phrase and not p.prep)
        bare = not phrase.det and (phrase.first < phrase.head or others)
        if phrase.actors or not (bare or (phrase.det == "die" and not phrase.roles)):
            return False
        return self.sentence.low[phrase.head].endswith(("en", "ern", "eln"))
