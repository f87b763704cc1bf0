"""A sheet: one page that answers one question (a backtest, a comparison), in the page's own look.

    write_sheet(Sheet(title=..., lead=..., sections=(Section(...), ...)), path)

A section is a heading with sentences, figures and tables. The same guards hold as for the big page
(`page`): text is cleaned and escaped, drawings are rebuilt, the policy forbids scripts and every
outside request, and the same data gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from standoff.files import write_bytes
from standoff.report.clean import clean_text
from standoff.report.figures import Figure, figure_of
from standoff.report.grammar import Chart
from standoff.report.page import environment, head
from standoff.report.words import load_words

if TYPE_CHECKING:
    from markupsafe import Markup

__all__ = ["Section", "Sheet", "Table", "render_sheet", "sections_html", "write_sheet"]


class Table(Struct, frozen=True, kw_only=True):
    """A table: `align` has one letter a column, `l` for words and `r` for numbers."""

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    align: str = ""

    def cleaned(self) -> Table:
        """The table with harmful characters replaced."""
        rows = tuple(tuple(clean_text(cell) for cell in row) for row in self.rows)
        heads = tuple(clean_text(head) for head in self.headings)
        align = self.align or "l" * len(heads)
        return Table(caption=clean_text(self.caption), headings=heads, rows=rows, align=align)


class Section(Struct, frozen=True, kw_only=True):
    """A part of a sheet. `charts` are pairs of the same drawing, wide and narrow."""

    key: str
    heading: str
    paragraphs: tuple[str, ...] = ()
    charts: tuple[tuple[Chart, ...], ...] = ()
    tables: tuple[Table, ...] = ()
    notes: tuple[str, ...] = ()


class Sheet(Struct, frozen=True, kw_only=True):
    """A page of sections; `source` says what it was made from."""

    title: str
    language: str
    lead: str = ""
    sections: tuple[Section, ...] = ()
    source: str = ""


def write_sheet(sheet: Sheet, path: Path) -> None:
    """Write the sheet; raises `NotWritten` if the disk refuses, and never leaves half a page."""
    write_bytes(path, render_sheet(sheet).encode("utf-8"))


def render_sheet(sheet: Sheet) -> str:
    """The sheet as HTML."""
    words = load_words(sheet.language)
    return (
        environment()
        .get_template("sheet.html")
        .render(
            sheet=sheet,
            lead=clean_text(sheet.lead),
            source=clean_text(sheet.source),
            sections=[_section(section, sheet) for section in sheet.sections],
            w=words,
            **head(sheet.language, clean_text(sheet.title)),
        )
    )


def sections_html(
    sheet: Sheet,
    keys: tuple[str, ...],
    files: Callable[[str], Sequence[tuple[str, str]]] | None = None,
) -> Markup:
    """Some sections of a sheet as HTML, for a page that shows them among other things.

    `files` gives the (label, address) of the files of a figure, by its key.
    """
    from markupsafe import Markup

    from standoff.report.parts import with_files

    drawn = environment().get_template("part.html")
    known = {one.key: one for one in sheet.sections}
    sections = [_section(known[key], sheet) for key in keys if key in known]
    if files:
        for section in sections:
            section["figures"] = [with_files(one, files) for one in section["figures"]]
    # The template has escaped everything that it was given.
    return Markup(  # noqa: S704
        drawn.render(part="sheet_sections.html", sections=sections, w=load_words(sheet.language))
    )


def _section(section: Section, sheet: Sheet) -> dict[str, Any]:
    words = load_words(sheet.language)
    figures: list[Figure] = [
        figure_of(charts, words, f"{section.key}{n}") for n, charts in enumerate(section.charts)
    ]
    return {
        "key": section.key,
        "heading": clean_text(section.heading),
        "paragraphs": [clean_text(text) for text in section.paragraphs],
        "figures": figures,
        "tables": [table.cleaned() for table in section.tables],
        "notes": [clean_text(text) for text in section.notes],
    }
