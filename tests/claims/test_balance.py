"""The balance sheet on a planted record: accounts, what was given first, tone, missing replies."""

from planted import covered, day, event
from standoff.claims import balance_of
from standoff.claims.told import Told
from standoff.nouns import Account, AccountChange

LONG = (covered("1990-01-01", "2019-12-31"),)
END = day("2019-12-31")


def account(name: str, state: str, on: str, **fields: object) -> Account:
    step = AccountChange(state=state, on=day(on), events=("shown",), by="someone")
    told = {"kind": "announcement", "holder": "AAA_BOSS", "opened_on": day("2001-01-01"),
            "opened_by": ("o",), "changes": (step,), "state": state, **fields}  # fmt: skip
    return Account(id=name, **told)  # type: ignore[arg-type]


def sheet(*events, accounts=(), coverage=LONG, as_of=END, **fields):
    told = Told(events=events, coverage=coverage, accounts=tuple(accounts), dyad=("BBB", "AAA"))
    return balance_of(told, "AAA", as_of=as_of, **fields)


def test_accounts_stand_in_their_theatre_with_what_decided_them():
    accounts = [
        account("kept", "kept", "2002-01-01", theatre="SEA"),
        account("late", "broken", "2030-01-01", theatre="SEA"),
        account("other", "kept", "2002-01-01", holder="BBB", theatre="SEA"),
        account("to", "partly", "2002-01-01", other="CCC"),
    ]
    sea, third = sheet(accounts=accounts)
    assert (sea.theatre, sea.states) == ("SEA", {"open": 1, "kept": 1})
    assert [item.closed_by for item in sea.items] == [("shown",), ()]
    assert third.theatre == "CCC"


def test_what_was_given_first_is_told_from_what_was_given_back():
    first = event("g1", "2001-01-01", move="concession", target="BBB")
    back = event("r1", "2001-02-01", source="BBB", target="AAA", move="relief")
    second = event("g2", "2001-03-01", move="relief", target="BBB")
    late = event("g3", "2005-01-01", move="relief", target="BBB")
    [one] = sheet(first, back, second, late)
    assert [(g.event, g.in_advance, g.returned) for g in one.gave] == [
        ("g1", True, ("r1",)), ("g2", False, ()), ("g3", True, ()),
    ]  # fmt: skip
    assert [(g.event, g.in_advance) for g in one.got] == [("r1", False)]


def test_tone_is_counted_by_side_and_year_and_keeps_its_words():
    [one] = sheet(
        event("i", "2001-01-01", move="insult", target="BBB"),
        event("p", "2002-01-01", source="BBB", target="AAA", move="praise"),
    )
    assert [(y.year, y.counts) for y in one.tone] == [
        (2001, {"AAA": {"insult": 1}}), (2002, {"other": {"praise": 1}}),
    ]  # fmt: skip
    assert [word.event for word in one.words] == ["i", "p"]


def test_replies_that_never_came_need_time_and_coverage():
    asked = event("letter", "2001-01-01", move="letter", target="BBB")
    [one] = sheet(asked, event("x", "2001-01-01", move="relief", target="BBB"))
    assert [(r.event, r.kind) for r in one.silences] == [("letter", "unanswered")]
    answer = event("back", "2001-02-01", source="BBB", target="AAA", move="letter")
    assert not sheet(asked, answer, event("x", "2001-01-01", move="relief", target="BBB"))[
        0
    ].silences
    uncovered = (covered("1990-01-01", "2019-12-31", "relief"),)
    [one] = sheet(asked, event("x", "2001-01-01", move="relief", target="BBB"), coverage=uncovered)
    assert not one.silences
    named = event("s", "2003-01-01", source="BBB", target="AAA", move="silence")
    [one] = sheet(named, event("x", "2001-01-01", move="relief", target="BBB"))
    assert [r.kind for r in one.silences] == ["named"]


def test_groups_gather_theatres_and_the_case_comes_before_its_partners():
    gift = event("g", "2001-01-01", move="relief", target="CCC;DDD")
    both = sheet(gift)
    assert {one.theatre for one in both} == {"CCC", "DDD"}
    [one] = sheet(gift, groups={"gulf": ["CCC", "EEE"]})
    assert (one.theatre, one.members) == ("gulf", ("CCC", "EEE"))
    [main] = sheet(event("g", "2001-01-01", source="AAA;CCC", move="relief", target="BBB"))
    assert main.theatre == "BBB"


def test_nothing_known_later_counts():
    gift = event("g", "2001-01-01", move="relief", target="BBB")
    assert sheet(gift, as_of=day("2000-12-31")) == ()
