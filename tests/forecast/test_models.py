"""Regression, phase model and pool: against slow twins, on planted worlds, and at the edges."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise, product

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize
from scipy.stats import nbinom, poisson

from planted import covered, day, event
from standoff.errors import QuestionError
from standoff.forecast import parse_question
from standoff.forecast.asked import Asked
from standoff.forecast.asking import SINGLE, Panel, moved
from standoff.forecast.clocks import election_days, share_before
from standoff.forecast.negative_binomial import fit_negative_binomial
from standoff.forecast.phase_model import _run
from standoff.forecast.pool import Answered, came_by, past_origins, pool_weights
from standoff.forecast.view import View
from standoff.nouns import Event, Question

LONG = [covered("1990-01-01", "2020-12-31")]
DYAD = ("AAA", "BBB")


def spells(first: int = 1990, last: int = 2019) -> list[Event]:
    """Every fourth year AAA tests each month; in the others it does nothing."""
    return [
        event(f"t{year}-{month}", f"{year}-{month:02d}-10", target="BBB", system="short_range")
        for year in range(first, last + 1)
        if year % 4 == 0
        for month in range(1, 13)
    ]


def asked_on(until: str, days: int = 90, text: str = "AAA weapon_test") -> Question:
    start = day(until) + timedelta(days=1)
    return parse_question(text, start, start + timedelta(days=days - 1))


def panel(events: list[Event], until: str) -> Panel:
    return Panel(View(events, LONG, knows_until=day(until), dyad=DYAD))


# Negative binomial regression


def test_the_negative_binomial_fit_is_where_a_general_optimiser_ends():
    rng = np.random.default_rng(4)
    x = rng.normal(size=(120, 2))
    mean = np.exp(0.3 + x @ [0.8, -0.4])
    y = rng.negative_binomial(2.0, 2.0 / (2.0 + mean)).astype(float)
    offset, weight = rng.normal(size=120) * 0.1, rng.uniform(0.3, 1.0, 120)
    fit = fit_negative_binomial(x, y, offset, weight, ridge=3.0)

    def cost(beta):
        a = fit.dispersion
        rows = np.column_stack([np.ones(121), np.vstack([x, np.zeros((1, 2))])])
        mu = np.exp(np.append(offset, offset.mean()) + rows @ beta)
        counts, weights = np.append(y, 0.5), np.append(weight, 1.0)
        height = counts * np.log(mu) - (counts + 1 / a) * np.log1p(a * mu)
        return -(weights @ height) + 1.5 * (beta[1:] ** 2).sum()

    found = minimize(cost, np.zeros(3), method="BFGS", options={"gtol": 1e-9})
    assert fit.beta == pytest.approx(found.x, abs=1e-5)
    assert 0.2 < fit.dispersion < 1.2  # planted: 1 / 2
    assert fit.beta[1] > 0.5 > 0 > fit.beta[2]


def test_tails_are_those_of_the_negative_binomial():
    fit = fit_negative_binomial(
        np.zeros((9, 1)), np.arange(9.0), np.zeros(9), np.ones(9), ridge=1.0
    )
    r, mean = 1 / fit.dispersion, np.exp(0.7)
    expected = nbinom.sf(np.arange(5), r, r / (r + mean))
    assert fit.at_least(0.7, 5) == pytest.approx(expected)


def test_a_record_of_zeros_gives_a_finite_fit():
    fit = fit_negative_binomial(
        np.ones((30, 1)), np.zeros(30), np.zeros(30), np.ones(30), ridge=1.0
    )
    assert np.isfinite(fit.beta).all()
    assert fit.at_least(fit.predict(np.zeros(1), 0.0)[0], 1)[0] < 0.1


# Phase model


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 2), st.lists(st.sampled_from([0.0, 0.4, 1.0]), min_size=1, max_size=3),
       st.integers(0, 999))  # fmt: skip
def test_the_count_ahead_equals_the_sum_over_all_paths_and_counts(most, shares, seed):
    rng = np.random.default_rng(seed)
    now, rates = rng.dirichlet(np.ones(2)), rng.uniform(0.1, 2.0, 2)
    step = rng.dirichlet(np.ones(2), size=2)
    expected = np.zeros(most)
    for path in product(range(2), repeat=len(shares) + 1):
        weight = now[path[0]]
        for a, b in pairwise(path):
            weight *= step[a, b]
        mean = sum(rates[k] * share for k, share in zip(path[1:], shares, strict=True))
        expected += weight * poisson.sf(np.arange(most), mean)
    assert _run(now, step, rates, shares, most) == pytest.approx(expected, abs=1e-12)


def test_the_phase_model_tells_a_spell_from_a_quiet_year():
    looks = {}
    for until in ("2008-06-30", "2010-06-30"):
        asking = panel(spells(), until)
        looks[until] = asking.looks(Asked(asked_on(until), asking.view))["phase"]
    busy, quiet = looks["2008-06-30"], looks["2010-06-30"]
    assert busy.chance(1) > 0.8 > 0.4 > quiet.chance(1)
    name, figures = busy.reasons[0]
    assert name == "phase"
    assert figures["phase"] == "provocation"
    assert figures["rate"] > 3 * quiet.reasons[0][1]["rate"]


def test_the_regression_sees_the_spell_too_and_says_what_moves_it():
    until = "2008-06-30"
    asking = panel(spells(), until)
    look = asking.looks(Asked(asked_on(until), asking.view))["clock_regression"]
    base = asking.looks(Asked(asked_on(until), asking.view))["base_rate"]
    assert look.chance(1) > base.chance(1)
    name, figures = look.reasons[0]
    assert name == "regression"
    assert figures["factor"] > 1


def test_models_that_have_too_little_say_so():
    view = View([], [covered("2019-01-01", "2019-12-31")], knows_until=day("2019-12-31"))
    looks = Panel(view).looks(Asked(asked_on("2019-12-31"), view))
    assert looks["phase"].reasons[0][0] == "no_phase"
    assert looks["clock_regression"].reasons[0][0] == "short_past"
    assert looks["phase"].interval == (0.0, 1.0)


@given(st.integers(1, 400), st.integers(1, 3))
@settings(max_examples=15, deadline=None)
def test_chances_fall_with_the_number_asked_for_and_lie_in_their_interval(days, at_least):
    until = "2011-03-17"
    question = asked_on(until, days, f"AAA weapon_test x{at_least}")
    asking = panel(spells(), until)
    for look in asking.looks(Asked(question, asking.view)).values():
        tail = np.array(look.at_least)
        assert ((tail >= 0) & (tail <= 1)).all()
        assert (np.diff(tail) <= 1e-12).all()
        low, high = look.interval
        assert low <= look.chance(at_least) + 1e-9
        assert look.chance(at_least) <= high + 1e-9


# Clocks


def test_votes_fall_on_the_tuesday_after_the_first_monday():
    assert election_days(["USA"], 2015, 2021) == (date(2016, 11, 8), date(2020, 11, 3))
    assert election_days(["PRK"], 2000, 2020) == ()


def test_the_share_of_a_window_before_a_vote_is_counted_day_by_day():
    vote = date(2020, 11, 3)
    starts = np.array([date(2020, 1, 1).toordinal() + 7 * n for n in range(60)])
    ends = starts + 29
    counted = [
        sum(0 < vote.toordinal() - d <= 180 for d in range(s, e + 1)) / 30
        for s, e in zip(starts, ends, strict=True)
    ]
    assert share_before([vote], 180, starts, ends) == pytest.approx(counted)


# Pool


def answer(origin: date, came: bool, **chances: float) -> Answered:
    end = origin + timedelta(days=90)
    return Answered(
        origin=origin,
        end=end,
        needed=1,
        at_least={name: (chance,) for name, chance in chances.items()},
        came_on=end if came else None,
    )


def test_weight_goes_to_the_model_that_did_better_on_closed_windows_only():
    until = date(2020, 12, 31)
    origins = past_origins(until)
    good = [answer(o, True, base_rate=0.2, phase=0.9) for o in origins]
    weights = pool_weights(good, ("base_rate", "phase"), until, 90)
    assert weights["phase"] > 0.99
    assert sum(weights.values()) == pytest.approx(1.0)
    # The same answers, none of whose windows is over: the prior.
    still_open = [msgspec.structs.replace(one, end=date(2021, 6, 1)) for one in good]
    assert pool_weights(still_open, ("base_rate", "phase"), until, 90)["base_rate"] == 0.5
    # What came became known only later: then it had not come yet.
    late = [msgspec.structs.replace(one, came_on=date(2021, 1, 1)) for one in good]
    assert pool_weights(late, ("base_rate", "phase"), until, 90)["base_rate"] > 0.99


def test_past_origins_are_a_quarter_apart_and_keep_the_end_of_the_month():
    found = past_origins(date(2020, 5, 31))
    assert found[:3] == (date(2020, 2, 29), date(2019, 11, 30), date(2019, 8, 31))
    assert len(found) == 32
    assert past_origins(date(2, 1, 1))[-1] >= date(1, 1, 1)


def test_it_came_on_the_day_that_enough_of_it_was_known():
    question = parse_question("AAA weapon_test x2", day("2001-01-01"), day("2001-01-31"))
    record = [
        event("a", "2001-01-05", known_from=day("2001-02-01")),
        event("b", "2001-01-06", known_from=day("2001-01-07")),
        event("c", "2001-02-06"),
    ]
    assert came_by(question, record) == day("2001-02-01")
    assert came_by(question, record[1:]) is None


def test_the_pool_lies_between_its_models_and_names_its_weights():
    asking = panel(spells(), "2010-06-30")
    found = asking.forecast(asked_on("2010-06-30"))
    assert found.model == "pool"
    assert set(found.baselines) == set(SINGLE)
    assert min(found.baselines.values()) <= found.probability <= max(found.baselines.values())
    assert found.interval[0] <= found.probability <= found.interval[1]
    assert "weights its models" in found.reasons[0]
    assert set(found.reason_texts) == {"en", "de"}
    with pytest.raises(QuestionError, match="base_rate, recency_weighted"):
        asking.forecast(asked_on("2010-06-30"), model="oracle")


def test_a_question_is_moved_as_a_whole():
    question = asked_on("2010-06-30", 31)
    back = moved(question, day("2010-06-30"), day("2009-06-30"))
    assert (back.start, back.end) == (day("2009-07-01"), day("2009-07-31"))


def test_a_model_with_too_little_to_go_by_is_left_out_of_the_pool():
    short = Panel(View(spells(2008, 2008), [covered("2008-01-01", "2008-12-31")],
                       knows_until=day("2008-12-31"), dyad=DYAD))  # fmt: skip
    asked = Asked(asked_on("2008-12-31", 30), short.view)
    outlooks = short.looks(asked)
    silent = {name for name, one in outlooks.items() if one.silent}
    assert silent
    assert "base_rate" not in silent
    found = short.forecast(asked_on("2008-12-31", 30))
    chances = [found.baselines[name] for name in SINGLE if name not in silent]
    assert min(chances) <= found.probability <= max(chances)
    assert all(outlooks[name].interval == (0.0, 1.0) for name in silent)
    assert set(found.baselines) == set(SINGLE) - silent, "a model that knows nothing has no number"
    mute = short.forecast(asked_on("2008-12-31", 30), model=min(silent))
    assert mute.blind
    assert not found.blind
