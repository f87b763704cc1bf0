"""Hidden models with clocks: sums over all paths, climbing, slopes, recovery, clear answers."""

from dataclasses import replace

import numpy as np
import pytest
from all_paths import markov_joint, semi_markov_joint, summarise
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import nbinom, poisson

from standoff.cycle.hidden import EmSettings, Markov, Priors, SemiMarkov
from standoff.cycle.hidden.clocked import (
    Clocked,
    clocked_counts,
    draw,
    filtered,
    log_emissions,
    log_probability,
    most_likely,
    predict,
    smooth,
    steps_of,
)
from standoff.cycle.hidden.clocked_fit import fit_clocked
from standoff.cycle.hidden.clocked_slopes import (
    emission_prior,
    log_prior,
    model_at,
    parameters_of,
    score_at,
)
from standoff.cycle.hidden.clocked_sure import effects_of
from standoff.cycle.hidden.durations import NegativeBinomialDurations, PoissonDurations
from standoff.cycle.hidden.logs import log_of
from standoff.cycle.hidden.negative_binomial import NegativeBinomialEmission
from standoff.cycle.hidden.poisson import PoissonEmission
from standoff.cycle.hidden.semi_markov import Laws
from standoff.errors import BadValue

QUICK = EmSettings(starts=2, max_steps=20, tolerance=1e-6)


def random_model(rng, states, kind, clocks=2, kinds=2, *, bunched=False, longest=5, left="fresh"):
    """A model of any kind, whose rates and steps move."""
    mean = rng.gamma(1.0, 2.0, (states, kinds)) + 0.05
    emission = PoissonEmission(rate=mean)
    if bunched:
        emission = NegativeBinomialEmission(mean=mean, size=rng.gamma(2.0, 1.0, mean.shape) + 0.1)
    steps = rng.dirichlet(np.ones(states), size=states)
    start = rng.dirichlet(np.ones(states))
    if kind == "markov":
        base = Markov(start, steps, emission)
    else:
        steps *= 1.0 - np.eye(states)
        law = NegativeBinomialDurations(
            rate=rng.gamma(2.0, 1.0, states), size=rng.gamma(2.0, 1.0, states), longest=longest
        )
        base = SemiMarkov(start, steps / steps.sum(axis=1, keepdims=True), law, emission, left)
    pulls = rng.normal(size=(states, clocks))
    return Clocked(base, rng.normal(0.0, 0.5, (kinds, clocks)), pulls - pulls.mean(axis=0))


def random_record(rng, length, clocks=2, kinds=2):
    counts = rng.poisson(2.0, (length, kinds)).astype(float)
    counts[rng.random(counts.shape) < 0.2] = np.nan
    return clocked_counts(counts, rng.normal(size=(length, clocks)))


records = st.tuples(st.integers(0, 10_000), st.integers(2, 3), st.integers(2, 7), st.booleans())


def joint_of(model, record):
    log_b = log_emissions(model, record)
    steps = steps_of(model, record.z)
    if isinstance(model.base, Markov):
        return markov_joint(model.base.start, steps, log_b)
    return semi_markov_joint(Laws.of(model.base)._replace(transition=log_of(steps)), log_b)


@settings(max_examples=60, deadline=None)
@given(records, st.sampled_from(["markov", "fresh", "equilibrium"]))
def test_likelihood_posteriors_steps_and_path_equal_all_paths(record, kind):
    seed, states, length, bunched = record
    rng = np.random.default_rng(seed)
    left = "fresh" if kind == "markov" else kind
    model = random_model(rng, states, kind, bunched=bunched, left=left)
    told = random_record(rng, length)
    joint = joint_of(model, told)
    truth = summarise(length, states, joint)
    seen = smooth(model, told)
    assert log_probability(model, told) == pytest.approx(truth.log_likelihood, abs=1e-9)
    assert seen.log_likelihood == pytest.approx(truth.log_likelihood, abs=1e-9)
    assert seen.probabilities == pytest.approx(truth.probabilities, abs=1e-9)
    moves = truth.transitions if kind == "markov" else truth.transitions * (1 - np.eye(states))
    assert seen.transitions.sum(axis=0) == pytest.approx(moves, abs=1e-9)
    path, log_p = most_likely(model, told)
    assert log_p == pytest.approx(truth.best_log, abs=1e-9)
    assert joint(tuple(path)) == pytest.approx(truth.best_log, abs=1e-9)
    last = summarise(length, states, joint).probabilities[-1]
    assert filtered(model, told)[-1] == pytest.approx(last, abs=1e-9)


@pytest.mark.parametrize("kind", ["markov", "semi_markov"])
def test_eight_periods_equal_all_paths(kind):
    rng = np.random.default_rng(8)
    model, told = random_model(rng, 3, kind), random_record(rng, 8)
    truth = summarise(8, 3, joint_of(model, told))
    assert log_probability(model, told) == pytest.approx(truth.log_likelihood, abs=1e-10)
    assert smooth(model, told).probabilities == pytest.approx(truth.probabilities, abs=1e-10)


@pytest.mark.parametrize("bunched", [False, True])
def test_emissions_are_those_of_the_moved_rates(bunched):
    rng = np.random.default_rng(3)
    model, told = random_model(rng, 2, "markov", bunched=bunched), random_record(rng, 12)
    mean = model.base.emission.mean * np.exp(told.z @ model.rates.T)[:, None, :]
    counts = told.counts[:, None, :]
    if bunched:
        size = model.base.emission.size
        logs = nbinom.logpmf(counts, size, size / (size + mean))
    else:
        logs = poisson.logpmf(counts, mean)
    assert log_emissions(model, told) == pytest.approx(np.nansum(logs, axis=2))


@pytest.mark.parametrize("kind", ["markov", "semi_markov"])
def test_long_records_equal_their_plain_twins(kind, monkeypatch):
    from standoff.cycle.hidden import markov, semi_markov

    rng = np.random.default_rng(5)
    model, told = random_model(rng, 3, kind), random_record(rng, 230)
    fast = smooth(model, told), most_likely(model, told)
    monkeypatch.setattr(markov, "COMPILE_FROM", 10_000)
    monkeypatch.setattr(semi_markov, "COMPILE_FROM", 10_000)
    slow = smooth(model, told), most_likely(model, told)
    assert fast[0].probabilities == pytest.approx(slow[0].probabilities, abs=1e-8)
    assert fast[0].transitions == pytest.approx(slow[0].transitions, abs=1e-8)
    assert fast[0].log_likelihood == pytest.approx(slow[0].log_likelihood)
    assert fast[1][0].tolist() == slow[1][0].tolist()


@pytest.mark.parametrize("kind", ["markov", "semi_markov"])
@pytest.mark.parametrize("emission", ["poisson", "negative_binomial"])
@pytest.mark.parametrize("states", [2, 3])
def test_fits_never_step_down_and_are_no_worse_than_without_clocks(kind, emission, states):
    rng = np.random.default_rng(states)
    clocks = np.column_stack([np.arange(90) % 30 > 23, rng.normal(size=90)])
    told = clocked_counts(np.zeros((90, 2)), clocks)
    _, counts = draw(random_model(rng, states, kind), told.z, 1)
    holed = counts.astype(float)
    holed[rng.random(holed.shape) < 0.1] = np.nan
    fit = fit_clocked(
        clocked_counts(holed, clocks), states, kind=kind, emission=emission, longest=12,
        settings=QUICK,
    )  # fmt: skip
    assert np.diff(fit.trace).min(initial=0.0) >= -1e-9
    # An effect of none has the prior's highest density, so clocks only add height.
    assert fit.trace[-1] >= fit.without.trace[-1] - 1e-6
    assert fit.model.base.transition.sum(axis=1) == pytest.approx(np.ones(states))


@pytest.mark.parametrize("durations", ["poisson", "free"])
@pytest.mark.parametrize("left", ["fresh", "equilibrium"])
def test_other_dwell_times_never_step_down(durations, left):
    rng = np.random.default_rng(4)
    told = random_record(rng, 50)
    fit = fit_clocked(told, 3, kind="semi_markov", durations=durations, left=left, longest=8,
                      settings=EmSettings(starts=1, max_steps=20))  # fmt: skip
    assert np.diff(fit.trace).min(initial=0.0) >= -1e-9
    assert np.isfinite(effects_of(fit.model, told).rates).all()


@pytest.mark.parametrize("kind", ["markov", "semi_markov"])
@pytest.mark.parametrize("bunched", [False, True])
def test_the_slope_is_that_of_the_penalised_likelihood(kind, bunched):
    rng = np.random.default_rng(6)
    model = random_model(rng, 3, kind, bunched=bunched, left="equilibrium")
    if kind == "semi_markov" and not bunched:
        law = PoissonDurations(rate=rng.gamma(2.0, 1.0, 3), longest=5)
        model = replace(model, base=replace(model.base, durations=law))
    told, priors = random_record(rng, 40), Priors()
    x = parameters_of(model)

    def height(y):
        there = model_at(y, model)
        prior = emission_prior(told, priors)
        return log_probability(there, told) + log_prior(there, prior, priors)

    slope = score_at(model, told, priors)
    for place in range(len(x)):
        h = np.zeros(len(x))
        h[place] = 1e-5
        rise = (height(x + h) - height(x - h)) / 2e-5
        assert slope[place] == pytest.approx(rise, abs=2e-4, rel=1e-4)


def cycle_of_votes(length):
    """Half a year before a vote every four years, and a slow drift."""
    rng = np.random.default_rng(0)
    return np.column_stack([np.arange(length) % 48 >= 42, rng.normal(size=length).cumsum() / 20.0])


def planted(kind):
    emission = PoissonEmission(np.array([[0.3, 0.2], [1.0, 2.0], [4.0, 0.5]]))
    stay = np.array([[0.8, 0.1, 0.1], [0.15, 0.8, 0.05], [0.2, 0.05, 0.75]])
    start = np.full(3, 1 / 3)
    base = Markov(start, stay, emission)
    if kind == "semi_markov":
        off = stay * (1 - np.eye(3))
        law = NegativeBinomialDurations(np.array([5.0, 3.0, 4.0]), np.full(3, 3.0), 24)
        base = SemiMarkov(start, off / off.sum(axis=1, keepdims=True), law, emission)
    return Clocked(base, np.array([[0.4, 0.0], [0.0, -0.4]]),
                   np.array([[-0.4, 0.0], [0.0, 0.0], [0.4, 0.0]]))  # fmt: skip


@pytest.mark.parametrize("kind", ["markov", "semi_markov"])
def test_planted_effects_come_back_within_their_intervals(kind):
    clocks = cycle_of_votes(1200)
    told = clocked_counts(np.zeros((1200, 2)), clocks)
    truth = planted(kind)
    _, counts = draw(truth, told.z, 7)
    told = clocked_counts(counts, clocks)
    fit = fit_clocked(told, 3, kind=kind, settings=EmSettings(starts=1, tolerance=1e-7))
    found = effects_of(fit.model, told)
    rates = truth.rates / told.spread
    assert (np.abs(found.rates - rates) < 3.3 * found.rate_errors).all()
    pulls = truth.pulls * 1.5 / told.spread
    assert (np.abs(found.pulls - pulls) < 3.3 * found.pull_errors).all()
    assert found.rate_learned.min() > 0.9
    assert fit.bic < fit.without.bic


@pytest.mark.full
@pytest.mark.parametrize("kind", ["markov", "semi_markov"])
def test_intervals_hold_the_truth_as_often_as_they_say(kind):
    clocks, truth = cycle_of_votes(500), planted(kind)
    told = clocked_counts(np.zeros((500, 2)), clocks)
    inside, n = 0, 0
    for seed in range(200):
        _, counts = draw(truth, told.z, seed)
        record = clocked_counts(counts, clocks)
        fit = fit_clocked(record, 3, kind=kind, settings=EmSettings(starts=1, tolerance=1e-6))
        found = effects_of(fit.model, record)
        off = np.abs(found.rates - truth.rates / told.spread) / found.rate_errors
        off = np.concatenate([
            off.ravel(),
            (np.abs(found.pulls - truth.pulls * 1.5 / told.spread) / found.pull_errors).ravel(),
        ])  # fmt: skip
        inside, n = inside + (off < 1.96).sum(), n + np.isfinite(off).sum()
    assert 0.90 <= inside / n <= 0.98


def test_a_clock_of_nothing_is_not_believed():
    rng = np.random.default_rng(2)
    told = clocked_counts(rng.poisson([1.0, 0.3], (240, 2)), rng.normal(size=(240, 1)))
    fit = fit_clocked(told, 2, settings=QUICK)
    found = effects_of(fit.model, told)
    assert fit.bic > fit.without.bic
    assert (np.abs(found.rates) < 3.0 * found.rate_errors).all()


def test_a_clock_that_strikes_where_nothing_is_seen_teaches_nothing():
    rng = np.random.default_rng(2)
    counts = rng.poisson(1.0, (60, 1)).astype(float)
    counts[50:] = np.nan
    told = clocked_counts(counts, np.arange(60) >= 50)
    found = effects_of(fit_clocked(told, 2, settings=QUICK).model, told)
    assert found.rate_learned[0, 0] < 0.2


def test_a_semi_markov_chain_of_two_states_cannot_be_pulled():
    rng = np.random.default_rng(1)
    told = random_record(rng, 60)
    fit = fit_clocked(told, 2, kind="semi_markov", longest=8, settings=QUICK)
    assert not fit.model.can_pull
    assert not fit.model.pulls.any()
    found = effects_of(fit.model, told)
    assert np.isnan(found.pulls).all()
    assert fit.model.n_parameters == fit.model.base.n_parameters + 4


@pytest.mark.parametrize("kind", ["markov", "semi_markov"])
def test_what_comes_next_equals_all_paths(kind):
    rng = np.random.default_rng(9)
    model, told = random_model(rng, 3, kind), random_record(rng, 7)
    short = told.first(5)
    states, counts = predict(model, short, told.z[5:] * told.spread + told.mean)
    blind = clocked_counts(np.vstack([told.counts[:5], np.full((2, 2), np.nan)]),
                           told.z * told.spread + told.mean)  # fmt: skip
    truth = summarise(7, 3, joint_of(model, replace(blind, z=told.z)))
    # The last period of a record without later ones: nothing after it is known.
    assert states[-1] == pytest.approx(truth.probabilities[-1], abs=1e-9)
    moved = model.base.emission.mean * np.exp(told.z[6] @ model.rates.T)
    assert counts[-1] == pytest.approx(truth.probabilities[-1] @ moved)


@pytest.mark.parametrize(
    ("counts", "clocks"),
    [
        ([[0.0], [0.0]], [0.0, 1.0]),
        ([[3.0], [np.nan]], [0.0, 1.0]),
        (np.zeros((30, 2)), np.arange(30)),
        (np.full((30, 1), 5.0), np.arange(30)),
        (np.eye(30)[:, :1], np.arange(30) == 0),
    ],
    ids=["two periods", "one seen", "zeros", "constant", "one event under the clock"],
)
@pytest.mark.parametrize("kind", ["markov", "semi_markov"])
def test_small_and_plain_records_give_a_clear_answer(counts, clocks, kind):
    told = clocked_counts(counts, clocks)
    fit = fit_clocked(told, 2, kind=kind, emission="negative_binomial", longest=6, settings=QUICK)
    found = effects_of(fit.model, told)
    assert np.isfinite(fit.log_likelihood)
    assert np.isfinite(found.rates).all()


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda: clocked_counts([[1.0], [2.0]], [[1.0]]), r"\(2, P\)"),
        (lambda: clocked_counts([[1.0], [2.0]], [1.0, 1.0]), "never moves"),
        (lambda: clocked_counts([[1.0], [2.0]], [1.0, np.nan]), "holes"),
        (lambda: fit_clocked(clocked_counts([[1.0], [2.0]], [0, 1]), 1, kind="semi_markov"), "2"),
        (lambda: predict(random_model(np.random.default_rng(0), 2, "markov"),
                         random_record(np.random.default_rng(0), 5), [[1.0]]), "steps, 2"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_says_why(call, told):
    with pytest.raises(BadValue, match=told):
        call()
