"""The charts of a case as files: SVG, PNG, CSV, XLSX, and tab-separated for pasting."""

from __future__ import annotations

import tempfile
from pathlib import Path
from types import MappingProxyType

from starlette.responses import Response

from standoff.case.charting import CHARTS, FORMS, chart_of, write_chart
from standoff.desk.ask import Ask
from standoff.desk.pages import words_of
from standoff.errors import CaseError

__all__ = ["FILE_TYPES", "chart", "chart_files"]

FILE_TYPES = MappingProxyType(
    {
        "svg": "image/svg+xml", "png": "image/png", "csv": "text/csv",
        "tsv": "text/tab-separated-values",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    }
)  # fmt: skip
#: What figures of pages are called here.
_KEYS = MappingProxyType({"moves": "transitions", "reliability0": "reliability", "skill0": "skill"})


def chart_files(ask: Ask, key: str) -> tuple[tuple[str, str], ...]:
    """(label, address) of the forms of a figure; nothing for one that cannot be had."""
    name = _KEYS.get(key, key)
    if name not in CHARTS:
        return ()
    words, proposed = words_of(ask.language), "1" if ask.proposed else ""
    return tuple(
        (
            words.t(f"desk.chart_{form}"),
            ask.address("chart", f"{name}.{form}", proposed=proposed),
        )
        for form in FORMS
    )


def chart(ask: Ask) -> Response:
    """A chart in one form, as a file to keep."""
    name, _, form = ask.part("file").partition(".")
    if form not in FILE_TYPES:
        raise CaseError("there is no such form of a chart", expected=f"one of {', '.join(FORMS)}")
    with ask.case() as (case, kept):
        drawn = kept.derived(
            ("chart", name, ask.language, ask.proposed),
            lambda: chart_of(case, name, language=ask.language, proposed=ask.proposed),
        )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"chart.{form}"
        write_chart(drawn, path)
        raw = path.read_bytes()
    named = f'attachment; filename="{name}.{ask.language}.{form}"'
    return Response(raw, media_type=FILE_TYPES[form], headers={"content-disposition": named})
