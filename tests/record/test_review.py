"""Review: verdicts lead to states, undo takes back one's own, history is never lost."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standoff.errors import BadValue
from standoff.nouns import Verdict
from standoff.record import decide
from standoff.record.review import CHANGEABLE, apply_changes, review, standing

from .samples import article, coding

DAY = date(2019, 5, 20)
TOLD = coding(day=DAY)
TEXT = article().text


def verdicts(*decisions):
    """Verdicts written `by:decision`, e.g. "anna:accept"."""
    made = []
    for written in decisions:
        by, decision = written.split(":")
        changes = {"place": by} if decision == "change" else {}
        made.append(
            Verdict(
                coding=TOLD.id,
                decision=decision,
                by=by,
                at=datetime(2020, 1, 1, tzinfo=UTC),
                why="x",
                changes=changes,
            )
        )
    return made


@pytest.mark.parametrize(
    ("decisions", "status", "place"),
    [
        ([], "proposed", ""),
        (["anna:accept"], "accepted", ""),
        (["anna:change"], "changed", "anna"),
        (["anna:reject"], "rejected", ""),
        (["anna:accept", "bert:reject"], "rejected", ""),
        (["anna:change", "bert:accept"], "accepted", ""),
        (["anna:change", "bert:change"], "changed", "bert"),
        (["anna:accept", "anna:undo"], "proposed", ""),
        (["anna:change", "bert:reject", "bert:undo"], "changed", "anna"),
        (["anna:accept", "bert:reject", "anna:undo"], "rejected", ""),
        (["anna:accept", "anna:reject", "anna:undo"], "accepted", ""),
        (["anna:accept", "anna:reject", "anna:undo", "anna:undo"], "proposed", ""),
        (["anna:undo", "anna:accept"], "accepted", ""),
        (["anna:accept", "bert:undo"], "accepted", ""),
    ],
)
def test_states(decisions, status, place):
    reviewed = review(TOLD, verdicts(*decisions), TEXT)
    assert (reviewed.status, reviewed.coding.place) == (status, place)
    assert reviewed.counts == (status in ("accepted", "changed"))
    assert reviewed.proposed == TOLD
    assert reviewed.id == TOLD.id
    assert len(reviewed.verdicts) == len(decisions)


people = st.sampled_from(["anna", "bert", "cleo"])
steps = st.lists(st.tuples(people, st.sampled_from(["accept", "change", "reject", "undo"])))


@given(steps)
def test_undo_is_as_if_the_verdict_had_never_been_given(history):
    """Slow twin: strike out pairs (verdict, undo) by one person until no undo is left."""
    written = [f"{by}:{decision}" for by, decision in history]
    left = list(written)
    while any(one.endswith(":undo") for one in left):
        place = next(i for i, one in enumerate(left) if one.endswith(":undo"))
        by = left[place].split(":")[0]
        own = [i for i in range(place) if left[i].startswith(f"{by}:")]
        left = [one for i, one in enumerate(left) if i != place and i not in own[-1:]]
    assert list(standing(verdicts(*written))) == verdicts(*left)


@given(steps)
def test_nobody_can_undo_what_others_decided(history):
    stand = standing(verdicts(*(f"{by}:{decision}" for by, decision in history)))
    without_cleo = [(by, decision) for by, decision in history if by != "cleo"]
    alone = standing(verdicts(*(f"{by}:{decision}" for by, decision in without_cleo)))
    assert [one for one in stand if one.by != "cleo"] == list(alone)


def test_changes_are_made_as_the_csv_writes_them():
    changes = {
        "earliest": "2019-05-01", "latest": "", "number": "3", "source": "SUD",
        "system": "nuclear", "stance": "unconfirmed", "place": "Nordhafen",
    }  # fmt: skip
    changed = apply_changes(TOLD, changes, TEXT)
    assert (changed.earliest, changed.latest, changed.number) == (date(2019, 5, 1), None, 3)
    assert (changed.source, changed.system, changed.stance) == ("SUD", "nuclear", "unconfirmed")
    assert (changed.text, changed.move, changed.rule) == (TOLD.text, TOLD.move, TOLD.rule)
    assert apply_changes(TOLD, {"number": ""}, TEXT).number is None


def test_plover_follows_the_move_and_the_kind():
    assert apply_changes(TOLD, {"move": "talks"}, TEXT).plover == "CONSULT"
    assert apply_changes(TOLD, {"move": "silence", "kind": "signal"}, TEXT).plover == ""
    assert apply_changes(TOLD, {"kind": "count"}, TEXT).plover == ""
    assert apply_changes(TOLD, {"move": "talks", "plover": "AGREE"}, TEXT).plover == "AGREE"


def test_words_follow_the_offsets():
    start = TEXT.index("eine Rakete")
    changed = apply_changes(TOLD, {"start": str(start)}, TEXT)
    assert changed.text == "eine Rakete" == TEXT[changed.start : changed.end]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"text": "made up"}, "column 'text' cannot be changed"),
        ({"doc": "other"}, "column 'doc' cannot be changed"),
        ({"move": "rumour"}, "move 'rumour'"),
        ({"earliest": "2019-06-01"}, "dates in the wrong order"),
        ({"earliest": "soon"}, "cannot be changed so"),
        ({"number": "two"}, "cannot be changed so"),
        ({"start": "first"}, "offsets that are no numbers"),
        ({"end": "100000"}, r"offsets \d+\.\.100000; expected within"),
        ({"start": "50", "end": "40"}, r"offsets 50\.\.40"),
        ({"kind": "assessment"}, "assessment with a move"),
    ],
)
def test_changes_outside_the_codebook_are_refused(changes, message):
    with pytest.raises(BadValue, match=message):
        apply_changes(TOLD, changes, TEXT)
    with pytest.raises(BadValue, match=message):
        decide(review(TOLD, [], TEXT), "change", by="anna", changes=changes, text=TEXT)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"decision": "maybe", "by": "anna"}, "decision 'maybe'"),
        ({"decision": "accept", "by": " "}, "without a name"),
        ({"decision": "accept", "by": "a\x1b"}, "without a name"),
        ({"decision": "reject", "by": "anna"}, "without a reason"),
        ({"decision": "change", "by": "anna"}, "'change' with 0 changes"),
        (
            {"decision": "accept", "by": "anna", "changes": {"place": "x"}},
            "'accept' with 1 changes",
        ),
        ({"decision": "undo", "by": "bert"}, "bert has no verdict"),
    ],
)
def test_verdicts_that_are_none_are_refused(given, message):
    reviewed = review(TOLD, verdicts("anna:accept"), TEXT)
    with pytest.raises(BadValue, match=message):
        decide(reviewed, given.pop("decision"), **given)


def test_a_decision_becomes_a_verdict():
    at = datetime(2020, 1, 1, tzinfo=UTC)
    made = decide(
        review(TOLD, [], TEXT), "change", by="anna", changes={"place": "x"}, text=TEXT, at=at
    )
    assert (made.coding, made.decision, made.by, made.at) == (TOLD.id, "change", "anna", at)
    assert review(TOLD, [made], TEXT).coding.place == "x"
    undone = decide(review(TOLD, [made], TEXT), "undo", by="anna")
    assert review(TOLD, [made, undone], TEXT).status == "proposed"


def test_every_changeable_column_is_one_of_the_contract():
    assert set(CHANGEABLE) < set(type(TOLD).__struct_fields__)
    assert not {"text", "doc", "article", "coder", "rule", "confidence"} & set(CHANGEABLE)
