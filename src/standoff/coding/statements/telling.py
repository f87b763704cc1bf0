"""Telling: what a clause must say to count, whose words it is, and what may be believed of it.

A clause needs somebody who does or suffers, unless it tells of violence; what anybody does is
nobody's act. Words with their content are a quote, a speech act that is only named is an event.
A deed that only its victim lays at a door is unconfirmed.
"""

from __future__ import annotations

from standoff.coding.matching.candidates import Candidate
from standoff.coding.sides.constructions import blamed
from standoff.coding.speech.speakers import attributed
from standoff.coding.stance import clause_stance
from standoff.coding.statements.joining import UNDER_CONDITION
from standoff.coding.statements.spans import Spans
from standoff.nouns.coding import state_of

__all__ = ["Telling"]

_FORETOLD = frozenset({"talks", "summit", "exercise", "deployment", "weapon_test", "withdrawal"})
_KEPT = frozenset({"denied", "conditional"})
_SPOKEN = frozenset(
    {"accusation", "threat", "demand", "warning", "praise", "refusal", "dismissal", "pledge",
     "insult", "announcement", "ridicule", "ultimatum", "capability_claim", "letter"}
)  # fmt: skip
_DEEDS = frozenset({"attack", "coercion", "aid", "deployment", "breach", "weapon_test"})
_VIOLENT = frozenset({"attack", "coercion", "protest", "deployment"})
_WHOEVER = frozenset({"anyone", "anybody", "those", "everyone", "whoever"})
_CLAIMING = frozenset({"claims", "claimed", "alleges", "alleged"})
_SURE = 0.7
_SURE_OF_ARREST = 0.56  # "Zwei Blogger wurden festgenommen"
_SURE_ALONE = {"de": 0.78, "en": 0.75}
_ARMS = frozenset({"attack", "deployment"})


class Telling(Spans):
    """One clause of a reading, and whether what it states counts, and as whose words."""

    def _is_anybody(self) -> bool:
        """ "man": what anybody does is nobody's act, nor is what a club or a singer does."""
        if self.frame.acts_privately():
            return True
        subject = self.frame.subject
        anybody = subject >= 0 and self.frame.phrases[subject].pronoun == "one"
        before = self.reading.sentence.low[max(self.clause.first - 1, 0)]
        if self.clause.kind == "rel" and before in _WHOEVER:
            return True  # "would punish anyone who recognised the regime"
        if self.speaker or not anybody:
            return False  # "man werde antworten": his side
        return not self.frame.fill(("subject",))  # "in Warschau spottete man"

    def _is_role(self) -> bool:
        """ "The rebels laid down their arms": a doer without a name, where such roles are kept."""
        frame = self.frame
        kept = self.reading.language.keeps_roles and self.clause.kind == "main"
        return kept and frame.subject >= 0 and bool(frame.phrases[frame.subject].roles)

    def _tells_of_violence(self, best: Candidate, move: str) -> bool:
        """ "Fünf Zivilisten wurden getötet": told for itself, whoever did it and wherever."""
        least = _SURE_OF_ARREST if move == "coercion" and self.frame.passive else _SURE
        sure = bool(best.cue.verbs) and best.score >= least and self.clause.kind in ("main", "sub")
        return sure and move in _VIOLENT and self.reading.language.code == "de"

    def _tells_surely(self, best: Candidate) -> bool:
        """ "The owner denied it": sure words count in a text between states, whoever it was.

        A reader says who; where no rule does, both sides stay open for him.
        """
        least = _SURE_ALONE[self.reading.language.code]
        between = self.reading.discourse.matter.sides() > 1
        sure = best.score >= least and self.clause.kind in ("main", "sub")
        return between and sure and not best.cue.entry.named and not self._under_condition()

    def _tells_of_arms(self, best: Candidate, move: str) -> bool:
        """ "In Syrien wurden Raketen abgefeuert": told with the place, without naming anybody."""
        if move not in _ARMS or not best.cue.verbs or best.noun < 0:
            return False
        return any(self.reading.sentence.mention_at[k] >= 0 for k in self.clause.tokens)

    def _announces(self) -> bool:
        """An announcement counts if it names what is announced or tells of something to come."""
        contents = self._contents()
        if not contents and self.frame.passive and self.reading.language.code == "en":
            return False
        if not contents:
            return bool(self.frame.role_phrases("object")) or bool(self.reading.sentence.quotes)
        return any(
            self.reading.clauses[n].kind == "inf"
            or clause_stance(self.reading.frames[n], reported=True) == "planned"
            for n in contents
        )

    def _own_deed(self, source: tuple[str, ...], target: tuple[str, ...]) -> bool:
        """ "warned it would strike": to warn of one's own deed is to threaten."""
        for n in self._contents():
            frame = self.reading.frames[n]
            if target and frame.clause.kind == "inf":
                continue  # "warnte die USA, ... zu spielen": their deed
            future = clause_stance(frame, reported=True) == "planned"
            if future and frame.fill(("subject",)) == source and not frame.passive:
                return True
        return False

    def _foretells_harm(self) -> bool:
        """ "warned that Tehran would face consequences": a threat in the form of a warning."""
        clauses = self.reading.clauses
        said = [self.reading.best(n) for n in self._contents() if clauses[n].kind != "inf"]
        return any(best is not None and best.cue.entry.move in UNDER_CONDITION for best in said)

    def _kind(self, kind: str, says: bool, source: tuple[str, ...]) -> tuple[str, str]:
        """Kind and speaker: a clause in somebody's speech is a quote, as is speech with content."""
        if kind != "event":
            return kind, self.speaker
        if self.speaker:
            return self._reported_kind(), self.speaker
        if says and any(by == self.number for by in self.reading.governor.values()):
            return ("event" if self._only_names() else "quote"), ";".join(source)
        return kind, attributed(self.frame) or self.reading.reporters.get(self.number, "")

    def _only_names(self) -> bool:
        """ "rief auf, das Feuer einzustellen": an act, no quotation."""
        best = self.reading.best(self.number)
        if best is None or best.cue.entry.move not in ("demand", "threat", "announcement"):
            return False
        decided = any(lemma == "beschließen" for lemma, _ in self.clause.verbs.lexical)
        return decided or all(self.reading.clauses[n].kind == "inf" for n in self._contents())

    def _reported_kind(self) -> str:
        """What an announcement says will happen is planned, not quoted."""
        governor = self.reading.governor.get(self.number, -1)
        best = self.reading.best(governor) if governor >= 0 else None
        announced = best is not None and best.cue.entry.move == "announcement"
        planned = clause_stance(self.frame, reported=True) == "planned"
        return "event" if announced and planned else "quote"

    def _stance(self, kind: str, move: str, stance: str) -> str:
        """Words were uttered, so a quote is actual; a deed that it foretells is still planned.

        Of English words any deed keeps its stance ("said that Togo may send troops").
        """
        if kind != "quote" or stance in _KEPT or (stance == "planned" and move in _FORETOLD):
            return stance
        deed = move not in _SPOKEN
        return stance if deed else "actual"

    def _as_claimed(
        self, move: str, stance: str, source: tuple[str, ...], target: tuple[str, ...]
    ) -> str:
        """A deed that only its victim lays at a door, or that is reported of nobody, is open."""
        says = self.speaker
        claimed = bool(_CLAIMING.intersection(self.reading.sentence.low[self.clause.last :]))
        if claimed or self.reading.language.code == "en":
            says = says or self.reading.reporters.get(self.number, "")  # "..., Moscow claims"
        own = {state_of(code) for code in says.split(";") if code}
        doers, reported = {state_of(code) for code in source}, self.clause.verbs.mood == "1"
        if stance != "actual" or move not in _DEEDS or move == "aid" or own & doers:
            return stance
        best = self.reading.best(self.number)
        if best is not None and blamed(best):
            return "unconfirmed"
        open_ = own & {state_of(code) for code in target} if source else reported
        return "unconfirmed" if open_ else stance
