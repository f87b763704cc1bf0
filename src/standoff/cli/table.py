"""`standoff table`: events, counts, panels, scores and months of a case, for statistics."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from standoff.cli.common import (
    DAY,
    case_option,
    emit_json,
    how_many,
    json_option,
    next_step,
    proposed_option,
    say,
    show_table,
)

if TYPE_CHECKING:
    from standoff.case import Case

__all__ = ["command"]

_KINDS = ("events", "counts", "panel", "series", "codings", "months")
_SHOWN = 40
#: Entries of a journal that take long to read.
_LONG = 100_000


@click.command("table")
@click.argument("kind", type=click.Choice(_KINDS))
@click.option(
    "--by",
    type=click.Choice(["day", "week", "month", "quarter", "year"]),
    help="Period of counts and panels (default: month) and of series (default: none).",
)
@click.option("--each", default="", help="Split counts by source,target,move,... (comma between).")
@click.option("--who", default="", help="Only events by these states: USA or USA|KOR.")
@click.option("--whom", default="", help="Only events towards these states.")
@click.option("--move", default="", help="Only these moves of the codebook.")
@click.option("--system", default="", help="Only these weapon systems.")
@click.option("--stance", default="", help="Only these stances (counts and panel: actual).")
@click.option("--origin", default="", help="Only this import or set of an import.")
@click.option("--name", default="", help="Only the series of this name.")
@click.option("--start", type=DAY, help="First day.")
@click.option("--end", type=DAY, help="Last day.")
@click.option("--zone", default="", help="Calendar of events with a known instant: Asia/Seoul.")
@click.option("--codes", type=click.Choice(["iso3", "cow", "gw"]), default="iso3",
              help="State codes of a panel.", show_default=True)  # fmt: skip
@click.option("--undirected", is_flag=True, help="One row a pair in a panel, both ways together.")
@click.option("--columns", type=click.Choice(["total", "family", "plover"]), default="total",
              help="Columns of a panel.", show_default=True)  # fmt: skip
@click.option("--states", default="", help="States of a panel, in its codes: 731,2.")
@click.option("--mapping", type=click.Choice(["gravest", "last", "first"]), default="gravest",
              help="Which of several moves stands for a month.", show_default=True)  # fmt: skip
@click.option("--out", type=click.Path(path_type=Path), help="Write .csv, .parquet or .dta.")
@proposed_option
@case_option
@json_option
def command(kind: str, out: Path | None, folder: Path, as_json: bool, **asked: Any) -> None:
    """Print a table of the case: KIND is events, counts, panel, series, codings or
    months.

    Counts have a row for each period and panels one for each pair of states in each period: zero
    where nothing was seen, empty where nothing is covered. On a terminal the first rows are shown;
    otherwise the whole table is CSV. --out writes a file.
    """
    from standoff.case import Case

    table = _table(Case.open(folder), kind, asked)
    if out is not None:
        table.write(out)
    if as_json:
        emit_json(_answer(kind, table, out))
    elif out is not None:
        click.echo(f"{how_many(len(table), 'row')} written to {out}.")
    else:
        _show(table)
    for note in table.notes:
        say(note)
    next_step("`--out FILE.csv`, `.parquet` or `.dta` writes it whole; docs/tables.md explains it.")


def _table(case: Case, kind: str, asked: dict[str, Any]) -> Any:
    words: dict[str, Any] = {
        name: asked[name] or None for name in ("who", "whom", "move", "system", "origin")
    }
    words |= {name: asked[name] for name in ("start", "end")}
    stance = asked["stance"] or None
    common: dict[str, Any] = {"proposed": asked["proposed"], "zone": asked["zone"]}
    if kind == "events":
        return case.event_table(stance=stance, **common, **words)
    if kind == "counts":
        each = tuple(filter(None, asked["each"].replace(" ", "").split(",")))
        words["stance"] = stance or "actual"
        return case.counts(asked["by"] or "month", each=each, **common, **words)
    if kind == "panel":
        words["stance"] = stance or "actual"
        return case.panel(
            f"dyad-{asked['by'] or 'month'}",
            codes=asked["codes"],
            directed=not asked["undirected"],
            columns=asked["columns"],
            states=asked["states"],
            **common,
            **words,
        )
    if kind == "series":
        some = {name: asked[name] for name in ("name", "who", "whom", "start", "end")}
        return case.series_table(by=asked["by"] or "", **some)
    if kind == "months":
        span = {name: asked[name] for name in ("start", "end", "proposed")}
        return case.months(asked["mapping"], **span)
    some = {name: asked[name] or None for name in ("who", "whom", "move", "stance")}
    return case.coding_table(
        start=asked["start"], end=asked["end"], progress=_progress, **some
    )  # fmt: skip


def _progress(done: int, of: int) -> None:
    """A line for each stretch of a long journal; a short one takes no time."""
    if of > _LONG:
        say(f"{done:,} of {of:,} entries read ...")


def _show(table: Any) -> None:
    """The first rows on a terminal; the whole table as CSV into a pipe or file."""
    if not sys.stdout.isatty():
        click.echo(table.to_csv(), nl=False)
        return
    shown = table.frame.head(_SHOWN)
    show_table(table.columns, shown.rows())
    if len(table) > _SHOWN:
        say(f"The first {_SHOWN} of {len(table)} rows.")


def _answer(kind: str, table: Any, out: Path | None) -> Any:
    from standoff.nouns.answers import TableAnswer

    rows = () if out else tuple(tuple(map(_plain, row)) for row in table.frame.iter_rows())
    return TableAnswer(
        kind=kind,
        columns=tuple(table.columns),
        rows=len(table),
        notes=table.notes,
        file=str(out or ""),
        data=rows,
    )


def _plain(cell: Any) -> Any:
    """A cell as JSON holds it: days and instants as ISO text."""
    return cell.isoformat() if isinstance(cell, date) else cell
