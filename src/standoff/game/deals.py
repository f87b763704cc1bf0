"""Is there a deal that both sides prefer, and if not, why? (Fearon 1995)

A deal is a pair of moves made together this month (a moratorium for relief, say); afterwards play
goes on by the equilibrium. With G_i(s,a,b) = u_i(s,a,b) + delta_i E[L_i(s')] side i gains by it

    g_i = G_i(s, a*, b*) - L_i(s)

over what it has without a deal, its equilibrium value. If the sides could pay each other in units
of payoff, a payment t from the target to the challenger would have to be at least -g_C and at most
g_T: that is the **bargaining range**, empty where g_C + g_T < 0. The model has no such payments; t
says what each would have to grant on top. The gain splits exactly into one number for each payoff
of this month, one for what comes **later** (a deal may be worth little because it does not bind the
months after it), and one for **freedom**: under private shocks whoever commits itself forgoes
picking the month's best move.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from standoff.errors import BadValue
from standoff.game.compiling import term_patterns
from standoff.game.solution import Solution

__all__ = ["FREEDOM", "LATER", "Bargain", "bargains"]

LATER, FREEDOM = "later", "freedom"


@dataclass(frozen=True)
class Bargain:
    """Gains of both sides in each state asked for, and their parts.

    `gains` (2, n); `parts[i]` maps payoff parameters, `later` and `freedom` to (n,), adding up to
    `gains[i]`.
    """

    gains: np.ndarray
    parts: tuple[dict[str, np.ndarray], dict[str, np.ndarray]]

    @property
    def width(self) -> np.ndarray:
        """Length of the bargaining range; below 0 it is empty: (n,)."""
        return np.asarray(self.gains.sum(axis=0))


def bargains(solution: Solution, deal: Mapping[str, str], states: np.ndarray) -> Bargain:
    """The deal, an action for each side, in the states of these numbers; raises `BadValue`."""
    game = solution.game
    told = game.declaration
    places = []
    for side, actions in told.sides.items():
        if deal.get(side) not in actions:
            raise BadValue(
                f"a deal without a move of {side}, or an unknown one: {dict(deal)}",
                expected=f"{side} = one of {', '.join(actions)}",
            )
        places.append(actions.index(deal[side]))
    first, second = solution.first[states], solution.second[states]
    play = first[:, :, None] * second[:, None, :]
    expected = game.model.transition.expect(solution.values)
    shape = game.model.transition.shape
    found: list[dict[str, np.ndarray]] = []
    patterns = term_patterns(told, game.parameters, game.space)
    for i, side in enumerate(told.sides):
        parts: dict[str, np.ndarray] = {}
        for name, term in told.payoffs.items():
            if term.side == side:
                whole = np.broadcast_to(patterns[name], shape)[states]
                key = term.parameter or name
                value = game.parameters[key] * _gap(whole, play, places)
                parts[key] = parts.get(key, np.zeros(len(states))) + value
        parts[LATER] = game.model.discounts[i] * _gap(expected[i][states], play, places)
        p = (first, second)[i]
        kept = -(p * np.log(np.maximum(p, 1e-300))).sum(axis=1) / game.precision
        shocks = game.convention == "private_shocks"
        parts[FREEDOM] = -kept if shocks else np.zeros(len(states))
        found.append(parts)
    gains = np.stack([np.sum(list(parts.values()), axis=0) for parts in found])
    return Bargain(gains, (found[0], found[1]))


def _gap(whole: np.ndarray, play: np.ndarray, places: list[int]) -> np.ndarray:
    """At the deal less on average under play: (n, A, B) -> (n,)."""
    return np.asarray(whole[:, places[0], places[1]] - (whole * play).sum(axis=(1, 2)))
