"""What a notebook shows of games, solutions and simulations: plain escaped tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

__all__ = ["table_html"]

MOST = 20
"""Rows shown; the rest is counted."""


def table_html(
    title: str, head: Sequence[str], rows: Iterable[Sequence[object]], note: str = ""
) -> str:
    """A table with a caption; everything that comes from outside is escaped."""
    every = list(rows)
    cells = "".join(f"<th>{escape(name)}</th>" for name in head)
    lines = [
        "<tr>" + "".join(f"<td>{escape(_shown(cell))}</td>" for cell in row) + "</tr>"
        for row in every[:MOST]
    ]
    more = f"{len(every) - MOST} more rows. " if len(every) > MOST else ""
    foot = f"<p>{escape(more + note)}</p>" if more or note else ""
    return (
        f"<table><caption>{escape(title)}</caption><thead><tr>{cells}</tr></thead>"
        f"<tbody>{''.join(lines)}</tbody></table>{foot}"
    )


def _shown(cell: object) -> str:
    return f"{cell:.3f}" if isinstance(cell, float) else str(cell)
