"""Expectation-maximisation: climbing a penalised likelihood without ever stepping down.

Each step computes the expected complete data at the present parameters and then parameters that are
at least as good for them; the penalised log-likelihood can only rise (Dempster, Laird & Rubin 1977;
a partial improvement is enough: Wu 1983). It ends in a local optimum, so several starts climb and
the highest wins; how often the winner was found is part of the answer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

__all__ = ["Climb", "EmSettings", "climb", "highest"]

M = TypeVar("M")


@dataclass(frozen=True, slots=True)
class EmSettings:
    """How to climb: number of starts, most steps, smallest rise (per period) worth a step, seed."""

    starts: int = 8
    max_steps: int = 500
    tolerance: float = 1e-8
    seed: int = 1


@dataclass(frozen=True, slots=True, eq=False)
class Climb(Generic[M]):
    """Where one start led: the model, the penalised log-likelihood after each step, converged."""

    model: M
    trace: tuple[float, ...]
    converged: bool

    @property
    def height(self) -> float:
        """Penalised log-likelihood at the end."""
        return self.trace[-1]


def climb(
    step: Callable[[M], tuple[M, float]], start: M, settings: EmSettings, length: int
) -> Climb[M]:
    """Climb from `start`; `step(model)` gives a better model and the height of the old one."""
    model, trace = start, []
    for _ in range(settings.max_steps):
        better, height = step(model)
        trace.append(height)
        if len(trace) > 1 and trace[-1] - trace[-2] <= settings.tolerance * length:
            return Climb(model, tuple(trace), True)
        model = better
    _, height = step(model)
    return Climb(model, (*trace, height), False)


def highest(climbs: Sequence[Climb[M]]) -> tuple[Climb[M], int]:
    """The highest climb and how many reached that height (within 1e-3)."""
    best = max(climbs, key=lambda one: one.height)
    return best, sum(one.height > best.height - 1e-3 for one in climbs)
