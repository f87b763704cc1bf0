"""A happening while it is put together from its reports, and the event that it becomes.

`merging` decides which reports tell of one happening; here is what a report is, when one fits, and
what the event says in the end: the days that all reports allow, the fullest actors, the commonest
words, and a number only where all that give one agree.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache

import msgspec
from msgspec import Struct

from standoff.nouns import Coding, Event, When, actor_set, state_of
from standoff.nouns.vocabulary import MOVE_PLOVER

__all__ = [
    "MUTUAL", "NOT_HAPPENING", "UTTERED", "Happening", "Report", "Sides", "event_of", "sides_of",
    "tells_of_happening",
]  # fmt: skip

#: Moves that need two: who is named first says nothing.
MUTUAL = frozenset({"summit", "talks", "agreement", "cooperation", "breakdown", "cancellation"})

#: Moves that are words: `conditional` then says that the condition was reported, not that the words
#: depend on it.
UTTERED = frozenset(
    {"threat", "ultimatum", "capability_claim", "demand", "warning", "pledge", "announcement",
     "moratorium"}
)  # fmt: skip

#: Kinds and stances that tell of no single happening.
NOT_HAPPENING = frozenset(
    {"assessment", "count", "deadline", "habitual", "hypothetical", "opinion"}
)


#: What an undated report says happened, was suspected or called off is at most this long ago.
NEWS = timedelta(days=7)
_PAST = frozenset({"actual", "cancelled", "conditional", "unconfirmed"})

#: The states that act, and those acted upon.
Sides = tuple[frozenset[str], frozenset[str]]


class Report(Struct, frozen=True, kw_only=True):
    """A coding that tells of a happening, with what is known of its article."""

    id: str
    coding: Coding
    published: date | None
    text_hash: str
    reviewed: bool
    recorded_at: datetime | None
    seq: int

    @property
    def span(self) -> tuple[date, date] | None:
        """The days it may have happened on; what happened did so before it was published."""
        first, last = self.coding.earliest, self.coding.latest
        if last is None and self.coding.stance == "actual":
            last = self.published
        return (first, last) if first and last and first <= last else None

    @property
    def news(self) -> tuple[date, date] | None:
        """The days on which an undated report looks for its like; None for a dated one."""
        coding, day = self.coding, self.published
        dated = coding.earliest or coding.latest
        if dated or day is None or coding.stance not in _PAST or day - date.min <= NEWS:
            return None
        return day - NEWS, day


def tells_of_happening(coding: Coding) -> bool:
    """True if a coding tells of one happening: a move, and no judgement, count or due date."""
    return bool(coding.move) and not {coding.kind, coding.stance} & NOT_HAPPENING


class Happening:
    """A happening while it is being put together."""

    def __init__(self, move: str, sides: Sides, system: str) -> None:
        self.move, self.sides, self.system = move, sides, system
        self.span: tuple[date, date] | None = None
        self.news: tuple[date, date] | None = None
        self.fact: Event | None = None
        self.reports: list[Report] = []

    def fits(self, sides: Sides, system: str, span: tuple[date, date]) -> bool:
        """The stated rule, move and stance aside (they choose where to look)."""
        own = self.span or self.news
        return (
            own is not None
            and _common(own, span) is not None
            and (not system or not self.system or system == self.system)
            and _same_actors(self.move, self.sides, sides)
        )

    def take(self, report: Report, span: tuple[date, date] | None) -> None:
        """Take in a report; it narrows the days and names further actors."""
        self.reports.append(report)
        self.system = self.system or report.coding.system
        source, target = sides_of(report.coding)
        self.sides = self.sides[0] | source, self.sides[1] | target
        if self.fact is None and span:
            common = _common(self.span or span, span)
            # A person may have ruled that reports of different days are one: the first one's stand.
            self.span = common or self.span
        if self.news and report.news:
            self.news = _common(self.news, report.news) or self.news


def _common(a: tuple[date, date], b: tuple[date, date]) -> tuple[date, date] | None:
    first, last = max(a[0], b[0]), min(a[1], b[1])
    return (first, last) if first <= last else None


@lru_cache(maxsize=10_000)
def _states(codes: str) -> frozenset[str]:
    """The states behind a field of actor codes; the same few fields come again and again."""
    return frozenset(map(state_of, actor_set(codes)))


def sides_of(told: Event | Coding) -> Sides:
    """The states that act and those acted upon."""
    return _states(told.source), _states(told.target)


def _same_actors(move: str, a: Sides, b: Sides) -> bool:
    if move in MUTUAL:
        ours, theirs = a[0] | a[1], b[0] | b[1]
        return bool(ours and theirs) and (ours <= theirs or theirs <= ours)
    targets_agree = not a[1] or not b[1] or a[1] <= b[1] or b[1] <= a[1]
    return bool(a[0]) and a[0] == b[0] and targets_agree


def event_of(happening: Happening) -> Event:
    """The event that a happening amounts to; a fact keeps its own words."""
    reports = happening.reports
    if len(reports) > 1:
        reports = sorted(reports, key=lambda report: (report.seq, report.id))
    told: dict[str, object] = {
        "codings": tuple(report.id for report in reports),
        "evidence": tuple(report.coding.evidence for report in reports),
    }
    known = [report.published for report in reports if report.published]
    fact = happening.fact
    if fact is not None:
        if fact.known_from:
            known.append(fact.known_from)
        told["known_from"] = min(known, default=None)
        return msgspec.structs.replace(fact, **told)
    return Event(
        id=f"e{reports[0].id}",
        when=_when(happening, reports),
        source=_fullest(report.coding.source for report in reports),
        target=_fullest(report.coding.target for report in reports),
        move=happening.move,
        plover=MOVE_PLOVER[happening.move],
        system=happening.system,
        stance=min(report.coding.stance for report in reports),  # "actual" first
        number=_agreed(reports),
        place=_commonest(report.coding.place for report in reports),
        terms=_commonest(report.coding.terms for report in reports),
        known_from=min(known, default=None),
        recorded_at=reports[0].recorded_at,
        reviewed=any(report.reviewed for report in reports),
        **told,  # type: ignore[arg-type]
    )


def _when(happening: Happening, reports: list[Report]) -> When:
    said = _commonest(report.coding.said for report in reports)
    if happening.span:
        return When(earliest=happening.span[0], latest=happening.span[1], said=said)
    first = reports[0].coding
    return When(earliest=first.earliest, latest=first.latest, said=said)


def _commonest(values: Iterable[str]) -> str:
    """The value most often given; ties go to the first, nothing given is "" ."""
    given = [value for value in values if value]
    if len(given) < 2:
        return given[0] if given else ""
    return Counter(given).most_common(1)[0][0]


def _fullest(codes: Iterable[str]) -> str:
    """The field that names most states; ties go to the commonest."""
    given = list(codes)
    if len(given) == 1:
        return given[0]
    most = max(len(_states(field)) for field in given)
    return _commonest(field for field in given if len(_states(field)) == most)


def _agreed(reports: list[Report]) -> int | None:
    """The number that all reports that give one agree on, else None: it is not averaged."""
    numbers = {report.coding.number for report in reports} - {None}
    return numbers.pop() if len(numbers) == 1 else None
