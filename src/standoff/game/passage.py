"""How the chance of an event within T months moves with choices, state by state.

With m_t the mass of states that has not seen the event at the start of month t, e the event and
S_t(s) the chance not to see it from month t on, the chance F = 1 - (mass left after T months) has

    dF / dP_1(a|s) = - sum_t m_t(s) sum_b P_2(b|s) 1{not e(s,a,b)} sum_s' f(s'|s,a,b) S_t+1(s'):

masses go forward once, S comes backward once. What choices do with parameters is another matter
(`tangents.py` goes forward from a parameter, `adjoint.py` backward from an outcome).
"""

from __future__ import annotations

import numpy as np

from standoff.game.solution import Solution

__all__ = ["passage_in_choices"]


def passage_in_choices(
    solution: Solution, index: int, event: str, months: int
) -> tuple[float, tuple[np.ndarray, np.ndarray]]:
    """F from the state numbered `index`, dF/dP_1 (S, A) and dF/dP_2 (S, B); raises `BadValue`."""
    transition = solution.game.model.transition
    unseen = 1.0 - solution.game.happens(event)
    first, second = solution.first, solution.second
    play = first[:, :, None] * second[:, None, :] * unseen
    mass = np.zeros(len(first))
    mass[index] = 1.0
    masses = []
    for _ in range(months):
        masses.append(mass)
        mass = transition.push((mass[:, None, None] * play)[None])[0]
    later, ways = np.ones(len(first)), np.zeros_like(play)
    for before in reversed(masses):
        ahead = transition.expect(later[None])[0]
        ways += before[:, None, None] * ahead
        later = (play * ahead).sum(axis=(1, 2))
    ways *= -unseen
    return 1.0 - float(mass.sum()), (
        np.einsum("sab,sb->sa", ways, second),
        np.einsum("sab,sa->sb", ways, first),
    )
