"""What the desk asks of a case where people rule: accounts, merges, and where they disagree.

account_rows, settle_back     accounts with every step of their state; take a setting back
merge_pairs                   events that might be one, side by side, for a person to rule on
disagreements                 codings on which reviewers or coders do not say the same
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct

from standoff.errors import BadValue
from standoff.nouns import Account, Coding, Event
from standoff.nouns.record_answers import AgreementAnswer

if TYPE_CHECKING:
    from standoff.case.case import Case
    from standoff.record import Note, Reviewed

__all__ = [
    "Disagreement", "Voice", "agreement_of", "can_settle_back", "conflicts_on",
    "disagreements", "merge_pairs",
    "proposed_state", "settle_back",
]  # fmt: skip


# -- accounts -------------------------------------------------------------------------------------


def proposed_state(account: Account) -> str:
    """What the rules say of an account, whatever people have set."""
    derived = [change.state for change in account.changes if not change.by]
    return derived[-1] if derived else "open"


def _settings(case: Case) -> dict[str, list[Note]]:
    """The notes that set each account and were not taken back, oldest first."""
    found: defaultdict[str, list[Note]] = defaultdict(list)
    for note in case.record.notes:
        if note.body.get("topic") == "account":
            own = found[str(note.body.get("id"))]
            if note.body.get("undoes") and own:
                own.pop()
            else:
                own.append(note)
    return found


def can_settle_back(case: Case, by: str) -> set[str]:
    """The accounts whose latest setting is by this person, so that it can be taken back."""
    return {id_ for id_, notes in _settings(case).items() if notes and notes[-1].by == by}


def settle_back(case: Case, account: str, *, by: str) -> None:
    """Take back one's own latest setting: the one before holds again, else the rules decide.

    Raises `BadValue` if the latest setting of the account is not by this person.
    """
    from standoff.record import note_entry

    notes = _settings(case).get(account, [])
    if not notes or notes[-1].by != by:
        raise BadValue(
            f"{by} has set nothing on the account {account!r} that could be taken back",
            expected="an account whose latest setting is yours",
        )
    last = notes[-1]
    blank = {"outcome": "open", "why": "", "closed_by": "", "closed_on": None}
    body = notes[-2].body if len(notes) > 1 else {**last.body, **blank}
    case.append([note_entry({**body, "undoes": last.seq}, by=by)])


# -- merges ---------------------------------------------------------------------------------------


def merge_pairs(case: Case, *, proposed: bool) -> list[tuple[Event, Event]]:
    """Events that might be one, by `record.likeness`; nearest first."""
    from standoff.record.likeness import likely_same
    from standoff.record.rulings import rulings_of

    record = case.record
    facts = {fact.id for fact in record.facts}
    own = [event for event in case.events(proposed=proposed) if event.codings or event.id in facts]
    return likely_same(own, facts, rulings_of(note.body for note in record.notes))


def conflicts_on(case: Case, event: Event) -> list[tuple[str, list[tuple[str, int]]]]:
    """Fields on which the reports of an event differ: each value with how many give it."""
    from standoff.record.conflicts import conflicts_of

    own = set(event.codings)
    items = [item for item in case.record.codings if item.id in own]
    return [
        (one.field, [(value, len(ids)) for value, ids in one.said.items()])
        for one in conflicts_of([event], items)
    ]


# -- disagreements --------------------------------------------------------------------------------


class Voice(Struct, frozen=True, kw_only=True):
    """What one reviewer or coder says of words: `kept` is False for a rejection."""

    who: str
    kept: bool
    why: str
    fields: dict[str, str]


class Disagreement(Struct, frozen=True, kw_only=True):
    """Words on which two or more do not say the same; `coding` is where one can decide."""

    article: str
    coding: str
    words: str
    kind: str
    voices: tuple[Voice, ...]
    differ: tuple[str, ...]


#: Fields of a coding on which voices are compared, in the order of the form.
COMPARED = (
    "kind", "source", "target", "move", "stance", "earliest", "latest", "speaker", "number",
    "system", "terms", "place", "start", "end",
)  # fmt: skip


def disagreements(case: Case) -> list[Disagreement]:
    """First where reviewers differ, then where coders proposed different things of like words."""
    order = {article.id: place for place, article in enumerate(case.articles)}
    known = [item for item in case.record.codings if item.coding.article in order]
    known.sort(key=lambda item: (order[item.coding.article], item.coding.start, item.coding.end))
    texts = {one.id: None if one.withheld else one.text for one in case.articles}
    reviewers = [found for item in known if (found := _of_reviewers(item, texts))]
    return [*reviewers, *_of_coders(known)]


def _of_reviewers(item: Reviewed, texts: Mapping[str, str | None]) -> Disagreement | None:
    from standoff.record.review import apply_changes, standing

    latest = {verdict.by: verdict for verdict in standing(item.verdicts)}
    if len(latest) < 2:
        return None
    voices = tuple(
        Voice(
            who=by,
            kept=one.decision != "reject",
            why=one.why,
            fields=_fields(
                apply_changes(item.proposed, one.changes, texts.get(item.proposed.article, ""))
            ),
        )
        for by, one in sorted(latest.items())
    )
    return _disagreement(item, "reviewers", voices)


def _of_coders(known: list[Reviewed]) -> Iterator[Disagreement]:
    """Proposals of different coders whose words overlap by half, and which differ."""
    for item, other in _overlapping(known):
        one, two = item.proposed, other.proposed
        voices = tuple(
            Voice(who=coding.coder, kept=True, why="", fields=_fields(coding))
            for coding in (one, two)
        )
        found = _disagreement(item, "coders", voices)
        if found:
            yield found


def _overlapping(known: list[Reviewed]) -> Iterator[tuple[Reviewed, Reviewed]]:
    for place, item in enumerate(known):
        one = item.proposed
        for other in known[place + 1 :]:
            two = other.proposed
            if two.article != one.article or two.start >= one.end:
                break
            shared = min(one.end, two.end) - max(one.start, two.start)
            shorter = min(one.end - one.start, two.end - two.start)
            if one.coder != two.coder and 2 * shared >= shorter:
                yield item, other


def _disagreement(item: Reviewed, kind: str, voices: tuple[Voice, ...]) -> Disagreement | None:
    kept = [voice.fields for voice in voices if voice.kept]
    differ = tuple(
        name
        for name in COMPARED
        if len({fields[name] for fields in kept}) > 1
        and not (kind == "coders" and name in ("start", "end"))
    )
    if not differ and len({voice.kept for voice in voices}) == 1:
        return None
    return Disagreement(
        article=item.coding.article, coding=item.id, words=item.coding.text, kind=kind,
        voices=voices, differ=differ,
    )  # fmt: skip


def _fields(coding: Coding) -> dict[str, str]:
    told: dict[str, Any] = msgspec.to_builtins(coding)
    return {name: "" if told.get(name) is None else str(told[name]) for name in COMPARED}


def agreement_of(case: Case) -> AgreementAnswer | None:
    """Krippendorff's alpha, field by field; None while fewer than two people reviewed the same."""
    answer = case.agreement()
    return answer if answer.both else None
