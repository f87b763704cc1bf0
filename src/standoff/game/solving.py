"""Solving a game: which method, in which order, and what is said about it.

1. Follow the branch from precision 0 by natural steps (`continuation.py`); small games in one piece
   (`flat.py`), others by the values of states (`linearised.py`).
2. Where it folds, follow it by arclength (`arclength.py`), large declared games by a way that needs
   fewer linear solves (`winding.py`). Large games given as arrays, and games whose branch is lost,
   leap over folds, where single states jump (`leaping.py`): said so.
3. Newton from uniform choices, which may land on another branch: said so.
4. Damped replies (`replies.py`): said so.

A ladder whose states are numbered otherwise is put in order first (`ordering.py`).

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
from standoff.game.equations import Curve, P
from standoff.game.explicit import WrittenOut, certify_arrays
from standoff.game.flat import FEW, FlatCurve
from standoff.game.leaping import leap
from standoff.game.linear import DENSE
from standoff.game.linearised import Linearised
from standoff.game.lines import Line
from standoff.game.model import Model
from standoff.game.newton import GOOD, newton
from standoff.game.ordering import ladder_order, renumbered
from standoff.game.replies import damped_replies
from standoff.game.transitions import FactoredTransition
from standoff.game.winding import wind

__all__ = ["LARGEST_RESIDUAL", "Equilibrium", "branch_from_zero", "certified", "solve_arrays"]

LARGEST_RESIDUAL = 1e-10
"""A certified residual above this, relative to 1 + max|value|, is refused."""

LARGE = 1000
"""States beyond which the matrix of a game is never formed."""

BENT = 0.1
"""Length of natural steps below which a large game is followed by arclength."""


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
        point = newton(model, start * model.precision, goal=GOOD)
        return certified(model, point.v, Branch("Newton's method from a given start", 0))
    return branch_from_zero(model)


def branch_from_zero(model: Model) -> Equilibrium:
    """Try the ways in turn; raises `NotSolved` with the smallest residual that one of them left."""
    order = ladder_order(model)
    if order is not None:
        return _in_order(model, order)
    least = np.inf
    for way in (*_branch_ways(model), *_other_ways(model)):
        try:
            return certified(model, *way())
        except NotSolved as failed:
            least = min(least, failed.residual)
    raise NotSolved(
        "no equilibrium was found",
        residual=least,
        expected="a game whose branch from precision 0 can be followed to the end",
        next="change its parameters by less, or lower the precision of choice",
    )


def _in_order(model: Model, order: np.ndarray) -> Equilibrium:
    """Solved with its states in another order, brought back and certified as it was given."""
    found = branch_from_zero(renumbered(model, order))
    v = np.empty_like(found.worths)
    v[order] = found.worths * model.precision
    return certified(model, v, found.branch)


Way = Callable[[], tuple[np.ndarray, Branch]]
"""Finds v, (S, A + B) or in one row, and says how."""


def _branch_ways(model: Model) -> tuple[Way, ...]:
    """Natural steps, then arclength; with leaps for large games."""
    line, start = Line.precision(model), model.uniform()
    if model.states > LARGE and isinstance(model.transition, FactoredTransition):
        # Thirty thousand unrelated states have a fold each; those of declared games fold as one.
        return (lambda: _wound(line, start)), (lambda: _large(line, start))
    if model.states > LARGE:
        return (lambda: _large(line, start),)
    if model.states * sum(model.actions) <= FEW:
        flat, row = FlatCurve(line), start.ravel()
        return (lambda: _natural(flat, row)), (lambda: _by_arclength(flat, row))
    return (lambda: _natural(line, start)), (lambda: _by_arclength(line, start))


def _other_ways(model: Model) -> tuple[Way, ...]:
    """Off the branch: said so."""
    few, start = model.states > LARGE, model.uniform()
    return (
        lambda: (newton(model, start).v, Branch("Newton's method from uniform choices", 0)),
        lambda: (
            damped_replies(model, start, rounds=500 if few else 3000).v,
            Branch("damped replies as a last resort", 0, method="damped_replies"),
        ),
    )


def _wound(line: Line, start: np.ndarray) -> tuple[np.ndarray, Branch]:
    def onward(t: float, point: Linearised) -> tuple[Linearised, int, int]:
        end = wind(line, point, t)
        return end.point, end.steps, len(end.folds)

    point, branch = natural(line, line.point(0.0, start), onward=onward, least=BENT)
    return point.v, branch


def _large(line: Line, start: np.ndarray) -> tuple[np.ndarray, Branch]:
    begin = line.point(0.0, start)
    point, branch = natural(line, begin, leaps=lambda t, v: leap(line.at(t), v), least=0.02)
    return point.v, branch


def _natural(line: Curve[P], start: np.ndarray) -> tuple[np.ndarray, Branch]:
    point, branch = natural(line, line.point(0.0, start))
    return point.v, branch


def _by_arclength(line: Curve[P], start: np.ndarray) -> tuple[np.ndarray, Branch]:
    point, steps, folds = follow(line, line.point(0.0, start), limit=2000)
    how, small = "branch followed from precision 0 by arclength", line.unknowns <= DENSE
    return point.v, Branch(how, steps, folds, small, method="arclength")


def certified(
    model: Model, v: np.ndarray, branch: Branch, written: WrittenOut | None = None
) -> Equilibrium:
    """A point v, (S, A + B) or in one row, with its certificate; raises `NotSolved`."""
    v = v.reshape(model.states, -1)
    worths = v / model.precision
    values = model.values(v) / model.precision
    first, second = model.choices(v)
    certificate = certify_arrays(model, worths, values, first, second, written)
    scale = 1 + float(np.abs(worths).max())
    if not certificate.residual <= LARGEST_RESIDUAL * scale:
        raise NotSolved("the certificate does not hold", residual=certificate.residual)
    return Equilibrium(model, worths, values, first, second, branch, certificate)
