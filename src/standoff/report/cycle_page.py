"""The page of the cycle: what the record says to "the ever same rhythm", answers first.

It is made as the page of a case is (`page`): no script, no request, everything escaped, one style
sheet allowed by its hash, the same answer the same bytes.
"""

from __future__ import annotations

from pathlib import Path

from standoff.files import write_bytes
from standoff.nouns.cycle import CycleAnswer
from standoff.report.clean import clean_struct
from standoff.report.cycle_naming import CycleNaming
from standoff.report.page import environment, head

__all__ = ["render_cycle", "write_cycle"]


def render_cycle(answer: CycleAnswer, language: str = "en") -> str:
    """The page as HTML."""
    from standoff.report.sections.cycle import cycle

    naming = CycleNaming(clean_struct(answer), language)
    return (
        environment()
        .get_template("cycle.html")
        .render(
            page=naming.page,
            answer=naming.answer,
            w=naming.words,
            naming=naming,
            **head(language, f"{naming.words.t('cycle.title')}: {naming.page.title}"),
            source=naming.note(),
            cycle=cycle(naming),
        )
    )


def write_cycle(answer: CycleAnswer, path: Path, language: str = "en") -> None:
    """Write the page; raises `NotWritten` if the disk refuses, and never leaves half a page."""
    write_bytes(path, render_cycle(answer, language).encode("utf-8"))
