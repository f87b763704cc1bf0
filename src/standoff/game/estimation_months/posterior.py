"""What the record says of each parameter, and what only the prior says.

**Information.** Given the past, the moves m of month t have probabilities p_t(m) (`filtering.py`),
and

    I(theta) = sum_t sum_m  p_t(m) d log p_t(m)/d theta  d log p_t(m)/d theta',

the expected (Gauss-Newton) information, month by month, over all the moves that the month could
have had. dP/d theta comes from one linear solve a parameter; where something is hidden, the
derivative of its filtered weights is carried along.

**Laplace.** The posterior is taken as normal around its mode with precision I + prior precision,
the evidence as log p(moves, mode) + K/2 log 2 pi - 1/2 log det. Both are local: other branches and
other modes are not looked at. Of small games the evidence that is told has the curvature of the log
posterior itself in place of I (`curvature.py`).

**Who speaks.** Of a parameter whose posterior is hardly narrower than its prior (sd ratio above
`ASSUMED`) the record says nothing: it is an assumption. The same is asked of *combinations*:
eigenvectors of the information, measured in prior standard deviations, along which the data add
less than a tenth of what the prior says are flat directions, told by their largest members.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from standoff.game.estimation_months.filtering import first_weights, joint
from standoff.game.estimation_months.objective import Objective, Value
from standoff.game.estimation_months.sequence import Series
from standoff.game.estimation_months.slopes import slopes_of

__all__ = ["ASSUMED", "FlatDirection", "Laplace", "flat_directions", "information", "laplace"]

ASSUMED = 0.95
"""Posterior over prior standard deviation from which a parameter counts as an assumption."""

FLAT_BELOW = 0.1
"""Information of the data along a direction, in units of the prior's, below which it is flat."""

Slopes = tuple[np.ndarray, np.ndarray]


@dataclass(frozen=True)
class Laplace:
    """A normal posterior: mode (K,), covariance (K, K), log evidence; `data` is I (K, K)."""

    mode: np.ndarray
    covariance: np.ndarray
    log_evidence: float
    data: np.ndarray

    @property
    def sd(self) -> np.ndarray:
        """Posterior standard deviations (K,)."""
        return np.sqrt(np.diag(self.covariance))


@dataclass(frozen=True)
class FlatDirection:
    """A combination of parameters that the data hardly speak to.

    `weights` are its members, in prior standard deviations, the largest first; `ratio` posterior
    over prior standard deviation along it.
    """

    weights: tuple[tuple[str, float], ...]
    ratio: float


def laplace(objective: Objective, value: Value) -> Laplace:
    """The normal posterior around a mode."""
    data = information(objective, value)
    precision = data + np.diag(1 / objective.prior.sd**2)
    size = len(value.theta)
    log_det = float(np.linalg.slogdet(precision)[1])
    evidence = value.log_posterior + size / 2 * float(np.log(2 * np.pi)) - log_det / 2
    return Laplace(value.theta, np.linalg.inv(precision), evidence, data)


def flat_directions(
    names: tuple[str, ...], sd: np.ndarray, data: np.ndarray
) -> list[FlatDirection]:
    """Directions along which the data add little to the prior, the flattest first."""
    weighed, ways = np.linalg.eigh(sd[:, None] * data * sd)
    found = []
    for size, way in zip(weighed, ways.T, strict=True):
        if size >= FLAT_BELOW:
            break
        order = np.argsort(-np.abs(way))
        sign = np.sign(way[order[0]])
        members = tuple((names[k], float(sign * way[k])) for k in order if abs(way[k]) > 0.25)
        found.append(FlatDirection(members, float((1 + max(size, 0.0)) ** -0.5)))
    return found


def information(objective: Objective, value: Value) -> np.ndarray:
    """Expected information of the months about theta: (K, K)."""
    rows = objective.sequences.visited
    slopes = _choice_slopes(objective, value, rows)
    place = np.zeros(objective.sequences.game.model.states, dtype=np.int64)
    place[rows] = np.arange(len(rows))
    choices = tuple(p[rows] for p in value.point.choices)
    total = np.zeros((len(value.theta), len(value.theta)))
    for one, kernels in zip(objective.sequences.series, objective.kernels, strict=True):
        moved = _placed(one, place)
        if one.hidden:
            total += _of_series(moved, kernels.steps, (choices[0], choices[1]), slopes)
        else:
            total += _of_plain_series(moved, (choices[0], choices[1]), slopes)
    return total


def _choice_slopes(objective: Objective, value: Value, rows: np.ndarray) -> Slopes:
    """dP/d theta in the states visited: (K, n, A) and (K, n, B)."""
    game, point = objective.sequences.game, value.point
    values = game.parameters | objective.prior.named(value.theta)
    split = game.model.actions[0]
    found: tuple[list[np.ndarray], list[np.ndarray]] = ([], [])
    for pull in slopes_of(game, values, objective.prior.names).pulls(point):
        change = point.solve(pull, tolerance=1e-8)[rows]
        for side, dv in enumerate((change[:, :split], change[:, split:])):
            p = point.choices[side][rows]
            found[side].append(p * (dv - (p * dv).sum(axis=1, keepdims=True)))
    return np.array(found[0]), np.array(found[1])


def _placed(one: Series, place: np.ndarray) -> Series:
    from dataclasses import replace

    return replace(one, states=np.where(one.states >= 0, place[one.states], -1))


def _of_plain_series(
    one: Series, choices: tuple[np.ndarray, np.ndarray], slopes: Slopes
) -> np.ndarray:
    """Nothing is hidden: given the state the sides choose apart, so that information adds up over
    sides, and months of one state count alike."""
    size = len(slopes[0])
    total = np.zeros((size, size))
    for side, (p, dp) in enumerate(zip(choices, slopes, strict=True)):
        use = (one.states[:, 0] >= 0) & (one.moves[:, side] >= 0)
        months = np.bincount(one.states[use, 0], minlength=len(p))
        there = np.flatnonzero(months)
        weighed = dp[:, there] * (months[there, None] / np.maximum(p[there], 1e-300))
        total += weighed.reshape(size, -1) @ dp[:, there].reshape(size, -1).T
    return total


def _of_series(
    one: Series,
    steps: tuple[np.ndarray, ...],
    choices: tuple[np.ndarray, np.ndarray],
    slopes: Slopes,
) -> np.ndarray:
    """Information of one dyad: the filter with its derivative carried along."""
    size = len(slopes[0])
    ahead, moved = first_weights(one), np.zeros((size, one.states.shape[1]))
    total = np.zeros((size, size))
    for t in range(len(one.labels)):
        total += _of_month(one, t, choices, slopes, ahead, moved)
        if t + 1 == len(one.labels) or not one.hidden:
            continue
        play, change = joint(one, t, choices), _joint_slope(one, t, choices, slopes)
        mass = np.einsum("h,hab,habk->k", ahead, play, steps[t]) * one.allowed[t + 1]
        drift = np.einsum("xh,hab,habk->xk", moved, play, steps[t])
        drift += np.einsum("h,xhab,habk->xk", ahead, change, steps[t])
        drift = drift * one.allowed[t + 1]
        kept = mass.sum()
        ahead = mass / kept
        moved = (drift - ahead * drift.sum(axis=1, keepdims=True)) / kept
    return total


def _of_month(
    one: Series,
    t: int,
    choices: tuple[np.ndarray, np.ndarray],
    slopes: Slopes,
    ahead: np.ndarray,
    moved: np.ndarray,
) -> np.ndarray:
    """Information of the moves of one month about theta, given the past."""
    where = (one.states[t] >= 0) & (ahead > 0)
    if not where.any():
        return np.zeros((len(moved), len(moved)))
    state = one.states[t][where]
    weight, drift = ahead[where], moved[:, where]
    p, q = (c[state] for c in choices)
    dp, dq = (s[:, state] for s in slopes)
    if one.moves[t, 0] < 0:
        p, dp = np.ones((len(state), 1)), np.zeros((len(dp), len(state), 1))
    if one.moves[t, 1] < 0:
        q, dq = np.ones((len(state), 1)), np.zeros((len(dq), len(state), 1))
    chance = np.einsum("h,ha,hb->ab", weight, p, q).ravel()
    slope = np.einsum("xh,ha,hb->xab", drift, p, q) + np.einsum("h,xha,hb->xab", weight, dp, q)
    slope = (slope + np.einsum("h,ha,xhb->xab", weight, p, dq)).reshape(len(moved), -1)
    return np.asarray((slope / np.maximum(chance, 1e-300)) @ slope.T)


def _joint_slope(
    one: Series, t: int, choices: tuple[np.ndarray, np.ndarray], slopes: Slopes
) -> np.ndarray:
    """d (P_1 P_2)/d theta for the moves that month t may have had: (K, H, A or 1, B or 1)."""
    state = one.states[t]
    there = (state >= 0)[:, None]
    parts, changes = [], []
    for side in (0, 1):
        move = int(one.moves[t, side])
        span = slice(None) if move < 0 else slice(move, move + 1)
        rest = 1.0 / one.actions[side] if move < 0 else 1.0
        parts.append(np.where(there, choices[side][state][:, span], rest))
        changes.append(np.where(there, slopes[side][:, state][:, :, span], 0.0))
    out = np.einsum("xha,hb->xhab", changes[0], parts[1])
    return np.asarray(out + np.einsum("ha,xhb->xhab", parts[0], changes[1]))
