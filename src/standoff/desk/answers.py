"""Claims and phases: the report's own sections, with links into the desk.

From each number a way leads down: a finding names the events behind it, an event shows the
sentences that tell of it, a sentence stands in its article.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from markupsafe import Markup
from msgspec import Struct
from starlette.responses import Response

from standoff.case import Case
from standoff.case.desk_side import answer_page, part_of
from standoff.desk.ahead import event_address
from standoff.desk.ask import Ask
from standoff.desk.background import Later
from standoff.desk.charts import chart_files
from standoff.desk.checking import downloads_of
from standoff.desk.pages import case_page
from standoff.desk.shelf import Open
from standoff.errors import CaseError
from standoff.nouns import Finding

__all__ = ["Part", "claims", "phases", "section"]


class Part(Struct, frozen=True, kw_only=True):
    """A section of the report as HTML, the findings that it shows, and whether it has anything."""

    body: Markup
    empty: bool
    findings: tuple[Finding, ...] = ()


def claims(ask: Ask) -> Response:
    """The claims of the case with their verdicts."""
    with ask.case() as (case, kept):
        return _part_page(ask, case, kept, "claims", "claims", kept_one=ask.query("kept") == "1")


def phases(ask: Ask) -> Response:
    """Phases, transitions, how long phases last, counts by month."""
    with ask.case() as (case, kept):
        return _part_page(ask, case, kept, "phases", "rhythm")


def _part_page(ask: Ask, case: Case, kept: Open, name: str, part: str, **values: Any) -> Response:
    """A page that shows one section of the report, made aside."""
    try:
        made = section(ask, kept, part)
    except CaseError:
        return case_page(ask, case, "nothing.html", here_page=name)
    return case_page(
        ask,
        case,
        f"{name}.html",
        here_page=name,
        body=made.value and made.value.body,
        empty=bool(made.value and made.value.empty),
        waiting=not made.fresh,
        **values,
    )


def section(ask: Ask, kept: Open, part: str) -> Later[Part]:
    """One section of the report, with links into the desk."""
    language, proposed = ask.language, ask.proposed
    event, downloads = partial(event_address, ask), partial(downloads_of, ask)

    def drawn(case: Case) -> Part:
        page = answer_page(case, language=language, proposed=proposed, part=part)
        body = part_of(page, part, event, downloads, partial(chart_files, ask))
        named = page.phases.phases if page.phases else ()
        empty = not (page.findings if part == "claims" else named)
        return Part(body=body, findings=page.findings, empty=empty)

    return kept.later((part, language, proposed), drawn)
