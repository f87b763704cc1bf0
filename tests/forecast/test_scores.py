"""Scores are proper, carry n and a baseline, and outcomes stay open where the record is silent."""

import math

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planted import covered, day, event
from standoff.errors import BadValue
from standoff.forecast import (
    base_rate,
    brier_score,
    log_score,
    outcome_of,
    parse_question,
    score_forecasts,
)

YEAR = [covered("2001-01-01", "2001-12-31")]
JUNE = parse_question("AAA weapon_test x2", day("2001-06-01"), day("2001-06-30"))


def test_known_values():
    assert brier_score(0.7, True) == pytest.approx(0.09)
    assert brier_score(0.7, False) == pytest.approx(0.49)
    assert log_score(0.5, True) == pytest.approx(math.log(2))
    assert log_score(0.0, True) == math.inf
    assert log_score(1.0, True) == 0.0


def test_probabilities_outside_zero_to_one_are_refused():
    with pytest.raises(BadValue, match=r"^probability 1\.1; expected 0 to 1\.$"):
        brier_score(1.1, True)
    with pytest.raises(BadValue, match=r"^probability nan; expected 0 to 1\.$"):
        log_score(float("nan"), False)


@given(st.floats(0.01, 0.99), st.floats(0.01, 0.99))
def test_both_scores_are_proper(truth, told):
    for score in (brier_score, log_score):
        honest = truth * score(truth, True) + (1 - truth) * score(truth, False)
        other = truth * score(told, True) + (1 - truth) * score(told, False)
        assert honest <= other + 1e-12


def test_an_outcome_is_true_only_if_sure_and_false_only_if_covered():
    two = [event("a", "2001-06-03"), event("b", "2001-06-30")]
    assert outcome_of(JUNE, two, []) is True
    assert outcome_of(JUNE, two[:1], YEAR) is False
    assert outcome_of(JUNE, two[:1], []) is None
    assert outcome_of(JUNE, [], [covered("2001-01-01", "2001-06-29")]) is None
    fuzzy = [two[0], event("c", "2001-06-30", "2001-07-01")]
    assert outcome_of(JUNE, fuzzy, YEAR) is None


def test_scores_carry_n_and_the_baseline():
    forecasts = [
        base_rate(
            parse_question("AAA weapon_test", day("2002-01-01"), day("2002-01-30")),
            [event("a", "2001-12-05")],
            YEAR,
            knows_until=day("2001-12-31"),
        )
    ] * 2
    p = forecasts[0].probability
    found = score_forecasts(forecasts, [True, False], baseline="even_odds", label="illustration")
    assert (found.n, found.model, found.rule) == (2, "base_rate", "brier")
    assert found.label == "illustration"
    assert found.value == pytest.approx(((1 - p) ** 2 + p**2) / 2)
    assert (found.baseline, found.baseline_value) == ("even_odds", 0.25)
    own = score_forecasts(forecasts, [True, False], rule="log")
    assert own.value == own.baseline_value
    assert (own.baseline, own.label) == ("base_rate", "")


def test_a_score_without_its_parts_is_refused():
    forecast = base_rate(
        parse_question("AAA weapon_test", day("2002-01-01"), day("2002-01-30")),
        [], YEAR, knows_until=day("2001-12-31"),
    )  # fmt: skip
    with pytest.raises(BadValue, match="one outcome"):
        score_forecasts([], [])
    with pytest.raises(
        BadValue, match="1 forecasts by 1 models with 0 outcomes; expected one outco"
    ):
        score_forecasts([forecast], [])
    with pytest.raises(BadValue, match="brier, log"):
        score_forecasts([forecast], [True], rule="guess")
    with pytest.raises(
        BadValue,
        match=r"forecast of AAA weapon_test: baseline 'oracle'; expected one of .*even_odds",
    ):
        score_forecasts([forecast], [True], baseline="oracle")
    two = msgspec.structs.replace(forecast, baselines={"recency": 0.5, "even_odds": 0.5})
    with pytest.raises(BadValue, match="expected one of even_odds, recency"):
        score_forecasts([two], [True], baseline="oracle")
    other = msgspec.structs.replace(forecast, model="oracle")
    with pytest.raises(BadValue, match="2 forecasts by 2 models"):
        score_forecasts([forecast, other], [True, True])
