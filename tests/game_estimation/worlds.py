"""Small worlds to estimate in: few pairs, mild parameters, simulated months."""

from __future__ import annotations

import numpy as np

from standoff.game.estimation.equilibria import find_equilibria
from standoff.game.estimation.panel import Panel
from standoff.game.estimation.problem import Problem, problem_of
from standoff.game.estimation.simulate import simulate


def small_panel(pairs: int = 24, countries: int = 4, months: int = 6, seed: int = 3) -> Panel:
    """Pairs among few countries, covariates drawn; the months hold nothing yet."""
    draw = np.random.default_rng(seed)
    who = np.array([draw.choice(countries, 2, replace=False) for _ in range(pairs)])
    x, z = draw.normal(size=(pairs, 2, 4)), draw.normal(size=(countries, 3))
    x[:, :, 0] = z[:, 0] = 1.0
    return Panel(
        countries=tuple("ABCDEFGH"[:countries]),
        codes=tuple(str(at) for at in range(countries)),
        pairs=who,
        state=np.zeros((pairs, months), dtype=int),
        actions=np.zeros((pairs, 2, months), dtype=int),
        x=x,
        z=z,
        weights=np.ones((pairs, months)),
    )


def true_theta(problem: Problem) -> np.ndarray:
    """Mild parameters, at which the shocks keep every action in play."""
    by_name = {
        "beta2.const": -0.2, "beta2.min_polity": 0.1, "beta3.const": -0.3,
        "beta3.log_cap_ratio": 0.15, "kappa2.const": -0.6, "kappa2.log_gdp_pc": 0.2,
        "kappa3.const": -0.9, "kappa3.log_mil_per_pc": -0.2, "gamma.state1": -0.3,
        "gamma.state2": 0.4, "gamma.state3": 0.6,
    }  # fmt: skip
    theta = np.array([by_name.get(name, 0.0) for name in problem.design.names])
    alphas = problem.design.alphas
    theta[alphas] = np.linspace(-0.9, -0.1, alphas.stop - alphas.start)
    return theta


def world(months: int, seed: int = 5, **size: int) -> tuple[Panel, Problem, np.ndarray, np.ndarray]:
    """A simulated panel, its problem, the true theta and the true values."""
    empty = small_panel(**size)
    theta = true_theta(problem_of(empty))
    found = find_equilibria(problem_of(empty), theta, tries=3)
    v = np.stack([values[0] for values in found.values])
    panel = simulate(empty, v, months=months, seed=seed)
    return panel, problem_of(panel), theta, v
