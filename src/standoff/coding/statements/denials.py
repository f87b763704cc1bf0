"""Denials: "denied that it had fired on the ship" is the deed with stance `denied`.

Its source is whoever denies it. The deed stands below the verb of denying, or in the clauses before
a relative clause that only points back ("..., was Moskau bestreitet"). In English it may also be
the last deed told: "Moscow has denied any role", "Moscow denies it".
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
_PARTS = frozenset(
    {"role", "involvement", "responsibility", "part", "hand", "complicity", "wrongdoing"}
)
_ALLUDING = frozenset({"it", "this", "that", "which", "so"})
_RECENT = 2


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
        if len(source) != 1:
            return None
        if deed is None:
            return self._denied_in_short(best, source)
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

    def _denied_in_short(self, best: Candidate, source: tuple[str, ...]) -> Draft | None:
        """ "has denied any role", "denies it": the deed told last, unless somebody else did it."""
        if self.reading.language.code != "en" or not self._alludes(best):
            return None
        move, doer, target = self._named_here(best) or self._told_last()
        own = {state_of(code) for code in source}
        if not move or (doer and not own & {state_of(code) for code in doer}):
            return None
        target = tuple(code for code in target if state_of(code) not in own)
        return Draft(
            span=self._span(False, False),
            kind="event",
            move=move,
            source=source,
            target=target or unsaid_target(self.reading, best, source, "dismissal"),
            stance="denied",
            speaker=";".join(source),
            rule=best.cue.entry.id,
            confidence=best.score,
        )

    def _alludes(self, best: Candidate) -> bool:
        """The verb has no object but a pronoun, or one's part in it."""
        low = self.reading.sentence.low
        behind = [low[k] for k in self.clause.tokens if k > best.at]
        if _PARTS & set(behind):
            return True
        relative = self.clause.kind == "rel" and low[self.clause.first] == "which"
        nouns = [p for p in self.frame.phrases if p.start > best.at and not p.pronoun]
        return not nouns and (relative or bool(_ALLUDING & set(behind)))

    def _named_here(self, best: Candidate) -> tuple[str, tuple[str, ...], tuple[str, ...]] | None:
        """ "denied any role in the attack": the noun says what is denied."""
        for candidate in self.reading.candidates[self.number]:
            behind = candidate.at > best.at and candidate.noun >= 0
            if behind and candidate.cue.entry.move in _DEEDS:
                _, target = find_sides(self.reading, candidate, candidate.cue.entry.move)
                return candidate.cue.entry.move, (), target
        return None

    def _told_last(self) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
        """The move, doer and victim of the last deed told, in this sentence or just before."""
        for n in range(self.number - 1, -1, -1):
            best = self.reading.best(n)
            if best is not None and best.cue.entry.move in _DEEDS and best.level == "clause":
                doer, target = self.reading.sides.get(n, ((), ()))
                return best.cue.entry.move, doer, target
        turn, move, doer, target = self.reading.discourse.harm
        near = self.reading.discourse.turn - turn <= _RECENT
        return (move, doer, target) if near else ("", (), ())

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
