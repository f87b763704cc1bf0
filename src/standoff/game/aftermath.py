"""Then what? What a solved game says comes by a deadline, and within a horizon after it.

The distribution over states is pushed forward month by month under the equilibrium choices. For an
event e (a condition on the month's state and moves) the mass that has not seen it yet is

    m_0 = start,    m_{t+1}(s') = sum_sab m_t(s) P_1(a|s) P_2(b|s) 1{not e(s,a,b)} f(s'|s,a,b),

so that P(e within k months) = 1 - sum_s m_k(s): exact, nothing is simulated. The months after the
deadline are told three times: at all events, given that the demand was met in time, and given
that it was not, which is the reading of "31 December, then what?".
"""

from __future__ import annotations

import numpy as np

from standoff.errors import BadValue
from standoff.game.compiling import pattern_of
from standoff.game.game import Game
from standoff.game.solution import Solution
from standoff.nouns.game import ThenWhat

__all__ = ["chances_within", "then_what"]

NOTE = {
    True: "Parameters are illustrative: signs from the press, sizes set by hand, none estimated.",
    False: "Exact under the equilibrium named in the solution; other equilibria may exist.",
}


def then_what(
    solution: Solution,
    state: dict[str, str] | None = None,
    horizon: int = 3,
    *,
    clock: str = "deadline",
    demand: str = "relief",
) -> ThenWhat:
    """Chances of the game's events by the deadline and `horizon` months after it.

    `state` names factors (the rest is at its start); `clock` is the factor that counts down to the
    deadline and `demand` the event that meets it.
    """
    game = solution.game
    _check(game, horizon, clock, demand)
    here = game.start | (state or {})
    begin = np.zeros(len(game.states))
    begin[game.index(**here)] = 1.0
    months = 0 if here[clock] == game.declaration.factors[clock].idle else int(here[clock])
    at_deadline = _walk(solution, begin, months, None)
    unmet = _walk(solution, begin, months, demand)
    by = chances_within(solution, begin, months) if months else {}
    return ThenWhat(
        game=game.name,
        state=here,
        by_deadline=by,
        after_deadline=chances_within(solution, at_deadline, horizon),
        horizon_months=horizon,
        residual=solution.residual,
        parameters=game.parameters,
        illustrative=game.illustrative,
        note=NOTE[game.illustrative],
        months_to_deadline=months,
        demand=demand,
        met=by.get(demand),
        if_met=_given(solution, at_deadline - unmet, horizon) if months else {},
        if_unmet=_given(solution, unmet, horizon) if months else {},
    )


def chances_within(solution: Solution, begin: np.ndarray, months: int) -> dict[str, float]:
    """P(event at least once within `months`) for every event, from a distribution (S,)."""
    events = solution.game.declaration.events
    # Against the mass at the start, which rounding may leave a shade off 1.
    missed = {e: float(_walk(solution, begin, months, e).sum()) for e in events}
    return {e: min(1.0, max(0.0, 1.0 - left / float(begin.sum()))) for e, left in missed.items()}


def _given(solution: Solution, mass: np.ndarray, months: int) -> dict[str, float]:
    """The same from an unnormalised distribution; empty where it has no mass."""
    mass = np.maximum(mass, 0.0)
    total = float(mass.sum())
    return chances_within(solution, mass / total, months) if total > 1e-12 else {}


def _walk(solution: Solution, begin: np.ndarray, months: int, event: str | None) -> np.ndarray:
    """Mass over states after `months`, without the paths that saw the event."""
    game, mass = solution.game, begin
    play = solution.first[:, :, None] * solution.second[:, None, :]
    if event is not None:
        seen = pattern_of(game.declaration, game.space, game.declaration.events[event])
        play = play * (1.0 - seen)
    for _ in range(months):
        mass = game.model.transition.push((mass[:, None, None] * play)[None])[0]
    return mass


def _check(game: Game, horizon: int, clock: str, demand: str) -> None:
    if horizon < 0:
        raise BadValue(f"a horizon of {horizon} months", expected="0 or more")
    factor = game.declaration.factors.get(clock)
    if factor is None or factor.kind != "clock":
        raise BadValue(f"{clock!r} is no clock of the game {game.name}")
    if demand not in game.declaration.events:
        known = ", ".join(game.declaration.events) or "none declared"
        raise BadValue(f"unknown event {demand!r}", expected=f"one of {known}")
