"""What a fitted crisis game predicts: outcome probabilities, and how they move with a covariate.

At an equilibrium x = z(x; eta) the four outcome probabilities are functions of the coefficients:
x moves by dx = z_eta / (1 - z_x) deta (implicit differentiation), so that standard errors come by
the delta method, on the scale of log-odds, which keeps intervals within 0 and 1. A comparative
static sets one column of the table to other values in all rows (functions such as sqrt are taken
anew) and follows each row's own equilibrium from its observed value in small steps; rows whose
equilibrium ends on the way are left out of the mean from there on and counted. What is shown is
the mean over rows: an average partial effect, not the effect at an average row.

Probabilities are floored at the square root of the machine's epsilon, as the reference does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, ndtri

from standoff.errors import BadValue
from standoff.game.estimation_signalling.crises import Crises
from standoff.game.estimation_signalling.equilibria import answer
from standoff.game.estimation_signalling.fit import CrisisFit
from standoff.game.estimation_signalling.game import FLOOR, outcomes, replies

__all__ = ["Prediction", "compare", "predict"]

_STEPS, _NEWTON, _SOLVED, _JUMP = 24, 12, 1e-9, 0.5
_H = 1e-5


@dataclass(frozen=True)
class Prediction:
    """Mean probabilities of sq, cd, sf, bd (G, 4) at `values` (G,) of a column, with 95 % limits.

    `rows` (G,) of the table are behind each mean. Limits are NaN where the fit has no covariance.
    """

    column: str
    values: np.ndarray
    probabilities: np.ndarray
    low: np.ndarray
    high: np.ndarray
    rows: np.ndarray


def predict(crises: Crises, fit: CrisisFit) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Each row's probabilities (N, 4) and their 95 % limits."""
    payoffs, x = crises.indices(fit.theta), _start(fit)
    chance = _outcomes(payoffs, x)
    if fit.covariance is None:
        return chance, np.full(chance.shape, np.nan), np.full(chance.shape, np.nan)
    slopes = np.stack([crises.gather_each(by) for by in _slopes(payoffs, x)], axis=1)
    variance = np.einsum("noi,ij,noj->no", slopes, fit.covariance, slopes)
    return (chance, *_limits(chance, np.sqrt(np.maximum(variance, 0))))


def compare(crises: Crises, fit: CrisisFit, column: str, values: Sequence[float]) -> Prediction:
    """Mean probabilities over rows with a column set to each value; `BadValue` for the column."""
    if column not in crises.columns():
        raise BadValue(f"no payoff has the covariate {column!r}",
                       expected=", ".join(sorted(crises.columns())))  # fmt: skip
    grid, shape = np.asarray(values, dtype=float), (len(values), 4)
    means, low, high = np.empty(shape), np.full(shape, np.nan), np.full(shape, np.nan)
    rows = np.zeros(len(grid), dtype=int)
    start = _start(fit)
    for at, value in enumerate(grid):
        x, kept = _follow(crises, fit.theta, start, column, float(value))
        there = crises.with_column(column, float(value))
        payoffs = there.indices(fit.theta)[kept]
        means[at], rows[at] = _outcomes(payoffs, x[kept]).mean(0), kept.sum()
        if fit.covariance is not None:
            full = np.zeros((4, len(x), 6))
            full[:, kept] = _slopes(payoffs, x[kept])
            slope = np.stack([there.gather(by) for by in full]) / max(rows[at], 1)
            error = np.sqrt(np.maximum(np.einsum("oi,ij,oj->o", slope, fit.covariance, slope), 0))
            low[at], high[at] = _limits(means[at], error)
    return Prediction(column, grid, means, low, high, rows)


def _start(fit: CrisisFit) -> np.ndarray:
    return ndtri(np.clip(fit.beliefs[:, 0], FLOOR, 1 - FLOOR))


def _outcomes(payoffs: np.ndarray, x: np.ndarray) -> np.ndarray:
    q = ndtr(x)
    state = replies(payoffs, q, np.ones_like(q))
    return outcomes(state.challenge, state.firm, q)


def _slopes(payoffs: np.ndarray, x: np.ndarray) -> np.ndarray:
    """Derivative of the outcomes in the six payoffs along the equilibrium, (4, N, 6)."""
    by_x = (_outcomes(payoffs, x + _H) - _outcomes(payoffs, x - _H)) / (2 * _H)
    pull = 1 - (answer(payoffs, x + _H) - answer(payoffs, x - _H)) / (2 * _H)
    out = np.empty((4, len(x), 6))
    for at in range(6):
        step = np.zeros(6)
        step[at] = _H
        own = (_outcomes(payoffs + step, x) - _outcomes(payoffs - step, x)) / (2 * _H)
        moved = (answer(payoffs + step, x) - answer(payoffs - step, x)) / (2 * _H) / pull
        out[:, :, at] = (own + by_x * moved[:, None]).T
    return out


def _limits(chance: np.ndarray, error: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """95 % limits by way of the log-odds."""
    inside = np.clip(chance, FLOOR, 1 - FLOOR)
    odds, spread = np.log(inside / (1 - inside)), 1.96 * error / (inside * (1 - inside))
    return 1 / (1 + np.exp(-np.clip(odds - spread, -50, 50))), 1 / (
        1 + np.exp(-np.clip(odds + spread, -50, 50))
    )


def _follow(
    crises: Crises, theta: np.ndarray, x: np.ndarray, column: str, value: float
) -> tuple[np.ndarray, np.ndarray]:
    """Each row's equilibrium at the column's new value, (N,), and where it could be followed."""
    begin, end = crises.indices(theta), crises.with_column(column, value).indices(theta)
    x, kept = x.copy(), np.ones(len(x), dtype=bool)
    for share in np.linspace(0, 1, _STEPS + 1)[1:]:
        payoffs = begin + share * (end - begin)
        moved = _solve(payoffs, x)
        good = (np.abs(moved - answer(payoffs, moved)) < _SOLVED) & (np.abs(moved - x) < _JUMP)
        kept &= good
        x = np.where(kept, moved, x)
    return x, kept


def _solve(payoffs: np.ndarray, x: np.ndarray) -> np.ndarray:
    """Newton's method on x - z(x), row by row."""
    for _ in range(_NEWTON):
        gap = x - answer(payoffs, x)
        pull = 1 - (answer(payoffs, x + _H) - answer(payoffs, x - _H)) / (2 * _H)
        x = x - np.clip(gap / np.where(np.abs(pull) > 1e-8, pull, 1e-8), -1, 1)
    return x
