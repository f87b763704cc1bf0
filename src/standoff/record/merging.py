"""Happenings from reports: what several articles tell of one happening becomes one event.

Two reports tell of the same happening if all of this holds:

- **move** and **stance** are the same (a plan and its execution are two things; but a threat that
  one report tells with its condition and another without it was uttered once, and what one paper
  only suspects and another knows happened once: they differ, and `conflicts` shows it);
- **actors**: the same states act, and on the same states where both say on whom; in two-sided moves
  (a summit, its breakdown) it does not matter who is named first, and a report may leave one out;
- **system**: the same, or one of them does not say;
- **dates** overlap. What a paper tells without any date is taken for news of the week before it
  came out, but only to find its like: it dates nothing, and the event stays undated if nobody does.

Reports are taken in from the most to the least exact (facts first), each joining the one happening
that it fits; the dates of a happening are those that all its reports allow. So one paper's "on
Tuesday" is not drawn apart by another's "this week", and which file was read first does not matter.
A person may rule otherwise (`rulings`): these two are one, those two are not.
A report that fits several happenings ("tests in May") is a *summary*: it counts nothing new and
belongs to none of them. Two utterances of one kind, by and to the same states, on the same day are
one event: the one-a-day rule of event data (Schrodt 2012, "Precedents, Progress, and Prospects in
Political Event Data", International Interactions 38). Counts therefore count happenings, never
reports, and err on the side of too few.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache

import msgspec
from msgspec import Struct

from standoff.nouns import Coding, Event, When, actor_set, state_of
from standoff.nouns.vocabulary import MOVE_PLOVER
from standoff.record.rulings import NO_RULINGS, Rulings

__all__ = [
    "MUTUAL", "NOT_HAPPENING", "UTTERED", "Merged", "Report", "merge_reports", "tells_of_happening",
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


class Merged(Struct, frozen=True, kw_only=True):
    """Events, and the reports that speak of several at once."""

    events: tuple[Event, ...]
    summaries: tuple[Report, ...]


def tells_of_happening(coding: Coding) -> bool:
    """True if a coding tells of one happening: a move, and no judgement, count or due date."""
    return bool(coding.move) and not {coding.kind, coding.stance} & NOT_HAPPENING


class _Happening:
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
        self.reports.append(report)
        self.system = self.system or report.coding.system
        source, target = _sides(report.coding)
        self.sides = self.sides[0] | source, self.sides[1] | target
        if self.fact is None and span:
            common = _common(self.span or span, span)
            # A person may have ruled that reports of different days are one: the first one's stand.
            self.span = common or self.span
        if self.news and report.news:
            self.news = _common(self.news, report.news) or self.news


def merge_reports(
    facts: Sequence[Event], reports: Iterable[Report], rulings: Rulings = NO_RULINGS
) -> Merged:
    """Events by the stated rule; the result does not depend on the order of `reports`."""
    book = _Book(rulings)
    for fact in facts:
        book.open_fact(fact)
    summaries = []
    for report in sorted(reports, key=_exactness):
        fitting = book.fitting(report)
        if len(fitting) > 1:
            summaries.append(report)
        elif fitting:
            book.join(fitting[0], report)
        else:
            book.open_report(report)
    return Merged(events=tuple(map(_event, book.happenings)), summaries=tuple(summaries))


class _Book:
    """All happenings so far, found by move, stance and month, and reprints by their words."""

    def __init__(self, rulings: Rulings) -> None:
        self.happenings: list[_Happening] = []
        self._rulings = rulings
        self._home: dict[str, _Happening] = {}
        self._shelf: defaultdict[tuple[str, str, int], list[_Happening]] = defaultdict(list)
        self._reprints: dict[tuple[str, int, int, str], _Happening] = {}

    def open_fact(self, fact: Event) -> None:
        happening = _Happening(fact.move, _sides(fact), fact.system)
        happening.fact, happening.span = fact, _fact_span(fact)
        self._home[fact.id] = happening
        self._add(happening, fact.stance)

    def open_report(self, report: Report) -> None:
        coding = report.coding
        happening = _Happening(coding.move, _sides(coding), coding.system)
        happening.span, happening.news = report.span, report.news
        self._add(happening, coding.stance)
        self.join(happening, report)

    def join(self, happening: _Happening, report: Report) -> None:
        happening.take(report, report.span)
        self._home[report.id] = happening
        self._reprints.setdefault(_words(report), happening)

    def _add(self, happening: _Happening, stance: str) -> None:
        self.happenings.append(happening)
        for month in _months(happening.span or happening.news):
            self._shelf[happening.move, _sort_of(happening.move, stance), month].append(happening)

    def fitting(self, report: Report) -> list[_Happening]:
        """What a report may tell of: as a person ruled, else a reprint's, else by the rule."""
        ruled = self._ruled(report, self._rulings.together)
        if ruled:
            return ruled[:1]
        apart = {id(one) for one in self._ruled(report, self._rulings.apart)}
        reprint = self._reprints.get(_words(report))
        found = [reprint] if reprint else self._overlapping(report)
        return [happening for happening in found if id(happening) not in apart]

    def _ruled(self, report: Report, pairs: Mapping[str, frozenset[str]]) -> list[_Happening]:
        partners = sorted(pairs.get(report.id, ()))
        return [self._home[partner] for partner in partners if partner in self._home]

    def _overlapping(self, report: Report) -> list[_Happening]:
        span = report.span or report.news
        if span is None:
            return []
        move, found = report.coding.move, dict[int, _Happening]()
        sort = _sort_of(move, report.coding.stance)
        sides = _sides(report.coding)
        for month in _months(span):
            for happening in self._shelf.get((move, sort, month), ()):
                if happening.fits(sides, report.coding.system, span):
                    found[id(happening)] = happening
        return list(found.values())


def _sort_of(move: str, stance: str) -> str:
    told = stance == "unconfirmed" or (move in UTTERED and stance == "conditional")
    return "actual" if told else stance


def _words(report: Report) -> tuple[str, int, int, str]:
    """What is the same in every reprint of a text: the text, the place in it, the move."""
    coding = report.coding
    return report.text_hash, coding.start, coding.end, coding.move


def _common(a: tuple[date, date], b: tuple[date, date]) -> tuple[date, date] | None:
    first, last = max(a[0], b[0]), min(a[1], b[1])
    return (first, last) if first <= last else None


def _months(span: tuple[date, date] | None) -> range:
    """The months that a span touches, counted from the year 0."""
    if span is None:
        return range(0)
    first, last = (day.year * 12 + day.month for day in span)
    return range(first, last + 1)


def _exactness(report: Report) -> tuple[int, int, int, int, str, int, str]:
    """Fewest days first, then most said of system and actors, earlier day, earlier report."""
    span = report.span
    days = (span[1] - span[0]).days if span else 1 << 30
    first = span[0].toordinal() if span else 0
    silent, states = int(not report.coding.system), sum(map(len, _sides(report.coding)))
    return days, silent, -states, first, str(report.published or "9999"), report.seq, report.id


def _fact_span(fact: Event) -> tuple[date, date] | None:
    """The days of a fact, stretched to the day it was in UTC: papers abroad may name that one."""
    first, last = fact.when.earliest, fact.when.latest
    if first is None or last is None:
        return None
    days = [first, last] + ([fact.when.at.date()] if fact.when.at else [])
    return min(days), max(days)


@lru_cache(maxsize=10_000)
def _states(codes: str) -> frozenset[str]:
    """The states behind a field of actor codes; the same few fields come again and again."""
    return frozenset(map(state_of, actor_set(codes)))


def _sides(told: Event | Coding) -> Sides:
    return _states(told.source), _states(told.target)


def _same_actors(move: str, a: Sides, b: Sides) -> bool:
    if move in MUTUAL:
        ours, theirs = a[0] | a[1], b[0] | b[1]
        return bool(ours and theirs) and (ours <= theirs or theirs <= ours)
    targets_agree = not a[1] or not b[1] or a[1] <= b[1] or b[1] <= a[1]
    return bool(a[0]) and a[0] == b[0] and targets_agree


def _event(happening: _Happening) -> Event:
    reports = sorted(happening.reports, key=lambda report: (report.seq, report.id))
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


def _when(happening: _Happening, reports: list[Report]) -> When:
    said = _commonest(report.coding.said for report in reports)
    if happening.span:
        return When(earliest=happening.span[0], latest=happening.span[1], said=said)
    first = reports[0].coding
    return When(earliest=first.earliest, latest=first.latest, said=said)


def _commonest(values: Iterable[str]) -> str:
    """The value most often given; ties go to the first, nothing given is "" ."""
    counted = Counter(value for value in values if value)
    return counted.most_common(1)[0][0] if counted else ""


def _fullest(codes: Iterable[str]) -> str:
    """The field that names most states; ties go to the commonest."""
    given = list(codes)
    most = max(len(_states(field)) for field in given)
    return _commonest(field for field in given if len(_states(field)) == most)


def _agreed(reports: list[Report]) -> int | None:
    """The number that all reports that give one agree on, else None: it is not averaged."""
    numbers = {report.coding.number for report in reports} - {None}
    return numbers.pop() if len(numbers) == 1 else None
