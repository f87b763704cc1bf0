"""What an estimator of the crisis game returns."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

__all__ = ["CrisisFit"]


@dataclass(frozen=True)
class CrisisFit:
    """Coefficients (m) by name, standard errors, Pr(B resists) and Pr(A stands firm) (N, 2).

    `covariance` (m, m) is None where the curvature is not that of an optimum.

    `violation` is the largest change that one round of best replies makes to Pr(B resists);
    the pseudo-likelihood estimate is no equilibrium, and its violation says so.
    """

    method: str
    names: tuple[str, ...]
    theta: np.ndarray
    errors: np.ndarray
    beliefs: np.ndarray
    log_likelihood: float
    violation: float
    converged: bool
    rounds: int
    seconds: float
    covariance: np.ndarray | None = None

    @property
    def aic(self) -> float:
        """Akaike's criterion, 2 k - 2 L."""
        return 2 * len(self.names) - 2 * self.log_likelihood
