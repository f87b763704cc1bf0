"""A case in the formats that other programs read: one function a format.

| form | what goes out | comes back |
|---|---|---|
| `archive` | the whole journal, JSON Lines | yes, with every hash |
| `bundle` | everything that a report needs, zip (see `bundle`) | yes |
| `csv`, `parquet` | events | yes, as facts |
| `codings` | codings with their state of review, CSV | no |
| `brat` | codings for the annotation tool brat, zip | yes |
| `annotations` | codings as W3C Web Annotations | yes, found again in edited pages |
| `timelinejs`, `plover` | events for TimelineJS, as PLOVER records | no |

Only what people accepted goes out as an event, unless `proposed`; then every event that nobody has
reviewed says so itself, too. Press texts stay behind unless `with_texts`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from standoff.errors import BadValue
from standoff.files import write_result
from standoff.nouns import CODING_COLUMNS, Article, Coding, Event
from standoff.nouns.page import PageData
from standoff.nouns.record_answers import ExportAnswer
from standoff.tables import write_table

if TYPE_CHECKING:
    from standoff.case.case import Case
    from standoff.report.naming import Naming

__all__ = ["BINARY", "FORMS", "Wanted", "Written", "codings_table", "export_case", "naming_of",
           "write_form"]  # fmt: skip

_EPOCH = date(1970, 1, 1)

#: What an event says of itself that no person has reviewed.
NOT_REVIEWED = "proposed, not reviewed"


class Wanted(Struct, frozen=True, kw_only=True):
    """What an export should hold."""

    proposed: bool = False
    with_texts: bool = False
    language: str = "en"


class Written(Struct, frozen=True, kw_only=True):
    """An export: its bytes, how many items are in it, and what a person should know of it."""

    raw: bytes
    items: int
    notes: tuple[str, ...] = ()


def export_case(
    case: Case,
    form: str,
    path: Path,
    *,
    proposed: bool = False,
    with_texts: bool = False,
    language: str = "en",
) -> tuple[ExportAnswer, tuple[str, ...]]:
    """Write the case to `path`, and sentences on what is not in it; raises `BadValue`."""
    wanted = Wanted(proposed=proposed, with_texts=with_texts, language=language)
    written = write_form(case, form, wanted)
    write_result(path, written.raw)
    answer = ExportAnswer(
        form=form,
        path=str(path),
        items=written.items,
        bytes=len(written.raw),
        sha256=hashlib.sha256(written.raw).hexdigest(),
        texts=with_texts and form in ("archive", "brat", "bundle"),
        proposed_counted=proposed,
        head=case.head_hash,
    )
    return answer, written.notes


def write_form(case: Case, form: str, wanted: Wanted) -> Written:
    """The case in one of `FORMS`; raises `BadValue`."""
    if form not in FORMS:
        raise BadValue(f"form {form!r}", expected=f"one of {', '.join(FORMS)}")
    return _WRITERS[form](case, wanted)


def _archive(case: Case, wanted: Wanted) -> Written:
    from standoff.record.exchange.archive import write_archive

    lines = list(write_archive(case.entries(), with_texts=wanted.with_texts))
    return Written(raw="".join(lines).encode("utf-8"), items=len(lines) - 1)


def _bundle(case: Case, wanted: Wanted) -> Written:
    from standoff.case.bundle import bundle_files
    from standoff.record.exchange.packing import pack

    files = bundle_files(case, wanted)
    return Written(raw=pack(files), items=len(files))


def _marked(case: Case, wanted: Wanted) -> list[Event]:
    """The events, each that nobody has reviewed saying so."""
    return [
        event if event.reviewed else msgspec.structs.replace(
            event, certainty="; ".join(filter(None, (event.certainty, NOT_REVIEWED)))
        )
        for event in case.record.events(proposed=wanted.proposed)
    ]  # fmt: skip


def _csv(case: Case, wanted: Wanted) -> Written:
    from standoff.record.exchange.sheets import write_chronology

    events = _marked(case, wanted)
    dated = [event for event in events if event.when.earliest]
    left_out = len(events) - len(dated)
    notes = (f"{left_out} events without a date are not in it (parquet has them).",)
    raw = write_chronology(dated).encode("utf-8")
    return Written(raw=raw, items=len(dated), notes=notes if left_out else ())


def _parquet(case: Case, wanted: Wanted) -> Written:
    from standoff.record.exchange.parquet import write_events

    events = _marked(case, wanted)
    return Written(raw=write_events(events), items=len(events))


def _codings(case: Case, wanted: Wanted) -> Written:
    items = [item for item in case.record.codings if wanted.proposed or item.counts]
    return Written(raw=codings_table(case, wanted.proposed).encode("utf-8"), items=len(items))


def codings_table(case: Case, proposed: bool) -> str:
    """Codings as CSV: stable id, article, the contract's columns, coder and state of review."""
    columns = ("id", "article", *CODING_COLUMNS, "coder", "status")
    rows = [
        {column: _cell(getattr(item.coding, column, None)) for column in columns}
        | {"id": item.id, "status": item.status}
        for item in case.record.codings
        if proposed or item.counts
    ]
    return write_table(columns, rows)


def _cell(value: object) -> str:
    return "" if value is None else str(value)


def _coded(case: Case, wanted: Wanted) -> list[tuple[Article, list[Coding]]]:
    """Articles with their standing codings, in the order of the journal."""
    statuses = ("accepted", "changed") + ("proposed",) * wanted.proposed
    groups: dict[str, list[Coding]] = {article.id: [] for article in case.articles}
    for item in case.record.codings:
        if item.status in statuses and item.coding.article in groups:
            groups[item.coding.article].append(item.coding)
    return [(case.article_by_id[id_], found) for id_, found in groups.items() if found]


def _brat(case: Case, wanted: Wanted) -> Written:
    from standoff.record.exchange.brat import brat_configuration, write_brat
    from standoff.record.exchange.packing import pack

    coded = _coded(case, wanted)
    _require_texts([article for article, _ in coded])
    files = {"annotation.conf": brat_configuration().encode("utf-8")}
    for article, codings in coded:
        files[f"{article.id}.ann"] = write_brat(article.text, codings).encode("utf-8")
        if wanted.with_texts:
            files[f"{article.id}.txt"] = article.text.encode("utf-8")
    note = "brat needs the texts beside the annotations; --with-texts puts them in."
    return Written(
        raw=pack(files),
        items=sum(len(codings) for _, codings in coded),
        notes=() if wanted.with_texts else (note,),
    )


def _annotations(case: Case, wanted: Wanted) -> Written:
    from standoff.record.exchange.annotations import write_pages

    coded = _coded(case, wanted)
    _require_texts([article for article, _ in coded])
    raw = write_pages(coded).encode("utf-8")
    return Written(raw=raw, items=sum(len(codings) for _, codings in coded))


def _require_texts(articles: list[Article]) -> None:
    missing = [article.name or article.id for article in articles if article.withheld]
    if missing:
        raise BadValue(
            f"the texts of {len(missing)} articles are withheld ({', '.join(missing[:3])}, ...)",
            expected="articles with their texts",
            next="`standoff attach FILES... --case DIR` puts them back from your own copies",
        )


def _timelinejs(case: Case, wanted: Wanted) -> Written:
    from standoff.record.exchange.timelinejs import write_timeline

    events = _marked(case, wanted)
    naming = naming_of(case, tuple(events), wanted.language)
    words = write_timeline(
        events,
        title=case.info.title_in(wanted.language),
        lead=case.reviewed_line(proposed=wanted.proposed),
        headline=naming.event,
        group=lambda event: naming.group(naming.group_of(event.move)),
        told=lambda event: _told(event, naming),
    )
    return Written(raw=words.encode("utf-8"), items=len(events))


def _told(event: Event, naming: Naming) -> str:
    parts = (
        naming.parties(event.source, event.target),
        naming.move(event.move, event.system),
        "" if event.stance == "actual" else event.stance,
        event.provenance,
        event.certainty,
        "; ".join(f"“{proof.quote}”" for proof in event.evidence[:3]),
    )
    return " · ".join(part for part in parts if part)


def naming_of(case: Case, events: tuple[Event, ...], language: str) -> Naming:
    """The reader's words for the actors, moves and events of the case."""
    from standoff.case.page import actor_names
    from standoff.report.naming import Naming

    days = [day for event in events for day in (event.when.earliest, event.when.latest) if day]
    today = days or [article.published for article in case.articles if article.published]
    first = min(today, default=None) or _EPOCH
    return Naming(
        PageData(
            title=case.info.title_in(language),
            language=language,
            start=first,
            end=max(today, default=first),
            dyad=case.info.dyad,
            events=events,
            names=actor_names(case.codings, events, language),
        )
    )


def _plover(case: Case, wanted: Wanted) -> Written:
    from standoff import __version__
    from standoff.record.exchange.plover import write_plover

    events = _marked(case, wanted)
    naming = naming_of(case, tuple(events), "en")
    words, left_out = write_plover(
        events,
        name=naming.actor,
        languages={article.id: article.language for article in case.articles},
        coder=f"standoff {__version__}",
    )
    note = f"{left_out} events have no PLOVER type or no date and are not in it."
    return Written(
        raw=words.encode("utf-8"), items=len(events) - left_out, notes=(note,) if left_out else ()
    )


_WRITERS: MappingProxyType[str, Callable[[Case, Wanted], Written]] = MappingProxyType(
    {
        "annotations": _annotations, "archive": _archive, "brat": _brat, "bundle": _bundle,
        "codings": _codings, "csv": _csv, "parquet": _parquet, "plover": _plover,
        "timelinejs": _timelinejs,
    }
)  # fmt: skip
FORMS = tuple(_WRITERS)
BINARY = ("brat", "bundle", "parquet")
