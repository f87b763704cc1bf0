"""English phrases: everything between verbs, prepositions and marks; `of` and 's tell the owner."""

from __future__ import annotations

from standoff.coding.datafiles import words
from standoff.coding.grammar.clauses import Clause
from standoff.coding.grammar.english.lists import is_list_comma
from standoff.coding.grammar.language import Language
from standoff.coding.grammar.phrases import Phrase
from standoff.coding.grammar.sentence import QUOTE, Sentence
from standoff.coding.numbers import load_numbers

__all__ = ["english_phrases"]

_PRONOUNS = {
    "he": ("m", "n"), "him": ("m", "ad"), "she": ("f", "n"), "they": ("p", "n"),
    "them": ("p", "ad"), "i": ("1", "n"), "we": ("1", "n"), "us": ("1", "ad"), "me": ("1", "ad"),
    "it": ("n", "nad"), "who": ("rel", "n"), "whom": ("rel", "ad"), "which": ("rel", "nad"),
}  # fmt: skip
_POSSESSIVE = {
    "his": "m",
    "her": "f",
    "its": "n",
    "their": "p",
    "our": "1",
    "my": "1",
    "whose": "rel",
}
_OWNING = words("of from in throughout for across within inside")
_GO_BETWEEN = (
    "-mediated", "-brokered", "-sponsored", "-hosted", "-facilitated", "-monitored",
    "-backed", "-supported", "-funded", "-armed", "-trained", "-aligned", "-equipped", "-friendly",
    "-made", "-built", "-born", "-speaking",
)  # fmt: skip
_NO_LONGER = ("no", "longer")
_ABOUT = words("about around over under nearly up")
_SMALL = _ABOUT.union(_PRONOUNS, _POSSESSIVE, _NO_LONGER, (",", "at"))
_POSSESSED = ("'s", "’s", "s'", "s’")


class _Builder:
    """Collects one phrase after another."""

    def __init__(self, sentence: Sentence, language: Language) -> None:
        self.sentence, self.language = sentence, language
        self.phrases: list[Phrase] = []
        self.joining = False
        self.clear()

    def clear(self) -> None:
        self.prep, self.prep_at, self.det = "", -1, ""
        self.first = self.head = -1
        self.actors: list[int] = []
        self.owners: list[int] = []
        self.roles: list[int] = []
        self.possessive = ""

    def begin(self, k: int) -> None:
        """A word of the phrase stands at k."""
        if self.first < 0:
            self.first = k

    def flush(self) -> None:
        """Close the phrase at hand."""
        if self.first < 0 and not self.prep and not self.det and not self.owners:
            return  # nothing was begun
        if self.head >= 0 or self.owners:
            head = self.head if self.head >= 0 else self.first
            phrase = Phrase(
                self.first, max(head + 1, self.first + 1), head, self.prep, self.det, "nad",
                self.actors, self.owners, self.roles, possessive=self.possessive,
                prep_at=self.prep_at,
            )  # fmt: skip
            self._link(phrase)
            self.phrases.append(phrase)
            self.joining = False
        elif self.det == "both" or self._the_two():
            at = self.first
            self.phrases.append(
                Phrase(at, at + 1 + (self.det == "two"), at, self.prep, self.det, "nad",
                       pronoun="both", plural=True, prep_at=self.prep_at)
            )  # fmt: skip
        self.clear()

    def _the_two(self) -> bool:
        """ "urged the two not to fight": no noun behind."""
        low, at = self.sentence.low, self.first
        return self.det == "two" and low[at] == "the"

    def join(self, k: int) -> None:
        """An "and" or a comma of a list at k: what follows belongs to what went before."""
        self.flush()
        close = bool(self.phrases) and self.phrases[-1].last >= k - 1
        self.joining = close and (self.joining or self.phrases[-1].last == k)

    def _link(self, phrase: Phrase) -> None:
        if not self.phrases:
            return
        before, at = self.phrases[-1], len(self.phrases) - 1
        if (
            self.joining
            and before.last >= phrase.start - 2
            and (not phrase.prep or phrase.prep == before.prep)
        ):
            phrase.joined = at if before.joined < 0 else before.joined
            phrase.prep = phrase.prep or before.prep
            phrase.of = before.of
        elif phrase.prep in _OWNING and before.last == phrase.start and not before.pronoun:
            phrase.of = at

    def pronoun(self, k: int, kind: str, cases: str) -> None:
        """A pronoun is a phrase of its own."""
        prep, prep_at = ("", -1) if self.head >= 0 else (self.prep, self.prep_at)
        self.flush() if self.head >= 0 else self.clear()
        self.phrases.append(Phrase(k, k + 1, k, prep, "", cases, pronoun=kind,
                                   plural=kind == "p", prep_at=prep_at))  # fmt: skip


def english_phrases(clause: Clause, sentence: Sentence, language: Language) -> list[Phrase]:
    """The phrases of an English clause, in order."""
    builder = _Builder(sentence, language)
    low, mention_at, readings = sentence.low, sentence.mention_at, sentence.readings
    small = language.small_words
    skip = before = -1
    for k in clause.tokens:
        if k < skip:
            continue
        if k > before + 1 and k > skip:
            builder.flush()  # a mark or another clause stands between
        before = k
        if mention_at[k] >= 0:
            skip = _take_mention(builder, k)
        elif readings[k] or low[k] == QUOTE:
            builder.flush()
        elif (
            k == clause.head and clause.kind == "sub" and sentence.low[k] in language.subordinators
        ):
            continue
        elif k == clause.head and clause.kind == "rel" and sentence.low[k] == "that":
            builder.pronoun(k, "rel", "nad")
        elif low[k] in small or low[k] in _SMALL or low[k] in language.coordinators:
            _take_small_word(builder, k, low[k])
        else:
            _take_plain(builder, k, low[k])
    builder.flush()
    return builder.phrases


def _take_mention(builder: _Builder, k: int) -> int:
    sentence = builder.sentence
    number = sentence.mention_at[k]
    mention = sentence.mentions[number]
    last = max(mention.last, k + 1)
    if mention.kind == "dateline":
        builder.flush()
        return last
    owning = sentence.tokens[last - 1].text.endswith(_POSSESSED)
    if mention.kind in ("adjective", "modifier") or owning:
        if builder.head >= 0:
            builder.flush()
        builder.begin(k)
        if not sentence.low[last - 1].endswith(_GO_BETWEEN):
            builder.owners.append(number)
        return last
    if builder.head >= 0 and (builder.actors or not _fits(mention.kind, builder, k)):
        builder.flush()
    builder.begin(k)
    builder.head = last - 1
    (builder.roles if mention.kind == "role" else builder.actors).append(number)
    return last


def _fits(kind: str, builder: _Builder, k: int) -> bool:
    """True if a name continues the noun before it ("rebel leader Hrawi")."""
    if builder.prep in _WHEN and _is_year(builder.sentence.low[k - 1]):
        return False  # "In 2014 Russian troops crossed the border"
    if (
        kind == "person"
        and builder.prep
        and builder.sentence.low[k - 1] not in builder.language.titles
    ):
        return bool(builder.roles)  # "In his victory speech Putin warned"
    if kind in ("organisation", "group") and builder.prep:
        return builder.sentence.low[k - 1] in _OUTFITS  # "For a month NATO bombed"
    return kind in ("person", "role", "office", "organisation", "group")


def _is_year(low: str) -> bool:
    return len(low) == 4 and low.isdigit()


_WHEN = words("in by since until during from")
_OUTFITS = words(
    "group militia movement party faction network front organisation organization alliance bloc "
    "agency union outfit guerrillas rebels insurgents militants fighters"
)
_TIMELY = words("last next early late")


def _opens_number(sentence: Sentence, k: int) -> bool:
    """ "about 500 fighters", "at least 19": a number, no place."""
    following = sentence.low[k + 1 : k + 2]
    if sentence.low[k] == "at":
        return following in (["least"], ["most"])
    if sentence.low[k] not in _ABOUT or not following:
        return False
    return following[0][:1].isdigit() or load_numbers("en").cardinal(following[0]) > 2


def _in_number(sentence: Sentence, k: int) -> bool:
    """ "4,000": the comma parts no phrases."""
    beside = sentence.tokens[k - 1 : k] + sentence.tokens[k + 1 : k + 2]
    digits = len(beside) == 2 and all(token.text.isdigit() for token in beside)
    return digits and beside[0].end == beside[1].start - 1


def _is_no_longer(sentence: Sentence, k: int) -> bool:
    """ "no longer supplies": an adverb of two words, no noun."""
    first = k if sentence.low[k] == "no" else k - 1
    return first >= 0 and sentence.low[first : first + 2] == ["no", "longer"]


def _take_small_word(builder: _Builder, k: int, low: str) -> None:
    """A pronoun, conjunction, preposition or article; some are other things here."""
    language = builder.language
    if low in _NO_LONGER and _is_no_longer(builder.sentence, k):
        builder.flush()
    elif low in _PRONOUNS:
        builder.pronoun(k, *_PRONOUNS[low])
    elif low in _POSSESSIVE:
        if builder.head >= 0:
            builder.flush()
        builder.begin(k)
        builder.possessive = _POSSESSIVE[low]
    elif low in language.coordinators or (low == "," and is_list_comma(builder.sentence, k)):
        builder.join(k)
    elif (low == "at" or low in _ABOUT) and _opens_number(builder.sentence, k):
        builder.begin(k)
    elif low in language.prepositions:
        builder.flush()
        builder.prep, builder.prep_at = low, k
    elif low in language.all_determiners:
        if builder.head >= 0:
            builder.flush()
        builder.begin(k)
        builder.det = low
    else:
        _take_plain(builder, k, low)


def _is_given(builder: _Builder, k: int) -> bool:
    """ "sent Poland medicine": behind a verb of giving a bare name is who gets the noun."""
    sentence = builder.sentence
    mention = sentence.mention(k - 1) if builder.actors and builder.first > 0 else None
    if mention is None or mention.first != builder.first or builder.prep:
        return False
    named = mention.kind in ("state", "capital", "person")
    readings = sentence.readings[builder.first - 1]
    return named and any(r.lemma in builder.language.giving for r in readings)


def _take_plain(builder: _Builder, k: int, low: str) -> None:
    """A noun, adjective or adverb, a mark, or a day, which is a phrase of its own."""
    language = builder.language
    if low == "," and _in_number(builder.sentence, k):
        return
    timely = low in _TIMELY and builder.head >= 0 and k + 1 < len(builder.sentence.low)
    if timely and builder.sentence.low[k + 1] in language.time_nouns:
        builder.flush()  # "off Greece last month"
    by = builder.sentence.low[k + 1 : k + 2] == ["by"]
    if not low[:1].isalnum() or (by and builder.head >= 0 and low.endswith("ed")):
        builder.flush()  # a mark, or "soldiers backed by tanks"
    elif low.endswith("ly") or low in language.negations or low in language.adverbs:
        if builder.head >= 0:
            builder.flush()
        elif builder.prep and low in language.adverbs:
            builder.clear()  # "until now Togo": the preposition goes with the adverb
    else:
        day = low in language.day_names and builder.sentence.upper[k]
        if day or _is_given(builder, k):
            builder.flush()
        builder.begin(k)
        builder.head = k
        if day:
            builder.flush()
