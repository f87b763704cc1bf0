"""Fits climb, come back from simulation, equal hmmlearn, and stay sane on small records."""

from dataclasses import replace

import numpy as np
import pytest

from standoff.cycle.hidden import (
    EmSettings,
    Markov,
    Priors,
    SemiMarkov,
    fit_markov,
    fit_semi_markov,
    simulate,
)
from standoff.cycle.hidden.durations import (
    FreeDurations,
    NegativeBinomialDurations,
    mean_duration,
)
from standoff.cycle.hidden.emission import EmissionPrior, log_likelihoods
from standoff.cycle.hidden.markov import best_path, smooth_states
from standoff.cycle.hidden.negative_binomial import (
    NegativeBinomialEmission,
    golden_section,
)
from standoff.cycle.hidden.poisson import PoissonEmission
from standoff.cycle.hidden.semi_markov import Laws, smooth_segments
from standoff.cycle.hidden.series import count_series
from standoff.errors import BadValue

QUICK = EmSettings(starts=2, max_steps=60)
CALM_AND_BUSY = np.array([[0.3, 1.0], [3.0, 0.5]])


def chain(rates, stay=(0.9, 0.8)):
    a, b = stay
    return Markov(
        start=np.array([0.5, 0.5]),
        transition=np.array([[a, 1 - a], [1 - b, b]]),
        emission=PoissonEmission(rate=np.asarray(rates)),
    )


def stays(rate, size, longest=24):
    return SemiMarkov(
        start=np.array([0.5, 0.5]),
        transition=np.array([[0.0, 1.0], [1.0, 0.0]]),
        durations=NegativeBinomialDurations(
            rate=np.array(rate), size=np.array(size), longest=longest
        ),
        emission=PoissonEmission(rate=CALM_AND_BUSY),
    )


def with_holes(counts, seed=0):
    holed = counts.astype(float)
    holed[np.random.default_rng(seed).random(holed.shape) < 0.15] = np.nan
    return holed


@pytest.mark.parametrize("emission", ["poisson", "negative_binomial"])
@pytest.mark.parametrize("states", [1, 2, 3])
def test_markov_fits_never_step_down(states, emission):
    _, counts = simulate(chain(CALM_AND_BUSY), 120, seed=1)
    fitted = fit_markov(with_holes(counts), states, emission=emission, settings=QUICK)
    assert np.diff(fitted.trace).min() >= -1e-9
    assert fitted.starts == 2
    rows = fitted.model.transition.sum(axis=1)
    assert rows == pytest.approx(np.ones(states))


@pytest.mark.parametrize("durations", ["poisson", "negative_binomial", "free"])
@pytest.mark.parametrize("left", ["equilibrium", "fresh"])
@pytest.mark.parametrize("emission", ["poisson", "negative_binomial"])
def test_semi_markov_fits_never_step_down(durations, left, emission):
    _, counts = simulate(stays([2.0, 4.0], [3.0, 9.0]), 60, seed=2)
    fitted = fit_semi_markov(
        with_holes(counts), 2, durations=durations, left=left, emission=emission, longest=12,
        settings=EmSettings(starts=1, max_steps=25),
    )  # fmt: skip
    assert np.diff(fitted.trace).min() >= -1e-9


def test_a_record_shorter_than_the_longest_dwell_time_never_steps_down():
    _, counts = simulate(stays([2.0, 4.0], [3.0, 9.0]), 9, seed=2)
    for durations in ("poisson", "negative_binomial", "free"):
        fitted = fit_semi_markov(counts, 2, durations=durations, longest=24, settings=QUICK)
        assert np.diff(fitted.trace).min() >= -1e-9


# Rates of the busy state at three fixed levels of difficulty; how close a fit must come.
LEVELS = {"easy": (6.0, 0.05), "middle": (3.0, 0.08), "hard": (1.5, 0.2)}


@pytest.mark.parametrize("level", LEVELS)
def test_markov_chains_come_back(level):
    busy, near = LEVELS[level]
    truth = chain([[0.3, 1.0], [busy, 0.5]])
    path, counts = simulate(truth, 5000, seed=11)
    fitted = fit_markov(counts, 2, settings=EmSettings(starts=3)).model
    assert fitted.emission.rate == pytest.approx(truth.emission.rate, rel=near, abs=0.05)
    assert fitted.transition == pytest.approx(truth.transition, abs=near)
    parts = count_series(counts)

    def accuracy(model):
        log_b = log_likelihoods(parts, model.emission)
        seen = smooth_states(model.start, model.transition, log_b)
        return (seen.probabilities.argmax(axis=1) == path).mean()

    # The best possible rate is that of the true model's own posterior.
    assert accuracy(fitted) >= 0.95 * accuracy(truth)


# Three states at three fixed levels of difficulty: what each emits.
EMITTED = {
    "easy": [[0.2, 0.2], [4.0, 0.5], [1.0, 5.0]],
    "middle": [[0.3, 0.3], [2.0, 0.5], [0.8, 2.5]],
    "hard": [[0.3, 0.3], [1.2, 0.4], [0.6, 1.4]],
}
# Laws of dwell times: bunched around their means of 5, 9 and 4 periods, and long-tailed.
LASTING = {"bunched": ([4.0, 8.0, 3.0], [12.0, 12.0, 12.0]), "tailed": ([6.0, 4.0, 3.0], [2.0] * 3)}


def recovered(level, lasting, length, seed):
    """Accuracy over the Bayes-optimal one, and fitted over true dwell means (3,)."""
    rate, size = LASTING[lasting]
    truth = SemiMarkov(
        start=np.full(3, 1 / 3),
        transition=np.array([[0.0, 0.7, 0.3], [0.4, 0.0, 0.6], [0.8, 0.2, 0.0]]),
        durations=NegativeBinomialDurations(np.array(rate), np.array(size), longest=24),
        emission=PoissonEmission(rate=np.array(EMITTED[level])),
    )
    path, counts = simulate(truth, length, seed=seed)
    fitted = fit_semi_markov(counts, 3, settings=EmSettings(starts=2, tolerance=1e-7)).model
    series = count_series(counts)

    def accuracy(model):
        log_b = log_likelihoods(series, model.emission)
        seen = smooth_segments(Laws.of(model), log_b).probabilities
        return (seen.argmax(axis=1) == path).mean()

    told = mean_duration(truth.durations.log_pmf)
    order = np.argsort(truth.emission.mean.sum(axis=1))
    aside = replace(truth, start=truth.start[order], durations=truth.durations.reorder(order),
                    transition=truth.transition[np.ix_(order, order)],
                    emission=truth.emission.reorder(order))  # fmt: skip
    path = np.argsort(order)[path]
    return accuracy(fitted) / accuracy(aside), mean_duration(fitted.durations.log_pmf) / told[order]


@pytest.mark.parametrize("level", EMITTED)
def test_semi_markov_chains_come_back(level):
    share, dwell = recovered(level, "bunched", 5000, seed=7)
    assert share >= 0.95
    assert dwell == pytest.approx(np.ones(3), rel=0.1)


@pytest.mark.full
@pytest.mark.parametrize("lasting", LASTING)
@pytest.mark.parametrize("level", EMITTED)
def test_semi_markov_chains_come_back_time_and_again(level, lasting):
    found = [recovered(level, lasting, 5000, seed) for seed in range(10)]
    assert min(share for share, _ in found) >= 0.95
    # The mean over records is free of chance; single ones may stray where states look alike.
    assert np.mean([dwell for _, dwell in found], axis=0) == pytest.approx(np.ones(3), rel=0.1)


def test_bic_knows_a_semi_markov_record_from_a_markov_one():
    # Dwell times of exactly six periods are nothing that a memoryless chain can make.
    truth = SemiMarkov(
        start=np.array([0.5, 0.5]),
        transition=np.array([[0.0, 1.0], [1.0, 0.0]]),
        durations=FreeDurations(pmf=np.eye(12)[[5, 5]]),
        emission=PoissonEmission(rate=CALM_AND_BUSY),
    )
    _, counts = simulate(truth, 300, seed=1)
    semi = fit_semi_markov(counts, 2, longest=12, settings=QUICK)
    memoryless = fit_markov(counts, 2, settings=QUICK)
    alone = fit_markov(counts, 1, settings=QUICK)
    assert semi.bic < memoryless.bic < alone.bic
    _, counts = simulate(chain(CALM_AND_BUSY), 600, seed=1)
    assert (
        fit_markov(counts, 2, settings=QUICK).bic
        < fit_semi_markov(counts, 2, longest=12, settings=QUICK).bic
    )


def test_one_state_without_a_prior_is_the_plain_mean():
    counts = np.array([[0.0, 3.0], [2.0, np.nan], [1.0, 4.0]])
    fitted = fit_markov(counts, 1, priors=Priors(rate=1e-9), settings=QUICK)
    assert fitted.model.emission.rate == pytest.approx(np.array([[1.0, 3.5]]))
    assert fitted.bic == pytest.approx(2 * np.log(3) - 2 * fitted.log_likelihood)


def test_states_come_calmest_first_and_fits_repeat_exactly():
    _, counts = simulate(chain(CALM_AND_BUSY[::-1]), 200, seed=4)
    one = fit_markov(counts, 2, settings=QUICK)
    two = fit_markov(counts, 2, settings=QUICK)
    totals = one.model.emission.rate.sum(axis=1)
    assert totals[0] < totals[1]
    assert one.trace == two.trace
    assert (one.model.transition == two.model.transition).all()


@pytest.mark.parametrize(
    "counts",
    [
        [[0.0]],
        [[3.0], [0.0]],
        np.zeros((24, 2)),
        np.full((24, 1), 5.0),
        [[np.nan], [1.0], [np.nan]],
        np.eye(20)[:, :1],
    ],
    ids=["one period", "two periods", "zeros", "constant", "mostly missing", "one event"],
)
def test_small_and_plain_records_give_a_clear_answer(counts):
    for fitted in (
        fit_markov(counts, 2, settings=QUICK),
        fit_markov(counts, 2, emission="negative_binomial", settings=QUICK),
        fit_semi_markov(counts, 2, longest=6, settings=QUICK),
        fit_semi_markov(counts, 2, longest=6, durations="free", settings=QUICK),
    ):
        assert np.isfinite(fitted.log_likelihood)
        assert (fitted.model.emission.mean > 0).all()
        assert np.diff(fitted.trace).min(initial=0.0) >= -1e-9


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda: fit_markov([[1.0]], 0), "1 to 50"),
        (lambda: fit_semi_markov([[1.0]], 1), "2 to 50"),
        (lambda: fit_markov([[1.0]], 2, emission="normal"), "poisson, negative_binomial"),
        (lambda: fit_semi_markov([[1.0]], 2, durations="long"), "poisson, negative_binomial, free"),
        (lambda: fit_semi_markov([[1.0]], 2, longest=0), "1 or more"),
        (lambda: fit_markov([[np.nan]], 2), "every period is missing"),
        (lambda: simulate(chain(CALM_AND_BUSY), 0, seed=1), "one or more"),
    ],
)
def test_what_cannot_be_fitted_says_why(call, told):
    with pytest.raises(BadValue, match=told):
        call()


def test_golden_section_finds_the_top_of_many_hills():
    tops = np.array([-1.3, 0.0, 2.2])
    found = golden_section(lambda x: -((x - tops) ** 2), -3.0, 3.0, n=3)
    assert found == pytest.approx(tops, abs=1e-6)


def test_negative_binomial_refit_is_the_best_there_is():
    rng = np.random.default_rng(3)
    counts = rng.negative_binomial(2.0, 0.3, size=400)
    series = count_series(counts)
    prior = EmissionPrior(mean=series.pooled_mean())
    (histogram,) = series.histograms(np.ones((400, 1)))
    start = NegativeBinomialEmission(mean=np.array([[1.0]]), size=np.array([[1.0]]))
    found = start.refit(series.values, (histogram,), prior)

    def height(emission):
        return log_likelihoods(series, emission).sum() + emission.log_prior(prior)

    best = height(found)
    for factor in (0.5, 0.9, 0.99, 1.01, 1.1, 2.0):
        aside = NegativeBinomialEmission(mean=found.mean * factor, size=found.size)
        wider = NegativeBinomialEmission(mean=found.mean, size=found.size * factor)
        assert max(height(aside), height(wider)) < best


def test_plain_poisson_chains_equal_hmmlearn():
    hmm = pytest.importorskip("hmmlearn.hmm", reason="hmmlearn, a test oracle, is not installed")
    truth = chain(CALM_AND_BUSY)
    _, counts = simulate(truth, 300, seed=5)
    theirs = hmm.PoissonHMM(n_components=2, init_params="", params="stl", n_iter=1, tol=-np.inf)
    theirs.startprob_, theirs.transmat_ = truth.start, truth.transition
    theirs.lambdas_ = truth.emission.rate
    log_b = log_likelihoods(count_series(counts), truth.emission)
    ours = smooth_states(truth.start, truth.transition, log_b)
    assert ours.log_likelihood == pytest.approx(theirs.score(counts), rel=1e-12)
    assert ours.probabilities == pytest.approx(theirs.predict_proba(counts), abs=1e-9)
    log_p, path = theirs.decode(counts)
    our_path, our_log_p = best_path(truth.start, truth.transition, log_b)
    assert our_log_p == pytest.approx(log_p, rel=1e-12)
    assert (our_path == path).all()


def test_one_step_of_em_equals_that_of_hmmlearn_without_priors():
    hmm = pytest.importorskip("hmmlearn.hmm", reason="hmmlearn, a test oracle, is not installed")
    from standoff.cycle.hidden.em_steps import step_markov

    truth = chain(CALM_AND_BUSY)
    _, counts = simulate(truth, 300, seed=6)
    theirs = hmm.PoissonHMM(n_components=2, init_params="", params="stl", n_iter=1, tol=-np.inf)
    theirs.startprob_, theirs.transmat_ = truth.start, truth.transition
    theirs.lambdas_ = truth.emission.rate.copy()
    theirs.fit(counts)
    series, nothing = count_series(counts), 1e-13
    prior = EmissionPrior(mean=series.pooled_mean(), weight=nothing)
    priors = Priors(rate=nothing, transition=nothing, start=nothing)
    ours, _ = step_markov(series, prior, priors, truth)
    assert ours.transition == pytest.approx(theirs.transmat_, abs=1e-9)
    assert ours.start == pytest.approx(theirs.startprob_, abs=1e-9)
    assert ours.emission.mean == pytest.approx(theirs.lambdas_, abs=1e-6)
