"""d u / d theta for every payoff parameter, kept as small broadcastable patterns.

u_i = sum of terms (parameter times pattern), so the slope in a payoff parameter is the sum of the
patterns of its terms, and the slope in a multiplier that of the terms it weighs. A pattern reads a
factor or two, so it is kept as compiled, (S or 1, A or 1, B or 1), and contracted with choices as
it is: no array of K times (S, A, B) is ever made.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from standoff.game.compiling import payoffs_of, term_patterns
from standoff.game.game import Game
from standoff.game.linearised import Linearised
from standoff.game.model import Model

__all__ = ["Slopes", "model_at", "slopes_of"]


@dataclass(frozen=True)
class Slopes:
    """For each of K parameters its terms: (side, pattern)."""

    terms: tuple[tuple[tuple[int, np.ndarray], ...], ...]

    def pulls(self, point: Linearised) -> list[np.ndarray]:
        """d Phi / d theta_k at fixed v, in scaled units: K arrays (S, A + B)."""
        return [self._pull(terms, point) for terms in self.terms]

    def _pull(self, terms: tuple[tuple[int, np.ndarray], ...], point: Linearised) -> np.ndarray:
        out, split = np.zeros_like(point.v), point.model.actions[0]
        for side, pattern in terms:
            other = point.choices[1 - side]
            if side == 0:
                out[:, :split] += _averaged(pattern, other[:, None, :], 2)
            else:
                out[:, split:] += _averaged(pattern, other[:, :, None], 1)
        return out * point.model.precision

    def contract(self, point: Linearised, adjoint: np.ndarray) -> np.ndarray:
        """sum of adjoint times d Phi / d theta_k: (K,)."""
        return np.array([float((adjoint * self._pull(t, point)).sum()) for t in self.terms])


def _averaged(pattern: np.ndarray, other: np.ndarray, axis: int) -> np.ndarray:
    """Mean of a pattern over the other side's choices; those add up to 1 where it does not care."""
    if pattern.shape[axis] == 1:
        return np.asarray(pattern.sum(axis=axis))
    return np.asarray((pattern * other).sum(axis=axis))


def slopes_of(game: Game, values: dict[str, float], names: Sequence[str]) -> Slopes:
    """Slopes in the named parameters at `values` (multipliers make them depend on values)."""
    told, space = game.declaration, game.space
    sides = list(told.sides)
    now = term_patterns(told, values, space)
    found: list[list[tuple[int, np.ndarray]]] = [[] for _ in names]
    for k, name in enumerate(names):
        raised = term_patterns(told, values | {name: values[name] + 1.0}, space, only=name)
        for term, pattern in now.items():
            payoff = told.payoffs[term]
            side, owner = sides.index(payoff.side), payoff.parameter or term
            if owner == name:
                found[k].append((side, pattern))
            elif term in raised:
                found[k].append((side, values[owner] * (raised[term] - pattern)))
    return Slopes(tuple(tuple(terms) for terms in found))


def model_at(game: Game, values: dict[str, float]) -> Model:
    """The game's arrays with other payoff parameters; laws and patience are shared."""
    return replace(game.model, payoffs=payoffs_of(game.declaration, values, game.space))
