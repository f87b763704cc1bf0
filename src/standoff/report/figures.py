"""A chart as a figure of the page: drawn wide and narrow, with its caption and its data as a table.

A chart that is only scaled down cannot be read on a telephone, so it is drawn twice and the page
shows the one that fits; the other is hidden from everyone, screen readers included.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from markupsafe import Markup
from msgspec import Struct

from standoff.nouns import PageData
from standoff.report.grammar import Chart
from standoff.report.svg import inline_svg
from standoff.report.words import Words

__all__ = ["Figure", "figure", "figure_of"]


class Figure(Struct, frozen=True, kw_only=True):
    """What the figure macro of the templates needs; `narrow` may be empty.

    `files` are the (label, address) under which chart and data can be had, where that is so.
    """

    key: str
    title: str
    wide: Markup
    narrow: Markup = Markup("")
    note: str = ""
    headings: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    files: tuple[tuple[str, str], ...] = ()


def figure(
    draw: Callable[[PageData, int], Chart], page: PageData, words: Words, key: str,
    widths: tuple[int, ...] = (860, 360), *, data: bool = True,
) -> Figure:  # fmt: skip
    """The figure of a chart; `key` names its elements and must be plain and unique on the page."""
    return figure_of([draw(page, width) for width in widths], words, key, data=data)


def figure_of(charts: Sequence[Chart], words: Words, key: str, *, data: bool = True) -> Figure:
    """The figure of one chart drawn once or twice, the wide drawing first."""
    # The tree was rebuilt from known elements and serialised: this is markup of our own making.
    drawn = [Markup(inline_svg(chart, f"{key}{n}")) for n, chart in enumerate(charts)]  # noqa: S704
    first = charts[0]
    return Figure(
        key=key,
        title=first.title,
        wide=drawn[0],
        narrow=drawn[1] if len(drawn) > 1 else Markup(""),
        note=first.note,
        headings=tuple(first.headings.values()) if data else (),
        rows=tuple(
            tuple(_cell(row.get(name), words) for name in first.headings) for row in first.rows
        )
        if data
        else (),
    )


def _cell(value: Any, words: Words) -> str:
    if isinstance(value, date):
        return words.day(value)
    if isinstance(value, int | float):
        return words.number(value)
    return "" if value is None else str(value)
