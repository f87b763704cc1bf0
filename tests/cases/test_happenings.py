"""Five articles, one record: each happening once, with all that tells of it, and people's rulings.

The three dispatches are ours; the two press articles lie in the shared folder.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from standoff.case import Case
from standoff.case.reviewing import decide
from standoff.errors import BadValue

DISPATCHES = sorted(Path(__file__).with_name("dispatches").glob("*.txt"))
ONCE = ("summit", "weapon_test", "ultimatum", "breakdown")


def case_of(folder, *paths):
    case, _ = Case.read_into(folder, [*paths, *DISPATCHES], dyad="PRK,USA")
    return case


@pytest.fixture
def three(tmp_path):
    return case_of(tmp_path / "three")


def of_move(case, move):
    return [row for row in case.told(proposed=True).events if row.event.move == move]


def names(row):
    return {report.name for report in row.reports}


def test_each_summit_test_and_ultimatum_of_the_press_is_there_once(shared, tmp_path):
    press = sorted((shared / "press").glob("*.txt"))
    case = case_of(tmp_path / "five", *press)
    opinion, report = (path.name for path in press)
    told = {}
    for move in ONCE:
        (told[move],) = of_move(case, move)
    assert names(told["summit"]) == {report, "hanoi_en.txt"}
    assert names(told["breakdown"]) == {report, "hanoi_en.txt", "sohae_de.txt"}
    assert names(told["weapon_test"]) == {opinion, "sohae_en.txt", "sohae_de.txt"}
    assert names(told["ultimatum"]) == {opinion, "sohae_en.txt", "sohae_de.txt"}
    texts = {article.id: article.text for article in case.articles}
    for row in told.values():
        assert len(row.event.evidence) == len(row.reports)
        for proof in row.event.evidence:
            assert texts[proof.article][proof.start : proof.end] == proof.quote
    (doubt,) = told["weapon_test"].conflicts
    assert set(doubt.said) == {"unconfirmed", "actual"}, "one paper suspects what others know"


def test_the_ultimatum_has_its_terms_and_its_last_day(shared, tmp_path):
    case = case_of(tmp_path / "five", *sorted((shared / "press").glob("*.txt")))
    ultimatums = [one for one in case.accounts(proposed=True).accounts if one.kind == "ultimatum"]
    (account,) = ultimatums
    assert str(account.due) == "2019-12-31"
    assert account.state == "open"


def test_counts_count_happenings_and_not_reports(three):
    codings = Counter(coding.move for coding in three.codings if coding.kind == "event")
    assert codings["weapon_test"] > 1
    assert len(of_move(three, "weapon_test")) == 1
    assert three.told().events == (), "nothing is accepted yet"


def test_two_events_are_joined_and_parted_again(three):
    lunch, test = of_move(three, "cancellation")[0].event.id, of_move(three, "weapon_test")[0]
    before = {row.event.id: names(row) for row in three.told(proposed=True).events}
    answer = three.merge(test.event.id, lunch, by="anna", why="the same evening")
    (ruling,) = answer.rulings
    assert (ruling.ruling, ruling.by, ruling.why) == ("together", "anna", "the same evening")
    joined = next(
        row for row in three.told(proposed=True).events
        if set(test.event.codings) <= set(row.event.codings)
    )  # fmt: skip
    assert len(joined.reports) > len(test.reports)
    with pytest.raises(BadValue, match="no ruling on x and y"):
        three.unrule("x", "y", by="anna", why="?")
    with pytest.raises(BadValue, match="without name or reason"):
        three.unrule(test.event.id, lunch, by="anna", why="")
    assert three.unrule(test.event.id, lunch, by="bert", why="it was not").rulings == ()
    assert {row.event.id: names(row) for row in three.told(proposed=True).events} == before
    assert three.verify().seq == three.info.head_seq, "every step stands in the journal"


def test_a_report_is_parted_from_an_event_and_given_back(three):
    (test,) = of_move(three, "weapon_test")
    alone = test.reports[-1].id
    three.part(alone, test.event.id, by="anna", why="another engine")
    parted = of_move(three, "weapon_test")
    assert sorted(len(row.reports) for row in parted) == [1, len(test.reports) - 1]
    three.unrule(test.event.id, alone, by="anna", why="the same after all")
    assert [row.event.codings for row in of_move(three, "weapon_test")] == [test.event.codings]


def test_what_nobody_knows_is_not_ruled_on(three):
    with pytest.raises(BadValue, match="no event, coding or fact 'x'"):
        three.merge("x", three.codings[0].id, by="anna", why="?")
    one = three.codings[0].id
    with pytest.raises(BadValue, match="nothing to rule on"):
        three.merge(one, one, by="anna", why="?")


def test_an_id_that_only_accepted_codings_make_up_is_known(three):
    """An event may have another id among accepted codings than among all."""
    (test,) = of_move(three, "weapon_test")
    later = test.reports[-1].id
    decide(three, later, "accept", by="anna")
    (accepted,) = three.events()
    assert accepted.id == f"e{later}" != test.event.id
    assert three.cite(accepted.id).id.endswith(accepted.id)
    talks = of_move(three, "cancellation")[0].event.id
    three.merge(accepted.id, talks, by="anna", why="one evening")
    joined = next(row for row in three.told(proposed=True).events
                  if later in row.event.codings)  # fmt: skip
    assert {*test.event.codings} < {*joined.event.codings}
    assert three.unrule(accepted.id, talks, by="anna", why="two").rulings == ()


def test_a_set_account_stays_with_its_report_whatever_counts(three):
    others = [one for one in three.record.codings if one.coding.move == "ultimatum"]
    decide(three, others[-1].id, "accept", by="anna")
    account = next(one for one in three.accounts().accounts if one.kind == "ultimatum")
    three.settle(account.id, "lapsed", by="anna", why="nothing came of it")
    for proposed in (False, True):
        found = [one for one in three.accounts(proposed=proposed).accounts
                 if one.kind == "ultimatum"]  # fmt: skip
        assert [one.state for one in found] == ["lapsed"]
