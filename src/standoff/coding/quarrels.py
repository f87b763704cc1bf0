"""Quarrels: who is at odds with whom, told without an act that would be coded.

    Pakistan und Afghanistan streiten über die Grenze.       the two that are subject
    Im Streit zwischen Peking und Manila ...                 the two between whom it is

Later acts that name no addressee (a closed border, troops sent) are then meant for the other.
"""

from __future__ import annotations

from standoff.coding.frames import Frame
from standoff.coding.reading import Reading
from standoff.nouns.coding import state_of

__all__ = ["note_quarrels"]


def note_quarrels(reading: Reading) -> None:
    """Tell the discourse of each quarrel between two that a clause of `reading` names."""
    for frame in reading.frames:
        sides = _sides(frame)
        if len(sides) == 2:
            reading.discourse.quarrel(sides[:1], sides[1:])
        if not sides and reading.language.code == "de":
            _turn_to(reading, frame)


def _turn_to(reading: Reading, frame: Frame) -> None:
    """ "Spannungen gibt es auch mit Washington": from here on it is about that state."""
    low, quarrels = frame.sentence.low, reading.language.quarrels
    told = any(low[phrase.head].endswith(quarrels) for phrase in frame.phrases)
    for code in frame.fill(("mit",)) if told else ():
        reading.discourse.note(state_of(code), "state", subject=True)


def _sides(frame: Frame) -> tuple[str, ...]:
    language, low = frame.sentence.language, frame.sentence.low
    lemmas = {lemma for lemma, _ in frame.clause.verbs.lexical}
    found: tuple[str, ...] = ()
    if language.quarrelling & lemmas:
        found = (*frame.fill(("subject",)), *frame.fill(("mit", "gegen", "with", "against")))
    else:
        for k, phrase in enumerate(frame.phrases):
            if low[phrase.head].endswith(language.quarrels):
                found = found or frame.fill(("zwischen", "between"), k) or _with_owner(frame, k)
    return tuple(dict.fromkeys(state_of(code) for code in found))


def _with_owner(frame: Frame, k: int) -> tuple[str, ...]:
    owner = frame.fill(("owner",), k)
    return (*owner, *frame.fill(("mit", "gegen", "with"), k, owner)) if owner else ()
