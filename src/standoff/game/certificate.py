"""The certificate of a solution, by slow code of its own.

From the declaration alone, state by state and in plain Python (only the reading of one rule is
shared with the compiler; no array, no factored operator), it recomputes with the reported
values L and choice probabilities P

    q_i(s,a) = sum_b P_j(b|s) [ u_i(s,a,b) + delta_i sum_s' f(s'|s,a,b) L_i(s') ],

and compares: the residual is max|q - v|. The largest gain from one deviation is what a side could
add to its value, once, in one state, by choosing otherwise than P says: with private shocks of
precision t the best choice is worth max over probabilities of sum_a P(q - ln(P)/t), so

    gain = (1/t) log sum_a exp(t q(a)) - sum_a P(a) (q(a) - ln P(a) / t)  >= 0.

Under `quantal_response` the same gain is measured in the game whose payoffs are perturbed by these
shocks. The reported values may themselves be off by at most residual / (1 - delta); the bound on
the gain adds twice that. Rules: MODELS.md, section 1; PROMISES.md, number 14.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from standoff.game.declare import Declaration, Payoff
from standoff.game.laws import holds, number, successors

__all__ = ["Certificate", "SlowGame", "certify"]

State = tuple[str, ...]


@dataclass(frozen=True)
class Certificate:
    """What was recomputed: max|Phi(v) - v|, the largest one-deviation gain, and its bound."""

    residual: float
    gain: float
    gain_bound: float


class SlowGame:
    """A declared game read rule by rule, without arrays: for certificates and tests."""

    def __init__(self, game: Declaration, values: dict[str, float]) -> None:
        self.game, self.values = game, values
        self.sides = list(game.sides)

    def pairs(self) -> Iterator[tuple[str, str]]:
        """All pairs of actions."""
        first, second = self.game.sides.values()
        return product(first, second)

    def situation(self, state: State, a: str, b: str) -> dict[str, str]:
        """Everything rules can read."""
        levels = dict(zip(self.game.factors, state, strict=True))
        return levels | {self.sides[0]: a, self.sides[1]: b}

    def moves(self, state: State, a: str, b: str) -> dict[State, float]:
        """Next states with their probabilities."""
        situation = self.situation(state, a, b)
        out: dict[State, float] = {(): 1.0}
        for name, factor in self.game.factors.items():
            chances = successors(factor, situation, name, self.values)
            out = {
                (*head, level): p * q
                for head, p in out.items()
                for level, q in chances.items()
                if q > 0
            }
        return out

    def payoff(self, side: str, state: State, a: str, b: str) -> float:
        """u_i(s,a,b)."""
        situation = self.situation(state, a, b)
        terms = ((name, t) for name, t in self.game.payoffs.items() if t.side == side)
        return math.fsum(self._term(name, term, situation) for name, term in terms)

    def _term(self, name: str, term: Payoff, situation: dict[str, str]) -> float:
        if not holds(term.when, situation):
            return 0.0
        pay = self.values[term.parameter or name]
        for key, weights in term.times.items():
            pay *= number(weights.get(situation[key], 1.0), self.values)
        return pay

    def discount(self, side: str) -> float:
        """delta_i."""
        return number(self.game.discounts[side], self.values)


Choices = dict[State, dict[str, float]]


def certify(
    slow: SlowGame,
    choices: tuple[Choices, Choices],
    worths: tuple[Choices, Choices],
    values: tuple[dict[State, float], dict[State, float]],
    *,
    convention: str,
    precision: float,
) -> Certificate:
    """Recompute the certificate of reported choices P, action values q and state values."""
    residual = gain = 0.0
    delta = max(slow.discount(side) for side in slow.sides)
    for state in choices[0]:
        found = _action_values(slow, state, choices, values)
        for i in (0, 1):
            p, told, value = choices[i][state], worths[i][state], values[i][state]
            best = _soft_maximum(found[i], precision)
            kept = math.fsum(p[a] * found[i][a] for a in p)
            entropy = -math.fsum(p[a] * math.log(p[a]) for a in p if p[a] > 0) / precision
            worth = best if convention == "private_shocks" else kept
            residual = max(residual, abs(worth - value), *(abs(told[a] - found[i][a]) for a in p))
            gain = max(gain, best - kept - entropy)
    return Certificate(residual, gain, gain + 2 * residual / (1 - delta))


def _action_values(
    slow: SlowGame,
    state: State,
    choices: tuple[Choices, Choices],
    values: tuple[dict[State, float], dict[State, float]],
) -> tuple[dict[str, float], dict[str, float]]:
    """q_1(s,.) and q_2(s,.) at reported choices and values."""
    first = dict.fromkeys(choices[0][state], 0.0)
    second = dict.fromkeys(choices[1][state], 0.0)
    for a, b in slow.pairs():
        ahead = slow.moves(state, a, b)
        worth = [
            slow.payoff(side, state, a, b)
            + slow.discount(side) * math.fsum(p * values[i][s] for s, p in ahead.items())
            for i, side in enumerate(slow.sides)
        ]
        first[a] += choices[1][state][b] * worth[0]
        second[b] += choices[0][state][a] * worth[1]
    return first, second


def _soft_maximum(worths: dict[str, float], precision: float) -> float:
    top = max(worths.values())
    return top + math.log(math.fsum(math.exp(precision * (q - top)) for q in worths.values())) / (
        precision
    )
