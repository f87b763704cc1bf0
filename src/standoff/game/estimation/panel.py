"""The data of the escalation model: pairs of states (dyads), month by month.

In month t pair k is in state s (1 peace, 2 crisis, 3 war), both sides act at once (1 nothing,
2 a threat or display, 3 the use of force), and the next state is the graver of the two actions:

    s[t+1] = max(a[t], b[t])

The likelihood sees only the counts N[k, p, s, a] of how often side p of pair k took action a in
state s. States and actions are numbered from 0 inside the arrays, from 1 in files and names.
Source: Crisman-Cox & Gibilisco, AJPS 2018.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

__all__ = ["SIDES", "STATES", "Panel"]

SIDES, STATES = 2, 3


@dataclass(frozen=True)
class Panel:
    """K pairs of n states over T months.

    `countries` (n names) and `codes` (n); `pairs` (K, 2) country numbers; `state` (K, T) and
    `actions` (K, 2, T) in 0..2; `x` (K, 2, 4) covariates of a side in its pair; `z` (n, 3) of a
    state; `weights` (K, T) says which pair-months count (all ones, or a training sample).
    """

    countries: tuple[str, ...]
    codes: tuple[str, ...]
    pairs: np.ndarray
    state: np.ndarray
    actions: np.ndarray
    x: np.ndarray
    z: np.ndarray
    weights: np.ndarray
    x_names: tuple[str, ...] = ("const", "min_polity", "log_cap_ratio", "sqrt_dependence")
    z_names: tuple[str, ...] = ("const", "log_gdp_pc", "log_mil_per_pc")

    @property
    def size(self) -> tuple[int, int, int]:
        """Pairs, countries, months."""
        return len(self.pairs), len(self.countries), self.state.shape[1]

    @cached_property
    def counts(self) -> np.ndarray:
        """N[k, p, s, a], (K, 2, 3, 3)."""
        k, _, months = self.size
        counts = np.zeros((k, SIDES, STATES, STATES))
        where = np.broadcast_to(np.arange(k)[:, None], (k, months))
        for side in range(SIDES):
            np.add.at(counts[:, side], (where, self.state, self.actions[:, side]), self.weights)
        return counts

    def weighted(self, weights: np.ndarray) -> Panel:
        """The same panel with other weights of its pair-months, (K, T)."""
        return replace(self, weights=np.asarray(weights, dtype=float))

    def faced(self) -> np.ndarray:
        """Months in which a state stood where stepping below the state alone is backing down, (n,).

        That is the situation in which its alpha is paid or saved: a state above peace that the
        rival keeps up. Where a country never meets it, its data say nothing about its alpha.
        """
        state = self.state[:, None]
        met = ((state > 0) & (self.actions[:, ::-1] >= state)) * self.weights[:, None]
        return self._by_country(met)

    def backed_down(self) -> np.ndarray:
        """Months in which a state acted below the state while its rival did not, (n,)."""
        own, rival, state = self.actions, self.actions[:, ::-1], self.state[:, None]
        return self._by_country(((own < state) & (rival >= state)) * self.weights[:, None])

    def _by_country(self, months: np.ndarray) -> np.ndarray:
        sums = months.sum(2).ravel()
        return np.bincount(self.pairs.ravel(), sums, minlength=len(self.countries))
