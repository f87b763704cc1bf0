"""What it takes to follow a curve of equilibria: points that can be solved at, lines of equations.

Newton's method, natural steps and arclength continuation (`newton.py`, `continuation.py`,
`arclength.py`) know nothing of games. They ask a `Point` for its residual and for solves with the
derivative of the residual there, and a `Curve` for the point at (t, v). Three kinds exist:
`Linearised` (reduced to the values of states, any size), `FlatPoint` (small games in one piece) and
`TreePoint` (games with hidden information, played once). `reduce` and `expand` map between all
unknowns and those in which linear systems are solved; a `DensePoint` has only the one kind.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from functools import cached_property
from typing import Protocol, Self, TypeVar

import numpy as np

from standoff.game.lu import Factors

__all__ = ["Curve", "DensePoint", "Point"]


class Point(Protocol):
    """The equations v - Phi(v) = 0 and their derivative at one point v."""

    v: np.ndarray
    residual: np.ndarray

    @property
    def size(self) -> float:
        """max |v - Phi(v)|."""
        ...

    @property
    def orientation(self) -> int:
        """Sign of the determinant of the derivative; asked of small systems only."""
        ...

    @property
    def dense(self) -> np.ndarray:
        """The reduced derivative as a matrix; asked of small systems only."""
        ...

    def moved(self, v: np.ndarray) -> Self:
        """The same equations at another point."""
        ...

    def forget(self) -> None:
        """Let go of what only solves need; it is made again where it is asked for."""
        ...

    def solve(
        self, change: np.ndarray, *, tolerance: float = 1e-12, slack: float = 1e-6
    ) -> np.ndarray:
        """dv with (derivative) dv = change."""
        ...

    def reduce(self, change: np.ndarray) -> np.ndarray:
        """Right side of the reduced system for a change of the residual."""
        ...

    def solve_reduced(self, right: np.ndarray) -> np.ndarray:
        """The reduced unknowns for such a right side."""
        ...

    def expand(self, change: np.ndarray, reduced: np.ndarray) -> np.ndarray:
        """dv from the change of the residual and the solved reduced unknowns."""
        ...


P = TypeVar("P", bound=Point)


class Curve(Protocol[P]):
    """Equations that move with one number t."""

    @property
    def unknowns(self) -> int:
        """Number of reduced unknowns."""
        ...

    def point(self, t: float, v: np.ndarray) -> P:
        """The point v of the equations at t."""
        ...

    def pull(self, point: P) -> np.ndarray:
        """d Phi / dt at fixed v, in the shape of v."""
        ...


class DensePoint(ABC):
    """A point whose derivative is one small matrix; v and residual are (n,)."""

    v: np.ndarray
    residual: np.ndarray

    @abstractmethod
    def moved(self, v: np.ndarray) -> Self:
        """See `Point.moved`."""

    @property
    @abstractmethod
    def dense(self) -> np.ndarray:
        """d(v - Phi(v))/dv: (n, n)."""

    @cached_property
    def size(self) -> float:
        """See `Point.size`."""
        return float(np.abs(self.residual).max())

    @cached_property
    def _factors(self) -> Factors:
        return Factors(self.dense)

    def forget(self) -> None:
        """See `Point.forget`."""
        for name in ("dense", "_factors"):
            self.__dict__.pop(name, None)

    @property
    def orientation(self) -> int:
        """See `Point.orientation`."""
        return self._factors.sign

    def solve(
        self, change: np.ndarray, *, tolerance: float = 0.0, slack: float = 0.0
    ) -> np.ndarray:
        """See `Point.solve`; exact whatever the tolerance."""
        return self._factors.solve(change)

    def reduce(self, change: np.ndarray) -> np.ndarray:
        """The change itself."""
        return change

    def solve_reduced(self, right: np.ndarray) -> np.ndarray:
        """As `solve`."""
        return self._factors.solve(right)

    def expand(self, change: np.ndarray, reduced: np.ndarray) -> np.ndarray:
        """The unknowns themselves."""
        return reduced
