"""What leaves the desk: the report as one page, the case in the forms of `standoff export`."""

from __future__ import annotations

import tempfile
from pathlib import Path
from types import MappingProxyType

from starlette.responses import Response

from standoff.case import Case
from standoff.desk.ask import Ask
from standoff.desk.pages import case_page
from standoff.errors import CaseError

__all__ = ["choices", "export", "report"]

#: form -> (ending, media type)
FORMS = MappingProxyType(
    {
        "csv": ("csv", "text/csv"),
        "codings": ("csv", "text/csv"),
        "parquet": ("parquet", "application/octet-stream"),
        "archive": ("jsonl", "application/jsonl"),
        "bundle": ("zip", "application/zip"),
        "brat": ("zip", "application/zip"),
        "annotations": ("jsonld", "application/ld+json"),
        "timelinejs": ("json", "application/json"),
        "plover": ("jsonl", "application/jsonl"),
    }
)


def choices(ask: Ask) -> Response:
    """What can be had, and how to cite the case."""
    with ask.case() as (case, _):
        try:
            cite = case.cite(language=ask.language).bibtex
        except CaseError:
            cite = ""
        return case_page(
            ask, case, "export.html", here_page="export", forms=tuple(FORMS), cite=cite
        )


def report(ask: Ask) -> Response:
    """The report of the case, self-contained, as a file to keep."""
    with ask.case() as (case, _), tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.html"
        case.report(path, language=ask.language, proposed=ask.proposed)
        return _download(case, path, "report", "html", "text/html")


def export(ask: Ask) -> Response:
    """The case in one form, as a file to keep."""
    form = ask.part("form")
    if form not in FORMS:
        raise CaseError("there is no such form", expected=f"one of {', '.join(FORMS)}")
    ending, media = FORMS[form]
    with ask.case() as (case, _), tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"export.{ending}"
        case.export(path, form, proposed=ask.proposed, language=ask.language)
        return _download(case, path, form, ending, media)


def _download(case: Case, path: Path, what: str, ending: str, media: str) -> Response:
    plain = "".join(sign for sign in case.folder.name if sign.isascii() and sign.isalnum())
    named = f'attachment; filename="{plain or "case"}-{what}.{ending}"'
    return Response(path.read_bytes(), media_type=media, headers={"content-disposition": named})
