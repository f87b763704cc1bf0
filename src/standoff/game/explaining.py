"""Why this move? What it is worth beside the likeliest other one, payoff by payoff.

With the rival's equilibrium choices P_j in state s, the worth of action a is

    v_i(s,a) = sum_k theta_k E[phi_k(s,a,b)] + delta_i E[L_i(s')],

so the gap between two actions splits exactly into one number for each payoff parameter and one for
all that comes later. Payoff terms are read from the declaration's rules, one parameter at a time.
"""

from __future__ import annotations

from dataclasses import dataclass

from msgspec.structs import replace

from standoff.game.certificate import SlowGame
from standoff.game.solution import Solution

__all__ = ["Reason", "reason_for"]


@dataclass(frozen=True)
class Reason:
    """v(action) - v(other) = sum of `now` over payoff parameters + `later`, in units of payoff."""

    action: str
    other: str
    gap: float
    now: dict[str, float]
    later: float

    @property
    def driving(self) -> dict[str, float]:
        """The payoffs that differ between the two, the largest first."""
        some = {name: x for name, x in self.now.items() if abs(x) > 5e-3}
        return dict(sorted(some.items(), key=lambda pair: (-abs(pair[1]), pair[0])))


def reason_for(
    solution: Solution, side: str, action: str, *, beside: str = "", **state: str
) -> Reason:
    """An action beside another, the likeliest other one by default; raises `BadValue`."""
    game = solution.game
    chances = solution.choices(side, **state)
    solution.probability(side, action, **state)
    other = beside or max((a for a in chances if a != action), key=lambda a: chances[a])
    solution.probability(side, other, **state)
    names = list(game.declaration.sides)
    rival = names[1 - game.side(side)]
    replies = solution.choices(rival, **state)
    here = tuple((game.start | state).values())
    now: dict[str, float] = {}
    for name, term in game.declaration.payoffs.items():
        if term.side != side:
            continue
        slow = SlowGame(replace(game.declaration, payoffs={name: term}), game.parameters)
        moved = 0.0
        for move, sign in ((action, 1), (other, -1)):
            for reply, chance in replies.items():
                pair = (move, reply) if game.side(side) == 0 else (reply, move)
                moved += sign * chance * slow.payoff(side, here, *pair)
        key = term.parameter or name
        now[key] = now.get(key, 0.0) + moved
    offset = 0 if game.side(side) == 0 else len(game.declaration.sides[names[0]])
    row = solution.worths[game.index(**state), offset:]
    actions = game.declaration.sides[side]
    gap = float(row[actions.index(action)] - row[actions.index(other)])
    return Reason(action, other, gap, now, gap - sum(now.values()))
