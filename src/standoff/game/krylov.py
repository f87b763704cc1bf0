"""GMRES, preconditioned from the right: the residual that it watches is the true one.

After k applications of A the answer is x_0 + M^-1 V_k y with y the least squares solution in an
orthonormal basis V_k of r, A M^-1 r, ..., (A M^-1)^(k-1) r (Saad & Schultz 1986; Saad 2003, section
9.3.2). Preconditioned from the left, as scipy has it, the method stops by another residual than the
one that is asked for, and begins again to find out. Work that one preconditioner has done is kept
when another goes on from `start`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

__all__ = ["Krylov", "Operator", "gmres"]

Operator = Callable[[np.ndarray], np.ndarray]
"""A linear map of flat vectors (n,)."""


@dataclass(frozen=True)
class Krylov:
    """An approximate solution (n,), its residual relative to the right side, iterations made."""

    x: np.ndarray
    left: float
    rounds: int


def gmres(
    apply: Operator,
    right: np.ndarray,
    *,
    tolerance: float,
    precondition: Operator | None = None,
    start: np.ndarray | None = None,
    basis: int = 60,
    restarts: int = 1,
) -> Krylov:
    """x with A x = right to a relative residual `tolerance`, or as near as `restarts` bring it."""
    size = float(np.linalg.norm(right))
    x = np.zeros_like(right) if start is None else start
    if size == 0.0:
        return Krylov(np.zeros_like(right), 0.0, 0)
    left = right if start is None else right - apply(x)
    rounds = 0
    for _ in range(restarts):
        if np.linalg.norm(left) <= tolerance * size:
            break
        step, made = _cycle(apply, precondition, left, tolerance * size, basis)
        x, rounds = x + step, rounds + made
        left = right - apply(x)
    return Krylov(x, float(np.linalg.norm(left)) / size, rounds)


def _cycle(
    apply: Operator, precondition: Operator | None, left: np.ndarray, goal: float, basis: int
) -> tuple[np.ndarray, int]:
    """One basis: what is to be added to x, and iterations made."""
    space, raised = np.empty((basis + 1, len(left))), np.zeros((basis + 1, basis))
    norm = float(np.linalg.norm(left))
    space[0] = left / norm
    turned, turns = np.zeros(basis + 1), np.zeros((basis, 2))
    turned[0] = norm
    made = 0
    for k in range(basis):
        ahead = apply(precondition(space[k]) if precondition else space[k])
        length = _orthogonal(space[: k + 1], ahead, raised[: k + 1, k])
        _turn(raised[:, k], turns, turned, k, length)
        made = k + 1
        if abs(turned[made]) <= goal or length <= 1e-14 * norm:
            break
        space[made] = ahead / length
    y = np.linalg.solve(raised[:made, :made], turned[:made])
    step = y @ space[:made]
    return (precondition(step) if precondition else step), made


def _orthogonal(space: np.ndarray, ahead: np.ndarray, parts: np.ndarray) -> float:
    """Take the parts along the basis out of a vector, again where little is left; its length."""
    before = float(np.linalg.norm(ahead))
    for _ in range(2):
        part = space @ ahead
        ahead -= part @ space
        parts += part
        length = float(np.linalg.norm(ahead))
        if length > 0.5 * before:
            break
        before = length
    return length


def _turn(column: np.ndarray, turns: np.ndarray, turned: np.ndarray, k: int, length: float) -> None:
    """Givens rotations keep the least squares problem triangular: this column's, and one more."""
    for i in range(k):
        cos, sin = turns[i]
        column[i], column[i + 1] = (
            cos * column[i] + sin * column[i + 1],
            cos * column[i + 1] - sin * column[i],
        )
    far = float(np.hypot(column[k], length)) or 1e-300
    turns[k] = column[k] / far, length / far
    column[k] = far
    turned[k + 1] = -turns[k, 1] * turned[k]
    turned[k] *= turns[k, 0]
