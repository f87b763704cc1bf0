"""Moves by whom they are meant for: the groups that the rules of this room speak of.

A move (codebook) is one act of many; what is to be known of it here is only whether two do it
together, whether it answers something, whether it is hostile, and how long a quarrel goes on.
"""

from __future__ import annotations

__all__ = [
    "ABOUT_EVENTS", "ANSWERS", "AT_ODDS", "MUTUAL", "POSTURE", "QUARREL", "REPLIES", "TWO_SIDED",
]  # fmt: skip

#: Acts that two do together.
TWO_SIDED = frozenset({"summit", "talks", "agreement", "breakdown", "cooperation", "cancellation"})
#: Those in which either does what the other does; cooperation may be one side's offer.
MUTUAL = TWO_SIDED - {"cooperation"}
#: Words about what somebody did.
ABOUT_EVENTS = frozenset({"accusation", "praise", "insult", "ridicule", "dismissal"})
#: What is said or done to whoever turned to its doer.
ANSWERS = frozenset({"dismissal", "refusal", "concession", "agreement", "accusation"})
REPLIES = ANSWERS | ABOUT_EVENTS
#: Acts in arms.
POSTURE = frozenset({"deployment", "exercise", "attack", "coercion"})
#: What is done to a foe.
AT_ODDS = POSTURE | {"threat", "warning", "accusation", "sanction", "trade_dispute", "ultimatum"}
#: For how many sentences two that were at odds still are.
QUARREL = 4
