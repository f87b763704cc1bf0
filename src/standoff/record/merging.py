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

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from msgspec import Struct

from standoff.nouns import Event
from standoff.record.happening import (
    MUTUAL,
    NOT_HAPPENING,
    UTTERED,
    Happening,
    Report,
    event_of,
    sides_of,
    tells_of_happening,
)
from standoff.record.rulings import NO_RULINGS, Rulings

__all__ = [
    "MUTUAL", "NOT_HAPPENING", "UTTERED", "Merged", "Part", "Report", "merge_part", "merge_reports",
    "put_together", "sort_of", "tells_of_happening",
]  # fmt: skip

_Rank = tuple[int, int, int, int, str, int, str]


class Merged(Struct, frozen=True, kw_only=True):
    """Events, and the reports that speak of several at once."""

    events: tuple[Event, ...]
    summaries: tuple[Report, ...]


class Part(Struct, frozen=True, kw_only=True):
    """What a group of facts and reports amounts to: events of the facts, then of the reports.

    `told` and `summaries` come with the rank (exactness) of the report that opened each, in order.
    """

    facts: tuple[Event, ...]
    told: tuple[tuple[_Rank, Event], ...]
    summaries: tuple[tuple[_Rank, Report], ...]


def merge_reports(
    facts: Sequence[Event], reports: Iterable[Report], rulings: Rulings = NO_RULINGS
) -> Merged:
    """Events by the stated rule; the result does not depend on the order of `reports`."""
    return put_together([merge_part(facts, reports, rulings)])


def merge_part(
    facts: Sequence[Event], reports: Iterable[Report], rulings: Rulings = NO_RULINGS
) -> Part:
    """The same for some moves; reports of different moves never meet, unless a person rules so."""
    book = _Book(rulings)
    for fact in facts:
        book.open_fact(fact)
    ranks, summaries = [], []
    for rank, report in sorted(
        ((_exactness(one), one) for one in reports), key=lambda pair: pair[0]
    ):
        fitting = book.fitting(report)
        if len(fitting) > 1:
            summaries.append((rank, report))
        elif fitting:
            book.join(fitting[0], report)
        else:
            ranks.append(rank)
            book.open_report(report)
    events = [event_of(happening) for happening in book.happenings]
    return Part(
        facts=tuple(events[: len(facts)]),
        told=tuple(zip(ranks, events[len(facts) :], strict=True)),
        summaries=tuple(summaries),
    )


def put_together(parts: Sequence[Part], facts: Sequence[Event] = ()) -> Merged:
    """Parts as one: facts in the order of `facts` (else of the parts), then reports by rank."""
    own = {event.id: event for part in parts for event in part.facts}
    first = [own[fact.id] for fact in facts] if facts else list(own.values())
    told = sorted((pair for part in parts for pair in part.told), key=lambda pair: pair[0])
    summed = sorted((pair for part in parts for pair in part.summaries), key=lambda pair: pair[0])
    return Merged(
        events=(*first, *(event for _, event in told)),
        summaries=tuple(report for _, report in summed),
    )


class _Book:
    """All happenings so far, found by move, stance and month, and reprints by their words."""

    def __init__(self, rulings: Rulings) -> None:
        self.happenings: list[Happening] = []
        self._rulings = rulings
        self._home: dict[str, Happening] = {}
        self._shelf: defaultdict[tuple[str, str, int], list[Happening]] = defaultdict(list)
        self._reprints: dict[tuple[str, int, int, str], Happening] = {}

    def open_fact(self, fact: Event) -> None:
        happening = Happening(fact.move, sides_of(fact), fact.system)
        happening.fact, happening.span = fact, _fact_span(fact)
        self._home[fact.id] = happening
        self._add(happening, fact.stance)

    def open_report(self, report: Report) -> None:
        coding = report.coding
        happening = Happening(coding.move, sides_of(coding), coding.system)
        happening.span, happening.news = report.span, report.news
        self._add(happening, coding.stance)
        self.join(happening, report)

    def join(self, happening: Happening, report: Report) -> None:
        happening.take(report, report.span)
        self._home[report.id] = happening
        self._reprints.setdefault(_words(report), happening)

    def _add(self, happening: Happening, stance: str) -> None:
        self.happenings.append(happening)
        for month in _months(happening.span or happening.news):
            self._shelf[happening.move, sort_of(happening.move, stance), month].append(happening)

    def fitting(self, report: Report) -> list[Happening]:
        """What a report may tell of: as a person ruled, else a reprint's, else by the rule."""
        ruled = self._ruled(report, self._rulings.together)
        if ruled:
            return ruled[:1]
        apart = {id(one) for one in self._ruled(report, self._rulings.apart)}
        reprint = self._reprints.get(_words(report))
        found = [reprint] if reprint else self._overlapping(report)
        return [happening for happening in found if id(happening) not in apart]

    def _ruled(self, report: Report, pairs: Mapping[str, frozenset[str]]) -> list[Happening]:
        partners = sorted(pairs.get(report.id, ()))
        return [self._home[partner] for partner in partners if partner in self._home]

    def _overlapping(self, report: Report) -> list[Happening]:
        span = report.span or report.news
        if span is None:
            return []
        move, found = report.coding.move, dict[int, Happening]()
        sort = sort_of(move, report.coding.stance)
        sides = sides_of(report.coding)
        for month in _months(span):
            for happening in self._shelf.get((move, sort, month), ()):
                if happening.fits(sides, report.coding.system, span):
                    found[id(happening)] = happening
        return list(found.values())


def sort_of(move: str, stance: str) -> str:
    """The stance that is compared: what is suspected, or uttered with a condition, happened."""
    told = stance == "unconfirmed" or (move in UTTERED and stance == "conditional")
    return "actual" if told else stance


def _words(report: Report) -> tuple[str, int, int, str]:
    """What is the same in every reprint of a text: the text, the place in it, the move."""
    coding = report.coding
    return report.text_hash, coding.start, coding.end, coding.move


def _months(span: tuple[date, date] | None) -> range:
    """The months that a span touches, counted from the year 0."""
    if span is None:
        return range(0)
    first, last = (day.year * 12 + day.month for day in span)
    return range(first, last + 1)


def _exactness(report: Report) -> _Rank:
    """Fewest days first, then most said of system and actors, earlier day, earlier report."""
    span = report.span
    days = (span[1] - span[0]).days if span else 1 << 30
    first = span[0].toordinal() if span else 0
    silent, states = int(not report.coding.system), sum(map(len, sides_of(report.coding)))
    return days, silent, -states, first, str(report.published or "9999"), report.seq, report.id


def _fact_span(fact: Event) -> tuple[date, date] | None:
    """The days of a fact, stretched to the day it was in UTC: papers abroad may name that one."""
    first, last = fact.when.earliest, fact.when.latest
    if first is None or last is None:
        return None
    days = [first, last] + ([fact.when.at.date()] if fact.when.at else [])
    return min(days), max(days)
