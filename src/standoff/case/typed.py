"""What a person types about a case, looked at before it is believed: its sides, its actors.

A code that nothing on record names is no fault (a state may have done nothing yet), but more often
it is a slip of the hand, and an answer of "none on record" to it would mislead. So it is said.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from standoff.errors import BadValue, QuestionError
from standoff.nouns import EventPattern, actor_set, state_of

if TYPE_CHECKING:
    from standoff.case.case import Case
    from standoff.case.folder import CaseInfo

__all__ = ["parse_dyad", "require_same", "strangers"]


def parse_dyad(written: str) -> tuple[str, str]:
    """Two different state codes, written PRK,USA; raises `BadValue`."""
    parts = [part.strip().upper() for part in written.split(",")]
    codes = all(part.isalpha() and len(part) == 3 for part in parts)
    if len(parts) != 2 or not codes or parts[0] == parts[1]:
        raise BadValue(f"dyad {written!r}", expected="two different state codes such as PRK,USA")
    return parts[0], parts[1]


def require_same(folder: Path, info: CaseInfo, dyad: tuple[str, str] | None, journal: str) -> None:
    """Raise `BadValue` where what only starts a case differs from what the case here says."""
    if dyad and dyad != info.dyad:
        told = ",".join(info.dyad) if info.dyad else "not named"
        raise BadValue(
            f"the sides of this case are {told}, and not {','.join(dyad)}",
            where=str(folder),
            expected="--dyad only for a new case",
            next=f'write dyad = ["{dyad[0]}", "{dyad[1]}"] under [case] in case.toml',
        )
    if journal and journal != info.journal:
        raise BadValue(
            "this case keeps its record elsewhere",
            where=str(folder),
            expected="--journal only for a new case",
            next="choose another folder with --case",
        )


def strangers(case: Case, patterns: Iterable[str]) -> list[str]:
    """A sentence for each actor in `patterns` (or bare code) that nothing on record names."""
    asked = {code for pattern in patterns for code in _codes_of(pattern)}
    known = _on_record(case) if asked else set()
    found = []
    for code in sorted(asked - known):
        near = get_close_matches(code, sorted(known), n=1)
        hint = f"; did you mean {near[0]}?" if near else ""
        found.append(f"nothing on record names {code}{hint}")
    return found


def _codes_of(pattern: str) -> set[str]:
    """The actors of a pattern, or the code itself."""
    if " " not in pattern.strip():
        return {pattern.strip().upper()} - {""}
    try:
        read = EventPattern.parse(pattern)
    except QuestionError:
        return set()
    return {read.who, read.whom} - {"", "*"}


def _on_record(case: Case) -> set[str]:
    """Codes of actors and of their states, in codings, facts and imported rows."""
    fields = {field for one in case.codings for field in (one.source, one.target)}
    for event in case.events(proposed=True):
        fields |= {event.source, event.target}
    actors = {code for field in fields for code in actor_set(field)}
    return actors | {state_of(code) for code in actors}
