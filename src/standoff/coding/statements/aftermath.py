"""What the rest of the text changes: a planned meeting that is called off was cancelled.

A draft with stance `planned` becomes `cancelled` if a cancellation or breakdown between the same
states, or some of them, follows within six sentences, or stands anywhere in the text if what was
planned was due by the day of publication.
"""

from __future__ import annotations

from datetime import date

from standoff.coding.drafts import Draft
from standoff.nouns.coding import state_of

__all__ = ["settle"]

_REACH = 6
_ENDED = frozenset({"cancellation", "breakdown"})
_ENDABLE = frozenset({"summit", "talks", "agreement", "exercise", "cooperation"})


def settle(drafts: list[Draft], published: date | None) -> None:
    """Change the stance of planned meetings and agreements that fell through."""
    ends = [d for d in drafts if d.move in _ENDED and d.stance == "actual" and d.kind == "event"]
    for draft in drafts:
        if draft.stance != "planned" or draft.move not in _ENDABLE:
            continue
        due = published is not None and draft.latest is not None and draft.latest <= published
        for end in ends:
            near = end is not draft and 0 <= end.turn - draft.turn <= _REACH
            one, other = _states(draft), _states(end)
            own = one == other or (len(other) == 1 and bool(end.source))
            if draft.move == "exercise" and not own:
                continue  # a meeting of others that is called off is no end to a drill
            if (near or due) and other and (one <= other or other <= one):
                draft.stance = "cancelled"
                break


def _states(draft: Draft) -> set[str]:
    return {state_of(code) for code in (*draft.source, *draft.target)}
