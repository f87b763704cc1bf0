"""What all commands share: options, where words go (stdout or stderr), and how JSON is written."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from standoff.cli.lines import column_widths, wrapped

__all__ = [
    "DAY", "DRAWING", "MONTH", "case_option", "counting", "emit_json", "how_many", "json_option",
    "next_step", "places_options", "proposed_option", "say", "show_listing", "show_table", "tell",
]  # fmt: skip

F = TypeVar("F", bound=Callable[..., Any])


class Day(click.ParamType):
    """A calendar day written YYYY-MM-DD."""

    name = "date"

    def convert(self, value: Any, param: Any, ctx: Any) -> date:
        from standoff.nouns.when import parse_day

        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
        try:
            return parse_day(value)
        except ValueError:
            self.fail(
                f"{value!r} is not a day; write it as YYYY-MM-DD, e.g. 2019-12-09", param, ctx
            )


DAY = Day()


class Month(click.ParamType):
    """A calendar month written YYYY-MM, given as its first day."""

    name = "month"

    def convert(self, value: Any, param: Any, ctx: Any) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(f"{value}-01")
        except ValueError:
            self.fail(f"{value!r} is not a month; write it as YYYY-MM, e.g. 2019-12", param, ctx)


MONTH = Month()


class Drawing(click.Path):
    """A file to draw in; another ending is refused before the work, not after it."""

    def __init__(self) -> None:
        super().__init__(path_type=Path, dir_okay=False)

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        path = super().convert(value, param, ctx)
        if Path(str(value)).suffix.lower() not in (".svg", ".png"):
            self.fail(f"{value} ends neither in .svg nor in .png", param, ctx)
        return path


DRAWING = Drawing()


def case_option(command: F) -> F:
    """`--case DIR`, the current folder by default."""
    return click.option(
        "--case",
        "folder",
        type=click.Path(path_type=Path),
        default=Path(),
        metavar="DIR",
        help="Folder of the case (default: the current folder).",
    )(command)


def json_option(command: F) -> F:
    """`--json`: the answer for programs."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")(command)


def places_options(command: F) -> F:
    """`--jobs`, `--cluster`: where work that can be spread is done."""
    command = click.option(
        "--cluster", default="", metavar="ADDRESS", help="Dask scheduler (tcp://HOST:PORT)."
    )(command)
    return click.option(
        "--jobs", type=click.IntRange(1), default=1, show_default=True, help="Cores to use."
    )(command)


def proposed_option(command: F) -> F:
    """`--proposed`: count codings that nobody has reviewed yet."""
    return click.option(
        "--proposed", is_flag=True, help="Also count proposed codings that nobody reviewed yet."
    )(command)


def say(words: str) -> None:
    """Talk to the person: stderr, so that results can be piped."""
    click.echo(wrapped(words, sys.stderr), err=True)


def tell(words: str) -> None:
    """A result in words, on stdout."""
    click.echo(wrapped(words, sys.stdout))


def next_step(words: str) -> None:
    """The last line on stderr names the next step."""
    say(f"Next: {words}")


def emit_json(answer: Any) -> None:
    """Write `answer` (nouns, lists, dicts) as one line of JSON to stdout."""
    import msgspec

    sys.stdout.write(msgspec.json.encode(answer).decode() + "\n")


def show_table(
    columns: Sequence[str], rows: Sequence[Sequence[object]], *, title: str = "", right: str = ""
) -> None:
    """A plain table on stdout; `right` holds the letters r or l, one a column."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(file=sys.stdout)
    if not console.is_terminal:
        console = Console(file=sys.stdout, width=160)
    cells = [["" if cell is None else str(cell) for cell in row] for row in rows]
    # Two blanks and a line between columns, and the edges, are taken first.
    widths = column_widths(
        [(head, *texts) for head, *texts in zip(columns, *cells, strict=True)],
        console.width - 3 * len(columns) - 1,
    )
    table = Table(title=title or None, box=box.SIMPLE_HEAD, title_justify="left")
    for place, column in enumerate(columns):
        justify: Any = "right" if right[place : place + 1] == "r" else "left"
        width = widths[place] if widths else None
        table.add_column(Text(column), justify=justify, overflow="fold", width=width)
    for texts in cells:
        # Text, not str: square brackets in press text are no markup.
        table.add_row(*map(Text, texts))
    console.print(table)


def show_listing(
    columns: Sequence[str], rows: Sequence[tuple[Sequence[object], Sequence[str]]]
) -> None:
    """Rows in columns, below each its own lines: for words too long to share a line with others.

    A column without any cell is left out.
    """
    cells = [columns, *(["" if cell is None else str(cell) for cell in row] for row, _ in rows)]
    filled = [column for column in zip(*cells, strict=True) if any(column[1:])]
    widths = [max(map(len, column)) for column in filled]
    for line, below in zip(zip(*filled, strict=True), [(), *(b for _, b in rows)], strict=False):
        padded = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        click.echo("  ".join(padded).rstrip())
        for told in below:
            tell(f"    {told}")


def how_many(n: int, what: str) -> str:
    """ "1 article", "2 articles": a number with its noun, whose plural ends in s or ies."""
    if n == 1:
        return f"1 {what}"
    return f"{n} {what[:-1]}ies" if what.endswith("y") else f"{n} {what}s"


def counting(what: str) -> Callable[[int, int], None]:
    """Progress as `3 of 20 WHAT` on stderr: one line that counts, or a line now and then."""

    def tell(done: int, total: int) -> None:
        if sys.stderr.isatty():
            click.echo(f"\r{done} of {total} {what}", err=True, nl=done == total)
        elif done in (1, total) or done % max(10, total // 200 * 10) == 0:
            say(f"{done} of {total} {what}")

    return tell
