"""The charts of a case as files: SVG and PNG with title, source line and review count; their data.

    write_chart(chart_of(case, "counts", language="de"), Path("counts.svg"))
    write_charts(case, Path("charts"))        every chart of the case and its claims, in every form

`.csv` is for chart tools (points as decimals, ISO dates), `.xlsx` for spreadsheets, `.tsv` for
pasting: its numbers have the decimal comma where the reader's language has one. The alternative
text travels in the SVG as its description and stands beside each file in `charts.csv`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from standoff.errors import BadValue, CaseError
from standoff.files import make_folder, write_bytes

if TYPE_CHECKING:
    from standoff.case.case import Case
    from standoff.report import Chart

__all__ = ["CHARTS", "FORMS", "chart_of", "tabbed", "write_chart", "write_charts"]

#: The charts of a case, and the forms in which each can be had.
CHARTS = ("timeline", "ribbon", "counts", "transitions", "ahead", "reliability", "skill")
FORMS = ("svg", "png", "csv", "tsv", "xlsx")
_OF_BACKTEST = ("reliability", "skill")


def chart_of(case: Case, name: str, *, language: str, proposed: bool = False) -> Chart:
    """A chart by name; raises `CaseError` where the case lacks what it shows."""
    if name not in CHARTS:
        raise CaseError(f"there is no chart {name[:40]!r}", expected=f"one of {', '.join(CHARTS)}")
    if name in _OF_BACKTEST:
        return _of_backtest(case, name, language)
    from standoff import report

    draw: Mapping[str, Callable[[Any], Chart]] = MappingProxyType(
        {
            "timeline": report.timeline_chart, "ribbon": report.phase_ribbon,
            "counts": report.counts_chart, "transitions": report.transitions_chart,
            "ahead": report.forecast_chart,
        }
    )  # fmt: skip
    page = _page(case, name, language, proposed)
    if name in ("ribbon", "transitions") and (page.phases is None or not page.phases.phases):
        raise CaseError("this case has no phases yet", where=str(case.folder))
    if name == "ahead" and not (page.forecasts or page.then_what):
        raise CaseError("no question has been asked of this case", where=str(case.folder))
    return draw[name](page)


def _page(case: Case, name: str, language: str, proposed: bool) -> Any:
    """The page data that a chart needs, cleaned as for a page."""
    import msgspec

    from standoff.case.desk_side import answer_page, spans_of
    from standoff.report.clean import clean_struct

    part = {
        "ahead": "ahead",
        "claims": "claims",
        "ribbon": "rhythm",
        "transitions": "rhythm",
        "counts": "rhythm",
    }
    page = answer_page(case, language=language, proposed=proposed, part=part.get(name, "rhythm"))
    if name == "timeline":
        spans = spans_of(case, language=language, proposed=proposed)
        page = msgspec.structs.replace(page, spans=spans)
    return clean_struct(page)


def _of_backtest(case: Case, name: str, language: str) -> Chart:
    from standoff.case.backtesting import kept_backtest
    from standoff.report.charts.backtest import reliability_chart, skill_chart
    from standoff.report.words import load_words

    backtest = kept_backtest(case)
    if backtest is None:
        raise CaseError(
            "no backtest of this case is kept", where=str(case.folder),
            next="`standoff backtest --case DIR` makes one",
        )  # fmt: skip
    draw = reliability_chart if name == "reliability" else skill_chart
    return draw(backtest, load_words(language))


def write_chart(chart: Chart, path: Path) -> None:
    """Write a chart in the form that the ending names; raises `BadValue`, `NotWritten`."""
    from standoff.report import save_chart, write_chart_csv

    form = path.suffix.removeprefix(".").lower()
    if form in ("svg", "png"):
        save_chart(chart, path)
    elif form == "csv":
        write_chart_csv(chart, path)
    elif form == "tsv":
        write_bytes(path, tabbed(chart).encode("utf-8"))
    elif form == "xlsx":
        from standoff.case.workbook import workbook_of

        rows = [[row.get(key) for key in chart.headings] for row in chart.rows]
        write_bytes(path, workbook_of(list(chart.headings.values()), rows))
    else:
        raise BadValue(f"a chart as {form[:20]!r}", expected=f"one of {', '.join(FORMS)}")


def tabbed(chart: Chart) -> str:
    """The chart's data separated by tabs, numbers in the decimal form of its language.

    Texts are inert in spreadsheets and hold no tab or line end.
    """
    lines = [[_plain(head) for head in chart.headings.values()]]
    lines += [[_cell(row.get(key), chart.language) for key in chart.headings] for row in chart.rows]
    return "\n".join("\t".join(line) for line in lines) + "\n"


def _cell(value: Any, language: str) -> str:
    if isinstance(value, float):
        told = f"{value:.10g}"
        return told.replace(".", ",") if language == "de" else told
    if value is None or isinstance(value, int):
        return "" if value is None else str(value)
    return _plain(str(value))


def _plain(text: str) -> str:
    from standoff.report.clean import clean_text
    from standoff.tables import inert

    return inert(" ".join(clean_text(text).split()))


def _charts(case: Case, language: str, proposed: bool) -> Iterator[tuple[str, Chart]]:
    """(name, chart) of all that can be drawn: those of the case, then one for each claim."""
    from standoff.case.claiming import file_name
    from standoff.report import claim_chart

    for name in CHARTS:
        with suppress(CaseError):
            yield name, chart_of(case, name, language=language, proposed=proposed)
    page: Any = None
    with suppress(CaseError):
        page = _page(case, "claims", language, proposed)
    for finding in page.findings if page else ():
        if chart := claim_chart(page, finding):
            yield f"claim-{file_name(finding.claim.id)}", chart


def write_charts(
    case: Case,
    folder: Path,
    *,
    language: str = "en",
    proposed: bool = False,
    progress: Callable[[str], None] | None = None,
) -> tuple[Path, ...]:
    """Every chart that the case has, in every form, and `charts.csv` with title and text of each.

    Raises `NotWritten` if the disk refuses.
    """
    from standoff.tables import write_table

    make_folder(folder)
    written, told = [], []
    for name, chart in _charts(case, language, proposed):
        if progress:
            progress(f"chart {name}")
        for form in FORMS:
            path = folder / f"{name}.{language}.{form}"
            write_chart(chart, path)
            written.append(path)
        told.append({"chart": name, "title": chart.title, "alt": chart.alt, "note": chart.note})
    index = folder / f"charts.{language}.csv"
    table = write_table(("chart", "title", "alt", "note"), told)
    write_bytes(index, b"\xef\xbb\xbf" + table.encode("utf-8"))
    return (*written, index)
