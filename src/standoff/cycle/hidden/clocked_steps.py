"""Refitting steps that move with clocks: a multinomial logit by a few Newton steps.

With expected steps n_tjk of the record and A_tjk = A_jk exp(z_t' b_k) / sum (`clocked.steps_of`),

    height = sum n_tjk log A_tjk + sum (share of the prior) log A_jk - |b|^2 / 2 v

is concave in (log A, b). Pseudo-steps of the prior are made where all clocks stand at 0; they and
the normal prior of b are all that keeps a step that was never seen away from zero.
"""

from __future__ import annotations

import numpy as np

from standoff.cycle.hidden.clocked import Clocked
from standoff.cycle.hidden.emission import Array
from standoff.cycle.hidden.logs import log_of, log_sum_exp

__all__ = ["refit_steps", "step_score"]

NEWTON_STEPS, HALVINGS, RIDGE = 3, 12, 1e-9


class _Steps:
    """Expected steps (T, K, K) and clocks (T, P); the prior's stand first, at z = 0."""

    def __init__(self, n: Array, z: Array, weight: float, allowed: Array, spread: float) -> None:
        share = weight * allowed / np.maximum(allowed.sum(axis=1, keepdims=True), 1.0)
        self.n = np.concatenate([share[None], n])
        self.z = np.vstack([np.zeros((1, z.shape[1])), z])
        self.allowed, self.spread = allowed > 0, spread
        self.leaving = self.n.sum(axis=2)

    def log_steps(self, log_a: Array, pulls: Array) -> Array:
        """log A_tjk (T, K, K)."""
        logits = log_a + (self.z @ pulls.T)[:, None, :]
        log_steps: Array = logits - log_sum_exp(logits, 2)[:, :, None]
        return log_steps

    def height(self, log_a: Array, pulls: Array) -> float:
        """The height."""
        log_steps = np.where(self.allowed, self.log_steps(log_a, pulls), 0.0)
        return float((self.n * log_steps).sum() - 0.5 * (pulls**2).sum() / self.spread**2)

    def slopes(self, log_a: Array, pulls: Array) -> tuple[Array, Array]:
        """Gradient (K K + K P,) in (log A, pulls), and minus its curvature."""
        steps = np.exp(self.log_steps(log_a, pulls))
        excess = self.n - self.leaving[:, :, None] * steps
        by_state = excess.sum(axis=1)
        slope = np.concatenate([
            excess.sum(axis=0).ravel(), (by_state.T @ self.z - pulls / self.spread**2).ravel()
        ])  # fmt: skip
        # Covariance of each row's multinomial, times how often the row is left: (T, K, K, K).
        flat = -steps[:, :, :, None] * steps[:, :, None, :]
        k = len(pulls)
        flat[:, :, np.arange(k), np.arange(k)] += steps
        flat *= self.leaving[:, :, None, None]
        return slope, self._matrix(flat, pulls)

    def _matrix(self, flat: Array, pulls: Array) -> Array:
        (k, p), z = pulls.shape, self.z
        matrix = np.zeros((k * k + k * p, k * k + k * p))
        own = flat.sum(axis=0)
        for j in range(k):
            matrix[j * k : j * k + k, j * k : j * k + k] = own[j]
        cross = np.einsum("tjkl,tp->jklp", flat, z).reshape(k * k, k * p)
        matrix[: k * k, k * k :], matrix[k * k :, : k * k] = cross, cross.T
        every = flat.sum(axis=1)
        matrix[k * k :, k * k :] = np.einsum("tkl,tp,tq->kplq", every, z, z).reshape(k * p, k * p)
        matrix[k * k :, k * k :] += np.eye(k * p) / self.spread**2
        return matrix + RIDGE * np.eye(len(matrix))


def _of(model: Clocked, moves: Array, z: Array, weight: float, spread: float) -> _Steps:
    k = len(model.pulls)
    allowed = np.ones((k, k)) if model.base.transition.diagonal().any() else 1.0 - np.eye(k)
    return _Steps(moves, z[1:], weight, allowed, spread)


def refit_steps(
    model: Clocked, moves: Array, z: Array, weight: float, spread: float
) -> tuple[Array, Array]:
    """Steps (K, K) at z = 0 and pulls (K, P) at least as good as those of `model`.

    `moves` (T-1, K, K) are expected steps, `weight` what the prior is worth in each state.
    """
    record = _of(model, moves, z, weight, spread)
    k, p = model.pulls.shape
    log_a, pulls = log_of(model.base.transition), model.pulls
    height = record.height(log_a, pulls)
    for _ in range(NEWTON_STEPS):
        slope, matrix = record.slopes(log_a, pulls)
        step = np.linalg.solve(matrix, slope)
        step /= max(1.0, np.abs(step).max() / 2.0)
        for _ in range(HALVINGS):
            new_a = log_a + np.where(record.allowed, step[: k * k].reshape(k, k), 0.0)
            new_a = new_a - log_sum_exp(new_a, 1)[:, None]
            new_pulls = pulls + step[k * k :].reshape(k, p)
            new = record.height(new_a, new_pulls)
            if new > height:
                break
            step *= 0.5
        else:
            break
        done, height = new - height < 1e-9, new
        log_a, pulls = new_a, new_pulls
        if done:
            break
    return np.exp(log_a), pulls


def step_score(
    model: Clocked, moves: Array, z: Array, weight: float, spread: float
) -> tuple[Array, Array]:
    """Gradient of the height in log A (K, K), where a row's shift changes nothing, and in pulls."""
    record = _of(model, moves, z, weight, spread)
    slope, _ = record.slopes(log_of(model.base.transition), model.pulls)
    k = len(model.pulls)
    return slope[: k * k].reshape(k, k), slope[k * k :].reshape(model.pulls.shape)
