"""Hidden Markov recursions equal sums over all paths, and each other."""

import math

import numpy as np
import pytest
from all_paths import markov_joint, summarise
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import nbinom, poisson

from standoff.cycle.hidden.ahead import predict_markov, simulate
from standoff.cycle.hidden.emission import log_likelihoods
from standoff.cycle.hidden.markov import (
    Markov,
    best_path,
    filter_states,
    sample_paths,
    smooth_states,
)
from standoff.cycle.hidden.markov_logs import filter_in_logs, smooth_in_logs
from standoff.cycle.hidden.negative_binomial import NegativeBinomialEmission
from standoff.cycle.hidden.poisson import PoissonEmission
from standoff.cycle.hidden.series import count_series
from standoff.errors import BadValue


def random_model(rng, states, *, forbid=False, width=2, bunched=False):
    start = rng.dirichlet(np.ones(states))
    transition = rng.dirichlet(np.ones(states), size=states)
    if forbid and states > 1:
        transition[0, states - 1] = 0.0
        transition /= transition.sum(axis=1, keepdims=True)
    rates = rng.gamma(1.0, 2.0, size=(states, width)) + 0.05
    emission = PoissonEmission(rate=rates)
    if bunched:
        emission = NegativeBinomialEmission(mean=rates, size=rng.gamma(2.0, 1.0, rates.shape) + 0.1)
    return Markov(start=start, transition=transition, emission=emission)


def random_counts(rng, length, *, width=2):
    counts = rng.poisson(2.0, size=(length, width)).astype(float)
    counts[rng.random(counts.shape) < 0.2] = np.nan
    return counts


records = st.tuples(
    st.integers(0, 10_000), st.integers(1, 3), st.integers(1, 7), st.booleans(), st.booleans()
)


@settings(max_examples=60, deadline=None)
@given(records)
def test_likelihood_posteriors_transitions_and_best_path_equal_all_paths(record):
    seed, states, length, forbid, bunched = record
    rng = np.random.default_rng(seed)
    model = random_model(rng, states, forbid=forbid, bunched=bunched)
    log_b = log_likelihoods(count_series(random_counts(rng, length)), model.emission)
    parts = model.start, model.transition, log_b
    truth = summarise(length, states, markov_joint(*parts))
    seen = smooth_states(*parts)
    assert seen.log_likelihood == pytest.approx(truth.log_likelihood, abs=1e-9)
    assert seen.probabilities == pytest.approx(truth.probabilities, abs=1e-9)
    assert seen.transitions == pytest.approx(truth.transitions, abs=1e-9)
    path, log_p = best_path(*parts)
    assert log_p == pytest.approx(truth.best_log, abs=1e-9)
    assert markov_joint(*parts)(tuple(path)) == pytest.approx(truth.best_log, abs=1e-9)
    filtered = filter_states(*parts)
    for t in range(length):
        until = summarise(t + 1, states, markov_joint(*parts[:2], log_b[: t + 1]))
        assert filtered.probabilities[t] == pytest.approx(until.probabilities[t], abs=1e-9)


def test_eight_periods_and_three_states_equal_all_paths():
    rng = np.random.default_rng(8)
    model = random_model(rng, 3)
    log_b = log_likelihoods(count_series(random_counts(rng, 8)), model.emission)
    truth = summarise(8, 3, markov_joint(model.start, model.transition, log_b))
    seen = smooth_states(model.start, model.transition, log_b)
    assert seen.log_likelihood == pytest.approx(truth.log_likelihood, abs=1e-10)
    assert seen.probabilities == pytest.approx(truth.probabilities, abs=1e-10)


def test_scaled_recursions_equal_those_in_logs_on_a_long_record():
    rng = np.random.default_rng(3)
    model = random_model(rng, 4, width=3)
    log_b = log_likelihoods(count_series(random_counts(rng, 3000, width=3)), model.emission)
    parts = model.start, model.transition, log_b
    seen = smooth_states(*parts)
    in_logs = smooth_in_logs(*parts)
    assert seen.log_likelihood == pytest.approx(in_logs[2], rel=1e-12)
    assert seen.probabilities == pytest.approx(in_logs[0], abs=1e-9)
    assert seen.transitions == pytest.approx(in_logs[1], abs=1e-7)
    filtered = filter_states(*parts)
    assert filtered.probabilities == pytest.approx(filter_in_logs(*parts)[0], abs=1e-9)


def test_a_state_that_looks_hopeless_is_not_lost_where_steps_are_forbidden():
    # Two states that never change: early months speak a thousand nats for one, later ones against.
    log_b = np.array([[0.0, -1000.0]] * 2 + [[-5000.0, 0.0]])
    seen = smooth_states(np.array([0.5, 0.5]), np.eye(2), log_b)
    assert seen.log_likelihood == pytest.approx(math.log(0.5) - 2000.0)
    assert seen.probabilities[0] == pytest.approx([0.0, 1.0])


def test_an_impossible_observation_names_its_period():
    log_b = np.array([[0.0, -1.0], [-np.inf, -np.inf]])
    even = np.full((2, 2), 0.5)
    for run in (filter_states, smooth_states, best_path):
        with pytest.raises(BadValue, match="period 1"):
            run(even[0], even, log_b)
    with pytest.raises(BadValue, match="period 0"):
        filter_states(np.array([1.0, 0.0]), np.eye(2), np.array([[-np.inf, 0.0]]))


def test_a_missing_record_leaves_the_chain_alone():
    rng = np.random.default_rng(1)
    model = random_model(rng, 3)
    log_b = log_likelihoods(count_series(np.full((5, 2), np.nan)), model.emission)
    seen = smooth_states(model.start, model.transition, log_b)
    assert seen.log_likelihood == pytest.approx(0.0, abs=1e-12)
    assert seen.probabilities[4] == pytest.approx(
        model.start @ np.linalg.matrix_power(model.transition, 4)
    )


def test_sampled_paths_follow_the_posterior():
    rng = np.random.default_rng(5)
    model = random_model(rng, 2)
    log_b = log_likelihoods(count_series(random_counts(rng, 4)), model.emission)
    truth = summarise(4, 2, markov_joint(model.start, model.transition, log_b))
    filtered = filter_states(model.start, model.transition, log_b)
    n = 40_000
    paths = sample_paths(filtered.probabilities, model.transition, n, rng)
    for path, probability in truth.by_path.items():
        share = (paths == np.array(path)).all(axis=1).mean()
        assert share == pytest.approx(probability, abs=4.5 * math.sqrt(0.25 / n))


def test_prediction_is_the_posterior_of_missing_periods():
    rng = np.random.default_rng(6)
    model = random_model(rng, 3)
    counts = random_counts(rng, 5)
    longer = np.vstack([counts, np.full((3, 2), np.nan)])
    log_b = log_likelihoods(count_series(longer), model.emission)
    seen = smooth_states(model.start, model.transition, log_b)
    now = filter_states(model.start, model.transition, log_b[:5]).probabilities[-1]
    assert predict_markov(model, now, 3) == pytest.approx(seen.probabilities[5:], abs=1e-12)


def test_simulated_records_have_the_shares_and_means_of_the_model():
    model = Markov(
        start=np.array([0.5, 0.5]),
        transition=np.array([[0.9, 0.1], [0.3, 0.7]]),
        emission=PoissonEmission(rate=np.array([[1.0], [6.0]])),
    )
    path, counts = simulate(model, 40_000, seed=2)
    assert np.bincount(path) / len(path) == pytest.approx([0.75, 0.25], abs=0.02)
    for state in (0, 1):
        assert counts[path == state].mean() == pytest.approx(
            model.emission.rate[state, 0], rel=0.03
        )
    again = simulate(model, 40_000, seed=2)
    assert (again[0] == path).all()
    assert (again[1] == counts).all()


def test_emissions_are_the_laws_they_say():
    rng = np.random.default_rng(4)
    counts = random_counts(rng, 12)
    series = count_series(counts)
    rate = rng.gamma(1.0, 2.0, size=(3, 2)) + 0.05
    size = rng.gamma(1.0, 2.0, size=(3, 2)) + 0.05
    pairs = [
        (PoissonEmission(rate=rate), poisson.logpmf(counts[:, None, :], rate)),
        (
            NegativeBinomialEmission(mean=rate, size=size),
            nbinom.logpmf(counts[:, None, :], size, size / (size + rate)),
        ),
    ]
    for emission, told in pairs:
        expected = np.where(np.isnan(counts[:, None, :]), 0.0, told).sum(axis=2)
        assert log_likelihoods(series, emission) == pytest.approx(expected, abs=1e-10)


def test_a_very_large_size_is_poisson():
    series = count_series(np.arange(9.0))
    rate = np.array([[0.5], [4.0]])
    close = NegativeBinomialEmission(mean=rate, size=np.full(rate.shape, 1e6))
    assert log_likelihoods(series, close) == pytest.approx(
        log_likelihoods(series, PoissonEmission(rate=rate)), abs=1e-4
    )


@pytest.mark.parametrize(
    "counts", [[], [[]], [[-1.0]], [[0.5]], [[np.inf]], [[1e9]], np.zeros((2, 2, 2))]
)
def test_what_is_no_count_is_refused(counts):
    with pytest.raises(BadValue):
        count_series(counts)


def test_a_series_is_its_counts_coded():
    series = count_series([3.0, np.nan, 0.0, 3.0])
    assert (series.length, series.width, series.observed().tolist()) == (4, 1, [3])
    assert series.pooled_mean() == pytest.approx([6.5 / 4])
    (table,) = series.histograms(np.array([[1.0], [5.0], [0.5], [2.0]]))
    assert table.tolist() == [[0.5, 3.0]]
