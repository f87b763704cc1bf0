"""Playing a shipped game in words: what a person reads before and after each move."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from standoff.errors import BadValue

if TYPE_CHECKING:
    from standoff.game import Play

__all__ = ["known_levels", "new_play", "state_of_month"]


def new_play(
    *,
    side: str,
    months: int,
    seed: int,
    language: str,
    game: str = "deadline",
    variant: str = "",
    state: Mapping[str, str] | None = None,
    begins: date | None = None,
) -> Play:
    """A play of the deadline or coercion game; the other side plays its equilibrium.

    `state` names factors (the rest is at its start), `begins` the calendar month it begins with.
    Raises `BadValue` for unknown names.
    """
    from standoff.case.solving import declared_game
    from standoff.game import Play

    solution = declared_game(game, variant=variant).solve()
    return Play.begin(
        solution, side, seed=seed, months=months, language=language, state=dict(state or {}),
        begins=begins,
    )  # fmt: skip


def state_of_month(folder: Path, month: date) -> dict[str, str]:
    """The coercion game's state in a month of a case's record; what nobody looked at is left out.

    Raises `BadValue` for a month outside the case's period.
    """
    from standoff.case.case import Case

    case = Case.open(folder)
    first, last = case.period()
    if not first.replace(day=1) <= month <= last:
        raise BadValue(
            f"the month {month:%Y-%m} is not on record",
            expected=f"one from {first:%Y-%m} to {last:%Y-%m}",
        )
    row = case.months(start=month, end=month).frame.row(0, named=True)
    return known_levels(row)


def known_levels(row: Mapping[str, object]) -> dict[str, str]:
    """The levels that a row of the table `months` knows; what nobody looked at is left out."""
    kept = ("month", "challenger", "target", "seen", "marks", "coverage")
    return {name: str(level) for name, level in row.items() if name not in kept and level}
