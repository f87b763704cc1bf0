"""Dealings: who had to do with whom so far in a text, as far as later clauses may lean on it.

    doers, hit, act, deed    who did what to whom, by move and last
    harm                     the last deed that its doer might deny
    addressed, told          to whom somebody turned, and who spoke last to whom
    foes, allies, blamed     who is at odds with whom, who acts together, at whose door it is laid
    dealings, moved, pair    whose act was meant for whom, by state, by move and last
    table                    who talked or met last

`memory` writes them down after each statement; `addressees` and `sides` look them up.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from standoff.nouns.coding import state_of

__all__ = ["Dealings"]

_REACH = 4


@dataclass
class Dealings:
    """What the acts told so far leave behind; `turn` counts the sentences."""

    turn: int = 0
    doers: dict[str, tuple[str, ...]] = field(default_factory=dict)
    addressed: dict[str, str] = field(default_factory=dict)
    hit: dict[str, tuple[str, ...]] = field(default_factory=dict)
    provoker: tuple[str, ...] = ()
    provoked: int = -9
    deed: tuple[int, str, tuple[str, ...], tuple[str, ...]] = (-9, "", (), ())
    harm: tuple[int, str, tuple[str, ...], tuple[str, ...]] = (-9, "", (), ())
    act: tuple[int, tuple[str, ...]] = (-9, ())
    told: tuple[int, str, tuple[str, ...]] = (-9, "", ())
    foes: dict[str, tuple[int, tuple[str, ...]]] = field(default_factory=dict)
    moved: dict[str, tuple[int, tuple[str, ...], tuple[str, ...]]] = field(default_factory=dict)
    dealings: dict[str, tuple[int, tuple[str, ...]]] = field(default_factory=dict)
    blamed: dict[str, int] = field(default_factory=dict)
    allies: dict[str, set[str]] = field(default_factory=dict)
    table: tuple[int, tuple[str, ...]] = (-9, ())
    pair: tuple[str, ...] = ()
    pair_turn: int = -9

    def note_pair(self, source: str, target: str) -> None:
        """These two had to do with each other."""
        self.pair, self.pair_turn = (source, target), self.turn

    def at_the_table(self, exclude: Collection[str] = ()) -> tuple[str, ...]:
        """Who talked or met last, without these: "the negotiations", "another round"."""
        turn, codes = self.table
        states = {state_of(code) for code in exclude}
        if self.turn - turn > _REACH:
            return ()
        return tuple(code for code in codes if state_of(code) not in states)

    def note_dealing(self, source: tuple[str, ...], target: tuple[str, ...]) -> None:
        """What these did was done to those; both may have more to do with one another."""
        for one, other in ((source, target), (target, source)):
            for code in one:
                state, rest = (
                    state_of(code),
                    tuple(c for c in other if state_of(c) != state_of(code)),
                )
                if rest and (one is source or state not in self.dealings):
                    self.dealings[state] = (self.turn, rest)

    def note_allies(self, codes: Collection[str]) -> None:
        """These did something together."""
        states = {state_of(code) for code in codes}
        for state in states:
            self.allies.setdefault(state, set()).update(states - {state})

    def allies_of(self, codes: Collection[str]) -> set[str]:
        """The states that did something together with all of these."""
        known = [self.allies.get(state_of(code), set()) for code in codes]
        return set.intersection(*known) if known else set()

    def note_blame(self, codes: Collection[str]) -> None:
        """Something hostile was done or said to these, or by these."""
        for state in {state_of(code) for code in codes}:
            self.blamed[state] = self.blamed.get(state, 0) + 1

    def culprit(self, beside: Collection[str]) -> str:
        """The state against which most was said and done so far, if it stands out."""
        others = {state_of(code) for code in beside}
        ranked = sorted((n, state) for state, n in self.blamed.items() if state not in others)
        if not ranked or ranked[-1][0] < 2:
            return ""
        clear = len(ranked) == 1 or ranked[-1][0] >= 2 * ranked[-2][0]
        return ranked[-1][1] if clear else ""

    def still_dealing(self, codes: Collection[str]) -> tuple[str, ...]:
        """Whom these had to do with in the last sentences."""
        for code in codes:
            turn, found = self.dealings.get(state_of(code), (-9, ()))
            if self.turn - turn <= _REACH:
                return found
        return ()

    def quarrel(self, source: tuple[str, ...], target: tuple[str, ...]) -> None:
        """These two were at odds: either is the other's foe from here on."""
        for side, other in ((source, target), (target, source)):
            for code in side:
                self.foes[state_of(code)] = self.turn, other

    def foe(self, codes: Collection[str], reach: int) -> tuple[str, ...]:
        """With whom the first of these was at odds last, at most `reach` sentences ago."""
        own = {state_of(code) for code in codes}
        for code in codes:
            turn, other = self.foes.get(state_of(code), (-99, ()))
            if self.turn - turn <= reach:
                return tuple(found for found in other if state_of(found) not in own)
        return ()
