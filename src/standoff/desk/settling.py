"""Where people rule: accounts of promises and threats, merges of events, disagreements.

    accounts, settle, settle_back     what became of each promise; confirm it, set it, take it back
    merges, rule                      events that might be one, side by side; one, two, or as before
    disagree                          reviewers and coders who do not say the same, side by side

The rules propose, a person confirms with a name and a reason, and each ruling can be taken back:
the journal keeps all of it.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from starlette.responses import Response

from standoff.case import Case
from standoff.case.desk_settling import (
    agreement_of,
    can_settle_back,
    disagreements,
    merge_pairs,
    proposed_state,
    settle_back,
)
from standoff.case.desk_side import sentence_of
from standoff.case.events import standing_rulings
from standoff.desk.ask import Ask
from standoff.desk.choosing import naming
from standoff.desk.pages import case_page
from standoff.errors import BadValue, CaseError
from standoff.nouns import Account, Event
from standoff.nouns.account import STATES

__all__ = ["accounts", "back", "disagree", "merges", "rule", "settle", "title_of"]

#: Pairs on one page, and events that are offered as what shows the end of an account.
PAGE, OFFERED = 25, 60
_RULINGS = {"together": "merge", "apart": "part", "as_usual": "unrule"}


# -- accounts -------------------------------------------------------------------------------------


def accounts(ask: Ask) -> Response:
    """Every account with each step of its state, and the form that settles it."""
    as_of, first = ask.day("as_of"), ask.number("first", 0)
    wanted, one = ask.query("state"), ask.query("account")
    with ask.case() as (case, kept):
        key = ("accounts", as_of, first, wanted, one, ask.by, ask.language, ask.proposed)
        try:
            made = kept.later(key, lambda case: _accounts(ask, case, as_of, first, wanted, one))
        except CaseError:
            return case_page(ask, case, "nothing.html", here_page="accounts")
        return case_page(
            ask, case, "accounts.html", here_page="accounts", states=STATES, wanted=wanted,
            page_size=PAGE, settled=ask.query("settled"), waiting=not made.fresh, body=made.value,
            **(made.value or {"rows": None, "counts": {}, "n": 0, "first": 0}),
        )  # fmt: skip


def _accounts(
    ask: Ask, case: Case, as_of: date | None, first: int, wanted: str, one_asked: str
) -> dict[str, Any]:
    """What the page shows; raises `CaseError` while the case has no period."""
    answer = case.accounts(as_of=as_of, proposed=ask.proposed, language=ask.language)
    events, mine = _by_id(case, ask.proposed), can_settle_back(case, ask.by)
    called = naming(case, ask.language, ask.proposed)
    shown = [
        one for one in answer.accounts if wanted in ("", one.state) and one_asked in ("", one.id)
    ]
    first = min(first, max(0, len(shown) - 1))
    return {
        "rows": [_account(ask, one, events, called, mine) for one in shown[first : first + PAGE]],
        "n": len(shown),
        "first": first,
        "rules": answer.rules,
        "as_of": answer.as_of,
        "counts": {state: sum(one.state == state for one in answer.accounts) for state in STATES},
    }


def _by_id(case: Case, proposed: bool) -> dict[str, Event]:
    """Events by their id and by the ids of the codings that tell of them."""
    known: dict[str, Event] = {}
    for event in case.events(proposed=True):
        known.update(dict.fromkeys(event.codings, event))
    known.update({event.id: event for event in case.events(proposed=True)})
    return known | {event.id: event for event in case.events(proposed=proposed)}


def _account(
    ask: Ask, account: Account, events: dict[str, Event], called: Any, mine: set[str]
) -> dict[str, Any]:
    opened = [events[id_] for id_ in account.opened_by if id_ in events]
    return {
        "account": account,
        "title": title_of(account, opened, called, ask.language),
        "parties": called.parties(account.holder, account.other),
        "opened": [_link(ask, event, called) for event in opened],
        "changes": [
            (change, [_link(ask, events[id_], called) for id_ in change.events if id_ in events])
            for change in account.changes
        ],
        "doubts": [_link(ask, events[id_], called) for id_ in account.doubts if id_ in events],
        "proposed": proposed_state(account),
        "set": any(change.by for change in account.changes),
        "mine": account.id in mine,
        "offered": [
            (event.id, f"{called.event_days(event)}: {called.event(event)}"[:120])
            for event in _offered(account, events)
        ],
    }


def title_of(account: Account, opened: list[Event], called: Any, language: str) -> str:
    """What an account is called: its own title, else the event that opened it."""
    return (
        account.title.get(language)
        or next(iter(account.title.values()), "")
        or (called.event(opened[0]) if opened else account.terms or account.act)
    )


def _offered(account: Account, events: dict[str, Event]) -> list[Event]:
    """Events of the parties from the day it was opened to a while after it was due."""
    states = {code.split("_")[0] for code in (account.holder, account.other) if code}
    last = account.due and account.due + timedelta(days=180)
    found = {
        event.id: event
        for event in events.values()
        if event.when.earliest
        and (event.source_states | event.target_states) & states
        and (account.opened_on is None or event.when.earliest >= account.opened_on)
        and (last is None or event.when.earliest <= last)
        and event.id not in account.opened_by
    }
    rows = sorted(found.values(), key=lambda event: (event.when.earliest, event.id))
    return rows[:OFFERED]


def _link(ask: Ask, event: Event, called: Any) -> dict[str, str]:
    proposed = "" if event.reviewed or not event.codings else "1"
    return {
        "address": ask.address("event", event.id, proposed=proposed),
        "days": called.event_days(event),
        "told": called.event(event),
    }


def settle(ask: Ask) -> Response:
    """Set the state of an account, with a reason."""
    with ask.case() as (case, _):
        found = case.settle(
            ask.field("account"), ask.field("state"), by=ask.by, why=ask.field("why").strip(),
            on=ask.day("on"), closed_by=ask.field("closed_by").strip(),
        )  # fmt: skip
    return ask.go(ask.address("accounts", settled="1", account=found.id, proposed="1"))


def back(ask: Ask) -> Response:
    """Take back one's own latest setting of an account."""
    with ask.case() as (case, _):
        settle_back(case, ask.field("account"), by=ask.by)
    return ask.go(ask.address("accounts", settled="2", account=ask.field("account"), proposed="1"))


# -- merges ---------------------------------------------------------------------------------------


def merges(ask: Ask) -> Response:
    """Pairs of events that might be one, and the rulings that stand."""
    first = ask.number("first", 0)
    with ask.case() as (case, kept):
        key = ("merges", first, ask.language, ask.proposed)
        made = kept.later(key, lambda case: _merges(ask, case, first))
        return case_page(
            ask, case, "merges.html", here_page="merges", page_size=PAGE,
            ruled=ask.query("ruled"), waiting=not made.fresh, body=made.value,
            **(made.value or {"pairs": None, "rulings": (), "n": 0, "first": 0}),
        )  # fmt: skip


def _merges(ask: Ask, case: Case, first: int) -> dict[str, Any]:
    called = naming(case, ask.language, ask.proposed)
    events, pairs = _by_id(case, ask.proposed), merge_pairs(case, proposed=ask.proposed)
    first = min(first, max(0, len(pairs) - 1))
    return {
        "n": len(pairs),
        "first": first,
        "pairs": [
            (_told(ask, case, one, called), _told(ask, case, other, called))
            for one, other in pairs[first : first + PAGE]
        ],
        "rulings": [
            (row, *(_named(ask, events, called, id_) for id_ in (row.one, row.other)))
            for row in standing_rulings(case)
        ],
    }


def _told(ask: Ask, case: Case, event: Event, called: Any) -> dict[str, Any]:
    """An event with the sentences that tell of it."""
    items = {proof.article: proof for proof in event.evidence}
    return {
        **_link(ask, event, called),
        "id": event.id,
        "move": called.move(event.move, event.system),
        "group": called.group_of(event.move),
        "stance": event.stance,
        "sentences": [
            (case.article_by_id[proof.article], *sentence_of(case, *_place(proof)))
            for proof in items.values()
            if proof.article in case.article_by_id
        ][:3],
    }


def _place(proof: Any) -> tuple[str, int, int]:
    return proof.article, proof.start, proof.end


def _named(ask: Ask, events: dict[str, Event], called: Any, id_: str) -> dict[str, str]:
    event = events.get(id_) or events.get(id_.removeprefix("e"))
    return _link(ask, event, called) if event else {"address": "", "days": "", "told": id_}


def rule(ask: Ask) -> Response:
    """Rule that two are one happening, or two, or give them back to the general rule."""
    ruling, one, other = ask.field("ruling"), ask.field("one"), ask.field("other")
    if ruling not in _RULINGS:
        raise BadValue(f"ruling {ruling[:40]!r}", expected=f"one of {', '.join(_RULINGS)}")
    with ask.case() as (case, _):
        getattr(case, _RULINGS[ruling])(one, other, by=ask.by, why=ask.field("why").strip())
    return ask.go(
        ask.address("merges", ruled=ruling, proposed="1" if ask.field("proposed") else "")
    )


# -- disagreements --------------------------------------------------------------------------------


def disagree(ask: Ask) -> Response:
    """Codings on which reviewers or coders differ, side by side."""
    with ask.case() as (case, kept):
        made = kept.later(("disagree",), lambda case: (disagreements(case), agreement_of(case)))
        rows, agreement = made.value or ([], None)
        first = min(ask.number("first", 0), max(0, len(rows) - 1))
        return case_page(
            ask, case, "disagree.html", here_page="disagree", n=len(rows), first=first,
            page_size=PAGE, agreement=agreement, waiting=not made.fresh, body=made.value,
            rows=rows[first : first + PAGE] if made.value else None,
        )  # fmt: skip
