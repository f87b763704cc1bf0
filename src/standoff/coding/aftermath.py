"""What later sentences change: a planned meeting that is called off was cancelled.

A draft with stance `planned` becomes `cancelled` if a later one, at most six sentences on and
between the same states, is a cancellation or breakdown that happened.
"""

from __future__ import annotations

from standoff.coding.drafts import Draft
from standoff.nouns.coding import state_of

__all__ = ["settle"]

_REACH = 6
_ENDED = frozenset({"cancellation", "breakdown"})
_ENDABLE = frozenset({"summit", "talks", "agreement", "exercise", "cooperation"})


def settle(drafts: list[Draft]) -> None:
    """Change the stance of planned meetings and agreements that later fell through."""
    ends = [d for d in drafts if d.move in _ENDED and d.stance == "actual" and d.kind == "event"]
    for draft in drafts:
        if draft.stance == "planned" and draft.move in _ENDABLE:
            for end in ends:
                near = 0 < abs(end.turn - draft.turn) <= _REACH
                if near and _states(draft) & _states(end):
                    draft.stance = "cancelled"
                    break


def _states(draft: Draft) -> set[str]:
    return {state_of(code) for code in (*draft.source, *draft.target)}
