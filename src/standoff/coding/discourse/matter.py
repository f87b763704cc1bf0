"""Matter: between whom the text as a whole is, told from whom it names, before it is read.

A reader sees the headline and the length of an article before its first sentence; he knows that
"a piece on Iran and the IAEA" means Iran where it says "the country". The coder counts instead:
how often each state, organisation and armed group is named, by any of its people. Persons of whom
nobody knows where they belong count for nobody, nor does the dateline.

    of two        two sides are named most, no third more than two thirds as often as the second
    of one state  the first is named six times or more, all others together less than half as often:
                  its parties, courts, crimes and budgets, with foreigners in passing; or a long
                  text in which others hardly occur

A text of one state tells nothing of what two do to each other unless a clause itself names both
(`is_told`): there nobody is guessed, and what has one side only is left out. Protests are kept, and
so are tests and claims of weapons, which are meant for abroad whoever is named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from standoff.coding.actors import Mention
from standoff.coding.drafts import Draft
from standoff.nouns.coding import state_of

__all__ = ["Matter"]

#: A state named as often as this may be what a text is about.
_MUCH = 6
#: A text of more words than this is long; others that are named less often hardly occur in it.
_LONG, _HARDLY = 200, 3
#: A text on two names either so often.
_OFTEN = 3
#: Moves of one side alone.
_ALONE = frozenset({"protest", "weapon_test", "nuclear_restart", "capability_claim"})


@dataclass(frozen=True, slots=True)
class Matter:
    """How often each side is named in a text of `length` tokens."""

    named: Mapping[str, int] = field(default_factory=dict)
    length: int = 0
    _one: bool = field(init=False, repr=False, compare=False)

    @classmethod
    def of(cls, mentions: Iterable[Mention], length: int) -> Matter:
        """The matter of a text with these mentions."""
        named: Counter[str] = Counter()
        for mention in mentions:
            stranger = mention.kind == "person" and "_" not in mention.code
            if mention.code and mention.kind != "dateline" and not stranger:
                named.update({state_of(code) for code in mention.code.split(";")})
        return cls(dict(named.most_common()), length)

    def sides(self) -> int:
        """How many sides are named."""
        return len(self.named)

    def is_of_one(self) -> bool:
        """True if the text is on the affairs of one state."""
        return self._one

    def __post_init__(self) -> None:
        counts = list(self.named.values())
        first, others = sum(counts[:1]), sum(counts[1:])
        hardly = self.length >= _LONG and others < _HARDLY
        object.__setattr__(self, "_one", hardly or (first >= _MUCH and 2 * others < first))

    def opposite(self, codes: Collection[str]) -> str:
        """The other of the two sides that the text is about, or "": no third comes near."""
        own = {state_of(code) for code in codes}
        if len(own) != 1:
            return ""
        ranked = list(islice(self.named.items(), 3))
        others = [(side, n) for side, n in ranked if side not in own]
        if not own & {side for side, _ in ranked[:2]} or not others:
            return ""
        clear = _stands_out(others) and others[0][1] > 1
        return others[0][0] if clear else ""

    def pair(self) -> tuple[str, ...]:
        """The two sides that the text is about; none where a third comes near the second."""
        ranked = list(islice(self.named.items(), 3))
        if len(ranked) < 2 or ranked[1][1] < _OFTEN or self.is_of_one():
            return ()
        return tuple(side for side, _ in ranked[:2]) if _stands_out(ranked[1:]) else ()

    def is_told(self, draft: Draft) -> bool:
        """False for what is no matter between two in a text of one state."""
        if draft.move in _ALONE or not self.is_of_one():
            return True
        source = {state_of(code) for code in draft.source} & self.named.keys()
        target = {state_of(code) for code in draft.target} & self.named.keys()
        return bool(source and target) and len(source | target) > 1


def _stands_out(ranked: Sequence[tuple[str, int]]) -> bool:
    """True if the next is named at most two thirds as often as the first of these."""
    return len(ranked) == 1 or 3 * ranked[1][1] <= 2 * ranked[0][1]
