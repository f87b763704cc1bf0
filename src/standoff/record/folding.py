"""The fold of a journal for its codings alone, as a table, a stretch of entries at a time.

The same rules as in `record`: a coding proposed again replaces the earlier proposal until somebody
decides on it, and what stands follows from the proposal and all its verdicts (`review`). The table
remembers for each coding the numbers of the entries it rests on (proposal and verdicts), and where
each article is, so that a new verdict on an old coding is folded in by reading those few entries
again, each checked. An article stands in the journal before the verdicts on its codings.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any

import msgspec

from standoff.errors import BadValue, JournalError
from standoff.nouns import Article, Coding, Verdict
from standoff.record.entry import Entry, Head
from standoff.record.journal import Journal
from standoff.record.review import review
from standoff.record.tabulating.codings import coding_row, coding_schema
from standoff.record.tabulating.frames import with_states

if TYPE_CHECKING:
    import polars as pl

__all__ = ["Folded", "fold_on", "nothing_folded"]

_STRETCH = 50_000


@dataclass(frozen=True)
class Folded:
    """The codings after entry `head`, in no order (sort by `seq`); `articles`: id to entry."""

    frame: pl.DataFrame
    head: Head
    articles: dict[str, int]


@dataclass
class _Case:
    """What is known of one coding: its proposal, verdicts, and the entries they are in."""

    proposal: Coding
    first: int
    proposed_in: int
    verdicts: list[Verdict] = field(default_factory=list)
    decided_in: list[int] = field(default_factory=list)


def _schema() -> dict[str, Any]:
    import polars as pl

    extra = {"proposed_in": pl.Int64, "decided_in": pl.List(pl.Int64)}
    return coding_schema() | extra


def nothing_folded() -> Folded:
    """No codings, before the first entry."""
    import polars as pl

    return Folded(frame=pl.DataFrame(schema=_schema()), head=Head(), articles={})


def fold_on(folded: Folded, journal: Journal) -> Iterator[Folded]:
    """The codings after each further stretch of entries; the last is that of the whole journal.

    Raises `JournalDamaged` at a bad entry, `JournalError` at a verdict that cannot stand.
    """
    entries = journal.entries(after=folded.head.seq)
    while stretch := list(islice(entries, _STRETCH)):
        folded = _extended(folded, stretch, journal)
        yield folded


def _extended(folded: Folded, stretch: list[Entry], journal: Journal) -> Folded:
    """`folded` with the codings, verdicts and articles of a stretch of entries."""
    import polars as pl

    articles = dict(folded.articles)
    proposed, decided = _sorted_out(stretch, articles)
    touched = {*(coding.id for _, coding in proposed), *(one.coding for _, one in decided)}
    old = folded.frame.filter(pl.col("id").is_in(list(touched)))
    cases = _recalled(old, journal)
    _retell(cases, proposed, decided)
    kept = folded.frame.filter(~pl.col("id").is_in(old["id"].to_list())) if len(old) else None
    frame = pl.concat([folded.frame if kept is None else kept, _table(cases, articles, journal)])
    head = Head(seq=stretch[-1].seq, hash=stretch[-1].hash)
    return Folded(frame=frame, head=head, articles=articles)


def _sorted_out(
    stretch: list[Entry], articles: dict[str, int]
) -> tuple[list[tuple[int, Coding]], list[tuple[int, Verdict]]]:
    """The codings and verdicts of a stretch; where its articles are is noted in `articles`."""
    coding, verdict = msgspec.json.Decoder(Coding), msgspec.json.Decoder(Verdict)
    named = msgspec.json.Decoder(_Named)
    proposed, decided = [], []
    for entry in stretch:
        try:
            if entry.kind == "coding":
                proposed.append((entry.seq, coding.decode(entry.body)))
            elif entry.kind == "verdict":
                decided.append((entry.seq, verdict.decode(entry.body)))
            elif entry.kind == "article":
                articles.setdefault(named.decode(entry.body).id, entry.seq)
        except (msgspec.MsgspecError, BadValue) as fault:
            raise JournalError(
                f"entry {entry.seq} ({entry.kind}) cannot be understood: {fault}",
                next="update standoff if a newer version wrote it",
            ) from None
    return proposed, decided


class _Named(msgspec.Struct, frozen=True):
    """The id of an article; its text is read when it is needed."""

    id: str


def _recalled(old: pl.DataFrame, journal: Journal) -> dict[str, _Case]:
    """Codings of the table with their proposals and verdicts, read again from the journal."""
    if old.is_empty():
        return {}
    numbers = [*old["proposed_in"].to_list(), *old["decided_in"].explode().drop_nulls().to_list()]
    bodies = {entry.seq: entry.body for entry in journal.entries_at(numbers)}
    cases = {}
    columns = old.select("id", "seq", "proposed_in", "decided_in")
    for id_, first, proposed_in, decided_in in columns.rows():
        cases[id_] = _Case(
            proposal=msgspec.json.decode(bodies[proposed_in], type=Coding),
            first=first,
            proposed_in=proposed_in,
            verdicts=[msgspec.json.decode(bodies[seq], type=Verdict) for seq in decided_in],
            decided_in=list(decided_in),
        )
    return cases


def _retell(
    cases: dict[str, _Case], proposed: list[tuple[int, Coding]], decided: list[tuple[int, Verdict]]
) -> None:
    """Take proposals and verdicts into `cases`, in the order of the journal."""
    told: list[tuple[int, Coding | Verdict]] = [*proposed, *decided]
    for seq, one in sorted(told, key=lambda pair: pair[0]):
        if isinstance(one, Coding):
            _propose(cases, one, seq)
        elif one.coding in cases:
            cases[one.coding].verdicts.append(one)
            cases[one.coding].decided_in.append(seq)


def _propose(cases: dict[str, _Case], coding: Coding, seq: int) -> None:
    known = cases.get(coding.id)
    if known is None:
        cases[coding.id] = _Case(proposal=coding, first=seq, proposed_in=seq)
    elif not known.verdicts:
        known.proposal, known.proposed_in = coding, seq


def _table(cases: dict[str, _Case], articles: dict[str, int], journal: Journal) -> pl.DataFrame:
    """The rows of some codings as they stand."""
    import polars as pl

    texts = _texts(cases, articles, journal)
    rows = [
        (*_row(id_, case, texts), case.proposed_in, case.decided_in) for id_, case in cases.items()
    ]
    return with_states(pl.DataFrame(rows, schema=_schema(), orient="row"))


def _texts(
    cases: dict[str, _Case], articles: dict[str, int], journal: Journal
) -> dict[str, str | None]:
    """The texts of articles in which a verdict moved the words of a coding; None if withheld."""
    moved = {
        articles[case.proposal.article]
        for case in cases.values()
        if case.proposal.article in articles
        and any({"start", "end"} & set(one.changes) for one in case.verdicts)
    }
    found = (msgspec.json.decode(entry.body, type=Article) for entry in journal.entries_at(moved))
    return {article.id: None if article.withheld else article.text for article in found}


def _row(id_: str, case: _Case, texts: dict[str, str | None]) -> tuple[Any, ...]:
    text = texts.get(case.proposal.article, "")
    try:
        return coding_row(review(case.proposal, case.verdicts, text, case.first))
    except BadValue as fault:
        raise JournalError(
            f"a verdict on coding {id_} (entry {case.first}) is void: {fault}"
        ) from None
