"""Estimates on stdout: as a table, as CSV in full precision, or as a LaTeX tabular.

Also the options that the commands on shipped data share: where the tables are, and which form.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from standoff.cli.common import show_table
from standoff.tables import computed

__all__ = ["Cell", "data_option", "form_option", "write_estimates"]

Cell = str | float | int | None

data_option = click.option(
    "--data",
    "folder",
    type=click.Path(path_type=Path),
    required=True,
    metavar="DIR",
    help="Folder of the data tables.",
)

form_option = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "latex"]),
    default="table",
    help="How the estimates are written (default: table).",
)


def write_estimates(form: str, head: tuple[str, ...], rows: Sequence[tuple[Cell, ...]]) -> None:
    """The estimates as a table, as CSV in full precision, or as a LaTeX tabular."""
    if form == "csv":
        out = csv.writer(sys.stdout, lineterminator="\n")
        out.writerow(head)
        out.writerows([computed("" if cell is None else str(cell)) for cell in row] for row in rows)
        return
    shown = [tuple(_cell(cell) for cell in row) for row in rows]
    sides = "l" + "r" * (len(head) - 2) + "l"
    if form == "table":
        show_table(head, shown, right=sides)
        return
    lines = [rf"\begin{{tabular}}{{{sides}}}", " & ".join(map(_tex, head)) + r" \\ \hline"]
    lines += [" & ".join(map(_tex, row)) + r" \\" for row in shown]
    click.echo("\n".join([*lines, r"\end{tabular}"]))


def _cell(cell: Cell) -> str:
    if isinstance(cell, float):
        return f"{cell:.3f}"
    return "" if cell is None else str(cell)


def _tex(word: str) -> str:
    """A word as LaTeX prints it."""
    for sign in r"\_&%#$":
        word = word.replace(sign, r"\textbackslash{}" if sign == "\\" else "\\" + sign)
    return word
