"""The escalation model as one would read it out: loops and names, one pair at a time."""

from __future__ import annotations

from math import exp, log

STATES = ACTIONS = (1, 2, 3)


def payoff(side: int, s: int, a: int, b: int, theta: dict, x: list, z: list) -> float:
    """u_i(s, a, b) from parameters by name; x and z are this side's covariates."""
    total = 0.0
    if s > 1:
        total += sum(c * p for c, p in zip(x, theta[f"beta{s}"], strict=True))
    if a > 1:
        total += sum(c * p for c, p in zip(z, theta[f"kappa{a}"], strict=True))
    if a > 1 and b > 1:
        total += theta["gamma"][s - 1]
    if b >= s and a < s:
        total += theta["alpha"][side]
    return total


def inclusive(v: dict, side: int, s: int) -> float:
    top = max(v[side, s, a] for a in ACTIONS)
    return top + log(sum(exp(v[side, s, a] - top) for a in ACTIONS))


def probability(v: dict, side: int, s: int, a: int) -> float:
    return exp(v[side, s, a] - inclusive(v, side, s))


def phi(v: dict, theta: dict, x: list, z: list, delta: float = 0.9) -> dict:
    """Phi_i(s, a) of one pair; x[side], z[side]."""
    return {
        (i, s, a): sum(
            probability(v, 1 - i, s, b)
            * (payoff(i, s, a, b, theta, x[i], z[i]) + delta * inclusive(v, i, max(a, b)))
            for b in ACTIONS
        )
        for i in (0, 1)
        for s in STATES
        for a in ACTIONS
    }


def log_likelihood(v: dict, months: list[tuple[int, int, int]]) -> float:
    """Of one pair's months (state, action_1, action_2)."""
    return sum(log(probability(v, 0, s, a)) + log(probability(v, 1, s, b)) for s, a, b in months)
