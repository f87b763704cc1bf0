"""Quarrels: who is at odds with whom, told without an act that would be coded.

    Pakistan und Afghanistan streiten über die Grenze.       the two that are subject
    Im Streit zwischen Peking und Manila ...                 the two between whom it is

Later acts that name no addressee (a closed border, troops sent) are then meant for the other.
"""

from __future__ import annotations

from standoff.coding.frames.frame import Frame
from standoff.coding.reading import Reading
from standoff.nouns.coding import state_of

__all__ = ["note_quarrels"]


def note_quarrels(reading: Reading) -> None:
    """Tell the discourse of each quarrel between two that a clause of `reading` names."""
    low, language = reading.sentence.low, reading.language
    for frame in reading.frames:
        told = [k for k, p in enumerate(frame.phrases) if low[p.head].endswith(language.quarrels)]
        quarrelling = any(lemma in language.quarrelling for lemma, _ in frame.clause.verbs.lexical)
        sides = _sides(frame, told, quarrelling) if told or quarrelling else ()
        if len(sides) == 2:
            reading.discourse.quarrel(sides[:1], sides[1:])
        if told and not sides and language.code == "de":
            _turn_to(reading, frame)


def _turn_to(reading: Reading, frame: Frame) -> None:
    """ "Spannungen gibt es auch mit Washington": from here on it is about that state."""
    for code in frame.fill(("mit",)):
        reading.discourse.note(state_of(code), "state", subject=True)


def _sides(frame: Frame, told: list[int], quarrelling: bool) -> tuple[str, ...]:
    """The two at odds: around a verb that says so, else around one of the nouns `told`."""
    found: tuple[str, ...] = ()
    if quarrelling:
        found = (*frame.fill(("subject",)), *frame.fill(("mit", "gegen", "with", "against")))
    else:
        for k in told:
            found = found or frame.fill(("zwischen", "between"), k) or _with_owner(frame, k)
    return tuple(dict.fromkeys(state_of(code) for code in found))


def _with_owner(frame: Frame, k: int) -> tuple[str, ...]:
    owner = frame.fill(("owner",), k)
    return (*owner, *frame.fill(("mit", "gegen", "with"), k, owner)) if owner else ()
