"""From a record to named phases under a hidden model."""

from datetime import date, timedelta

import numpy as np
import pytest

from planted import covered, day, event
from standoff.cycle.hidden import EmSettings, hidden_phases, month_counts
from standoff.cycle.hidden.naming import name_states, naming_text
from standoff.errors import BadValue

DYAD = ("AAA", "BBB")
PERIOD = {"dyad": DYAD, "start": day("2001-01-01"), "end": day("2006-12-31")}
WHOLE = [covered("2000-01-01", "2007-12-31")]
QUICK = EmSettings(starts=3, max_steps=80)


def crisis_record():
    """Years in turn: one of launches, four a month, then one of meetings, two a month."""
    found = []
    for year in range(2001, 2007):
        for month in range(1, 13):
            for number in range(4 if year % 2 else 2):
                when = date(year, month, 1) + timedelta(days=3 * number)
                fields = {} if year % 2 else {"move": "talks", "target": "BBB"}
                found.append(event(f"{when}", f"{when}", **fields))
    return found


def test_counts_by_month_and_kind_with_holes_and_undecided_deeds():
    record = [
        event("a", "2001-02-03", system="nuclear"),
        event("b", "2001-02-03"),
        event("b2", "2001-02-03"),
        event("c", "2001-02-27", "2001-02-28"),
        event("d", "2001-03-31", "2001-04-01"),
        event("e", "2001-05-01"),
    ]
    hole = [covered("2001-01-01", "2001-04-30"), covered("2001-06-01", "2001-12-31")]
    found = month_counts(record, hole, dyad=DYAD, start=day("2001-01-01"), end=day("2001-06-30"))
    assert found.names == ("taboo", "extortion", "provocation", "detente")
    assert found.counts[1].tolist() == [1, 0, 2, 0]
    assert np.isnan(found.counts[4]).all()
    assert found.counts[[0, 2, 3, 5]].sum() == 0
    assert found.undecided == ("d",)


@pytest.mark.parametrize("model", ["markov", "semi_markov"])
def test_planted_phases_are_found_and_named(model):
    found = hidden_phases(crisis_record(), WHOLE, states=2, model=model, settings=QUICK, **PERIOD)
    assert [phase.name for phase in found.phases] == ["provocation", "detente"] * 3
    assert [phase.months for phase in found.phases] == [12] * 6
    assert all(phase.probability > 0.95 for phase in found.phases)
    for month in found.months:
        assert sum(month.probabilities.values()) == pytest.approx(1.0)
    assert found.transitions["provocation"]["detente"] == 3


def test_an_uncovered_month_has_probabilities_but_no_label():
    hole = [covered("2001-01-01", "2001-05-31"), covered("2001-07-01", "2006-12-31")]
    found = hidden_phases(crisis_record(), hole, states=2, model="markov", settings=QUICK, **PERIOD)
    june = found.months[5]
    assert (june.label, june.covered) == ("", False)
    assert june.probabilities["provocation"] > 0.9
    assert [phase.censored for phase in found.phases[:2]] == ["both", "left"]


def test_an_uncovered_record_and_unknown_models_are_refused():
    with pytest.raises(BadValue, match="every period is missing"):
        hidden_phases([], [], settings=QUICK, **PERIOD)
    with pytest.raises(BadValue, match="markov, semi_markov"):
        hidden_phases([], WHOLE, model="magic", **PERIOD)
    with pytest.raises(BadValue, match="start before end"):
        month_counts([], WHOLE, dyad=DYAD, start=day("2002-01-01"), end=day("2001-01-01"))


def test_a_quiet_record_is_quiet():
    found = hidden_phases([], WHOLE, states=2, settings=QUICK, **PERIOD)
    assert {month.label for month in found.months} == {"quiet"}
    assert [phase.months for phase in found.phases] == [72]


def test_names_follow_the_stated_rule():
    names = ("grave", "light", "quiet")
    usual = np.array([0.2, 1.0])
    mean = np.array([[0.2, 1.0], [0.4, 3.0], [0.1, 1.5], [0.19, 0.5]])
    assert name_states(mean, usual, names) == ("quiet", "grave", "light", "quiet")
    assert name_states(np.array([[0.15, 0.0]]), np.array([0.01, 0.0]), names) == ("quiet",)
    assert "1.5 times" in naming_text()["en"]
    assert set(naming_text()) == {"en", "de"}
