"""Nominal events: what a noun tells beside the statement of its clause.

    nach dem Gipfel in Genf                     an event in an adverbial
    After Tehran's rejection of the plan, ...   with its doer in front and its object behind
    Its threat to close the strait alarmed ...  with the infinitive that tells what it is
    wegen des Angriffs verhängten sie ...       a cause: who reacts to it has not done it

Only nouns of the codebook that name an actor count; the evidence is the noun phrase.
"""

from __future__ import annotations

from standoff.coding.drafts import Draft, phrase_span, token_span
from standoff.coding.matching.candidates import Candidate
from standoff.coding.sides.places import Sides
from standoff.coding.sides.sides import find_sides
from standoff.coding.stance import attributed_stance
from standoff.coding.statements.systems import weapon_system
from standoff.coding.statements.utterances import Utterances

__all__ = ["Nominals"]

_LEAST_PHRASE = 0.4
_NAMED_BY = ("owner", "doer", "zwischen", "between", "gegen", "against", "by")
_ENDINGS = frozenset({"cancellation", "breakdown", "refusal"})
_NO_EVENT_PREPS = frozenset({"gegen", "für", "ohne", "um"})
_EVENT_PREPS = frozenset({"vor", "nach", "bei", "seit", "before", "after", "during", "following"})
_CAUSES = frozenset({"wegen", "aufgrund", "over"})
#: What one does because of what the other has done.
_REACTIONS = frozenset(
    {"sanction", "protest", "accusation", "threat", "warning", "demand", "ultimatum", "attack",
     "coercion", "cancellation", "breakdown", "refusal", "trade_dispute", "praise", "relief"}
)  # fmt: skip


class Nominals(Utterances):
    """One clause of a reading, and the events that its nouns name."""

    def phrase_draft(self, candidate: Candidate) -> Draft | None:
        """An event that a noun names beside the clause's own statement."""
        entry = candidate.cue.entry
        prep, first = self._event_prep(candidate.noun)
        if candidate.score < _LEAST_PHRASE or entry.kind == "assessment":
            return None
        if self._called_off(candidate.noun):
            return None
        named = self.frame.fill(_NAMED_BY, candidate.noun) or self._meets(candidate)
        if not named and not (prep in _EVENT_PREPS and entry.both and entry.move != "talks"):
            return None
        if prep in _NO_EVENT_PREPS or self._owned_by_roles_alone(candidate.noun):
            return None
        source, target = find_sides(self.reading, candidate, entry.move)
        if prep in _CAUSES:
            source, target = self._done_before(candidate, source, target)
        if not (source or target):
            return None
        ahead = prep in ("vor", "before")
        start, end = phrase_span(self.reading.sentence, self.frame.phrases, candidate.noun)
        end = max(end, self._with_infinitive(candidate.noun))
        start = min(start, self.reading.sentence.tokens[first].start)
        return Draft(
            span=(start, end),
            kind=entry.kind,
            move=entry.move,
            source=source,
            target=target,
            stance="planned" if ahead else attributed_stance(self.frame, candidate.noun),
            speaker=self.speaker,
            system=entry.system or weapon_system(entry.move, self._phrase_words(candidate.noun)),
            rule=entry.id,
            confidence=candidate.score - 0.05,
            level="phrase",
        )

    def _done_before(
        self, candidate: Candidate, source: tuple[str, ...], target: tuple[str, ...]
    ) -> Sides:
        """ "wegen des Angriffs verhängte Rom Sanktionen gegen Mali": the doer is Mali, not Rom."""
        best = self.reading.best(self.number)
        reacts = best is not None and best.cue.entry.move in _REACTIONS
        doer, other = self.reading.sides.get(self.number, ((), ()))
        pronoun = bool(self.frame.phrases[candidate.noun].possessive)
        named = self.frame.fill(("owner", "by", "durch"), candidate.noun, strict=True)
        if not reacts or (named and not pronoun) or doer != source:
            return source, target
        hit = ("gegen", "auf", "against", "on")
        victim = self.frame.fill(hit, candidate.noun, other, strict=True)
        return other, victim

    def _meets(self, candidate: Candidate) -> tuple[str, ...]:
        """ "bei einem Treffen mit Macron": whom, right behind the noun."""
        frame = self.frame
        held = frame.phrases[candidate.noun].prep in (*_EVENT_PREPS, "in")
        if not candidate.cue.entry.both or self.reading.language.code != "de" or not held:
            return ()
        last = frame.phrases[candidate.noun].last
        with_him = (k for k, p in enumerate(frame.phrases) if p.prep == "mit" and p.start == last)
        return next((frame.actors(k) for k in with_him), ())

    def _called_off(self, noun: int) -> bool:
        """ "die Absage des Treffens": the meeting is told with its end, not beside it."""
        above = self.frame.phrases[noun].of
        return (
            above >= 0
            and self.reading.language.code == "de"
            and any(
                other.noun == above and other.cue.entry.move in _ENDINGS
                for other in self.reading.candidates[self.number]
            )
        )

    def _with_infinitive(self, noun: int) -> int:
        """ "its pledge to take in refugees": the end of the infinitive that tells what it is."""
        sentence, at = self.reading.sentence, self.frame.phrases[noun].last
        opens = sentence.low[at : at + 1] == ["to"] and bool(sentence.readings[at + 1])
        if sentence.language.code != "en" or not opens:
            return 0
        last = next((last for first, last in self.clause.pieces if first <= at < last), at)
        verb = self.clause.verbs.finite
        last = verb if verb > at else last
        return token_span(sentence, at, last)[1] if last > at else 0

    def _owned_by_roles_alone(self, noun: int) -> bool:
        """ "nach dem Treffen der Außenminister": nobody is named."""
        phrase = self.frame.phrases[noun]
        behind = [p for p in self.frame.phrases if p.of == noun]
        roles = any(p.roles and not (p.actors or p.owners or p.possessive) for p in behind)
        return roles and not phrase.owners and not any(p.actors for p in behind)

    def _event_prep(self, noun: int) -> tuple[str, int]:
        """The preposition of an event noun and its token; "im Anschluss an" counts as "nach"."""
        phrase = self.frame.phrases[noun]
        if noun:
            before = self.frame.phrases[noun - 1]
            low = self.reading.sentence.low
            meant = self.reading.language.complex.get(low[before.head], "")
            opened = before.prep or low[max(before.start - 1, 0)] == "als"
            if meant and opened and before.last >= phrase.start - 1:
                return meant, before.start
        return phrase.prep, phrase.start

    def _phrase_words(self, noun: int) -> list[str]:
        phrase = self.frame.phrases[noun]
        return self.reading.sentence.low[phrase.first : phrase.last]
