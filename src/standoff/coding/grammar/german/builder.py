"""Building German phrases: the words at hand, their case, and what the phrase hangs on."""

from __future__ import annotations

from standoff.coding.grammar.language import Language
from standoff.coding.grammar.phrases import Phrase
from standoff.coding.grammar.sentence import Sentence

__all__ = ["Builder"]


# "Der lehnte ab", "dieser wies es zurück": before a verb, whoever was named last.
_POINTING = frozenset({"der", "dieser", "jener"})


class Builder:
    """Collects one phrase after another while the words of a clause go by."""

    def __init__(self, sentence: Sentence, language: Language) -> None:
        self.sentence = sentence
        self.language = language
        self.phrases: list[Phrase] = []
        self.outer: tuple[str, int, str, int] | None = None
        self.clear()
        self.joining = False

    def enter(self) -> None:
        """ "die | für Mai | geplanten Zölle": the article waits until the inner phrase is done."""
        if self.det and self.head < 0 and self.first < 0 and self.outer is None:
            self.outer = self.prep, self.prep_at, self.det, self.det_at
            self.clear()

    def leave(self) -> None:
        """The inner phrase is done: go on with the one that waited."""
        if self.outer is not None:
            self.prep, self.prep_at, self.det, self.det_at = self.outer
            self.outer = None

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
        elif not self.det and not self.prep and self.first < 0:
            return  # nothing was begun
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
            and phrase.start - before.last in (1, 2)
            and (not phrase.prep or phrase.prep == before.prep)
        ):
            phrase.joined = before.joined if before.joined >= 0 else at
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
            genitive = (
                phrase.det in ("des", "eines", "der", "einer")
                or phrase.det in self.language.determiners["genitive"]
                or phrase.det in self.language.determiners["feminine_oblique"]
                or self._strong_genitive(phrase)
            )
            if genitive and not self._after_name(before):
                phrase.of = at
                before.owners.extend(phrase.actors or phrase.owners)
            elif self._bare_genitive(phrase) and not self._after_name(before):
                phrase.of = before.joined if before.joined >= 0 else at
                self.phrases[phrase.of].owners.extend(phrase.actors)
        elif (
            touching
            and phrase.prep in ("von", "aus", "durch")
            and not (before.pronoun or self._after_name(before) or self._is_time(before))
        ):
            phrase.of = at

    def _is_time(self, phrase: Phrase) -> bool:
        """ "am Montag von Oslo": nothing belongs to a day."""
        return self.sentence.low[phrase.head] in self.language.time_nouns

    def _listed(self, before: Phrase, phrase: Phrase) -> bool:
        """ "die USA, Russland und China": names with nothing but a comma between them."""
        if before.last != phrase.start - 1 or self.sentence.low[before.last] != ",":
            return False
        kinds = []
        for item in (before, phrase):
            mention = self.sentence.mention(item.head)
            kinds.append(mention.kind if mention is not None and item.actors else "")
        places = set(kinds) <= {"state", "capital"}
        return (places or kinds == ["person", "person"]) and not phrase.prep

    def _strong_genitive(self, phrase: Phrase) -> bool:
        """ "das Eindringen russischer Drohnen": an adjective in -er right behind a noun."""
        adjective = self.sentence.low[phrase.first]
        lower = not self.sentence.upper[phrase.first] and phrase.first < phrase.head
        adverb = adjective in self.language.adverbs or adjective in self.language.particles
        return not phrase.det and lower and adjective.endswith("er") and not adverb

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
        """An article without a noun: "beide", or "der" before a verb."""
        low = self.det
        if low in _POINTING and not self.prep and self.det_at + 1 < len(self.sentence):
            if self.sentence.readings[self.det_at + 1]:
                self.phrases.append(
                    Phrase(self.det_at, self.det_at + 1, self.det_at, cases="n", pronoun="latter")
                )
        elif low in self.language.both or low in ("beide", "beiden"):
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
