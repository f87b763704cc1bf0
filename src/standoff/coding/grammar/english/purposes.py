"""Purposes in front: "To end the war, Iran and Iraq signed a truce".

What opens a sentence with "to" or "in order to" tells what for; it is a clause of its own, and what
it names has not been done.
"""

from __future__ import annotations

from standoff.coding.grammar.sentence import Sentence

__all__ = ["PURPOSE_LINK", "opens_purpose"]

#: The link of such a clause.
PURPOSE_LINK = "in order to"
_OPENERS = (["in", "order", "to"], ["so", "as", "to"])


def opens_purpose(sentence: Sentence, first: int) -> bool:
    """True if a part that begins at this token is an infinitive of purpose."""
    low = sentence.low
    at = first if low[first] == "to" else first + 2 * (low[first : first + 3] in _OPENERS)
    return (
        low[at] == "to"
        and at + 1 < len(low)
        and "inf" in sentence.readings[at + 1].kinds
        and sentence.mention_at[at + 1] < 0
    )
