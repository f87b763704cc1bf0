"""Names for hidden states, from what they emit, by a stated rule.

A state is named after the gravest kind of deed that comes in it at least `TIMES` times as often as
in the whole record and on at least `LEAST` days a month; a state without such a kind has the last
name (quiet). Two states may have one name; their probabilities are then added.
"""

from __future__ import annotations

from collections.abc import Sequence

from standoff.cycle.hidden.emission import Array

__all__ = ["LEAST", "TIMES", "name_states", "naming_text"]

TIMES = 1.5
LEAST = 0.2


def name_states(mean: Array, usual: Array, names: Sequence[str]) -> tuple[str, ...]:
    """A name for each row of `mean` (K, D), given the record's rates (D,) and D + 1 names."""
    found = []
    for rates in mean:
        raised = (rates >= TIMES * usual) & (rates >= LEAST)
        found.append(names[int(raised.argmax())] if raised.any() else names[-1])
    return tuple(found)


def naming_text(step: str = "month") -> dict[str, str]:
    """The rule in words, by language."""
    german = "im Monat" if step == "month" else "in der Woche"
    return {
        "en": "A state is named after the gravest kind of deed that comes in it at least "
        f"{TIMES:g} times as often as in the whole record and on at least {LEAST:g} days a {step}; "
        "a state without such a kind is quiet.",
        "de": "Ein Zustand heißt nach der schwersten Art von Taten, die in ihm mindestens "
        f"{TIMES:g}-mal so oft vorkommt wie im ganzen Bestand und an mindestens {LEAST:g} Tagen "
        f"{german}; ein Zustand ohne solche Art heißt ruhig.",
    }
