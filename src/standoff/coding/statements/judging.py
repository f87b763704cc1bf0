"""Judging: assessments, what the author or somebody else holds of an actor.

An assessment has no move. Its source is who judges ("Oslo fears that ..."), else the author; its
target is whom it names. It never is an event of that day.
"""

from __future__ import annotations

from standoff.coding.drafts import Draft, clause_span
from standoff.coding.matching.candidates import Candidate
from standoff.coding.stance import clause_stance
from standoff.coding.statements.denials import Denials

__all__ = ["Judging"]


class Judging(Denials):
    """One clause of a reading, and the judgement that it passes."""

    def _assessment(self, best: Candidate) -> Draft | None:
        low = self.reading.sentence.low
        if self.frame.passive and low[best.at + 1 : best.at + 2] == ["to"]:
            return None  # "is thought to be hiding": a hedge, no judgement
        stance = clause_stance(self.frame)
        judge, judged = self._judge(best)
        if not judged and stance == "habitual":
            judged = tuple(filter(None, [self.reading.discourse.last_subject()]))
        if not (judge and judged) or self.speaker:
            return self._plain(None) if self.speaker else None
        return Draft(
            span=clause_span(self.reading.sentence, self.clause, self._governed()),
            kind="assessment",
            source=judge,
            target=judged,
            stance=stance if stance in ("habitual", "hypothetical") else "opinion",
            rule=best.cue.entry.id,
            confidence=best.score,
        )

    def _judge(self, best: Candidate) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Who judges whom: the subject of "fürchtet", else the author of whoever is named."""
        if not best.cue.source:
            return ("AUTHOR",), self.frame.fill(("subject", "object", "für", "for", "any"))
        judge = self.frame.fill(best.cue.source)
        judged = self.frame.fill(best.cue.target, best.noun, judge)
        for n in self.reading.children(self.number):
            judged = judged or self.reading.frames[n].fill(("subject", "object", "any"), -1, judge)
        return judge, judged
