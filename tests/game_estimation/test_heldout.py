"""Held-out scores, and coverage of intervals over many draws (in `make test-full`)."""

from __future__ import annotations

import numpy as np
import pytest

from standoff.game.estimation.fit import estimate
from standoff.game.estimation.heldout import blocks, equilibrium_choice, held_out, score_seen
from standoff.game.estimation.inference import infer
from standoff.game.estimation.panel import Panel
from standoff.game.estimation.problem import Point, Problem, problem_of
from standoff.game.estimation.simulate import simulate
from standoff.game.estimation.starts import named_start

from .worlds import world


def test_blocks_hold_every_month_once(small):
    panel, _, _, _ = small
    together = np.concatenate(blocks(panel, 7))
    assert together.tolist() == list(range(panel.size[2]))


def test_a_held_out_block_is_scored_by_a_fit_that_never_saw_it(small):
    panel, problem, _, _ = small
    months = panel.size[2]
    seen: list[float] = []

    def fitter(part: Panel) -> tuple[Problem, Point]:
        seen.append(part.weights.sum())
        own = problem_of(part)
        return own, estimate(own, named_start("pooled", own)).point(own)

    score = held_out("plain", fitter, panel, folds=4)
    assert seen == [panel.weights.size * 3 / 4] * 4
    assert len(score.folds) == 4
    assert not score.seen
    assert score.score == pytest.approx(np.mean(score.folds))
    whole = estimate(problem, named_start("pooled", problem)).point(problem)
    known = score_seen("plain", whole, panel)
    assert known.seen
    assert known.score == pytest.approx(whole.log_likelihood / (len(panel.pairs) * months))
    assert score.score < known.score


def test_a_wrong_model_scores_worse_out_of_sample(small):
    panel, problem, truth, v = small
    right = score_seen("truth", problem.at(truth, v), panel)
    wrong = score_seen("uniform", problem.at(truth, np.zeros_like(v)), panel)
    assert wrong.score < right.score


def test_the_choice_among_equilibria_is_counted(small):
    _, problem, truth, v = small
    assert equilibrium_choice(problem.at(truth, v), tries=8) == pytest.approx(0.0, abs=2.0)


def test_simulated_months_follow_the_law_of_the_data(small):
    panel, _, _, v = small
    assert (panel.state[:, 0] == 0).all()
    assert (panel.state[:, 1:] == panel.actions[:, :, :-1].max(1)).all()
    again = simulate(panel, v, months=50, seed=5)
    assert np.array_equal(again.actions, simulate(panel, v, months=50, seed=5).actions)
    assert not np.array_equal(again.actions, simulate(panel, v, months=50, seed=6).actions)


@pytest.mark.full
def test_intervals_cover_the_truth_as_often_as_they_say():
    draws, inside, total = 200, 0, 0
    panel, _, truth, v = world(600, pairs=16)
    for seed in range(draws):
        own = problem_of(simulate(panel, v, months=600, seed=1000 + seed))
        fit = estimate(own, named_start("zeros", own))
        assert fit.converged
        errors = infer(own, fit).errors
        inside += int((np.abs(fit.theta - truth) < 1.96 * errors).sum())
        total += np.isfinite(errors).sum()
    assert 0.90 < inside / total < 0.98


def test_rivals_are_scored_on_what_they_have_not_seen_and_taken_up_again(small, tmp_path):
    from standoff.game.estimation.heldout import Rival, difference, score_rivals

    panel = world(120)[0]
    rivals = (Rival("unbounded", "relaxed"), Rival("pooled", "anchored"))
    told: list[str] = []
    one = score_rivals(panel, rivals, folds=2, tries=4, folder=tmp_path,
                       progress=lambda *heard: told.append("{}/{} {}".format(*heard)))  # fmt: skip
    assert told[0] == "1/6 unbounded, relaxed, all months"
    assert len(list(tmp_path.iterdir())) == 6
    again = score_rivals(panel, rivals, folds=2, tries=4, folder=tmp_path)
    for first, second in zip(one, again, strict=True):
        assert first.score.score == second.score.score
        assert first.score.by_pair.sum() / panel.weights.sum() == pytest.approx(first.score.score)
        assert first.choice == second.choice >= 0.0
    own = score_rivals(panel, rivals, folds=2, tries=4, jobs=2)
    assert [item.score.score for item in own] == [item.score.score for item in one]
    gap, low, high = difference(one[0].score, one[1].score, panel.weights.sum())
    assert gap == pytest.approx(one[0].score.score - one[1].score.score)
    assert low <= gap <= high
