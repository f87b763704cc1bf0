"""Accounts, merges and disagreements at the desk: proposed, confirmed, taken back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from desk_sample import entered, post, started
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as trees

from standoff.case import Case
from standoff.case.desk_settling import disagreements, merge_pairs
from standoff.case.reviewing import decide
from standoff.desk.pages import plain
from standoff.nouns import Event, When
from standoff.record.likeness import likely_same
from standoff.record.rulings import NO_RULINGS, Rulings


@pytest.fixture
def korea(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cases")
    Case.demo("kashmir", folder / "kashmir")
    return folder


def state_of(folder, account):
    answer = Case.open(folder / "kashmir").accounts(proposed=True)
    return next(one for one in answer.accounts if one.id == account)


def test_an_account_is_set_with_a_reason_and_taken_back(korea):
    client = entered(korea)
    before = Case.open(korea / "kashmir").accounts(proposed=True).accounts[0]
    path, fields = "/c/kashmir/accounts", {"account": before.id, "state": "broken"}
    assert post(client, f"{path}/settle", **fields).status_code == 400
    assert post(client, f"{path}/settle", **fields, why="as I read it").status_code == 303
    assert state_of(korea, before.id).state == "broken"
    page = client.get(f"{path}?proposed=1").text
    assert "as I read it" in page
    assert "Take back my setting" in page
    # Whoever only confirms what stands there does not undo what was set.
    form = trees.fromstring(page).get_element_by_id(f"account-{plain(before.id)}")
    assert form.xpath(".//select[@name='state']/option[@selected]/@value") == ["broken"]
    assert "It was set by hand to" in form.text_content()
    ben = entered(korea, by="Ben")
    assert "Take back my setting" not in ben.get(f"{path}?proposed=1").text
    assert post(ben, f"{path}/back", account=before.id).status_code == 400
    assert (
        post(client, f"{path}/settle", **{**fields, "state": "kept"}, why="no").status_code == 303
    )
    assert post(client, f"{path}/back", account=before.id).status_code == 303
    assert state_of(korea, before.id).state == "broken"
    assert post(client, f"{path}/back", account=before.id).status_code == 303
    assert state_of(korea, before.id).changes == before.changes
    assert post(client, f"{path}/back", account=before.id).status_code == 400


def test_every_state_can_be_chosen_and_every_link_leads_to_its_event(korea):
    client = entered(korea)
    for state in ("", "open", "kept", "broken", "partly", "lapsed"):
        tree = trees.fromstring(client.get(f"/c/kashmir/accounts?proposed=1&state={state}").text)
        links = set(tree.xpath("//ol[@class='steps-of']//a/@href"))
        for link in sorted(links)[:8]:
            assert client.get(link).status_code == 200, link
    assert links or client.get("/c/kashmir/accounts?proposed=1").status_code == 200


def test_two_events_are_ruled_one_and_given_back(tmp_path):
    client = entered(tmp_path)
    home, _ = started(client)
    again = "India imposed sanctions on Pakistan on 11 March 2002.\n"
    answer = post(client, f"{home}/articles", text=again, name="third", published="2002-03-12")
    assert answer.status_code == 303
    folder = tmp_path / home.rpartition("/")[2]
    pairs = merge_pairs(Case.open(folder), proposed=True)
    assert [(one.move, other.move) for one, other in pairs] == [("sanction", "sanction")]
    one, other = pairs[0]
    page = client.get(f"{home}/merges?proposed=1").text
    assert page.count("imposed sanctions on Pakistan") >= 2
    rule = {"one": one.id, "other": other.id, "proposed": "1"}
    assert post(client, f"{home}/merges/rule", ruling="together", **rule).status_code == 400
    answer = post(client, f"{home}/merges/rule", ruling="together", why="one act", **rule)
    assert answer.status_code == 303, answer.text
    assert "count as one happening" in client.get(answer.headers["location"]).text
    told = [e for e in Case.open(folder).events(proposed=True) if e.move == "sanction"]
    assert [len(event.codings) for event in told] == [2]
    assert merge_pairs(Case.open(folder), proposed=True) == []
    answer = post(client, f"{home}/merges/rule", ruling="as_usual", why="no, two", **rule)
    assert answer.status_code == 303
    told = [e for e in Case.open(folder).events(proposed=True) if e.move == "sanction"]
    assert len(told) == 2


DAYS = st.integers(0, 12).map(lambda n: date(2002, 3, 1) + timedelta(days=n))
EVENTS = st.lists(
    st.builds(
        lambda first, length, source, target, move, stance: Event(
            id="", when=When(earliest=first, latest=first + timedelta(days=length)),
            source=source, target=target, move=move, stance=stance,
        ),
        DAYS, st.integers(0, 3), st.sampled_from(("IND", "PAK", "IND;PAK")),
        st.sampled_from(("", "PAK", "IND")), st.sampled_from(("attack", "talks")),
        st.sampled_from(("actual", "planned")),
    ),
    max_size=9,
)  # fmt: skip


@given(EVENTS, st.integers(0, 4))
def test_pairs_are_those_that_looking_at_every_pair_finds(events, within):
    from itertools import combinations

    import msgspec

    from standoff.record.likeness import _alike

    events = [msgspec.structs.replace(e, id=f"e{n}") for n, e in enumerate(events)]
    found = {frozenset((a.id, b.id)) for a, b in likely_same(events, (), NO_RULINGS, within=within)}
    slow = set()
    for a, b in combinations(events, 2):
        one, other = sorted((a, b), key=lambda e: (e.when.earliest, e.id))
        near = (other.when.earliest - one.when.latest).days <= within
        if a.move == b.move and near and _alike(one, other):
            slow.add(frozenset((a.id, b.id)))
    # A long event may hide a later one from the walk by first days only if it is farther away.
    assert found == slow
    facts = [e.id for e in events]
    assert likely_same(events, facts, NO_RULINGS, within=within) == []
    if found:
        one, other = sorted(next(iter(found)))
        ruled = Rulings(apart={one: frozenset({other}), other: frozenset({one})})
        left = {frozenset((a.id, b.id)) for a, b in likely_same(events, (), ruled, within=within)}
        assert left == found - {frozenset((one, other))}


def test_two_reviewers_who_differ_stand_side_by_side(tmp_path):
    client = entered(tmp_path)
    home, _ = started(client)
    case = Case.open(tmp_path / home.rpartition("/")[2])
    first, second, third = (item.id for item in case.record.codings[:3])
    decide(case, first, "accept", by="Ada")
    decide(case, first, "change", by="Ben", changes={"stance": "unconfirmed"})
    decide(case, second, "accept", by="Ada")
    decide(case, second, "reject", by="Ben", why="only a rumour")
    decide(case, third, "accept", by="Ada")
    decide(case, third, "accept", by="Ben")
    rows = disagreements(case)
    assert [(row.coding, row.kind, row.differ) for row in rows] == [
        (first, "reviewers", ("stance",)), (second, "reviewers", ()),
    ]  # fmt: skip
    tree = trees.fromstring(client.get(f"{home}/disagree").text)
    told = " ".join(tree.text_content().split())
    assert "only a rumour" in told
    assert "Krippendorff" in told
    for link in tree.xpath("//article//a/@href"):
        assert client.get(link).status_code == 200


def test_two_coders_who_differ_stand_side_by_side(tmp_path):
    import msgspec

    from standoff.record import coding_entry

    client = entered(tmp_path)
    home, _ = started(client)
    case = Case.open(tmp_path / home.rpartition("/")[2])
    one = case.record.codings[0].proposed
    other = msgspec.structs.replace(one, move="protest", coder="llm:model", end=one.end - 1,
                                    text=one.text[:-1])  # fmt: skip
    case.append([coding_entry(other)])
    rows = disagreements(case)
    assert [row.kind for row in rows] == ["coders"]
    assert "move" in rows[0].differ
    assert "llm:model" in client.get(f"{home}/disagree").text
