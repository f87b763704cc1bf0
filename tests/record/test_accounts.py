"""Accounts: what was promised or threatened, and what became of it by stated rules."""

from __future__ import annotations

import itertools
import re
from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from standoff.errors import BadValue, FileUnreadable
from standoff.nouns import Event, When
from standoff.nouns.account import STATES
from standoff.record import Record, article_entry, coding_entry, fact_entry
from standoff.record.account_rules import FINAL, account_rules, day_of_rule, fits, known_day
from standoff.record.accounts import _occasions, accounts_of
from standoff.record.deeds import Deeds
from standoff.record.review import review
from standoff.record.set_accounts import (
    SetAccount,
    account_entry,
    load_accounts,
    set_accounts_of,
)

from .samples import article, coding

LATER = date(2025, 1, 1)
WRITTEN = re.compile(
    r"(?P<day>[0-9-]{10}) (?P<who>[A-Z;_]+) (?P<move>[a-z_]+)(?::(?P<system>[a-z_]+))?"
    r"(?: -> (?P<whom>[A-Z;_]+))?(?: \((?P<stance>[a-z]+)\))?(?: due (?P<due>[0-9-]{10}))?"
)
BASE = article()


def parsed(words):
    found = WRITTEN.fullmatch(words)
    assert found, words
    return found.groupdict()


def event(words, number=0):
    said = parsed(words)
    day = date.fromisoformat(said["day"])
    return Event(
        id=f"{number}-{said['move']}",
        when=When(earliest=day, latest=day),
        source=said["who"],
        target=said["whom"] or "",
        move=said["move"],
        system=said["system"] or "",
        stance=said["stance"] or "actual",
    )


def account_after(first, *later, as_of=LATER, persons=(), follow_days=90):
    """The one account that `first` opens, after the events `later`."""
    said = parsed(first)
    due = said["due"]
    events = [event(words, number) for number, words in enumerate(later, 1)]
    codings = []
    if said["move"] in ("moratorium", "pledge", "ultimatum"):
        opener = event(first)
        events.append(opener)
        persons = persons or [
            SetAccount(
                id=opener.id, opened_by=opener.id, due=date.fromisoformat(due) if due else None
            )
        ]
    else:
        told = coding(
            kind="deadline" if said["stance"] == "deadline" else "pledge",
            move=said["move"],
            plover="",
            source=said["who"],
            target=said["whom"],
            stance="planned",
            day=date.fromisoformat(due),
        )
        codings.append(review(told, [], BASE.text))
    published = {BASE.id: date.fromisoformat(said["day"])}
    (account,) = accounts_of(
        events, codings, published, list(persons), as_of=as_of, follow_days=follow_days
    )
    return account


@pytest.mark.parametrize("rule", account_rules(), ids=lambda rule: rule.name)
def test_each_rule_on_its_own_examples(rule):
    account = account_after(*rule.example)
    assert account.kind == rule.account
    assert account.changes[-1].rule == rule.name
    assert account.state == rule.state
    assert rule.name not in {change.rule for change in account_after(*rule.counter).changes}


def test_rules_have_names_and_words_in_both_languages():
    rules = account_rules()
    assert len({rule.name for rule in rules}) == len(rules)
    assert all(rule.en and rule.de and rule.state in STATES for rule in rules)


def test_what_is_final_stays():
    account = account_after(
        "2019-01-01 NOR moratorium -> SUD due 2019-06-30",
        "2019-03-01 NOR breach",
        "2019-04-01 NOR breach",
    )
    assert [change.rule for change in account.changes] == ["breach"]
    assert account.changes[0].on == date(2019, 3, 1)
    assert account.changes[0].events == ("1-breach",)


def test_partly_can_become_more():
    account = account_after(
        "2019-01-01 NOR ultimatum -> SUD due 2019-06-30",
        "2019-07-02 NOR refusal -> SUD",
        "2019-07-20 NOR sanction -> SUD",
    )
    assert [(change.state, change.rule) for change in account.changes] == [
        ("partly", "words-only"),
        ("kept", "carried-out"),
    ]


def test_an_unconfirmed_breach_is_a_doubt_and_not_a_breach():
    account = account_after(
        "2019-01-01 NOR moratorium -> SUD", "2019-03-01 NOR breach -> SUD (unconfirmed)"
    )
    assert (account.state, account.doubts) == ("open", ("1-breach",))


def test_the_day_looked_at_decides_what_is_known():
    story = ("2019-01-01 NOR ultimatum -> SUD due 2019-06-30", "2019-07-15 NOR sanction -> SUD")
    assert account_after(*story, as_of=date(2019, 7, 14)).state == "open"
    assert account_after(*story, as_of=date(2019, 7, 15)).state == "kept"
    only = story[:1]
    assert account_after(*only, as_of=date(2019, 9, 28)).state == "open"
    assert account_after(*only, as_of=date(2019, 9, 29)).state == "lapsed"
    assert account_after(*only, as_of=date(2019, 7, 8), follow_days=7).state == "lapsed"


MOVES = ["breach", "concession", "relief", "agreement", "sanction", "refusal", "weapon_test"]
stories = st.lists(
    st.tuples(st.integers(0, 400), st.sampled_from(["NOR", "SUD"]), st.sampled_from(MOVES)),
    max_size=6,
).map(
    lambda rows: [
        f"{date(2019, 1, 1) + timedelta(days=day)} {who} {move}" for day, who, move in rows
    ]
)
openers = st.sampled_from(
    [
        "2019-01-01 NOR moratorium -> SUD due 2019-06-30",
        "2019-01-01 NOR pledge -> SUD due 2019-06-30",
        "2019-01-01 NOR ultimatum -> SUD due 2019-06-30",
        "2019-01-01 NOR ultimatum -> SUD",
    ]
)


@given(openers, stories, st.integers(0, 500))
def test_later_events_never_change_an_earlier_view(first, story, days):
    """What was known on a day is the same, whatever happened afterwards."""
    as_of = date(2019, 1, 1) + timedelta(days=days)
    known = [words for words in story if date.fromisoformat(words[:10]) <= as_of]
    full, early = (account_after(first, *part, as_of=as_of) for part in (story, known))
    assert [(c.state, c.on, c.rule) for c in full.changes] == [
        (c.state, c.on, c.rule) for c in early.changes
    ]


@given(openers, stories)
def test_accounts_only_move_forward(first, story):
    account = account_after(first, *story)
    days = [change.on for change in account.changes]
    assert days == sorted(days)
    assert all(change.state not in FINAL for change in account.changes[:-1])
    states = [change.state for change in account.changes]
    assert all(a != b for a, b in itertools.pairwise(states))


def test_a_deadline_gives_its_ultimatum_the_due_day():
    ultimatum = event("2019-04-12 NOR ultimatum -> SUD (conditional)")
    told = [
        coding("Norland testete", kind="deadline", move="ultimatum", plover="", source="NOR_KING",
               target="SUD", terms="mehr Geld", day=date(2019, 12, 31)),
        coding("Sudria protestierte", kind="deadline", move="ultimatum", plover="", source="NOR",
               day=date(2019, 12, 31)),
    ]  # fmt: skip
    items = [review(one, [], BASE.text) for one in told]
    (account,) = accounts_of([ultimatum], items, {}, [], as_of=date(2019, 12, 1), follow_days=90)
    assert (account.due, account.terms) == (date(2019, 12, 31), "mehr Geld")
    assert account.opened_by == (ultimatum.id, items[0].id, items[1].id)
    assert account.opened_on == date(2019, 4, 12)


def test_a_promise_dated_after_it_was_told_is_due_on_that_day():
    """ "Promised on 5 January to release them by the end of the month" opens on the 5th."""
    told = date(2019, 1, 5)
    promise = msgspec.structs.replace(event("2019-01-31 NOR pledge -> SUD"), known_from=told)
    past = msgspec.structs.replace(event("2019-01-03 NOR pledge -> SUD", 1), known_from=told)
    for one, opened, due in ((promise, told, date(2019, 1, 31)), (past, date(2019, 1, 3), None)):
        (account,) = accounts_of([one], [], {}, [], as_of=LATER, follow_days=90)
        assert (account.opened_on, account.due) == (opened, due)
    (early,) = accounts_of([promise], [], {}, [], as_of=date(2019, 1, 20), follow_days=90)
    assert early.state == "open"


def test_a_persons_word_outranks_the_rules_and_both_stay_visible():
    opener = event("2019-01-01 NOR moratorium -> SUD")
    person = SetAccount(
        id="halt", opened_by=opener.id, outcome="partly", closed_on=date(2020, 1, 1),
        why="only one of two halls was closed", by="anna", title={"en": "The halt"},
    )  # fmt: skip
    account = account_after(
        "2019-01-01 NOR moratorium -> SUD", "2019-03-01 NOR breach", persons=[person]
    )
    assert (account.id, account.state, account.title) == ("halt", "partly", {"en": "The halt"})
    assert [(change.state, change.by) for change in account.changes] == [
        ("broken", ""),
        ("partly", "anna"),
    ]
    early = account_after(
        "2019-01-01 NOR moratorium -> SUD", persons=[person], as_of=date(2019, 12, 31)
    )
    assert early.state == "open"


def test_a_person_can_keep_an_account_that_no_rule_opens():
    opener = event("2019-01-01 NOR announcement -> SUD")
    person = SetAccount(id="x", opened_by=opener.id, outcome="kept", closed_by="y", by="anna")
    (account,) = accounts_of([opener], [], {}, [person], as_of=LATER, follow_days=90)
    assert (account.kind, account.state, account.holder) == ("announcement", "kept", "NOR")
    assert accounts_of([], [], {}, [person], as_of=LATER, follow_days=90) == []


def test_accounts_of_a_journal(journal):
    home = article(published=date(2019, 5, 21))
    told = coding(
        of=home, kind="deadline", move="talks", plover="", target="SUD", stance="planned",
        day=date(2019, 6, 1),
    )  # fmt: skip
    pledge = msgspec.structs.replace(event("2019-01-01 NOR pledge -> SUD"), id="p")
    journal.append([article_entry(home), coding_entry(told), fact_entry(pledge)])
    kept = SetAccount(id="promise", opened_by="p", outcome="broken", why="said so himself")
    journal.append([account_entry(kept, by="anna")])
    record = Record.of(journal)
    (account,) = record.accounts(as_of=LATER)
    assert (account.id, account.state, account.changes[-1].by) == ("promise", "broken", "anna")
    assert [one.id for one in record.accounts(as_of=LATER, proposed=True)] == ["promise", told.id]
    assert record.accounts(as_of=date(2018, 1, 1)) == []
    met = SetAccount(id=told.id, opened_by=told.id, outcome="kept", why="they met")
    journal.append([account_entry(met, by="bert")])
    found = {one.id: one for one in Record.of(journal).accounts(as_of=LATER, proposed=True)}
    assert (found[told.id].state, found[told.id].due) == ("kept", date(2019, 6, 1))


def test_notes_are_read_back_and_the_later_one_holds():
    first = SetAccount(id="a", opened_by="e", outcome="kept", closed_on=date(2020, 1, 1), why="x")
    second = SetAccount(id="a", opened_by="e", outcome="broken", why="y", title={"de": "Ä"})
    notes = [msgspec.json.decode(account_entry(one, by="anna").body) for one in (first, second)]
    assert set_accounts_of([{"topic": "other"}, *notes]) == [
        msgspec.structs.replace(second, by="anna")
    ]
    with pytest.raises(BadValue, match="without a name"):
        account_entry(first, by=" ")


HEADER = (
    "account,theatre,holder,opened_by,opened_on,due,closed_by,closed_on,outcome,"
    "title_en,title_de,note\n"
)


def test_accounts_come_from_a_file(tmp_path):
    path = tmp_path / "accounts.csv"
    path.write_text(
        HEADER + "a,north,NOR,e1,2019-01-01,2019-06-30,e2,2019-05-01,kept,The halt,Der Halt,\n",
        encoding="utf-8",
    )
    (one,) = load_accounts(path)
    assert (one.id, one.holder, one.theatre, one.outcome) == ("a", "NOR", "north", "kept")
    assert (one.opened_on, one.due) == (date(2019, 1, 1), date(2019, 6, 30))
    assert one.title == {"en": "The halt", "de": "Der Halt"}


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("a,,,,,,,,open,,,", "line 2: column opened_by: it is empty"),
        ("a,,,e,soon,,,,open,,,", r"line 2 column opened_on: 'soon' is not a date"),
        ("a,,,e,,,,,done,,,", r"line 2: outcome 'done'; expected one of open"),
        ("a,,,e,,,,,kept,,,", r"line 2: account 'a' is closed without an event or a reason"),
        ("a,,,e,,,,,open,,,\na,,,e,,,,,open,,,", "line 3: column account: 'a' was used before"),
    ],
)
def test_broken_rows_are_named(tmp_path, row, message):
    path = tmp_path / "accounts.csv"
    path.write_text(HEADER + row, encoding="utf-8")
    with pytest.raises(BadValue, match=message):
        load_accounts(path)


def test_a_file_without_its_columns_is_refused(tmp_path):
    path = tmp_path / "accounts.csv"
    path.write_text("account,outcome\na,open\n", encoding="utf-8")
    with pytest.raises(FileUnreadable, match="lacks the columns account, opened_by, outcome"):
        load_accounts(path)


# -- the quick search for what followed, against reading every event for every account ----------


def slow_occasions(account, events, as_of, follow_days):
    found = []
    for order, rule in enumerate(account_rules()):
        if rule.account != account.kind:
            continue
        end = day_of_rule(rule, account, follow_days)
        if end is not None and end < as_of:
            found.append((end, 1, order, rule, None))
        for one in events:
            stances = (rule.stance, "unconfirmed")
            if one.stance in stances and fits(rule, account, one, follow_days):
                found.append((known_day(one), 0, order, rule, one))
    return sorted(found, key=lambda one: one[:3])


MOVES = sorted({move for rule in account_rules() for move in rule.moves if move != "promised"})
MADE_UP = st.builds(
    lambda number, first, length, known, source, target, move, system, stance: Event(
        id=f"f{number}",
        when=When(
            earliest=date(2019, 1, 1) + timedelta(days=first) if length >= 0 else None,
            latest=date(2019, 1, 1) + timedelta(days=first + length) if length >= 0 else None,
        ),
        known_from=date(2019, 1, 1) + timedelta(days=first + known) if known else None,
        source=source, target=target, move=move, system=system, stance=stance,
    ),
    st.integers(0, 10**6), st.integers(0, 300), st.integers(-1, 40), st.integers(-50, 50),
    st.sampled_from(["NOR", "SUD", "NOR;OST", "OST_KIM", ""]),
    st.sampled_from(["NOR", "SUD", "SUD;OST", ""]),
    st.sampled_from([*MOVES, "pledge", "moratorium", "ultimatum"]),
    st.sampled_from(["", "nuclear", "engine"]),
    st.sampled_from(["actual", "unconfirmed", "cancelled", "conditional"]),
)  # fmt: skip


@given(st.lists(MADE_UP, max_size=40, unique_by=lambda one: one.id), st.integers(0, 500))
def test_what_followed_is_found_as_if_every_event_were_read(events, days):
    as_of = date(2019, 1, 1) + timedelta(days=days)
    known = sorted((one for one in events if known_day(one) <= as_of),
                   key=lambda one: (known_day(one), one.id))  # fmt: skip
    deeds = Deeds(known)
    for account in accounts_of(events, (), {}, (), as_of=as_of, follow_days=90):
        plain = msgspec.structs.replace(account, changes=(), doubts=(), state="open")
        quick = list(_occasions(plain, deeds, as_of, 90))
        assert quick == slow_occasions(plain, known, as_of, 90)
