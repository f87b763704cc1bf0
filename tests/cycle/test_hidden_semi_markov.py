"""Hidden semi-Markov recursions equal sums over all paths; dwell-time laws fit what they should."""

import math

import numpy as np
import pytest
from all_paths import segments_of, semi_markov_joint, summarise
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import nbinom, poisson

from standoff.cycle.hidden.ahead import predict_semi_markov, simulate
from standoff.cycle.hidden.completion import complete_durations
from standoff.cycle.hidden.durations import (
    DurationPrior,
    FreeDurations,
    NegativeBinomialDurations,
    PoissonDurations,
    mean_duration,
)
from standoff.cycle.hidden.emission import log_likelihoods
from standoff.cycle.hidden.markov import Markov, smooth_states
from standoff.cycle.hidden.poisson import PoissonEmission
from standoff.cycle.hidden.segments import best_segments, filter_segments, sample_segments
from standoff.cycle.hidden.semi_markov import Laws, SemiMarkov, smooth_segments, sweep
from standoff.cycle.hidden.series import count_series
from standoff.errors import BadValue


def random_model(rng, states, longest, left="equilibrium", holes=False):
    transition = rng.dirichlet(np.ones(states), size=states)
    np.fill_diagonal(transition, 0.0)
    transition /= transition.sum(axis=1, keepdims=True)
    pmf = rng.dirichlet(np.ones(longest), size=states)
    if holes and longest > 1:
        pmf[:, rng.integers(longest - 1)] = 0.0
        pmf /= pmf.sum(axis=1, keepdims=True)
    return SemiMarkov(
        start=rng.dirichlet(np.ones(states)),
        transition=transition,
        durations=FreeDurations(pmf=pmf),
        emission=PoissonEmission(rate=rng.gamma(1.0, 2.0, size=(states, 1)) + 0.05),
        left=left,
    )


def random_log_b(rng, model, length):
    counts = rng.poisson(2.0, size=(length, 1)).astype(float)
    counts[rng.random(counts.shape) < 0.2] = np.nan
    return log_likelihoods(count_series(counts), model.emission)


def durations_by_search(truth, length, states, longest):
    """Expected numbers of segments by state and length, over all paths."""
    ended, censored, first_ended, first_censored = np.zeros((4, states, longest))
    for path, weight in truth.by_path.items():
        runs = segments_of(path)
        if weight == 0.0:
            continue
        for place, (state, run) in enumerate(runs):
            last, first = place == len(runs) - 1, place == 0
            table = {
                (True, True): first_censored, (True, False): first_ended,
                (False, True): censored, (False, False): ended,
            }[first, last]  # fmt: skip
            table[state, run - 1] += weight
    return ended, censored, first_ended, first_censored


records = st.tuples(
    st.integers(0, 10_000),
    st.integers(2, 3),
    st.integers(1, 7),
    st.integers(1, 9),
    st.sampled_from(["equilibrium", "fresh"]),
    st.booleans(),
)


@settings(max_examples=80, deadline=None)
@given(records)
def test_likelihood_posteriors_durations_and_best_path_equal_all_paths(record):
    seed, states, length, longest, left, holes = record
    rng = np.random.default_rng(seed)
    model = random_model(rng, states, longest, left, holes)
    laws, log_b = Laws.of(model), random_log_b(rng, model, length)
    joint = semi_markov_joint(laws, log_b)
    truth = summarise(length, states, joint)
    seen = smooth_segments(laws, log_b)
    assert seen.log_likelihood == pytest.approx(truth.log_likelihood, abs=1e-9)
    assert seen.probabilities == pytest.approx(truth.probabilities, abs=1e-9)
    changes = truth.transitions.copy()
    np.fill_diagonal(changes, 0.0)
    assert seen.transitions == pytest.approx(changes, abs=1e-9)
    assert seen.started == pytest.approx(truth.probabilities[0], abs=1e-9)
    tables = durations_by_search(truth, length, states, longest)
    found = (seen.ended, seen.censored, seen.first_ended, seen.first_censored)
    for ours, theirs in zip(found, tables, strict=True):
        assert ours == pytest.approx(theirs, abs=1e-9)
    path, log_p = best_segments(laws, log_b)
    assert log_p == pytest.approx(truth.best_log, abs=1e-9)
    assert joint(tuple(path)) == pytest.approx(truth.best_log, abs=1e-9)
    filtered = filter_segments(laws, log_b)
    for t in range(1, length + 1):
        until = summarise(t, states, semi_markov_joint(laws, log_b[:t]))
        assert filtered[t - 1] == pytest.approx(until.probabilities[-1], abs=1e-9)


@pytest.mark.parametrize("left", ["equilibrium", "fresh"])
def test_eight_periods_and_three_states_equal_all_paths(left):
    rng = np.random.default_rng(8)
    model = random_model(rng, 3, 5, left)
    laws, log_b = Laws.of(model), random_log_b(rng, model, 8)
    truth = summarise(8, 3, semi_markov_joint(laws, log_b))
    seen = smooth_segments(laws, log_b)
    assert seen.log_likelihood == pytest.approx(truth.log_likelihood, abs=1e-10)
    assert seen.probabilities == pytest.approx(truth.probabilities, abs=1e-10)


@pytest.mark.parametrize("left", ["equilibrium", "fresh"])
@pytest.mark.parametrize("length", [1, 4, 7])
def test_a_record_without_observations_has_likelihood_one(left, length):
    model = random_model(np.random.default_rng(2), 3, 4, left)
    assert sweep(Laws.of(model), np.zeros((length, 3))).log_likelihood == pytest.approx(0, abs=1e-9)


def test_equilibrium_means_that_a_stationary_record_stays_so():
    rng = np.random.default_rng(9)
    model = random_model(rng, 2, 6)
    means = mean_duration(model.durations.log_pmf)
    # Two states alternate, so each has the share of its mean dwell time.
    still = SemiMarkov(
        start=means / means.sum(),
        transition=model.transition,
        durations=model.durations,
        emission=model.emission,
    )
    seen = smooth_segments(Laws.of(still), np.zeros((15, 2)))
    assert seen.probabilities == pytest.approx(np.tile(still.start, (15, 1)), abs=1e-9)


def test_geometric_dwell_times_are_a_markov_model():
    rng = np.random.default_rng(10)
    stay = np.array([0.6, 0.3])
    longest = 200  # the law is cut, but beyond any sight
    semi = SemiMarkov(
        start=np.array([0.5, 0.5]),
        transition=np.array([[0.0, 1.0], [1.0, 0.0]]),
        durations=NegativeBinomialDurations(
            rate=stay / (1 - stay), size=np.ones(2), longest=longest
        ),
        emission=PoissonEmission(rate=np.array([[1.0], [4.0]])),
    )
    log_b = random_log_b(rng, semi, 60)
    chain = Markov(
        start=semi.start,
        transition=np.array([[0.6, 0.4], [0.7, 0.3]]),
        emission=semi.emission,
    )
    one = smooth_segments(Laws.of(semi), log_b)
    two = smooth_states(chain.start, chain.transition, log_b)
    assert one.log_likelihood == pytest.approx(two.log_likelihood, abs=1e-8)
    assert one.probabilities == pytest.approx(two.probabilities, abs=1e-8)


def test_sampled_paths_follow_the_posterior():
    rng = np.random.default_rng(5)
    model = random_model(rng, 2, 3)
    laws, log_b = Laws.of(model), random_log_b(rng, model, 5)
    truth = summarise(5, 2, semi_markov_joint(laws, log_b))
    n = 6000
    paths = sample_segments(laws, log_b, n, rng)
    for path, probability in truth.by_path.items():
        share = (paths == np.array(path)).all(axis=1).mean()
        assert share == pytest.approx(probability, abs=4.5 * math.sqrt(0.25 / n))


@pytest.mark.parametrize("left", ["equilibrium", "fresh"])
@pytest.mark.parametrize(("length", "longest"), [(1, 4), (3, 4), (4, 4), (9, 4), (3, 1)])
def test_prediction_is_the_posterior_of_missing_periods(left, length, longest):
    rng = np.random.default_rng(length)
    model = random_model(rng, 3, longest, left)
    log_b = random_log_b(rng, model, length)
    seen = smooth_segments(Laws.of(model), np.vstack([log_b, np.zeros((6, 3))]))
    ahead = predict_semi_markov(model, log_b, 6)
    assert ahead == pytest.approx(seen.probabilities[length:], abs=1e-9)


def test_simulated_dwell_times_follow_the_law():
    model = random_model(np.random.default_rng(12), 3, 5)
    path, _ = simulate(model, 30_000, seed=3)
    runs = segments_of(path.tolist())[1:-1]
    for state in range(3):
        lengths = [length for which, length in runs if which == state]
        shares = np.bincount(lengths, minlength=6)[1:] / len(lengths)
        assert shares == pytest.approx(model.durations.pmf[state], abs=0.03)


def test_a_chain_needs_two_states_and_no_steps_to_itself():
    rng = np.random.default_rng(1)
    model = random_model(rng, 2, 3)
    parts = {"start": model.start, "durations": model.durations, "emission": model.emission}
    with pytest.raises(BadValue, match="zero diagonal"):
        SemiMarkov(transition=np.full((2, 2), 0.5), **parts)
    with pytest.raises(BadValue, match="equilibrium, fresh"):
        SemiMarkov(transition=model.transition, left="middle", **parts)


def test_an_impossible_period_is_named():
    laws = Laws.of(random_model(np.random.default_rng(1), 2, 3))
    with pytest.raises(BadValue, match="period 1 is impossible"):
        sweep(laws, np.array([[0.0, -1.0], [0.0, -np.inf]]))


def test_laws_are_the_distributions_they_say():
    rate, size = np.array([0.5, 3.0]), np.array([0.7, 4.0])
    d = np.arange(30)
    told = poisson.pmf(d, rate[:, None])
    ours = np.exp(PoissonDurations(rate=rate, longest=30).log_pmf)
    assert ours == pytest.approx(told / told.sum(axis=1, keepdims=True))
    told = nbinom.pmf(d, size[:, None], (size / (size + rate))[:, None])
    ours = np.exp(NegativeBinomialDurations(rate=rate, size=size, longest=30).log_pmf)
    assert ours == pytest.approx(told / told.sum(axis=1, keepdims=True))


def test_free_law_corrected_for_length_bias_is_the_best_there_is():
    eta, n = np.array([3.0, 0.5, 6.0, 2.0]), 4.0
    law = FreeDurations(pmf=np.full((1, 4), 0.25)).refit(
        eta[None], np.array([n]), DurationPrior(weight=1e-12)
    )

    def gain(pmf):
        return eta @ np.log(pmf) - n * np.log(pmf @ np.arange(1, 5))

    rng = np.random.default_rng(0)
    best = gain(law.pmf[0])
    for step in (0.01, 0.1, 1.0):
        for _ in range(300):
            other = law.pmf[0] * np.exp(step * rng.normal(size=4))
            assert gain(other / other.sum()) <= best + 1e-9


def test_without_length_bias_the_free_law_is_the_shares():
    eta = np.array([[3.0, 1.0, 4.0]])
    law = FreeDurations(pmf=np.full((1, 3), 1 / 3)).refit(
        eta, np.zeros(1), DurationPrior(weight=1e-12)
    )
    assert law.pmf == pytest.approx(eta / 8.0)


@pytest.mark.parametrize(
    "law",
    [
        PoissonDurations(rate=np.array([2.0, 6.0]), longest=40),
        NegativeBinomialDurations(rate=np.array([2.0, 6.0]), size=np.array([1.0, 5.0]), longest=60),
    ],
)
def test_laws_come_back_from_their_own_expectations(law):
    eta = 1e5 * np.exp(law.log_pmf)
    start = type(law)(
        **{f: np.full(2, 3.0) for f in ("rate", "size") if hasattr(law, f)}, longest=law.longest
    )
    found = start
    for _ in range(5):
        found = found.refit(eta, np.zeros(2), DurationPrior())
    assert found.rate == pytest.approx(law.rate, rel=0.01)
    if hasattr(law, "size"):
        assert found.size == pytest.approx(law.size, rel=0.03)


@pytest.mark.parametrize("left", ["equilibrium", "fresh"])
def test_completed_durations_equal_the_search_over_whole_lengths(left):
    rng = np.random.default_rng(4)
    longest, length = 5, 4
    model = random_model(rng, 2, longest, left)
    laws, log_b = Laws.of(model), random_log_b(rng, model, length)
    truth = summarise(length, 2, semi_markov_joint(laws, log_b))
    pmf = model.durations.pmf
    expected = np.zeros((2, longest))
    for path, weight in truth.by_path.items():
        runs = segments_of(path)
        for place, (state, run) in enumerate(runs):
            first, last = place == 0, place == len(runs) - 1
            whole = np.arange(1, longest + 1)
            if first and last and left == "equilibrium":
                law = pmf[state] * np.clip(whole - length + 1, 0, None)
            elif last or (first and left == "equilibrium"):
                law = pmf[state] * (whole >= run)
            else:
                law = (whole == run).astype(float)
            if weight > 0:
                expected[state] += weight * law / law.sum()
    eta, biased = complete_durations(model, smooth_segments(laws, log_b), length)
    assert eta == pytest.approx(expected, abs=1e-9)
    assert biased.sum() == pytest.approx(1.0 if left == "equilibrium" else 0.0)
