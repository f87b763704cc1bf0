"""What comes next: chances, filtered states, model choice, dwell times over paths."""

import numpy as np
import pytest
from test_hidden_markov import random_counts, random_model

from standoff.cycle.hidden import EmSettings, SemiMarkov, simulate
from standoff.cycle.hidden.ahead import (
    chance_of_any,
    expected_counts,
    filtered_states,
    log_probability,
    predict_states,
)
from standoff.cycle.hidden.choice import best_by_bic, compare_models
from standoff.cycle.hidden.durations import NegativeBinomialDurations
from standoff.cycle.hidden.poisson import PoissonEmission
from standoff.cycle.hidden.stays import posterior_stays
from standoff.errors import BadValue


def both_models():
    rng = np.random.default_rng(2)
    markov = random_model(rng, 3)
    off = (1 - np.eye(3)) / 2
    law = NegativeBinomialDurations(rate=np.full(3, 2.0), size=np.full(3, 1.5), longest=6)
    return [markov, SemiMarkov(start=markov.start, transition=off, durations=law,
                               emission=markov.emission)]  # fmt: skip


@pytest.mark.parametrize("model", both_models(), ids=["markov", "semi-markov"])
@pytest.mark.parametrize("skip", [0, 2])
def test_a_chance_is_the_share_of_likelihood_that_shows_it(model, skip):
    counts = random_counts(np.random.default_rng(4), 9)
    asked = chance_of_any(model, counts, 1, 2, skip=skip)
    # Sum over everything that the two periods could show of this kind (up to 40 a period).
    top, total = 40, 0.0
    ahead = np.full((skip + 2, 2), np.nan)
    for a in range(top):
        ahead[skip, 1], ahead[skip + 1, 1] = float(a), 0.0
        if a:
            ahead[skip + 1, 1] = np.nan
        total += a and np.exp(log_probability(model, np.vstack([counts, ahead])))
    ahead[skip, 1] = 0.0
    for b in range(1, top):
        ahead[skip + 1, 1] = float(b)
        total += np.exp(log_probability(model, np.vstack([counts, ahead])))
    assert asked == pytest.approx(total / np.exp(log_probability(model, counts)), abs=1e-6)


@pytest.mark.parametrize("model", both_models(), ids=["markov", "semi-markov"])
def test_filtered_states_end_where_predictions_begin(model):
    counts = random_counts(np.random.default_rng(5), 12)
    filtered = filtered_states(model, counts)
    assert filtered.sum(axis=1) == pytest.approx(np.ones(12))
    assert filtered[7] == pytest.approx(filtered_states(model, counts[:8])[-1])
    ahead = predict_states(model, counts[:8], 3)
    hidden = np.vstack([counts[:8], np.full((3, 2), np.nan)])
    assert ahead[-1] == pytest.approx(filtered_states(model, hidden)[-1])
    assert expected_counts(model, counts, 2) == pytest.approx(
        predict_states(model, counts, 2) @ model.emission.mean
    )


def test_questions_that_make_no_sense_are_refused():
    model = both_models()[0]
    with pytest.raises(BadValue, match="a kind below 2"):
        chance_of_any(model, np.zeros((3, 2)), 2, 1)
    with pytest.raises(BadValue, match="one or more"):
        predict_states(model, np.zeros((3, 2)), 0)


def test_models_are_laid_beside_each_other_and_the_right_kind_wins():
    truth = SemiMarkov(
        start=np.array([0.5, 0.5]),
        transition=1.0 - np.eye(2),
        durations=NegativeBinomialDurations(np.array([7.0, 7.0]), np.full(2, 90.0), 16),
        emission=PoissonEmission(rate=np.array([[0.3, 1.0], [3.0, 0.5]])),
    )
    path, counts = simulate(truth, 400, seed=1)
    rows = compare_models(
        counts.astype(float),
        [("independent", 1), ("markov", 2), ("semi_markov", 2)],
        emission="poisson",
        settings=EmSettings(starts=1, max_steps=60),
    )
    assert best_by_bic(rows).kind == "semi_markov"
    assert rows[2].held_out > rows[1].held_out > rows[0].held_out
    stays = {one.name: one for one in posterior_stays(truth, counts.astype(float), ("a", "b"))}
    turns = np.flatnonzero(np.diff(path))
    seen = np.bincount(path[:-1], minlength=2) / np.bincount(path[turns], minlength=2)
    assert stays["a"].first == pytest.approx(seen[0], rel=0.1)
    assert stays["b"].first == pytest.approx(seen[1], rel=0.1)
    assert stays["a"].second == stays["b"].first
