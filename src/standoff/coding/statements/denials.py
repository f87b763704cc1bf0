"""Denials: "denied that it had fired on the ship" is the deed with stance `denied`.

Its source is whoever denies it. The deed stands below the verb of denying, or in the clauses before
a relative clause that only points back ("..., was Moskau bestreitet").
"""

from __future__ import annotations

from standoff.coding.drafts import Draft
from standoff.coding.matching.candidates import Candidate
from standoff.coding.sides.addressees import unsaid_target
from standoff.coding.sides.sides import find_sides
from standoff.coding.statements.telling import Telling
from standoff.nouns.coding import state_of

__all__ = ["Denials"]

_DEEDS = frozenset({"attack", "coercion", "aid", "deployment", "breach", "weapon_test"})
_POINTING = frozenset({"das", "dies", "was"})
_SURE = 0.7


class Denials(Telling):
    """One clause of a reading, and the deed that it denies."""

    def _denied_deed(self, best: Candidate) -> Draft | None:
        """ "denied that it had fired": the deed, with stance denied, by whoever denies it."""
        if not best.cue.entry.denies:
            return None
        source = self.frame.fill(("subject",))
        inside = [c for c in self.reading.candidates[self.number] if c.at > best.at]
        below = dict.fromkeys([*self._contents(), *self.reading.children(self.number)])
        surest = [c for n in below for c in self.reading.candidates[n] if c.score >= _SURE]
        told = [*inside, *filter(None, (self.reading.best(n) for n in below)), *surest]
        deed = next((c for c in told if c.cue.entry.move in _DEEDS and c.level == "clause"), None)
        deed = deed or self._deed_before()
        if deed is None or len(source) != 1:
            return None
        number = self.reading.number(deed.frame.clause)
        doer, target = find_sides(self.reading, deed, deed.cue.entry.move)
        own = {state_of(code) for code in source}
        if number != self.number and doer and not own & {state_of(code) for code in doer}:
            return None  # "denied that Iran had fired": somebody else's deed
        target = tuple(code for code in target if state_of(code) not in own)
        return Draft(
            span=self._span(best.cue.entry.takes, best.cue.entry.says),
            kind="event",
            move=deed.cue.entry.move,
            source=source,
            target=target
            or self._struck(source)
            or unsaid_target(self.reading, best, source, "dismissal"),
            stance="denied",
            speaker=";".join(source),
            rule=best.cue.entry.id,
            confidence=best.score,
        )

    def _struck(self, source: tuple[str, ...]) -> tuple[str, ...]:
        """Whom the text said that these had struck."""
        return self.reading.discourse.hit.get(state_of(source[0]), ())

    def _deed_before(self) -> Candidate | None:
        """ "..., was Moskau bestreitet": the deed that the clauses before it tell."""
        if self.reading.language.code != "de" or not self._points_back():
            return None
        for n in range(self.number - 1, -1, -1):
            best = self.reading.best(n)
            if best is not None and best.cue.entry.move in _DEEDS and best.level == "clause":
                return best
        return None

    def _points_back(self) -> bool:
        """True if "das" or "was" stands alone, not before a noun of its own."""
        low = self.reading.sentence.low
        pointing = [k for k in self.clause.tokens if low[k] in _POINTING]
        return any(
            not any(p.start <= k < p.last and p.head != k for p in self.frame.phrases)
            for k in pointing
        )
