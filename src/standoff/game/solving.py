"""Solving a game: which method, in which order, and what is said about it.

1. Follow the branch from precision 0 by natural steps (`continuation.py`).
2. Where it folds, follow it by arclength (`arclength.py`); games of more than `LARGE` states leap
   over folds instead, where single states jump (`leaping.py`): said so.
3. Newton from uniform choices, which may land on another branch: said so.
4. Damped replies (`replies.py`): said so.

Whatever found it, a point only becomes an `Equilibrium` when the certificate recomputed by code of
its own (`explicit.py`) holds; else `NotSolved` with the last residual.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from standoff.errors import BadValue, NotSolved
from standoff.game.arclength import follow
from standoff.game.certificate import Certificate
from standoff.game.continuation import Branch, natural
from standoff.game.explicit import certify_arrays
from standoff.game.linearised import Linearised
from standoff.game.lines import Line
from standoff.game.model import Model
from standoff.game.newton import newton
from standoff.game.replies import damped_replies

__all__ = ["LARGEST_RESIDUAL", "Equilibrium", "branch_from_zero", "certified", "solve_arrays"]

LARGEST_RESIDUAL = 1e-10
"""A certified residual above this, relative to 1 + max|value|, is refused."""


LARGE = 1000
"""States beyond which a folding branch is leapt over and not followed by arclength."""


@dataclass(frozen=True)
class Equilibrium:
    """A certified fixed point of a game given as arrays, in units of payoff.

    `worths` (S, A + B) are the values of actions, `values` (2, S) of states; `first` (S, A) and
    `second` (S, B) the choice probabilities.
    """

    model: Model
    worths: np.ndarray
    values: np.ndarray
    first: np.ndarray
    second: np.ndarray
    branch: Branch
    certificate: Certificate

    @property
    def point(self) -> Linearised:
        """The linearised equations here (for derivatives and branches)."""
        return Linearised(self.model, self.worths * self.model.precision)


def solve_arrays(model: Model, start: np.ndarray | None = None) -> Equilibrium:
    """The equilibrium on the branch from precision 0, or near `start` (values of actions)."""
    if model.precision <= 0:
        raise BadValue(f"precision {model.precision}", expected="a number above 0")
    if start is not None:
        point = newton(model, start * model.precision)
        return certified(model, point, Branch("Newton's method from a given start", 0))
    return branch_from_zero(model)


def branch_from_zero(model: Model) -> Equilibrium:
    """Try the four ways in turn; raises `NotSolved` with the last residual."""
    line = Line.precision(model)
    large = model.states > LARGE
    ways: tuple[Callable[[], tuple[Linearised, Branch]], ...] = (
        lambda: natural(line, _zero(line), leaps=large, least=0.02 if large else 1e-3),
        *(() if large else (lambda: _by_arclength(line),)),
        lambda: (
            newton(model, model.uniform()),
            Branch("Newton's method from uniform choices; not the followed branch", 0),
        ),
        lambda: (
            damped_replies(model, model.uniform(), rounds=500 if large else 3000),
            Branch("damped replies as a last resort; not the followed branch", 0),
        ),
    )
    fault = NotSolved("no method tried", residual=np.inf)
    for way in ways:
        try:
            point, branch = way()
            return certified(model, point, branch)
        except NotSolved as failed:
            fault = failed
    raise fault


def _zero(line: Line) -> Linearised:
    return Linearised(line.at(0.0), line.model.uniform())


def _by_arclength(line: Line) -> tuple[Linearised, Branch]:
    point, steps, folds = follow(line, _zero(line), limit=2000)
    small = 2 * line.model.states <= 400
    return point, Branch("branch followed from precision 0 by arclength", steps, folds, small)


def certified(model: Model, point: Linearised, branch: Branch) -> Equilibrium:
    """A point with its certificate; raises `NotSolved` where that does not hold."""
    worths = point.v / model.precision
    values = model.values(point.v) / model.precision
    first, second = point.choices
    certificate = certify_arrays(model, worths, values, first, second)
    scale = 1 + float(np.abs(worths).max())
    if not certificate.residual <= LARGEST_RESIDUAL * scale:
        raise NotSolved("the certificate does not hold", residual=certificate.residual)
    return Equilibrium(model, worths, values, first, second, branch, certificate)
