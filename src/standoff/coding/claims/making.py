"""What every proposal is made of: its pattern, its definition, what the words leave out."""

from __future__ import annotations

from datetime import date
from typing import Any

from standoff.nouns import Coding, Evidence, state_of
from standoff.nouns.proposal import Proposal

__all__ = ["definition", "pattern_of_coding", "proposal"]

_NEEDED = {
    "alternation": ("kinds",), "order": ("kinds",), "dwell": ("kinds",), "count": ("asserted",),
    "sign": ("announces",), "exception": ("compare_start", "compare_end"),
    "addressee": ("addressees",), "clock": ("clock",),
}  # fmt: skip
#: Moves that a meeting of two persons may be told as.
_MEETINGS = ("talks", "summit")


def pattern_of_coding(coding: Coding, systems: str = "") -> str:
    """The event pattern of a statement: the first state that acts, and one it acts on.

    `systems` stand in for a weapon system that the statement does not name. Of a meeting of two
    persons the persons are kept: their states may have met far more often.
    """
    if coding.move in _MEETINGS and (pair := _persons(coding.source)):
        return f"{pair[0]} {'|'.join(_MEETINGS)} -> {pair[1]}"
    return _pattern(coding.source, coding.move, coding.system or systems, coding.target)


def _pattern(source: str, move: str, system: str, target: str) -> str:
    who = state_of(source.partition(";")[0]) or "*"
    others = [state_of(code) for code in target.split(";") if code]
    whom = next((code for code in others if code != who), "")
    return f"{who} {move}{':' + system if system else ''}{' -> ' + whom if whom else ''}"


def _persons(source: str) -> tuple[str, str] | None:
    """The two who met, if the statement names one person or office of each of two states."""
    codes = source.split(";")
    states = {state_of(code) for code in codes}
    two = len(codes) == len(states) == 2
    return (codes[0], codes[1]) if two and not states & set(codes) else None


def definition(pattern: str, **fields: Any) -> dict[str, Any]:
    """The literal reading, without what is empty."""
    made = {"name": "literal", "pattern": pattern, **fields}
    return {key: value for key, value in made.items() if value}


def proposal(
    form: str,
    cue: str,
    evidence: Evidence,
    fields: dict[str, Any],
    published: date | None,
    speaker: str = "",
) -> Proposal:
    """A proposal with the list of what a person must add before it can be tested."""
    needed = ("start", "end", *_NEEDED.get(form, ()))
    missing = [key for key in needed if fields.get(key) in (None, "", [])]
    if form == "count" and not fields["definition"][0].get("pattern"):
        missing.append("pattern")
    if form == "deadline" and not speaker:
        missing.append("consequence, or who set it as said_by")
    return Proposal(
        form=form,
        cue=cue,
        evidence=evidence,
        fields={key: value for key, value in fields.items() if value is not None},
        missing=tuple(missing),
        said_by=speaker or "AUTHOR",
        said_on=published,
    )
