"""Playing the small deadline game in words: what a person reads before and after each move."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from standoff.game import Play

__all__ = ["new_play"]


def new_play(*, side: str, months: int, seed: int, language: str) -> Play:
    """A play of the deadline game from its start; the other side plays its equilibrium."""
    from standoff.game import Play, deadline_game

    solution = deadline_game().solve()
    return Play.begin(solution, side, seed=seed, months=months, language=language)
