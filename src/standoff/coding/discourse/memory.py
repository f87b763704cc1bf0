"""Memory: what a statement leaves in the discourse for those that follow.

Who did what, to whom somebody turned, who was hit, who provoked whom, and who is at odds with whom:
`addressees` looks these up where a later clause names nobody.
"""

from __future__ import annotations

from standoff.coding.discourse.discourse import Discourse
from standoff.coding.drafts import Draft
from standoff.nouns.coding import state_of

__all__ = ["remember"]

_ADDRESSING = frozenset(
    {"accusation", "demand", "threat", "warning", "ultimatum", "pledge", "sanction", "refusal",
     "trade_dispute", "coercion", "attack", "praise", "insult"}
)  # fmt: skip
_UTTERED = frozenset(
    {"accusation", "dismissal", "demand", "warning", "threat", "praise", "refusal", "ridicule",
     "insult"}
)  # fmt: skip
_HOSTILE = frozenset(
    {"attack", "coercion", "threat", "ultimatum", "accusation", "sanction", "trade_dispute",
     "deployment", "exercise", "insult"}
)  # fmt: skip
_AGAINST = frozenset({"accusation", "sanction", "trade_dispute", "ultimatum", "insult"})
_REACH = 4
_WITH_OTHERS = frozenset({"attack", "sanction", "deployment", "aid"})
_JOINT = frozenset({"exercise", "cooperation"})
_TALKING = frozenset({"talks", "summit", "breakdown", "agreement", "cancellation"})
_HARMS = frozenset({"attack", "coercion", "aid", "breach"})
_PROVOKING = frozenset({"weapon_test", "nuclear_restart", "attack", "breach", "deployment"})


def remember(discourse: Discourse, draft: Draft) -> None:
    """Note the sides of `draft` and what it did."""
    for code in (*draft.source, *draft.target):
        if not discourse.knows(state_of(code)):
            discourse.note(code, "state")  # named as the place of what happened
    if _together(draft) and draft.kind != "quote":
        discourse.note_allies(draft.source)
    if len(draft.source) > 1 and draft.source == draft.target and draft.move in _TALKING:
        discourse.table = discourse.turn, draft.source
    if draft.stance != "denied":
        discourse.note_blame(draft.target if draft.move in _AGAINST else ())
        discourse.note_blame(draft.source if draft.move in _PROVOKING else ())
    _note_words(discourse, draft)
    _note_deed(discourse, draft)
    if draft.source and draft.target and state_of(draft.source[0]) != state_of(draft.target[0]):
        discourse.note_pair(draft.source[0], draft.target[0])
        discourse.note_dealing(draft.source, draft.target)
        discourse.moved[draft.move] = discourse.turn, draft.source, draft.target
        if draft.move in _HOSTILE and draft.stance != "denied":
            discourse.quarrel(draft.source, draft.target)


def _together(draft: Draft) -> bool:
    """Several act as one, and not on one another."""
    apart = {state_of(code) for code in draft.source} != {state_of(code) for code in draft.target}
    several = len(draft.source) > 1 and draft.stance in ("actual", "planned")
    return several and (draft.move in _JOINT or (apart and draft.move in _WITH_OTHERS))


def _note_words(discourse: Discourse, draft: Draft) -> None:
    """Who said something to whom."""
    if draft.move in _UTTERED and draft.source and draft.target:
        discourse.told = discourse.turn, draft.source[0], draft.target
    if draft.move in _UTTERED and draft.kind == "event" and len(draft.source) == 1:
        discourse.spoke(draft.source[0])
    if len(draft.source) == 1 and draft.move in _ADDRESSING:
        for code in draft.target:
            discourse.addressed[state_of(code)] = draft.source[0]


def _hits_back(discourse: Discourse, draft: Draft) -> bool:
    """Who was struck strikes: "die Angriffe" are still those of whoever began."""
    turn, _, hit = discourse.moved.get(draft.move, (-9, (), ()))
    own = {state_of(code) for code in draft.source}
    near = 0 < discourse.turn - turn <= _REACH
    return draft.move == "attack" and near and own <= {state_of(code) for code in hit}


def _note_deed(discourse: Discourse, draft: Draft) -> None:
    """Who did something, and who suffered it."""
    if draft.move in _HARMS and draft.stance != "denied":
        discourse.harm = discourse.turn, draft.move, draft.source, draft.target
    if not draft.source or not draft.move:
        return
    discourse.act = discourse.turn, draft.source
    discourse.deed = discourse.turn, draft.move, draft.source, draft.target
    if draft.kind in ("event", "count") and not _hits_back(discourse, draft):
        joint = draft.move == "talks" and draft.source == draft.target
        discourse.doers[draft.move] = draft.source[:1] if joint else draft.source
    if draft.move in _PROVOKING and draft.stance == "actual":
        discourse.provoker, discourse.provoked = draft.source, discourse.turn
    if draft.move in ("attack", "coercion") and draft.target:
        discourse.hit[state_of(draft.source[0])] = draft.target
