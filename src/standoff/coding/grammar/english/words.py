"""Which English words are verbs in their place.

Half of the cue words are nouns as well ("strike", "talks", "demands"): after an article, adjective
or preposition such a word is a noun, after "to" or a modal a verb, after a name a verb; what stays
open is a verb only if its stretch has no surer one.
"""

from __future__ import annotations

from standoff.coding.datafiles import words
from standoff.coding.grammar.clauses import MARKS
from standoff.coding.grammar.english.participles import is_reduced_by, tells_which
from standoff.coding.grammar.forms import NO_READINGS, Reading, Readings
from standoff.coding.grammar.language import Language
from standoff.coding.grammar.sentence import QUOTE, Sentence

__all__ = ["SKIPPED", "SUBJECTS", "tag_verbs"]

SKIPPED = words(
    "not never also already still again now soon only even both n't no longer ever twice once long "
    "just all so far further"
)
SUBJECTS = words("i we they he she it who which you there")
_PLURALS = words("i we they you people police men women who")
_OBJECT_START = words(
    "the a an its his her their our this that these those all any some no two three several more "
    "another each both him them it us me up out off back down away to for against on in with from "
    "at he she they we i there it"
)
_OPENERS = words("if unless until when while because although though whether once")
_GERUND_PREPS = words(
    "of by for from without after before in on against despite while when since to with"
)
_ARTICLES = words("the a an its his her their no")
_ALSO_NOUNS = words("states hopes fears reports notes claims")
_OWNED = words("its his her their our my your whose")
_ONE_NAME = words("state capital house person organisation group")
_NAMING = words(
    "state capital house people plural_people person office role organisation group"
) | {"plural_people"}


def tag_verbs(sentence: Sentence, language: Language) -> None:
    """Leave verb readings only to the words that are verbs here."""
    _Tagger(sentence, language).tag()


class _Tagger:
    """Takes the verb readings from words that are nouns or adjectives in their place."""

    def __init__(self, sentence: Sentence, language: Language) -> None:
        self.sentence, self.language = sentence, language
        self.low = sentence.low
        self.noun_before = language.noun_before

    def tag(self) -> None:
        """Decide the sure words first, then the open ones."""
        readings = self.sentence.readings
        open_words: list[int] = []
        auxiliary = self.language.auxiliary
        for k, word in enumerate(self.low):
            if not readings[k] and word[-1] == "s" and self._is_unknown_present(k):
                readings[k] = Readings([Reading(word[:-1], "p", "s")])
            if not readings[k] or word in auxiliary:
                continue
            verdict = self._sure(k)
            if verdict is None:
                open_words.append(k)
            elif not verdict:
                readings[k] = NO_READINGS
        for k in open_words:
            if not self._likely(k):
                readings[k] = NO_READINGS

    def _is_unknown_present(self, k: int) -> bool:
        """ "Egypt fans the flames": an unknown word in -s between a name and an article."""
        word = self.low[k]
        if k < 1 or k + 1 >= len(self.low) or len(word) < 4 or self.sentence.upper[k]:
            return False
        ends = word.endswith("s") and not word.endswith(("ss", "us", "is"))
        mention = self.sentence.mention(k - 1)
        named = mention is not None and mention.last == k and mention.kind in _ONE_NAME
        owned = mention is not None and self.sentence.tokens[k - 1].text.endswith(("'s", "’s"))
        alone = self.low[k + 1] in _ARTICLES and self.sentence.mention_at[k] < 0
        return ends and named and not owned and alone and word not in self.language.function_words

    def _kinds(self, k: int) -> frozenset[str]:
        return self.sentence.readings[k].kinds

    def _before(self, k: int) -> int:
        """The token before k, adverbs and negation skipped; -1 at the start."""
        j = k - 1
        while j >= 0 and (self.low[j].endswith("ly") or self.low[j] in SKIPPED):
            j -= 1
        return j

    def _sure(self, k: int) -> bool | None:
        """True for a verb, False for none, None if open."""
        if k == 0 and self.sentence.upper[0] and self._kinds(k) & {"inf", "p"}:
            return False
        j = self._before(k)
        word = self.low[j] if j >= 0 else ""
        kinds = self._kinds(k)
        if word in self.language.auxiliary:
            return True
        if self.low[k] == "own" and k and self.low[k - 1] in _OWNED:
            return False  # "whose own army left"
        if self.low[k] == "down" and k and self.sentence.readings[k - 1]:
            return False  # "touches down"
        if word == "to":
            return "inf" in kinds
        if "ger" in kinds:
            return self._gerund(k, word)
        if kinds & {"t", "part"}:
            return self._past(k, j, word)
        if j >= 0 and (word in self.noun_before or self._adjective(j) or word[:1].isdigit()):
            return False
        return None

    def _adjective(self, j: int) -> bool:
        mention = self.sentence.mention(j)
        if mention is None:
            return False
        text = self.sentence.tokens[j].text
        return mention.kind in ("adjective", "modifier") or text.endswith(("'s", "’s", "s'", "s’"))

    def _gerund(self, k: int, word: str) -> bool:
        following = self.low[k + 1] if k + 1 < len(self.low) else ""
        if word in self.language.all_determiners or following == "of":
            return False
        if self._adjective(k - 1) if k else False:
            return False
        if word.endswith("ed") and self._is_attribute(self._before(k)):
            return False  # "a planned meeting"
        if word in self.language.prepositions and word not in _GERUND_PREPS:
            return False
        if following in self.language.auxiliary and word not in _GERUND_PREPS:
            return False  # "the border crossing will be closed"
        return following not in ("", ",", ".") or word in _GERUND_PREPS

    def _is_attribute(self, j: int) -> bool:
        """A participle behind an article that is no verb here."""
        before = self.low[j - 1] if j > 0 else ""
        return before in self.language.all_determiners and not self.sentence.readings[j]

    def _past(self, k: int, j: int, word: str) -> bool | None:
        """Past forms are verbs unless they stand before a noun like an adjective."""
        following = k + 1
        if following >= len(self.low):
            return True
        if word in ("the", "a", "an") or is_reduced_by(self.sentence, self.language, k):
            return False
        attributive = word in self.noun_before or (j >= 0 and self._adjective(j))
        after = self.low[following]
        plain = after not in self.language.function_words and after[:1].isalpha()
        if attributive and plain and after not in self.language.time_nouns:
            return False
        return not (k == 0 and plain) and not tells_which(self.sentence, self.language, k)

    def _likely(self, k: int) -> bool:
        """An open base or -s form: a verb after a name or pronoun, or before an object."""
        j = self._before(k)
        if j < 0:
            return False
        word, language = self.low[j], self.language
        if self._is_surely(k, word):
            return True
        mention = self.sentence.mention(j)
        following = self.low[k + 1] if k + 1 < len(self.low) else ""
        after_verb = j == k - 1 and self.sentence.readings[j] and word not in language.auxiliary
        if self._opens_infinitive(k) and not after_verb and not self._has_finite_near(k):
            return True
        if following == "of" or word == QUOTE or after_verb or self._is_object(k):
            return False
        if "s" not in {r.number for r in self.sentence.readings[k]} and not self._plural(j):
            return False
        if word in self.language.relatives or word in SUBJECTS:
            return True
        objects = (
            following in _OBJECT_START
            or following in self.language.prepositions
            or (k + 1 < len(self.low) and self.sentence.mention_at[k + 1] >= 0)
        )
        if mention is not None and mention.kind in _NAMING:
            if mention.first and self.low[mention.first - 1] in language.prepositions:
                return False  # "under U.N. sanctions"
            return objects or not self._has_finite_near(k)
        if word == "," and objects:  # "Russia, its ally, opposes any force"
            return not any(self._kinds(i) - {"ger"} for i in range(k) if self.sentence.readings[i])
        if word in MARKS or word in self.language.coordinators:
            return objects and word not in MARKS
        if following in ("", ".", ",", "!", "?", ";") and self._waits(k):
            return True
        return objects and not self._has_finite_near(k)

    def _is_inverted(self, k: int) -> bool:
        """ "should Togo attack": the base form behind the subject of an inverted condition."""
        for j in range(k - 2, max(k - 6, -1), -1):
            if self.low[j] == "should":
                return not any(self.sentence.readings[j + 1 : k]) and "inf" in self._kinds(k)
        return False

    def _is_surely(self, k: int, before: str) -> bool:
        """What stands around the word leaves no doubt that it is a verb."""
        if self.low[k] in self.language.never_nouns:
            return not self.sentence.readings[k - 1] or before in self.language.auxiliary
        return self._is_inverted(k) or self._is_wished(k) or self._names_speaker(k, before)

    def _names_speaker(self, k: int, before: str) -> bool:
        """ "..., says Togo's envoy": a verb of saying between the words and their speaker."""
        if before not in (",", QUOTE) or k + 1 >= len(self.low):
            return False
        says = not self.sentence.readings[k].lemmas.isdisjoint(self.language.saying)
        third = any(reading.number == "s" for reading in self.sentence.readings[k])
        named = self.sentence.mention_at[k + 1] >= 0 or self.low[k + 1] in _ARTICLES
        return says and third and named and self.low[k] not in _ALSO_NOUNS

    def _opens_infinitive(self, k: int) -> bool:
        """ "troops at the border threaten to attack": before "to" and a verb."""
        if self.low[k + 1 : k + 2] != ["to"] or k + 2 >= len(self.low):
            return False
        ahead = self.sentence.readings[k + 2]
        return any(reading.kind == "inf" for reading in ahead) and not self._is_object(k)

    def _is_wished(self, k: int) -> bool:
        """ "demanded that Togo pull back": the base form behind the subject of what is asked."""
        for j in range(k - 2, max(k - 6, 0), -1):
            if self.low[j] == "that":
                asked = any(r.lemma in self.language.wanting for r in self.sentence.readings[j - 1])
                named = self.sentence.mention_at[k - 1] >= 0 or self.low[j + 1] in SUBJECTS
                return asked and named and "inf" in self._kinds(k)
            if self.sentence.readings[j]:
                return False
        return False

    def _is_object(self, k: int) -> bool:
        """ "blocked the release of military aid": behind a verb that takes no clause, a noun."""
        low, language = self.low, self.language
        for j in range(k - 1, -1, -1):
            if self.sentence.mention_at[j] >= 0:
                continue
            opens = low[j] in language.subordinators or low[j] in language.relatives
            if low[j] in MARKS or low[j] in language.coordinators or opens:
                return False
            readings = self.sentence.readings[j]
            if readings and (low[j] in language.auxiliary or self._kinds(j) & {"t", "ger"}):
                return readings.lemmas.isdisjoint(language.governing)
        return False

    def _waits(self, k: int) -> bool:
        """ "unless the raids end": a subordinate clause whose only verb this can be."""
        for j in range(k - 1, max(k - 9, -1), -1):
            if self.sentence.readings[j] or self.low[j] in MARKS:
                return False
            if self.low[j] in _OPENERS or self._is_as_long_as(j):
                return True
        return False

    def _plural(self, j: int) -> bool:
        """True if the word at j may be a plural subject (a base form needs one)."""
        word = self.low[j]
        mention = self.sentence.mention(j)
        if mention is not None:
            several = mention.kind in ("plural_people", "office", "group") or word.endswith("s")
            return several or self.low[mention.first - 1] in ("and", "or")
        plural = word.endswith("s") or word in _PLURALS
        return plural or word in self.language.relatives or word in self.language.coordinators

    def _ends_stretch(self, k: int) -> bool:
        """A mark outside a name, or a conjunction that opens a clause ("as soon as")."""
        mark = self.low[k] in MARKS and self.sentence.mention_at[k] < 0
        return mark or self.low[k] in _OPENERS or self._is_as_long_as(k)

    def _is_as_long_as(self, k: int) -> bool:
        """The last word of "as soon as", "as long as", "so far as"."""
        measured = k > 1 and self.low[k] == "as" and self.low[k - 2] in ("as", "so")
        return measured and self.low[k - 1] in ("soon", "long", "far")

    def _has_finite_near(self, k: int) -> bool:
        """Another finite verb stands between the marks around k."""
        first = last = k
        while first > 0 and not self._ends_stretch(first - 1):
            first -= 1
        while last < len(self.low) - 1 and not self._ends_stretch(last + 1):
            last += 1
        for other in range(first, last + 1):
            if other == k or not self.sentence.readings[other] or self.low[other - 1] == "to":
                continue
            if self.low[other] in self.language.auxiliary or self._kinds(other) & {"t"}:
                return True
        return False
