"""Parameters of the escalation model: their names, and how they enter each pair.

Payoffs are linear in theta, and a pair feels theta through 13 indices only, eta_k = A_k theta:

    0-3    x_ij'beta_2 and x_ij'beta_3 of side 1, then of side 2     (base payoff of a state)
    4-7    z_i'kappa_2 and z_i'kappa_3 of side 1, then of side 2     (cost of an action)
    8-10   gamma of state 1, 2, 3                                    (both sides above peace)
    11-12  alpha of side 1, alpha of side 2                          (payoff of backing down)

A_k is kept as the few columns it touches (19 of 142 in the published model), so sums over pairs of
A_k' B_k A_k are one scatter instead of 179 large products. Source: MODELS.md section 2 restates
Crisman-Cox & Gibilisco, AJPS 2018.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from standoff.game.estimation.panel import Panel

__all__ = ["INDICES", "Design", "design_of"]

INDICES = 13


@dataclass(frozen=True)
class Design:
    """`local` (K, 13, c) are the rows of A_k on its own `columns` (K, c) of theta (m).

    `names` (m) of the parameters; `alphas` slice of theta that holds alpha_1..alpha_n.
    """

    local: np.ndarray
    columns: np.ndarray
    names: tuple[str, ...]
    alphas: slice

    @property
    def size(self) -> int:
        """How many parameters theta has."""
        return len(self.names)

    def indices(self, theta: np.ndarray) -> np.ndarray:
        """eta_k = A_k theta, (K, 13)."""
        return np.einsum("kic,kc->ki", self.local, theta[self.columns])

    def gather(self, by_index: np.ndarray) -> np.ndarray:
        """sum_k A_k' g_k of vectors (K, 13) -> (m,)."""
        local = np.einsum("kic,ki->kc", self.local, by_index)
        return np.bincount(self.columns.ravel(), local.ravel(), minlength=self.size)

    def gather_each(self, by_index: np.ndarray) -> np.ndarray:
        """A_k' g_k pair by pair, (K, 13) -> (K, m)."""
        out = np.zeros((len(by_index), self.size))
        rows = np.arange(len(by_index))[:, None]
        out[rows, self.columns] = np.einsum("kic,ki->kc", self.local, by_index)
        return out

    def gather_square(self, by_index: np.ndarray) -> np.ndarray:
        """sum_k A_k' B_k A_k of matrices (K, 13, 13) -> (m, m)."""
        local = self.local.transpose(0, 2, 1) @ by_index @ self.local
        flat = self.columns[:, :, None] * self.size + self.columns[:, None, :]
        sums = np.bincount(flat.ravel(), local.ravel(), minlength=self.size**2)
        return sums.reshape(self.size, self.size)


def design_of(panel: Panel) -> Design:
    """The design of a panel: beta_2, beta_3, kappa_2, kappa_3, gamma, then one alpha a country."""
    k, n, _ = panel.size
    nx, nz = len(panel.x_names), len(panel.z_names)
    beta, kappa, gamma = (0, nx), (2 * nx, 2 * nx + nz), 2 * (nx + nz)
    first_alpha = gamma + 3
    columns = np.zeros((k, first_alpha + 2), dtype=np.intp)
    columns[:, :first_alpha] = np.arange(first_alpha)
    columns[:, first_alpha:] = first_alpha + panel.pairs
    local = np.zeros((k, INDICES, first_alpha + 2))
    for side in range(2):
        for level in range(2):
            at = beta[level]
            local[:, 2 * side + level, at : at + nx] = panel.x[:, side]
            at = kappa[level]
            local[:, 4 + 2 * side + level, at : at + nz] = panel.z[panel.pairs[:, side]]
        local[:, 11 + side, first_alpha + side] = 1.0
    for state in range(3):
        local[:, 8 + state, gamma + state] = 1.0
    return Design(local, columns, _names(panel), slice(first_alpha, first_alpha + n))


def _names(panel: Panel) -> tuple[str, ...]:
    names = [f"beta{level}.{name}" for level in (2, 3) for name in panel.x_names]
    names += [f"kappa{level}.{name}" for level in (2, 3) for name in panel.z_names]
    names += [f"gamma.state{state}" for state in (1, 2, 3)]
    return (*names, *(f"alpha.{name}" for name in panel.countries))
