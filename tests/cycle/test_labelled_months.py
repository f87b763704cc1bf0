"""Months are labelled by the gravest deed, only where covered; phases are runs with censoring."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planted import covered, day, event
from standoff.cycle import MonthRule, default_rule, label_months, load_rule
from standoff.cycle.rule import Deed, Label
from standoff.errors import BadValue, FileUnreadable
from standoff.nouns import Event, Phases, When
from standoff.nouns.vocabulary import MOVES

DYAD = ("AAA", "BBB")
YEAR = {"start": day("2001-01-01"), "end": day("2001-12-31")}
WHOLE = [covered("2000-01-01", "2002-12-31")]


def label(*events: Event, coverage=WHOLE, **changes) -> Phases:
    return label_months(events, coverage, dyad=DYAD, **(YEAR | changes))


def labels(phases: Phases) -> str:
    return " ".join(month.label[:1] or "-" for month in phases.months)


@pytest.mark.parametrize(
    ("name", "example"),
    [(label.name, example) for label in default_rule().label for example in label.examples],
)
def test_examples_of_the_rule(name, example):
    month = When(earliest=day("2001-05-04"), latest=day("2001-05-04"))
    found = label_months([Event(id="x", when=month, **example)], WHOLE, **YEAR)
    assert found.months[4].label == name


def test_every_label_has_examples_and_both_languages():
    for entry in default_rule().label:
        assert len(entry.examples) >= 2
        assert set(entry.text) == {"en", "de"}
    assert set(default_rule().text) == {"en", "de"}


def test_the_gravest_deed_decides_and_is_named():
    found = label(
        event("talk", "2001-03-01", move="talks", target="BBB"),
        event("short", "2001-03-05", system="short_range"),
        event("bomb", "2001-03-31", system="nuclear"),
    )
    assert labels(found) == "q q t q q q q q q q q q"
    assert found.months[2].events == ("bomb",)


def test_an_empty_covered_record_is_one_quiet_phase_censored_on_both_sides():
    found = label()
    assert [(p.name, p.months, p.censored) for p in found.phases] == [("quiet", 12, "both")]
    assert found.transitions["quiet"]["quiet"] == 11
    assert found.dwell[-1].mean is None


def test_an_uncovered_record_has_no_label_and_no_phase():
    found = label(event("bomb", "2001-03-31", system="nuclear"), coverage=[])
    assert labels(found) == " ".join("-" * 12)
    assert found.phases == ()
    assert not any(any(row.values()) for row in found.transitions.values())


def test_a_hole_breaks_phases_and_transitions():
    hole = [covered("2001-01-01", "2001-04-30"), covered("2001-06-01", "2001-12-31")]
    found = label(coverage=hole)
    assert [(p.months, p.censored) for p in found.phases] == [(4, "both"), (7, "both")]
    assert found.transitions["quiet"]["quiet"] == 3 + 6


def test_a_month_needs_all_of_its_days_covered():
    found = label(coverage=[covered("2001-01-02", "2001-12-30")])
    assert [month.covered for month in found.months] == [False] + [True] * 10 + [False]


def test_a_month_cut_by_the_period_is_partial():
    found = label(start=day("2001-01-15"))
    assert [month.level for month in found.months[:2]] == ["partial", "complete"]


def test_partly_covered_kinds_make_a_partial_month():
    rows = [*WHOLE, covered("2001-02-01", "2001-02-28", "letter", "none")]
    levels = [month.level for month in label(coverage=rows).months[:3]]
    assert levels == ["complete", "partial", "complete"]


def test_a_range_within_one_month_counts_and_one_across_months_is_undecided():
    found = label(
        event("weekend", "2001-03-24", "2001-03-25", system="short_range"),
        event("turn", "2001-06-30", "2001-07-01", system="nuclear"),
        event("sometime", None, system="nuclear"),
    )
    assert labels(found) == "q q p q q q q q q q q q"
    assert found.undecided == ("turn", "sometime")
    named = [(m.month.month, m.undecided) for m in found.months if m.undecided]
    assert named == [(6, ("turn",)), (7, ("turn",))]


def test_an_undecided_deed_that_would_change_nothing_is_not_named_in_the_month():
    found = label(
        event("bomb", "2001-06-10", system="nuclear"),
        event("turn", "2001-06-30", "2001-07-01", system="short_range"),
    )
    assert [m.undecided for m in found.months[5:7]] == [(), ("turn",)]


def test_deeds_outside_the_period_do_not_count():
    found = label(event("bomb", "2001-03-01", system="nuclear"), start=day("2001-03-02"))
    assert {month.label for month in found.months} == {"quiet"}
    assert found.undecided == ()


def test_phases_transitions_and_dwell_of_a_planted_year():
    tests = [event(f"t{m}", f"2001-{m:02}-10", system="engine") for m in (3, 4, 5, 9)]
    found = label(*tests)
    assert labels(found) == "q q p p p q q q p q q q"
    assert [(p.name, p.months, p.censored) for p in found.phases] == [
        ("quiet", 2, "left"),
        ("provocation", 3, ""),
        ("quiet", 3, ""),
        ("provocation", 1, ""),
        ("quiet", 3, "right"),
    ]
    assert found.phases[1].start == day("2001-03-01")
    assert found.phases[1].end == day("2001-05-31")
    assert found.transitions["provocation"] == {
        "taboo": 0, "extortion": 0, "provocation": 2, "detente": 0, "quiet": 2,
    }  # fmt: skip
    dwell = {d.name: d for d in found.dwell}
    assert dwell["provocation"].mean == 2.0
    assert dwell["quiet"].complete == (3,)
    quiet = dwell["quiet"]
    assert (quiet.months, quiet.followed, quiet.ended, quiet.mean) == (8, 7, 2, 3.5)


def test_one_month_alone():
    found = label(start=day("2001-02-01"), end=day("2001-02-28"))
    assert len(found.months) == 1
    assert found.phases[0].censored == "both"


def test_impossible_periods_and_dyads_are_refused():
    with pytest.raises(BadValue, match="start before end"):
        label(start=day("2002-01-01"))
    with pytest.raises(BadValue, match="different actors"):
        label_months([], WHOLE, dyad=("AAA", "AAA"), **YEAR)


gestures = st.lists(
    st.builds(
        lambda source, target, move, month, dom: event(
            "e", f"2001-{month:02}-{dom:02}", source=source, target=target, move=move
        ),
        st.sampled_from(["AAA", "BBB", "AAA;BBB", "CCC"]),
        st.sampled_from(["", "AAA", "BBB", "CCC"]),
        st.sampled_from(MOVES),
        st.integers(1, 12),
        st.integers(1, 28),
    ),
    max_size=12,
)


@given(gestures, st.randoms())
def test_order_of_events_is_no_matter_and_the_parts_add_up(found, chance):
    phases = label(*found)
    shuffled = list(found)
    chance.shuffle(shuffled)
    assert labels(label(*shuffled)) == labels(phases)
    assert sum(phase.months for phase in phases.phases) == 12
    assert sum(sum(row.values()) for row in phases.transitions.values()) == 11
    assert sum(d.n for d in phases.dwell) == len(phases.phases)
    changes = sum(
        count
        for before, row in phases.transitions.items()
        for after, count in row.items()
        if before != after
    )
    assert changes == len(phases.phases) - 1


@given(gestures, gestures)
def test_more_deeds_never_make_a_month_less_grave(some, more):
    names = default_rule().names
    before, after = label(*some), label(*some, *more)
    for one, two in zip(before.months, after.months, strict=True):
        assert names.index(two.label) <= names.index(one.label)


def test_another_rule_can_be_given_as_a_file(tmp_path):
    path = tmp_path / "rule.toml"
    path.write_text(
        'id = "talking"\nneeds = ["talks"]\ntext = {en = "Months with talks."}\n'
        '[[label]]\nname = "talk"\ntext = {en = "talk"}\n'
        'counts = [{who = "either", moves = ["talks"]}]\n'
        '[[label]]\nname = "none"\ntext = {en = "no talk"}\n'
    )
    found = label(
        event("t", "2001-03-01", source="BBB", target="CCC", move="talks"), rule=load_rule(path)
    )
    assert found.names == ("talk", "none")
    assert found.months[2].label == "talk"
    assert found.rule == "Months with talks."


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("id = ", "not valid TOML"),
        ('id = "x"\nneeds = []\ntext = {}\nlabel = []\nodd = 1', "odd"),
        ('id = "x"\nneeds = []\ntext = {}\nlabel = []', "two or more"),
        (
            'id = "x"\nneeds = []\ntext = {}\n'
            'label = [{name = "a", text = {}}, {name = "b", text = {}}]',
            "every label but the last",
        ),
        (
            'id = "x"\nneeds = []\ntext = {}\nlabel = [{name = "a", text = {}, '
            'counts = [{who = "either", moves = ["dance"]}]}, {name = "b", text = {}}]',
            "label a: moves: 'dance'",
        ),
    ],
)
def test_a_broken_rule_says_what_is_wrong(tmp_path, text, told):
    path = tmp_path / "rule.toml"
    path.write_text(text)
    with pytest.raises(BadValue, match=told):
        load_rule(path)


def test_a_missing_rule_file_is_named(tmp_path):
    with pytest.raises(FileUnreadable, match=r"gone\.toml"):
        load_rule(tmp_path / "gone.toml")


def test_a_deed_with_three_parties_still_reaches_the_other_side():
    rule = MonthRule(
        id="r",
        text={},
        needs=("talks",),
        label=(
            Label(name="a", text={}, counts=(Deed(who="either", moves=("talks",), to="other"),)),
            Label(name="b", text={}),
        ),
    )
    three = event("t", "2001-03-01", source="AAA;BBB;CCC", move="talks")
    pair = event("u", "2001-03-01", source="AAA;CCC", move="talks")
    assert rule.gravity(three, *DYAD) == 0
    assert rule.gravity(pair, *DYAD) is None
