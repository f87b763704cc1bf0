"""Salience: how present each actor is in a running text, and whom the text as a whole is about.

Every mention adds to its actor's salience (a subject's counts double), and each new sentence takes
a fifth of it away; below a quarter an actor is no longer present, though still known. Beside it
stands how often each state was named in all, which does not fade.

Only who is present is looked at sentence by sentence; what faded is worked out when its actor comes
back, so that the cost of a sentence does not grow with the text.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from standoff.coding.discourse.dealings import Dealings
from standoff.coding.discourse.matter import Matter
from standoff.nouns.coding import state_of

__all__ = ["Salience"]

_FADE = 0.8
_PRESENT = 0.25
_NOTHING = 1e-17  # added to the salience of a mention this makes no difference
_STANDS_OUT = 1.4
_BY_FAR = 1.5
_MUCH = 6
_PRESS = "_MEDIA"
_WATCHING = frozenset({"SOHR", "AMNESTY", "HRW", "ICRC", "MSF", "OSCE", "G20"})


def _reports(code: str) -> bool:
    """True for the press and for those who watch a war from outside."""
    return code.endswith(_PRESS) or code in _WATCHING


@dataclass
class Salience(Dealings):
    """Who is present, and of which states the text says how much."""

    matter: Matter = field(default_factory=Matter)
    weight: dict[str, float] = field(default_factory=dict)
    total: dict[str, int] = field(default_factory=dict)
    _order: dict[str, int] = field(default_factory=dict)
    _faded: dict[str, tuple[float, int]] = field(default_factory=dict)
    _present: list[str] | None = None
    _named: list[str] | None = None

    def fade(self) -> None:
        """A sentence has passed; `turn` counts it already."""
        self.weight = {code: weight * _FADE for code, weight in self.weight.items()}
        for code in [code for code, weight in self.weight.items() if weight <= _PRESENT]:
            self._faded[code] = self.weight.pop(code), self.turn
        self._present = None

    def add(self, code: str, weight: float) -> None:
        """An actor was mentioned."""
        self.weight[code] = self._left_of(code) + weight
        self._order.setdefault(code, len(self._order))
        state = state_of(code)
        self.total[state] = self.total.get(state, 0) + 1
        self._present = self._named = None

    def _left_of(self, code: str) -> float:
        """The salience that an actor still has, fallen sentence by sentence."""
        if code in self.weight or code not in self._faded:
            return self.weight.get(code, 0.0)
        left, turn = self._faded.pop(code)
        while turn < self.turn and left > _NOTHING:
            left, turn = left * _FADE, turn + 1
        return left

    def ranked(self) -> list[str]:
        """Who is present, the most salient first, of equals the one that was named first."""
        if self._present is None:
            order = self._order
            keyed = [(-weight, order[code], code) for code, weight in self.weight.items()]
            self._present = [code for weight, _, code in sorted(keyed) if -weight > _PRESENT]
        return self._present

    def most_named(self) -> list[str]:
        """The states named by now, first those of which the whole text says most."""
        if self._named is None:
            counts, total = self._counts(), self.total
            self._named = sorted(total, key=lambda state: (-counts.get(state, 0), -total[state]))
        return self._named

    def _counts(self) -> Mapping[str, int]:
        """How often each state is named in the whole text, or so far where that is not known."""
        return self.matter.named or self.total

    def knows(self, state: str) -> bool:
        """True if the text has named this state or somebody of it."""
        return state in self.total

    def both(self, exclude: Collection[str] = (), *, sure: bool = False) -> tuple[str, ...]:
        """The two most salient actors of different states; `sure`: a third must be far behind."""
        found: list[str] = []
        others = {state_of(code) for code in exclude}
        for code in self.ranked():
            if state_of(code) in others:
                continue
            if any(state_of(code) == state_of(other) for other in found):
                continue
            if len(found) == 2:
                behind = self.weight[found[1]] >= _STANDS_OUT * self.weight[code]
                return tuple(found) if behind or not sure else ()
            found.append(code)
        return tuple(found) if len(found) == 2 else ()

    def counterpart(self, codes: Collection[str]) -> str:
        """The most salient actor of another state than these, or "".

        It must stand out: an actor of a third state that is nearly as salient leaves it open,
        unless the text so far has said much more of one of them. The press and observers of a
        war only report.
        """
        states = {state_of(code) for code in codes}
        first = state = third = ""
        for code in self.ranked():
            other = state_of(code)
            if other in states or _reports(code):
                continue
            if not first:
                first, state = code, other
            elif other != state:
                third = code
                break
        if not first or self.matter.is_of_one():
            return ""
        if not third or self.weight[first] >= _STANDS_OUT * self.weight[third]:
            return first
        counts = self._counts()
        here, there = (counts.get(state_of(code), 0) for code in (first, third))
        if max(here, there) >= 2 * min(here, there) + 1:
            return first if here > there else third
        return ""

    def parties(self, exclude: Collection[str] = ()) -> tuple[str, ...]:
        """The two states, named by now, of which the whole text says most: "beide Seiten"."""
        others = {state_of(code) for code in exclude}
        found: list[str] = []
        for state in self.most_named():
            if state and state not in others:
                found.append(state)
                if len(found) == 2:
                    break
        return tuple(found)

    def hub(self, codes: Collection[str]) -> str:
        """The state of another side than these of which the text says most by far, or ""."""
        own = {state_of(code) for code in codes}
        ranked = sorted(self._counts().items(), key=lambda item: -item[1])
        others = [(state, n) for state, n in ranked if state and state not in own]
        clear = len(others) == 1 or (len(others) > 1 and others[0][1] >= _BY_FAR * others[1][1])
        return others[0][0] if clear and others[0][1] > 1 else ""

    def is_of_one(self, codes: Collection[str]) -> bool:
        """True if the text is about the home of these: every other state is named a third as often.

        What they do there is no matter between states.
        """
        own = {state_of(code) for code in codes}
        mine = sum(self.total.get(state, 0) for state in own)
        others = max((n for state, n in self.total.items() if state not in own), default=0)
        return mine >= _MUCH and mine >= 3 * others

    def is_of_two(self, codes: Collection[str]) -> bool:
        """True if the text is about these and one other state: a third is named half as often."""
        totals = sorted(self.total.values(), reverse=True)
        own = {state_of(code) for code in codes}
        return bool(own & set(self.parties())) and (len(totals) < 3 or totals[1] >= 2 * totals[2])
