"""The second half of the search by a general solver: IPOPT through CasADi (extra `ipopt`).

The same problem as in `sequential.py`, stated once more in CasADi's symbols and handed to the
interior-point method of Waechter & Biegler (Mathematical Programming 2006), which knows nothing of
pairs: a twin that shares no code of derivatives or steps with ours, several times slower, and a
second opinion where ours does not converge. What it returns is measured by our own functions.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from standoff.errors import MissingExtra
from standoff.game.estimation.choices import VALUES
from standoff.game.estimation.design import INDICES
from standoff.game.estimation.problem import Point, Problem
from standoff.game.estimation.sequential import Arrow, Rules, Trail, Watch, least_multipliers

__all__ = ["solve_by_ipopt"]

_NOWHERE = 1e20


def solve_by_ipopt(
    start: Point,
    multipliers: np.ndarray | None = None,
    rules: Rules | None = None,
    watch: Watch | None = None,
) -> Trail:
    """As `sequential.solve`, but `watch` sees the end alone; `MissingExtra` without CasADi."""
    rules, problem = rules or Rules(), start.problem
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        first = least_multipliers(start) if multipliers is None else multipliers
        solver = _solver(problem, rules)
        far = np.full(start.v.size, _NOWHERE)
        done = solver(
            x0=np.concatenate([start.theta, start.v.ravel()]), lam_g0=first.ravel(), lbg=0, ubg=0,
            lbx=np.concatenate([np.maximum(problem.lower, -_NOWHERE), -far]),
            ubx=np.concatenate([np.minimum(problem.upper, _NOWHERE), far]),
        )  # fmt: skip
        x, found = np.array(done["x"]).ravel(), np.array(done["lam_g"]).reshape(first.shape)
        size = problem.design.size
        # IPOPT ends a hair inside its bounds; ours end on them.
        theta = _on_bounds(x[:size], problem)
        point = problem.at(theta, x[size:].reshape(start.v.shape))
        slope = Arrow(point, found).slope()
    if watch is not None:
        watch(point)
    converged = point.violation < rules.violation and slope < rules.slope
    return Trail(point, found, slope, int(solver.stats()["iter_count"]), bool(converged))


def _on_bounds(theta: np.ndarray, problem: Problem) -> np.ndarray:
    for bound in (problem.lower, problem.upper):
        theta = np.where(np.abs(theta - bound) < 1e-7, bound, theta)
    return theta


def _solver(problem: Problem, rules: Rules) -> Any:
    """The problem as CasADi knows it: x = (theta, v), the values of a pair in a row."""
    try:
        import casadi as ca
    except ModuleNotFoundError:
        raise MissingExtra("IPOPT needs CasADi, which is not installed",
                           next="pip install 'standoff[ipopt]'") from None  # fmt: skip
    design, pairs = problem.design, len(problem.counts)
    theta, values = ca.MX.sym("theta", design.size), ca.MX.sym("v", VALUES, pairs)
    rows = np.repeat(np.arange(pairs * INDICES), design.local.shape[2])
    where = np.repeat(design.columns, INDICES, axis=0).ravel()
    matrix = ca.DM.triplet(rows.tolist(), where.tolist(), ca.DM(design.local.ravel()),
                           pairs * INDICES, design.size)  # fmt: skip
    eta = ca.reshape(ca.mtimes(ca.sparsify(matrix), theta), INDICES, pairs)
    counts = problem.counts.reshape(pairs, VALUES).T
    likelihood, gap = _pair(ca, problem.delta).map(pairs)(values, eta, counts)
    prior = ca.sparsify(ca.DM(problem.precision))
    height = ca.mtimes([theta.T, prior, theta]) / 2 - ca.sum2(likelihood)
    stated = {"x": ca.vertcat(theta, ca.vec(values)), "f": height, "g": ca.vec(gap)}
    options: dict[str, Any] = {
        "print_time": False, "ipopt.print_level": 0, "ipopt.sb": "yes",
        "ipopt.max_iter": 10 * rules.steps, "ipopt.tol": rules.slope / 100,
        "ipopt.constr_viol_tol": rules.violation / 10, "ipopt.bound_relax_factor": 0.0,
    }  # fmt: skip
    return ca.nlpsol("escalation", "ipopt", stated, options)


def _pair(ca: Any, delta: float) -> Any:
    """(v, eta, counts) of one pair -> its log-likelihood and v - Phi(v), written out plainly."""
    v, eta, counts = ca.SX.sym("v", VALUES), ca.SX.sym("eta", INDICES), ca.SX.sym("n", VALUES)
    places = [(side, s, a) for side in range(2) for s in range(3) for a in range(3)]
    at = {place: number for number, place in enumerate(places)}
    logs = {}
    for side in range(2):
        for s in range(3):
            three = [v[at[side, s, a]] for a in range(3)]
            top = ca.fmax(ca.fmax(three[0], three[1]), three[2])
            logs[side, s] = top + ca.log(sum(ca.exp(one - top) for one in three))
    chance = {(i, s, a): ca.exp(v[at[i, s, a]] - logs[i, s]) for i, s, a in places}
    gap = [
        v[at[i, s, a]] - sum(
            chance[1 - i, s, b] * (_payoff(eta, i, s, a, b) + delta * logs[i, max(a, b)])
            for b in range(3)
        )
        for i, s, a in places
    ]  # fmt: skip
    height = sum(counts[at[i, s, a]] * (v[at[i, s, a]] - logs[i, s]) for i, s, a in places)
    return ca.Function("pair", [v, eta, counts], [height, ca.vertcat(*gap)])


def _payoff(eta: Any, side: int, s: int, a: int, b: int) -> Any:
    """u_i(s, a, b) of the 13 indices (`design.py`)."""
    paid = 0
    if s:
        paid += eta[2 * side + s - 1]
    if a:
        paid += eta[4 + 2 * side + a - 1]
    if a and b:
        paid += eta[8 + s]
    if b >= s and a < s:
        paid += eta[11 + side]
    return paid
