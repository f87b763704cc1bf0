"""The compiled recursions equal their plain twins, also where numbers leave the usual range."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standoff.cycle.hidden import markov, semi_markov
from standoff.cycle.hidden.durations import FreeDurations, NegativeBinomialDurations
from standoff.cycle.hidden.logs import log_of
from standoff.cycle.hidden.markov_compiled import (
    best_path_compiled,
    filter_compiled,
    smooth_compiled,
)
from standoff.cycle.hidden.poisson import PoissonEmission
from standoff.cycle.hidden.semi_markov import Laws, SemiMarkov
from standoff.cycle.hidden.semi_markov_compiled import (
    can_compile,
    forward_compiled,
)
from standoff.cycle.hidden.semi_markov_compiled import (
    smooth_compiled as smooth_segments_compiled,
)
from standoff.cycle.hidden.semi_markov_logs import forward_in_logs
from standoff.cycle.hidden.series import COMPILE_FROM, count_series

records = st.tuples(
    st.integers(0, 10_000), st.integers(2, 4), st.integers(1, 60), st.sampled_from([1.0, 30.0, 900])
)


def emissions(rng, length, states, spread):
    """Log emissions that differ between states by about `spread`."""
    return -rng.gamma(1.0, spread, size=(length, states))


@settings(max_examples=80, deadline=None)
@given(records)
def test_markov_twins_agree(record):
    seed, states, length, spread = record
    rng = np.random.default_rng(seed)
    start = rng.dirichlet(np.ones(states))
    transition = rng.dirichlet(np.ones(states), size=states) * 0.99 + 0.01 / states
    log_b = emissions(rng, length, states, spread)
    fast = filter_compiled(start, transition, log_b)
    if fast is not None:
        slow = markov._filter_scaled(start, transition, log_b)
        assert fast[0] == pytest.approx(slow[0], abs=1e-12)
        assert fast[2] == pytest.approx(slow[2], rel=1e-12)
        plain = markov._smooth_scaled(transition, slow[0], slow[1])
        for one, other in zip(smooth_compiled(transition, *fast[:2]), plain, strict=True):
            assert one == pytest.approx(other, abs=1e-9)
    path, height = best_path_compiled(log_of(start), log_of(transition), log_b)
    slow_path, slow_height = markov._best_path(log_of(start), log_of(transition), log_b)
    assert height == pytest.approx(slow_height, rel=1e-12)
    assert path.tolist() == slow_path.tolist()


def laws_of(rng, states, longest, left, *, free):
    transition = rng.dirichlet(np.ones(states), size=states) * (1 - np.eye(states))
    transition /= transition.sum(axis=1, keepdims=True)
    durations = NegativeBinomialDurations(
        rate=rng.gamma(2.0, 2.0, states), size=rng.gamma(2.0, 2.0, states), longest=longest
    )
    if free:
        pmf = rng.dirichlet(np.full(longest, 0.5), size=states) * (rng.random(longest) < 0.6)
        pmf[:, -1] += 0.1
        durations = FreeDurations(pmf=pmf / pmf.sum(axis=1, keepdims=True))
    return Laws.of(
        SemiMarkov(
            start=rng.dirichlet(np.ones(states)),
            transition=transition,
            durations=durations,
            emission=PoissonEmission(rate=np.ones((states, 1))),
            left=left,
        )
    )


@settings(max_examples=120, deadline=None)
@given(records, st.integers(1, 12), st.sampled_from(["fresh", "equilibrium"]), st.booleans(),
       st.booleans())  # fmt: skip
def test_semi_markov_twins_agree(record, longest, left, free, changing):
    seed, states, length, spread = record
    rng = np.random.default_rng(seed)
    laws = laws_of(rng, states, longest, left, free=free)
    if not can_compile(laws.pmf, laws.survivor):
        return
    log_b = emissions(rng, length, states, spread)
    if changing and length > 1:
        laws = laws._replace(transition=log_of(changing_steps(rng, length, states)))
    summed = np.vstack([np.zeros(states), log_b.cumsum(axis=0)])
    ends, begins = forward_in_logs(laws, summed)
    fast = forward_compiled(laws, log_b)
    if fast is None:  # beyond plain numbers: the twin in logs does it
        assert spread > 1.0 or free
        assert smooth_segments_compiled(laws, log_b) is None
        return
    assert fast[0][1:] == pytest.approx(ends[1:], rel=1e-10, abs=1e-8)
    assert fast[1][1:-1] == pytest.approx(begins[1:-1], rel=1e-10, abs=1e-8)
    slow = semi_markov._smooth(laws, log_b)
    twin = smooth_segments_compiled(laws, log_b)
    for name, one, other in zip(slow._fields, twin, slow, strict=True):
        shape = np.shape(other)
        assert np.reshape(one, shape) == pytest.approx(other, abs=1e-8, rel=1e-10), name


def changing_steps(rng, length, states):
    steps = rng.dirichlet(np.ones(states), size=(length - 1, states)) * (1 - np.eye(states))
    return steps / steps.sum(axis=2, keepdims=True)


def test_an_evidence_that_underflows_is_left_to_the_logs():
    start, transition = np.array([1.0, 0.0]), np.full((2, 2), 0.5)
    log_b = np.array([[-2000.0, 0.0], [0.0, -1.0]])
    assert filter_compiled(start, transition, log_b) is None
    assert markov.filter_states(start, transition, log_b).log_likelihood < -1999


def test_laws_too_thin_for_plain_numbers_are_left_to_the_twin():
    thin = np.log(np.array([[1.0, 1e-300, 0.5]])) - np.array([[0.0, 300.0, 0.0]])
    assert not can_compile(thin, thin)
    assert can_compile(np.array([[0.0, -np.inf]]), np.array([[0.0, -np.inf]]))


def test_long_series_are_looked_up_and_weighed_as_short_ones():
    rng = np.random.default_rng(3)
    counts = rng.poisson(2.0, (COMPILE_FROM + 7, 2)).astype(float)
    counts[rng.random(counts.shape) < 0.1] = np.nan
    series, weights = count_series(counts), rng.random((len(counts), 3))
    tables = tuple(rng.random((3, len(values))) for values in series.values)
    places = [{int(value): place for place, value in enumerate(values)} for values in series.values]
    expected = np.zeros((len(counts), 3))
    sums = [np.zeros((3, len(values))) for values in series.values]
    for t, row in enumerate(counts):
        for d, value in enumerate(row):
            if not np.isnan(value):
                expected[t] += tables[d][:, places[d][int(value)]]
                sums[d][:, places[d][int(value)]] += weights[t]
    assert series.lookup(tables) == pytest.approx(expected)
    for one, other in zip(series.histograms(weights), sums, strict=True):
        assert one == pytest.approx(other)
