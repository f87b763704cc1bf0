"""The escalation model at given choice values: probabilities, Phi, and exact derivatives.

For side i against j in state s with actions a, b and s' = max(a, b) (MODELS.md, sections 1 and 2):

    L_i(s)    = log sum_a exp v_i(s,a)              P_i(a|s) = exp(v_i(s,a) - L_i(s))
    Q_i(s,a,b) = u_i(s,a,b; eta) + delta L_i(max(a,b))
    Phi_i(s,a) = sum_b P_j(b|s) Q_i(s,a,b)          equilibrium: v = Phi(v; eta)

Payoffs are linear in eta, so Phi = M(v) eta + d(v): its derivative in eta is M(v), and its second
derivative in eta is nought. Everything is computed for all K pairs at once; the 18 values of a pair
are ordered (side, state, action).
"""

from __future__ import annotations

from functools import cached_property

import numpy as np

__all__ = ["DELTA", "VALUES", "Choices"]

DELTA = 0.9
VALUES = 18

_LEVEL = np.maximum.outer(np.arange(3), np.arange(3))
# _NEXT[a, b, s'] is 1 where s' = max(a, b).
_NEXT = (_LEVEL[:, :, None] == np.arange(3)).astype(float)
# The same with a (or b) first and the rest flat: one matrix product sums over a (or b).
_NEXT_BY_A = _NEXT.reshape(3, 9)
_NEXT_BY_B = _NEXT.transpose(1, 0, 2).reshape(3, 9)
# _BACKS[s, a, b] is 1 where a side steps below the state and its rival does not.
_S, _A, _B = np.ogrid[:3, :3, :3]
_BACKS = ((_B >= _S) & (_A < _S)).astype(float)
_ABOVE = ((_A > 0) & (_B > 0)).astype(float)[0]


class Choices:
    """All that follows from values v (K, 2, 3, 3) and indices eta (K, 13)."""

    def __init__(self, v: np.ndarray, eta: np.ndarray, delta: float = DELTA) -> None:
        self.v, self.eta, self.delta = v, eta, delta
        top = v.max(3, keepdims=True)
        shifted = np.exp(v - top)
        total = shifted.sum(3, keepdims=True)
        self.p = shifted / total
        self.inclusive = (top + np.log(total))[..., 0]
        self.log_p = v - self.inclusive[..., None]

    @cached_property
    def rival(self) -> np.ndarray:
        """P_j(b|s) where i stands first, (K, 2, 3, 3)."""
        return self.p[:, ::-1]

    @cached_property
    def worth(self) -> np.ndarray:
        """Q_i(s, a, b), (K, 2, 3, 3, 3)."""
        payoff = payoffs(self.eta)
        return payoff + self.delta * self.inclusive[:, :, _LEVEL][:, :, None]

    @cached_property
    def phi(self) -> np.ndarray:
        """Phi(v; eta), (K, 2, 3, 3)."""
        return (self.worth @ self.rival[..., None])[..., 0]

    @cached_property
    def gap(self) -> np.ndarray:
        """v - Phi(v; eta), (K, 18)."""
        return (self.v - self.phi).reshape(-1, VALUES)

    @property
    def violation(self) -> float:
        """max |v - Phi(v)|."""
        return float(np.abs(self.gap).max())

    def log_likelihood(self, counts: np.ndarray) -> np.ndarray:
        """Log-likelihood of each pair, (K,)."""
        return np.einsum("kpsa,kpsa->k", counts, self.log_p)

    def score(self, counts: np.ndarray) -> np.ndarray:
        """Derivative of the log-likelihood in v, (K, 18)."""
        total = counts.sum(3, keepdims=True)
        return (counts - total * self.p).reshape(-1, VALUES)

    def likelihood_hessian(self, counts: np.ndarray) -> np.ndarray:
        """Second derivative of the log-likelihood in v, (K, 18, 18); never positive."""
        return -self._softmax_blocks(counts.sum(3))

    def phi_eta(self) -> np.ndarray:
        """M(v) = dPhi/deta, (K, 18, 13)."""
        k = len(self.v)
        out = np.zeros((k, 2, 3, 3, 13))
        both = (self.rival[..., None, :] * _ABOVE).sum(-1)
        backs = (self.rival[..., None, :] * _BACKS).sum(-1)
        for side in range(2):
            for level in range(2):
                out[:, side, level + 1, :, 2 * side + level] = 1.0
                out[:, side, :, level + 1, 4 + 2 * side + level] = 1.0
            for state in range(3):
                out[:, side, state, :, 8 + state] = both[:, side, state]
            out[:, side, :, :, 11 + side] = backs[:, side]
        return out.reshape(k, VALUES, 13)

    def phi_v(self) -> np.ndarray:
        """dPhi/dv, (K, 18, 18)."""
        k = len(self.v)
        out = np.zeros((k, 2, 3, 3, 2, 3, 3))
        by_rival = self.rival[..., None, :] * (self.worth - self.phi[..., None])
        reach = self.delta * (self.rival @ _NEXT_BY_B).reshape(k, 2, 3, 3, 3)
        for side in range(2):
            for state in range(3):
                out[:, side, state, :, 1 - side, state] = by_rival[:, side, state]
            out[:, side, :, :, side] = reach[:, side, ..., None] * self.p[:, side, None, None]
        return out.reshape(k, VALUES, VALUES)

    def phi_hessian(self, multipliers: np.ndarray) -> np.ndarray:
        """Second derivative of multipliers'Phi in v, (K, 18, 18); multipliers are (K, 18)."""
        k = len(self.v)
        weight = multipliers.reshape(k, 2, 3, 3)
        # W[i, s, b] = sum_a weight Q: what the rival's action b is worth in the weighted sum.
        at_rival = (weight[..., None, :] @ self.worth)[..., 0, :]
        mean = (self.rival * at_rival).sum(-1, keepdims=True)
        tilt = (self.rival * (at_rival - mean))[:, ::-1]
        # T[i, s, b, s'] = delta sum_a weight 1{max(a,b) = s'}
        ahead = self.delta * (weight @ _NEXT_BY_A).reshape(k, 2, 3, 3, 3)
        reach = (self.rival[..., None, :] @ ahead)[..., 0, :].sum(2)
        out = self._softmax_blocks(reach).reshape(k, 2, 3, 3, 2, 3, 3)
        for side in range(2):
            for state in range(3):
                out[:, side, state, :, side, state] += _bilinear(
                    self.p[:, side, state], tilt[:, side, state]
                )
        change = self._probability_change()[:, ::-1]
        # cross[k, i, s, c, s', a'] = dP_j(c; b)/dv, times what b leads to, times P_i(a'|s').
        cross = (change @ ahead)[..., None] * self.p[:, :, None, None]
        for side in range(2):
            out[:, 1 - side, :, :, side] += cross[:, side]
            out[:, side, :, :, 1 - side] += cross[:, side].transpose(0, 3, 4, 1, 2)
        return out.reshape(k, VALUES, VALUES)

    def phi_mixed(self, multipliers: np.ndarray) -> np.ndarray:
        """Second derivative of multipliers'Phi in v and eta, (K, 18, 13)."""
        k = len(self.v)
        weight = multipliers.reshape(k, 2, 3, 3)
        change = self._probability_change()[:, ::-1]
        out = np.zeros((k, 2, 3, 3, 13))
        both = (change @ (weight @ _ABOVE)[..., None])[..., 0]
        backs = (change @ (weight[..., None, :] @ _BACKS).swapaxes(3, 4))[..., 0]
        for side in range(2):
            for state in range(3):
                out[:, 1 - side, state, :, 8 + state] += both[:, side, state]
            out[:, 1 - side, :, :, 11 + side] = backs[:, side]
        return out.reshape(k, VALUES, 13)

    def _probability_change(self) -> np.ndarray:
        """dP(b|s)/dv(s,c) as [k, i, s, c, b]."""
        return self.p[..., None] * (np.eye(3) - self.p[..., None, :])

    def _softmax_blocks(self, weight: np.ndarray) -> np.ndarray:
        """Block-diagonal weight (diag p - p p'), weight (K, 2, 3) -> (K, 18, 18)."""
        k = len(self.v)
        out = np.zeros((k, 6, 3, 6, 3))
        blocks = (weight[..., None, None] * self._probability_change()).reshape(k, 6, 3, 3)
        for at in range(6):
            out[:, at, :, at] = blocks[:, at]
        return out.reshape(k, VALUES, VALUES)


def payoffs(eta: np.ndarray) -> np.ndarray:
    """u_i(s, a, b), (K, 2, 3, 3, 3), of indices (K, 13)."""
    k = len(eta)
    out = np.zeros((k, 2, 3, 3, 3))
    out[:, :, 1:] += eta[:, 0:4].reshape(k, 2, 2, 1, 1)
    out[:, :, :, 1:] += eta[:, 4:8].reshape(k, 2, 1, 2, 1)
    out += eta[:, None, 8:11, None, None] * _ABOVE
    out += eta[:, 11:13, None, None, None] * _BACKS
    return out


def _bilinear(p: np.ndarray, tilt: np.ndarray) -> np.ndarray:
    """Second derivative of p'w in the logits: diag(g) - p g' - g p' with g = p (w - p'w)."""
    outer = p[:, :, None] * tilt[:, None, :]
    out = -outer - outer.transpose(0, 2, 1)
    out[:, range(3), range(3)] += tilt
    return out
