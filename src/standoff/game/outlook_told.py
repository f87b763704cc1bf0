"""The outlook of each move as a table in words, for a terminal; rows that no move touches aside.

A row whose chances differ by less than `TOUCHED` between the moves is said once, below the table:
that a choice changes nothing is worth knowing, and not worth a row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from standoff.game.telling import Words
from standoff.nouns.game_page import PlayMove

__all__ = ["TOUCHED", "outlook_lines"]

TOUCHED = 0.01
"""Largest difference of a chance between two moves from which the move counts as touching it."""

SURE = 0.995
"""What is as good as sure whatever is done goes without saying."""

WIDTH = 8
"""Characters of a column."""

Row = tuple[str, Sequence[str]]


def outlook_lines(
    moves: Sequence[PlayMove], words: Words, rival: str, others: Mapping[str, str], months: int
) -> tuple[str, ...]:
    """Lines of the table: a numbered column a move, then what no move touches."""
    gains = [
        [words.frame("gain", value=round(x, 1) + 0.0) for x in (move.at_once, move.later)]
        for move in moves
    ]
    rows: list[Row] = [
        (words.frame("in_equilibrium"), [words.short_percent(move.chance) for move in moves]),
        (words.frame("worth_at_once"), [one for one, _ in gains]),
        (words.frame("worth_later"), [two for _, two in gains]),
    ]
    calm: list[str] = []
    for head, chances in (
        (words.frame("next_month", side=words.name(rival)), [move.replies for move in moves]),
        (words.frame("soon", side=words.name(rival), months=months), [m.soon for m in moves]),
    ):
        touched, rest = _split(chances, others)
        if touched:
            rows.append((head, [""] * len(moves)))
            rows += [("  " + others[name], _row(chances, name, words)) for name in touched]
        rest = [name for name in rest if _middle(chances, name) < SURE]
        if rest:
            told = (f"{others[name]} {words.percent(_middle(chances, name))}" for name in rest)
            calm.append(f"  {head} " + "; ".join(told))
    lines = [words.frame("choices_ahead"), *_table(rows, len(moves))]
    return tuple([*lines, words.frame("hardly"), *calm] if calm else lines)


def _split(
    chances: Sequence[Mapping[str, float]], others: Mapping[str, str]
) -> tuple[list[str], list[str]]:
    """The other side's moves that are touched, and the rest."""
    wide = {name: max(c[name] for c in chances) - min(c[name] for c in chances) for name in others}
    touched = [name for name in others if wide[name] >= TOUCHED]
    return touched, [name for name in others if name not in touched]


def _row(chances: Sequence[Mapping[str, float]], name: str, words: Words) -> list[str]:
    return [words.short_percent(one[name]) for one in chances]


def _middle(chances: Sequence[Mapping[str, float]], name: str) -> float:
    return (max(one[name] for one in chances) + min(one[name] for one in chances)) / 2


def _table(rows: Sequence[Row], count: int) -> list[str]:
    """Rows under the numbers of the moves."""
    wide = max(len(name) for name, _ in rows) + 2
    head = " " * (wide + 2) + "".join(f"{k:>{WIDTH}}" for k in range(1, count + 1))
    return [head] + [
        f"  {name:<{wide}}{''.join(f'{cell:>{WIDTH}}' for cell in cells)}".rstrip()
        for name, cells in rows
    ]
