"""Taking our own formats back in: archive, bundle, events as facts, brat, Web Annotations.

An archive or bundle becomes a new case. What the record covers is a CSV of its own, as in a bundle;
until a row says so nothing is taken as covered completely. Events come as facts, without evidence:
what they rest on stays in the case they were exported from. What people marked or changed in brat,
or kept as Web Annotations, comes as proposals; one that the record holds already is known, and one
whose words are not found (the publisher edited the page) is named and left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from types import MappingProxyType

import msgspec

from standoff.case.case import Case
from standoff.case.folder import CASE_FILE
from standoff.errors import BadValue, CaseError, FileUnreadable
from standoff.files import decode, read_bytes, shown
from standoff.nouns import Article, Coding, Event
from standoff.nouns.record_answers import TakenIn

__all__ = ["OWN_FORMS", "add_facts", "take_in"]


def take_in(folder: str | Path, path: str | Path, form: str, *, by: str = "") -> TakenIn:
    """Take a file that `standoff export` wrote (one of `OWN_FORMS`) into the case in `folder`.

    Nothing is written unless the whole file can be read.
    """
    if form not in OWN_FORMS:
        raise BadValue(f"form {form!r}", expected=f"one of {', '.join(OWN_FORMS)}")
    folder, path = Path(folder), Path(path)
    if form in _OF_ARTICLES and not (folder / CASE_FILE).is_file():
        raise CaseError(
            f"there is no case here, and codings as {form} belong to the articles of one",
            where=str(folder),
            expected="the case that they were exported from (--case DIR)",
            next="`standoff read ARTICLE... --case DIR` starts one from the articles",
        )
    started = not (folder / CASE_FILE).is_file()
    case, added, known, lost = _TAKERS[form](folder, path, by)
    return TakenIn(
        form=form,
        case=case.info.id,
        started=started,
        added=added,
        known=known,
        lost=tuple(lost),
        withheld=sum(article.withheld for article in case.articles),
        head=case.head_hash,
    )


_Taken = tuple[Case, int, int, list[str]]


def _archive(folder: Path, path: Path, by: str) -> _Taken:
    from standoff.record import Record
    from standoff.record.exchange.archive import read_archive

    text = decode(_raw(path, folder), path)
    entries = read_archive((line for line in text.split("\n") if line), withheld=True)
    Record.from_entries(entries)  # What cannot be understood is refused before anything is written.
    case = Case.create(folder)
    case.restore(entries)
    return case, len(entries), 0, []


def _bundle(folder: Path, path: Path, by: str) -> _Taken:
    from standoff.case.bundle import unpack_bundle

    unpack_bundle(path, folder)
    case = Case.open(folder)
    return case, case.verify().seq, 0, []


def _raw(path: Path, folder: Path) -> bytes:
    """An archive may be larger than an article."""
    from standoff.settings import Settings

    whole = Settings()
    limit = msgspec.structs.replace(whole, max_file_bytes=whole.max_bundle_bytes)
    return read_bytes(path, limit)


def _csv(folder: Path, path: Path, by: str) -> _Taken:
    from standoff.record import load_chronology

    return _facts(folder, load_chronology(path), path, by)


def _parquet(folder: Path, path: Path, by: str) -> _Taken:
    from standoff.record.exchange.parquet import read_events

    return _facts(folder, read_events(path), path, by)


def _facts(folder: Path, events: Iterable[Event], path: Path, by: str) -> _Taken:
    facts = [_as_fact(event, path) for event in events]
    case = Case.open(folder) if (folder / CASE_FILE).is_file() else Case.create(folder)
    return case, *add_facts(case, facts, by=by), []


def add_facts(case: Case, facts: Sequence[Event], *, by: str) -> tuple[int, int]:
    """Enter facts: (how many are new or corrected, how many the record holds already)."""
    from standoff.record import fact_entry

    there = {fact.id: _undated(fact) for fact in case.record.facts}
    fresh = [fact for fact in facts if there.get(fact.id) != _undated(fact)]
    case.append([fact_entry(fact, by=by) for fact in fresh])
    return len(fresh), len(facts) - len(fresh)


def _coverage(folder: Path, path: Path, by: str) -> _Taken:
    """What the record covers, as somebody says it: kind, start, end, level, note."""
    from standoff.record import coverage_entry, load_coverage

    rows = load_coverage(path)
    case = Case.open(folder) if (folder / CASE_FILE).is_file() else Case.create(folder)
    fresh = [row for row in dict.fromkeys(rows) if row not in case.coverage]
    case.append([coverage_entry(row, by=by) for row in fresh])
    return case, len(fresh), len(rows) - len(fresh), []


def _undated(fact: Event) -> Event:
    """The fact without the time of its recording, which differs from record to record."""
    return msgspec.structs.replace(fact, recorded_at=None)


def _as_fact(event: Event, path: Path) -> Event:
    if not event.evidence:
        return msgspec.structs.replace(event, codings=())
    told = f"{shown(path.name)}: told by {len(event.evidence)} reports"
    return msgspec.structs.replace(
        event, codings=(), evidence=(), provenance=event.provenance or told
    )


def _annotations(folder: Path, path: Path, by: str) -> _Taken:
    from standoff.record.exchange.annotations import placed

    case = Case.open(folder)
    words = decode(read_bytes(path, case.info.settings), path)
    found, lost = placed(words, case.articles)
    return _proposals(case, found, [_shown(coding) for coding in lost], by or "annotator")


def _brat(folder: Path, path: Path, by: str) -> _Taken:
    from standoff.record.exchange.brat import read_brat

    case, who = Case.open(folder), by or "brat"
    found: list[Coding] = []
    lost: list[str] = []
    for name, raw in _ann_files(path, case).items():
        article = _article_of(case, name)
        if article is None:
            lost.append(name)
            continue
        marks = read_brat(article.text, decode(raw, Path(name)), by=who, doc=article.name)
        found += [msgspec.structs.replace(one, article=article.id) for one in marks]
    return _proposals(case, found, lost, who)


def _ann_files(path: Path, case: Case) -> dict[str, bytes]:
    """The `.ann` files of a zip, or the one at `path`."""
    from standoff.record.exchange.packing import unpack

    if path.suffix == ".ann":
        return {path.name: read_bytes(path, case.info.settings)}
    files = unpack(path, case.info.settings)
    found = {name: raw for name, raw in files.items() if name.endswith(".ann")}
    if not found:
        raise FileUnreadable("there is no .ann file in it", where=shown(path))
    return found


def _article_of(case: Case, name: str) -> Article | None:
    """The article with that id, or whose file has that name without its ending."""
    stem = name.rpartition("/")[2].removesuffix(".ann")
    named = [one for one in case.articles if one.name.rpartition(".")[0] == stem]
    return case.article_by_id.get(stem) or (named[0] if len(named) == 1 else None)


def _proposals(case: Case, codings: list[Coding], lost: list[str], by: str) -> _Taken:
    """Enter what the record does not hold yet; a coding that somebody changed is theirs."""
    from standoff.record import coding_entry

    there = {item.id: (item.proposed, item.coding) for item in case.record.codings}
    standing = {_content(coding) for pair in there.values() for coding in pair}
    fresh = [coding for coding in codings if _content(coding) not in standing]
    theirs = [msgspec.structs.replace(one, coder=by, rule="", confidence=1.0) for one in fresh]
    case.append([coding_entry(one, by=by) for one in theirs if one.id not in there])
    return case, len(theirs), len(codings) - len(theirs), lost


def _content(coding: Coding) -> bytes:
    """What a coding says, whoever proposed it."""
    return msgspec.json.encode(msgspec.structs.replace(coding, coder="", rule="", confidence=1.0))


def _shown(coding: Coding) -> str:
    words = " ".join(coding.text.split())
    return f"{coding.doc or coding.article} {coding.start}-{coding.end}: {words[:60]}"


_TAKERS: MappingProxyType[str, Callable[[Path, Path, str], _Taken]] = MappingProxyType(
    {
        "annotations": _annotations, "archive": _archive, "brat": _brat, "bundle": _bundle,
        "coverage": _coverage, "csv": _csv, "parquet": _parquet,
    }
)  # fmt: skip
OWN_FORMS = tuple(_TAKERS)
#: Forms whose codings need a case with their articles.
_OF_ARTICLES = ("annotations", "brat")
