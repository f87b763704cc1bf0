"""German phrases: articles tell case, capitals tell nouns."""

from __future__ import annotations

from standoff.coding.grammar.clauses import Clause
from standoff.coding.grammar.language import Language
from standoff.coding.grammar.phrases import Phrase
from standoff.coding.grammar.sentence import QUOTE, Sentence

__all__ = ["german_phrases"]

_CONTRACTED = {"im": "in", "ins": "in", "zum": "zu", "zur": "zu", "vom": "von", "am": "an",
               "ans": "an", "beim": "bei", "aufs": "auf", "vorm": "vor", "fürs": "für"}  # fmt: skip
_ADJECTIVE = ("e", "en", "er", "es", "em")


class _Builder:
    """Collects one phrase after another while the words of a clause go by."""

    def __init__(self, sentence: Sentence, language: Language) -> None:
        self.sentence = sentence
        self.language = language
        self.phrases: list[Phrase] = []
        self.clear()
        self.joining = False

    def clear(self) -> None:
        self.prep, self.prep_at, self.det, self.det_at = "", -1, "", -1
        self.first = self.head = self.last = -1
        self.actors: list[int] = []
        self.owners: list[int] = []
        self.roles: list[int] = []
        self.possessive = ""
        self.number = False

    @property
    def open(self) -> bool:
        """True if an article, preposition or adjective waits for its noun."""
        return self.head < 0 and (self.prep != "" or self.det != "" or self.first >= 0)

    def flush(self) -> None:
        """Close the phrase at hand."""
        if self.head >= 0:
            self._add()
        elif self.det and self.last < 0 and self.det_at >= 0:
            self._stand_alone()
        self.clear()

    def _add(self) -> None:
        phrase = Phrase(
            first=self._first(),
            last=self.last,
            head=self.head,
            prep=self.prep,
            prep_at=self.prep_at,
            det=self.det,
            cases=self._cases(),
            actors=self.actors,
            owners=self.owners,
            roles=self.roles,
            possessive=self.possessive,
            plural=self.number or self.det in ("die", "alle", "beide", "beiden", "einige"),
        )
        self._link(phrase)
        self.phrases.append(phrase)
        self.joining = False

    def _first(self) -> int:
        starts = [
            at for at in (self.det_at, self.first, self.head) if at >= 0 and at != self.prep_at
        ]
        return min(starts)

    def _link(self, phrase: Phrase) -> None:
        if not self.phrases:
            return
        before = self.phrases[-1]
        at = len(self.phrases) - 1
        touching = before.last == phrase.start
        if (
            self.joining
            and before.last == phrase.start - 1
            and (not phrase.prep or phrase.prep == before.prep)
        ):
            phrase.joined = at
            if not phrase.prep and before.prep:
                phrase.prep = before.prep
            if before.of >= 0 and "g" in phrase.cases:
                phrase.of = before.of
            return
        if self._listed(before, phrase):
            phrase.joined = before.joined if before.joined >= 0 else at
            phrase.prep = before.prep
            return
        if touching and not phrase.prep and not before.pronoun:
            genitive = phrase.det in ("des", "eines", "der", "einer") or (
                phrase.det in self.language.determiners["genitive"]
                or phrase.det in self.language.determiners["feminine_oblique"]
            )
            if genitive and not self._after_name(before):
                phrase.of = at
                before.owners.extend(phrase.actors or phrase.owners)
            elif self._bare_genitive(phrase) and not self._after_name(before):
                phrase.of = before.joined if before.joined >= 0 else at
                self.phrases[phrase.of].owners.extend(phrase.actors)
        elif touching and phrase.prep in ("von", "aus", "durch") and not before.pronoun:
            phrase.of = at

    def _listed(self, before: Phrase, phrase: Phrase) -> bool:
        """ "die USA, Russland und China": names with nothing but a comma between them."""
        if before.last != phrase.start - 1 or self.sentence.low[before.last] != ",":
            return False
        kinds = []
        for item in (before, phrase):
            mention = self.sentence.mention(item.head)
            kinds.append(mention.kind if mention is not None and item.actors else "")
        return (
            kinds[0] == kinds[1] and kinds[0] in ("state", "capital", "person") and not phrase.prep
        )

    def _bare_genitive(self, phrase: Phrase) -> bool:
        """ "die Raketen Nordkoreas": a bare name with -s behind its noun."""
        text = self.sentence.tokens[phrase.head].text
        return not phrase.det and bool(phrase.actors) and text.endswith(("s", "'", "’"))

    def _after_name(self, before: Phrase) -> bool:
        mention = self.sentence.mention(before.head)
        return mention is not None and mention.kind in ("person", "state", "capital")

    def _cases(self) -> str:
        kinds = self.language.determiners
        det = self.det
        if not det:
            return "nad" if not self.prep else "ad"
        cases = ""
        if det in kinds["nominative"]:
            cases += "n"
        if det in kinds["accusative"]:
            cases += "a" if det != "den" else "ad"
        if det in kinds["dative"]:
            cases += "d"
        if det in kinds["genitive"]:
            cases += "g"
        if det in kinds["feminine_oblique"]:
            cases += "dg"
        if det in kinds["open"]:
            cases += "na"
        return cases or "nadg"

    def _stand_alone(self) -> None:
        """An article without a noun: "die", "das", "beide"."""
        low = self.det
        if low in self.language.both or low in ("beide", "beiden"):
            self.phrases.append(
                Phrase(self.det_at, self.det_at + 1, self.det_at, self.prep, low, self._cases(),
                       pronoun="both", plural=True, prep_at=self.prep_at)
            )  # fmt: skip

    def pronoun(self, k: int, kind: str, cases: str, plural: bool = False) -> None:
        """A pronoun is a phrase of its own, under the preposition before it."""
        prep, at = (self.prep, self.prep_at) if self.head < 0 else ("", -1)
        if self.head >= 0:
            self.flush()
        self.phrases.append(
            Phrase(k, k + 1, k, prep, "", cases, pronoun=kind, plural=plural, prep_at=at)
        )
        self.clear()


_PRONOUNS = {
    "er": ("m", "n"), "ihn": ("m", "a"), "ihm": ("m", "d"), "sie": ("f", "na"), "ihnen": ("p", "d"),
    "ich": ("1", "n"), "wir": ("1", "n"), "uns": ("1", "ad"), "mich": ("1", "a"), "mir": ("1", "d"),
    "man": ("one", "n"), "es": ("n", "na"), "einander": ("each", "ad"),
}  # fmt: skip


def german_phrases(clause: Clause, sentence: Sentence, language: Language) -> list[Phrase]:
    """The phrases of a German clause, in order."""
    builder = _Builder(sentence, language)
    skip = before = -1
    for k in clause.indices():
        if k < skip:
            continue
        if k > max(before + 1, skip):
            builder.flush()  # a mark or another clause stands between
        before = k
        skip = _step(builder, clause, k)
    builder.flush()
    return builder.phrases


def _step(builder: _Builder, clause: Clause, k: int) -> int:
    """Take in token k; returns the next token to look at."""
    sentence, language = builder.sentence, builder.language
    low = sentence.low[k]
    if sentence.mention_at[k] >= 0:
        return _take_mention(builder, k)
    if k == clause.head and clause.kind == "rel":
        return _relative(builder, k)
    if k == clause.head and clause.kind == "sub" and low in language.subordinators:
        return k + 1
    if k == clause.head and clause.kind == "inf" and low in language.infinitive:
        return k + 1
    if sentence.readings[k]:
        if not (builder.open and _attributive(sentence, k)):
            builder.flush()
        return k + 1
    _take_word(builder, clause, k, low)
    return k + 1


def _relative(builder: _Builder, k: int) -> int:
    """The relative pronoun, with a preposition before it or not; "dessen" belongs to a noun."""
    low = builder.sentence.low
    if low[k] in builder.language.prepositions and k + 1 < len(low):
        builder.prep, builder.prep_at = low[k], k
        k += 1
    if low[k] in ("dessen", "deren"):
        builder.det, builder.det_at, builder.possessive = low[k], k, "rel"
        return k + 1
    cases = {"der": "n", "die": "na", "das": "na", "den": "a", "dem": "d", "denen": "d"}
    builder.pronoun(k, "rel", cases.get(low[k], "na"))
    return k + 1


def _attributive(sentence: Sentence, k: int) -> bool:
    low = sentence.low[k]
    return (
        low.endswith(_ADJECTIVE)
        and k + 1 < len(sentence.low)
        and (sentence.upper[k + 1] or sentence.low[k + 1].endswith(_ADJECTIVE))
    )


def _take_mention(builder: _Builder, k: int) -> int:
    sentence = builder.sentence
    number = sentence.mention_at[k]
    mention = sentence.mentions[number]
    last = max(mention.last, k + 1)
    if mention.kind == "dateline":
        builder.flush()
        return last
    if mention.kind == "adjective":
        if builder.head >= 0:
            builder.flush()
        builder.first = builder.first if builder.first >= 0 else k
        builder.owners.append(number)
        return last
    if builder.head >= 0 and not (
        builder.last == k
        and _extends(builder, mention.kind, sentence.tokens[last - 1].text.endswith("s"))
    ):
        builder.flush()
    if builder.head >= 0 and builder.actors:
        builder.owners.extend(builder.actors)
        builder.actors = []
    builder.first = builder.first if builder.first >= 0 else k
    builder.head, builder.last = last - 1, last
    if mention.kind == "modifier":
        builder.owners.append(number)
    elif mention.kind == "role":
        builder.roles.append(number)
    else:
        builder.actors.append(number)
    return last


def _extends(builder: _Builder, kind: str, genitive: bool) -> bool:
    """True if a name right behind a noun belongs to it ("Minister Jones", "Trumps China-Bild")."""
    if builder.actors:
        before = builder.sentence.tokens[builder.last - 1].text
        return before.endswith(("s", "'", "’")) and kind in ("office", "modifier", "role")
    if builder.roles:
        return kind in ("person", "state")
    return (
        kind == "person" and not builder.sentence.low[builder.head].endswith("s") and not genitive
    )


def _take_word(builder: _Builder, clause: Clause, k: int, low: str) -> None:
    sentence, language = builder.sentence, builder.language
    if low == "zufolge" and builder.head >= 0:
        builder.prep, builder.prep_at = low, -1
        builder.flush()
    elif low == QUOTE or (
        sentence.upper[k] and low in language.adverbs and _opens_clause(sentence, k)
    ):
        builder.flush()
    elif low in _PRONOUNS and not builder.det and not (sentence.upper[k] and k and low == "ihnen"):
        kind, cases = _PRONOUNS[low]
        plural = kind == "p"
        if low == "sie" and clause.verbs.number == "p":
            kind, plural = "p", True
        builder.pronoun(k, kind, cases, plural)
    elif low in ("und", "oder", "sowie", "beziehungsweise"):
        builder.flush()
        builder.joining = bool(builder.phrases) and builder.phrases[-1].last == k
    elif low in ("als", "wie") or (
        low in language.prepositions and not _closing_particle(clause, sentence, k)
    ):
        builder.flush()
        builder.prep, builder.prep_at = _CONTRACTED.get(low, low), k
        if low in ("zur",):
            builder.det, builder.det_at = "der", k
    elif low in language.all_determiners and (not sentence.upper[k] or k == clause.head or k == 0):
        _take_determiner(builder, k, low)
    elif sentence.upper[k] and (low not in language.function_words or k != clause.first):
        _take_noun(builder, k)
    elif low[:1].isdigit():
        _take_adjective(builder, k)
        builder.number = True
    elif low == "." and 0 < k < len(sentence.low) - 1 and sentence.low[k + 1][:1].isdigit():
        return
    elif low[:1].isalpha() and (low.endswith(_ADJECTIVE) or builder.open):
        _take_adjective(builder, k)
    else:
        builder.flush()


def _opens_clause(sentence: Sentence, k: int) -> bool:
    return k == 0 or not sentence.low[k - 1][0].isalnum()


def _closing_particle(clause: Clause, sentence: Sentence, k: int) -> bool:
    return k + 1 >= clause.last and k > clause.verbs.finite >= 0


def _take_determiner(builder: _Builder, k: int, low: str) -> None:
    if builder.head >= 0 or builder.first >= 0:
        builder.flush()
    pronouns = builder.language.pronouns
    if low in pronouns["possessive_m"]:
        builder.possessive = "m"
    elif low in pronouns["possessive_f"]:
        builder.possessive = "f"
    if builder.det and low in ("beide", "beiden"):
        builder.number = True
    builder.det, builder.det_at = (
        low,
        k,
    )


def _take_noun(builder: _Builder, k: int) -> None:
    if builder.head >= 0 and builder.last != k:
        builder.flush()
    elif builder.head >= 0 and builder.actors:
        if _owns(builder):
            builder.owners.extend(builder.actors)
            builder.actors = []
        else:
            builder.flush()
    builder.first = builder.first if builder.first >= 0 else k
    builder.head, builder.last = k, k + 1


def _owns(builder: _Builder) -> bool:
    """True if the name before a noun is its owner ("Kims Test", "Vladimir Putins Armee")."""
    text = builder.sentence.tokens[builder.last - 1].text
    mention = builder.sentence.mention(builder.last - 1)
    return text.endswith(("s", "'", "’", "ß", "z", "x")) and mention is not None


def _take_adjective(builder: _Builder, k: int) -> None:
    if builder.head >= 0:
        builder.flush()
    if builder.first < 0:
        builder.first = k
