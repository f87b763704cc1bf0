"""The balance sheet of an actor: announcements against results, theatre by theatre.

A theatre is what the record calls one, else the other side's state; a file of groups may gather
several under one name. For each: the actor's accounts by state, with what decided them; who gave
what to whom, whether before anything was got (`in_advance`) and what came in return; the tone of
both sides year by year; and replies that never came.

Nothing here is a test. The list is what somebody wrote down, so its shares describe the list.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType

from standoff.claims.outcome import level_of
from standoff.claims.pledge import state_on
from standoff.claims.told import Told
from standoff.nouns import Account, Event, actor_set, state_of
from standoff.nouns.account import STATES
from standoff.nouns.balance import (
    BalanceItem,
    Given,
    Reply,
    TheatreBalance,
    ToneWord,
    ToneYear,
)
from standoff.nouns.vocabulary import FAMILY_MOVES

__all__ = ["TONES", "balance_of"]

GIVING = frozenset(
    move for family in ("yielding", "withdrawal", "help") for move in FAMILY_MOVES[family]
)
TONES: Mapping[str, str] = MappingProxyType(
    {
        "praise": "praise", "rapprochement": "praise",
        "insult": "insult", "ridicule": "insult", "accusation": "accusation",
        "threat": "threat", "ultimatum": "threat", "warning": "threat",
    }
)  # fmt: skip
ASKING = frozenset({"letter", "demand", "ultimatum"})
REPLIES = (
    "letter", "talks", "summit", "agreement", "refusal", "dismissal", "announcement", "concession",
    "relief", "threat", "accusation",
)  # fmt: skip
_RETURN, _WAIT = 90, 60


def balance_of(
    told: Told,
    actor: str,
    *,
    as_of: date,
    start: date = date.min,
    groups: Mapping[str, Sequence[str]] | None = None,
) -> tuple[TheatreBalance, ...]:
    """The theatres of `actor`, the one with most accounts first.

    `groups` names theatres by the codes they gather; then only those appear.
    """
    home = {code: name for name, codes in (groups or {}).items() for code in codes}
    main = next((side for side in told.dyad or () if side != actor), "")
    accounts: dict[str, list[Account]] = {}
    for account in told.accounts:
        mine = actor in _states(account.holder)
        if mine and account.opened_on and start <= account.opened_on <= as_of:
            for name in _theatres(account.theatre, account.other, account.holder, actor, main):
                accounts.setdefault(home.get(name, "" if groups else name), []).append(account)
    events: dict[str, list[Event]] = {}
    for event in told.events:
        day = event.when.earliest
        if event.stance != "actual" or day is None or not start <= day <= as_of:
            continue
        if actor in event.source_states | event.target_states:
            for name in _theatres(event.theatre, event.target, event.source, actor, main):
                events.setdefault(home.get(name, "" if groups else name), []).append(event)
    names = sorted({*accounts, *events} - {""}, key=lambda n: (-len(accounts.get(n, ())), n))
    made = [
        _theatre(told, actor, name, accounts.get(name, []), events.get(name, []), as_of,
                 tuple((groups or {}).get(name, (name,))))
        for name in names
    ]  # fmt: skip
    return tuple(one for one in made if one.items or one.gave or one.got or one.words)


def _states(codes: str) -> frozenset[str]:
    return frozenset(state_of(code) for code in actor_set(codes))


def _theatres(theatre: str, target: str, source: str, actor: str, main: str) -> tuple[str, ...]:
    """The theatre that is written down, else the state the case is about, else the other sides."""
    if theatre:
        return (theatre,)
    others = (_states(target) | _states(source)) - {actor, ""}
    return (main,) if main in others else tuple(sorted(others))


def _theatre(
    told: Told, actor: str, name: str, accounts: list[Account], events: list[Event], as_of: date,
    members: tuple[str, ...],
) -> TheatreBalance:  # fmt: skip
    events.sort(key=lambda e: (e.when.earliest or date.max, e.id))
    items = tuple(_item(account, as_of) for account in accounts)
    counts = Counter(item.state for item in items)
    given = [e for e in events if e.move in GIVING and _one_way(e)]
    ours = [e for e in given if actor in e.source_states]
    theirs = [e for e in given if actor in e.target_states]
    words = tuple(_word(e) for e in events if e.move in TONES and _one_way(e))
    return TheatreBalance(
        theatre=name,
        members=members,
        states={state: counts[state] for state in STATES if counts[state]},
        items=items,
        gave=tuple(_given(e, theirs) for e in ours),
        got=tuple(_given(e, ours) for e in theirs),
        tone=_years(events, actor),
        words=words,
        silences=tuple(_silences(told, _between(events, actor, members), as_of)),
    )


def _item(account: Account, as_of: date) -> BalanceItem:
    known = [step for step in account.changes if step.on is None or step.on <= as_of]
    told = [step for step in known if step.by] or known
    last = told[-1] if told else None
    return BalanceItem(
        id=account.id,
        kind=account.kind,
        holder=account.holder,
        state=state_on(account, as_of),
        opened_on=account.opened_on,
        due=account.due,
        closed_on=last.on if last else None,
        title=account.title or ({"en": account.terms} if account.terms else {}),
        opened_by=account.opened_by,
        closed_by=last.events if last else (),
        why=last.why if last else "",
    )


def _one_way(event: Event) -> bool:
    """True if one side acts on another, not both on each other."""
    return bool(event.target_states) and not event.source_states & event.target_states


def _given(event: Event, answers: Iterable[Event]) -> Given:
    day = event.when.earliest or date.min
    near = [(a, ((a.when.earliest or date.max) - day).days) for a in answers]
    return Given(
        event=event.id,
        day=event.when.earliest,
        source=event.source,
        target=event.target,
        move=event.move,
        text=event.text,
        in_advance=not any(-_RETURN <= gap < 0 for _, gap in near),
        returned=tuple(a.id for a, gap in near if 0 <= gap <= _RETURN),
    )


def _word(event: Event) -> ToneWord:
    return ToneWord(
        event=event.id,
        day=event.when.earliest,
        source=event.source,
        target=event.target,
        move=event.move,
        text=event.text,
        quotes=tuple(dict.fromkeys(evidence.quote for evidence in event.evidence)),
    )


def _years(events: Iterable[Event], actor: str) -> tuple[ToneYear, ...]:
    years: dict[int, dict[str, Counter[str]]] = {}
    for event in events:
        if event.move in TONES and _one_way(event) and event.when.earliest:
            side = actor if actor in event.source_states else "other"
            year = years.setdefault(event.when.earliest.year, {})
            year.setdefault(side, Counter())[TONES[event.move]] += 1
    return tuple(
        ToneYear(year=year, counts={side: dict(sorted(c.items())) for side, c in sides.items()})
        for year, sides in sorted(years.items())
    )


def _between(events: Iterable[Event], actor: str, members: tuple[str, ...]) -> list[Event]:
    """Events in which one of the two sides acts."""
    sides = {actor, *members}
    return [event for event in events if event.source_states & sides]


def _silences(told: Told, events: Sequence[Event], as_of: date) -> Iterable[Reply]:
    """Silences that the record names, and letters and demands that nothing answers."""
    for event in events:
        day = event.when.latest or event.when.earliest
        if day is None:
            continue
        if event.move == "silence":
            yield _reply(event, "named", 0, "")
        elif event.move in ASKING and _one_way(event) and day + timedelta(days=_WAIT) <= as_of:
            if _is_answer(event, events, day):
                continue
            level = level_of(told, REPLIES[:3], (day, day + timedelta(days=_WAIT)))
            if level != "none" and not _answered(event, events, day):
                yield _reply(event, "unanswered", _WAIT, level)


def _answered(event: Event, events: Iterable[Event], day: date) -> bool:
    """Whether the other side did anything towards the asker within the time."""
    return _other_side(event, events, REPLIES, (day, day + timedelta(days=_WAIT)))


def _is_answer(event: Event, events: Iterable[Event], day: date) -> bool:
    """Whether it answers what the other side asked shortly before, and so asks for nothing."""
    return _other_side(event, events, ASKING, (day - timedelta(days=_WAIT), day))


def _other_side(
    event: Event, events: Iterable[Event], moves: Iterable[str], span: tuple[date, date]
) -> bool:
    """Whether those whom the event is aimed at made one of the moves towards its doers."""
    return any(
        other.move in moves
        and other.id != event.id
        and other.source_states & event.target_states
        and other.target_states & event.source_states
        and other.when.earliest is not None
        and span[0] <= other.when.earliest <= span[1]
        for other in events
    )


def _reply(event: Event, kind: str, waited: int, level: str) -> Reply:
    return Reply(
        event=event.id,
        day=event.when.earliest,
        source=event.source,
        target=event.target,
        kind=kind,
        text=event.text,
        waited=waited,
        level=level,
    )
