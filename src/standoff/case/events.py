"""Events with all that tells of them, and what people rule on merges.

A ruling names codings, facts or events. One on an event holds for all its reports: two events that
are one are joined report by report, and a report that is parted from an event is parted from every
other report of it. Each pair is a note of its own in the journal; `asked` keeps what was named, so
that the whole ruling is taken back by naming the same two again.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations
from typing import TYPE_CHECKING

from standoff.errors import BadValue
from standoff.nouns.record_answers import (
    ConflictRow,
    EventReport,
    EventRow,
    EventsAnswer,
    MergeAnswer,
    RulingRow,
)

if TYPE_CHECKING:
    from standoff.case.case import Case
    from standoff.record import Draft, Note, Reviewed

__all__ = ["events_of_case", "rule_on", "standing_rulings"]


def events_of_case(case: Case, *, proposed: bool = False) -> EventsAnswer:
    """Every happening with its reports and their conflicts, in the order of days."""
    codings = {item.id: item for item in case.record.codings}
    conflicts: dict[str, list[ConflictRow]] = {}
    for found in case.record.conflicts(proposed=proposed):
        row = ConflictRow(field=found.field, said=found.said)
        conflicts.setdefault(found.event, []).append(row)
    rows = [
        EventRow(
            event=event,
            reports=tuple(_report(case, codings[id_]) for id_ in event.codings if id_ in codings),
            conflicts=tuple(conflicts.get(event.id, ())),
        )
        for event in case.record.events(proposed=proposed)
    ]
    rows.sort(key=lambda row: (str(row.event.when.earliest or "9999"), row.event.id))
    accepted, total = case.accepted
    return EventsAnswer(
        events=tuple(rows),
        summaries=tuple(
            _report(case, codings[one.id]) for one in case.record.summaries(proposed=proposed)
        ),
        accepted=accepted,
        codings=total,
        proposed_counted=proposed,
    )


def _report(case: Case, item: Reviewed) -> EventReport:
    article = case.article_by_id.get(item.coding.article)
    return EventReport(
        id=item.id,
        article=item.coding.article,
        name=article.name if article else item.coding.doc,
        published=article.published if article else None,
        status=item.status,
        coding=item.coding,
    )


def rule_on(case: Case, ruling: str, one: str, other: str, *, by: str, why: str) -> MergeAnswer:
    """Rule that two happenings are one (`together`) or two (`apart`), or take that back.

    `one` and `other` are ids of events, codings or facts; `as_usual` takes back what was ruled on
    the same two. Raises `BadValue` without a name or a reason, for unknown ids, and for two facts.
    """
    if ruling == "as_usual":
        pairs = _asked(case, one, other)
    elif ruling == "apart":
        ours = _members(case, one)
        pairs = [(a, b) for a in ours for b in _members(case, other) if a != b]
    else:
        pairs = _joining(case, one, other)
    drafts = [_draft(ruling, pair, (one, other), by, why) for pair in dict.fromkeys(pairs)]
    if not drafts:
        raise BadValue(f"nothing to rule on {one} and {other}", expected="two different reports")
    case.append(drafts)
    return MergeAnswer(rulings=standing_rulings(case), changed=len(drafts), head=case.head_hash)


def _draft(ruling: str, pair: tuple[str, str], asked: tuple[str, str], by: str, why: str) -> Draft:
    from standoff.record import ruling_entry

    return ruling_entry(ruling, *pair, by=by, why=why, asked=asked)


def _members(case: Case, named: str) -> list[str]:
    """The reports of an event (and its fact), or the coding or fact itself.

    The id of an event that only accepted codings make up names the one that its reports are in now.
    """
    events = case.record.events(proposed=True)
    homes = {f"e{coding}": event for event in events for coding in event.codings}
    event = {**homes, **{one.id: one for one in events}}.get(named)
    if event is not None:
        return [*([] if event.id in homes else [event.id]), *event.codings]
    if any(item.id == named for item in case.record.codings):
        return [named]
    raise BadValue(
        f"no event, coding or fact {named!r} in this case",
        next="`standoff events --proposed` lists them with their ids",
    )


def _joining(case: Case, one: str, other: str) -> list[tuple[str, str]]:
    """Every report of either with every other, so that it does not matter which is read first."""
    facts = {fact.id for fact in (*case.record.facts, *case.record.imported)}
    ours, theirs = _members(case, one), _members(case, other)
    if facts & set(ours) and facts & set(theirs) and one != other:
        raise BadValue(
            f"{one} and {other} are both facts", expected="at least one event told by reports only"
        )
    return list(combinations(dict.fromkeys([*ours, *theirs]), 2)) if one != other else []


def _asked(case: Case, one: str, other: str) -> list[tuple[str, str]]:
    """The pairs of the rulings that stand and were made by naming these two."""
    named = sorted((one, other))
    pairs = [
        (pair[0], pair[1])
        for note, pair in _latest(case)
        if sorted(note.body.get("asked") or pair) == named
    ]
    if not pairs:
        raise BadValue(
            f"no ruling on {one} and {other} stands", next="`standoff merge` lists those that do"
        )
    return pairs


def _latest(case: Case) -> Iterable[tuple[Note, list[str]]]:
    """The note that rules on each pair of ids, unless it gives the pair back to the rule."""
    latest = {
        tuple(note.body["ids"]): note
        for note in case.record.notes
        if note.body.get("topic") == "merging" and len(note.body.get("ids", ())) == 2
    }
    return [
        (note, list(pair)) for pair, note in latest.items() if note.body["ruling"] != "as_usual"
    ]


def standing_rulings(case: Case) -> tuple[RulingRow, ...]:
    """What people have ruled and not taken back, one row for what was asked at once."""
    rows = {}
    for note, pair in _latest(case):
        one, other = note.body.get("asked") or pair
        rows[note.at, one, other] = RulingRow(
            ruling=note.body["ruling"],
            one=one,
            other=other,
            by=note.by,
            at=note.at,
            why=str(note.body.get("why", "")),
        )
    return tuple(rows.values())
