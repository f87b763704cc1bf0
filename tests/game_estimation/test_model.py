"""The model against a slow readable twin, differences, and the published facts."""

from __future__ import annotations

import numpy as np
import pytest

from standoff.game.estimation.choices import Choices
from standoff.game.estimation.fit import estimate
from standoff.game.estimation.inference import infer
from standoff.game.estimation.starts import named_start, published_errors

from .slow_twin import log_likelihood, phi


def by_name(theta: np.ndarray, sides: np.ndarray) -> dict:
    return {
        "beta2": theta[0:4], "beta3": theta[4:8], "kappa2": theta[8:11],
        "kappa3": theta[11:14], "gamma": theta[14:17],
        "alpha": [theta[17 + sides[0]], theta[17 + sides[1]]],
    }  # fmt: skip


def as_dict(v: np.ndarray) -> dict:
    return {(i, s + 1, a + 1): v[i, s, a] for i in (0, 1) for s in range(3) for a in range(3)}


def test_phi_and_likelihood_are_those_of_the_slow_twin(small):
    panel, problem, _, _ = small
    draw = np.random.default_rng(1)
    theta = draw.normal(size=problem.design.size)
    v = 3 * draw.normal(size=problem.counts.shape)
    point = problem.at(theta, v)
    logs = point.choices.log_likelihood(problem.counts)
    for pair in (0, 7, 23):
        sides, slow = panel.pairs[pair], as_dict(v[pair])
        wanted = phi(slow, by_name(theta, sides), panel.x[pair], panel.z[sides])
        for (i, s, a), value in wanted.items():
            assert point.choices.phi[pair, i, s - 1, a - 1] == pytest.approx(value, abs=1e-12)
        months = [
            (int(s) + 1, int(a) + 1, int(b) + 1)
            for s, a, b in zip(panel.state[pair], *panel.actions[pair], strict=True)
        ]
        assert logs[pair] == pytest.approx(log_likelihood(slow, months), rel=1e-12)


def differences(function, at: np.ndarray, h: float = 1e-6) -> np.ndarray:
    """Central differences of function(at), (K, out), in each of at's columns: (K, out, columns)."""
    columns = []
    for column in range(at.shape[1]):
        step = np.zeros_like(at)
        step[:, column] = h
        columns.append((function(at + step) - function(at - step)) / (2 * h))
    return np.stack(columns, axis=2)


def test_derivatives_are_those_of_differences():
    draw = np.random.default_rng(2)
    v, eta = 2 * draw.normal(size=(6, 18)), draw.normal(size=(6, 13))
    weight, counts = draw.normal(size=(6, 18)), draw.integers(0, 9, (6, 2, 3, 3)).astype(float)

    def at(v: np.ndarray, eta: np.ndarray) -> Choices:
        return Choices(v.reshape(6, 2, 3, 3), eta)

    def pulled(matrix: np.ndarray) -> np.ndarray:
        return np.einsum("ki,kij->kj", weight, matrix)

    here = at(v, eta)
    pairs = [
        (here.phi_v(), differences(lambda x: at(x, eta).phi.reshape(6, 18), v)),
        (here.phi_eta(), differences(lambda e: at(v, e).phi.reshape(6, 18), eta)),
        (here.score(counts)[:, None], differences(
            lambda x: at(x, eta).log_likelihood(counts)[:, None], v)),
        (here.likelihood_hessian(counts), differences(lambda x: at(x, eta).score(counts), v)),
        (here.phi_hessian(weight), differences(lambda x: pulled(at(x, eta).phi_v()), v)),
        (here.phi_mixed(weight), differences(lambda e: pulled(at(v, e).phi_v()), eta)),
    ]  # fmt: skip
    for exact, measured in pairs:
        assert np.abs(exact - measured).max() < 1e-6


def test_huge_values_overflow_nowhere():
    v = np.zeros((1, 2, 3, 3))
    v[0, 0, :, 0], v[0, 1, :, 2] = 2000.0, -2000.0
    choices = Choices(v, np.full((1, 13), -800.0))
    assert np.isfinite(choices.phi).all()
    assert np.isfinite(choices.phi_v()).all()
    assert np.isfinite(choices.log_likelihood(np.ones((1, 2, 3, 3)))).all()


def test_the_published_point_is_reproduced(published):
    panel, problem, folder = published
    start = named_start("published", problem, folder)
    point = problem.at(start.theta, start.v)
    assert point.log_likelihood == pytest.approx(-8190.526141, abs=1e-6)
    assert point.violation == pytest.approx(1.3e-11, rel=0.05)
    assert panel.size == (179, 125, 180)
    assert (panel.faced() == 0).sum() == 70
    assert (panel.backed_down() == 0).sum() == 85


def test_the_published_errors_are_gauss_newton(published):
    _, problem, folder = published
    fit = estimate(problem, named_start("published", problem, folder))
    assert fit.converged
    assert fit.log_likelihood == pytest.approx(-8190.526141, abs=1e-5)
    assert fit.violation < 2e-11
    wanted = published_errors(folder)
    assert np.abs(infer(problem, fit).errors / wanted - 1).max() < 1e-6
    exact = infer(problem, fit, "hessian").errors / wanted
    assert exact.min() == pytest.approx(0.22, abs=0.005)
    assert exact.max() == pytest.approx(1.37, abs=0.005)
