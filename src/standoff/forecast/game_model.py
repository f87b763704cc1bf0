"""The game model: what would the two sides do next, if the coercion game describes them?

`coercion_small` is fitted to the months known at the turn of the year (posterior mode, payoffs
around zero: `game.estimation_months`); between two turns its parameters are frozen. Each month of
the record shows one move of each side; an event asked for comes with the moves of the side that
does it, at rates read from the record,

    r_c = (r + days with the event in months of move c) / (1 + months of move c),

with r the overall rate as a prior worth one month. From the state of the first month not yet known
play runs on by the equilibrium, and days with an event are added up state by state:

    p_{h+1}(s', n) = sum_{s,a,b,i} p_h(s, n - i) P_1(a|s) P_2(b|s) f(s'|s,a,b) Poisson(i; r_c f_h)

with f_h the share of month h in the window: exact for the fitted game, which is not claimed to be
right. Moves and states are read by the shipped rules of the table `months`; an ultimatum without
another word on it runs six months.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from standoff.cycle.calendar import last_day
from standoff.errors import BadValue, NotSolved
from standoff.forecast.asked import Asked, Outlook, knows_nothing
from standoff.forecast.phase_model import days_by_month, shares_ahead
from standoff.forecast.view import View
from standoff.forecast.wording import Reason
from standoff.game.solution import Solution

__all__ = ["GameFit", "GameModel", "fit_game"]

Array = NDArray[np.float64]
_FEWEST = 36


@dataclass(frozen=True, slots=True, eq=False)
class GameFit:
    """The game fitted to what was known on `fitted_on`, from so many months."""

    solution: Solution
    fitted_on: date
    months: int
    _flows: dict[int, Array] = field(default_factory=dict)

    def flows(self, side: int) -> Array:
        """P(move c, next state | state) for the moves of a side (-1: all as one): (C, S, S)."""
        if side not in self._flows:
            game = self.solution.game
            play = self.solution.first[:, :, None] * self.solution.second[:, None, :]
            ahead = play[..., None] * game.model.transition.dense.reshape(*play.shape, -1)
            axes = {0: (2,), 1: (1,), -1: (1, 2)}[side]
            summed = ahead.sum(axis=axes)
            self._flows[side] = summed[None] if side < 0 else summed.transpose(1, 0, 2)
        return self._flows[side]


def fit_game(view: View) -> GameFit | None:
    """The game of the record as known on the day of the view; None if that is too short."""
    rows = _rows(view)
    if rows is None:
        return None
    known = [row for row in rows[:-1] if row["challenger"] and row["target"]]
    if len(known) < _FEWEST:
        return None
    return _fitted(msgspec.msgpack.encode(rows[:-1]), view.knows_until)


@lru_cache(maxsize=64)
def _fitted(months: bytes, until: date) -> GameFit | None:
    """The fit to months (rows as MessagePack): the same months are fitted once a process."""
    from standoff.game.estimation_months.fitting import fit_months
    from standoff.game.games.coercion import coercion_small

    try:
        fit = fit_months(coercion_small(), [msgspec.msgpack.decode(months)])
    except (BadValue, NotSolved):
        return None
    return GameFit(fit.solution, until, fit.sequences.months)


def _rows(view: View) -> list[dict[str, Any]] | None:
    """The months from the first covered one to the first that is not over, by name."""
    from standoff.record.tabulating.month_rules import month_rules
    from standoff.record.tabulating.months import months_table

    starts = [row.start for row in view.coverage if row.level != "none"]
    ahead = (view.knows_until + timedelta(days=1)).replace(day=1)
    if not all(view.dyad) or not starts or ahead <= min(starts):
        return None
    table = months_table(
        view.events, view.coverage, {}, month_rules(None), sides=view.dyad,
        span=(min(starts), ahead),
    )  # fmt: skip
    return table.frame.to_dicts()


class _Now(NamedTuple):
    """The fit, the state ahead (its number and its names), and the moves of the months known."""

    fit: GameFit
    state: int
    named: dict[str, str]
    months: tuple[date, ...]
    moves: NDArray[np.int64]


class GameModel:
    """Forecasts from the game of one record; `fits` holds the games by the year they are for."""

    name = "game"

    def __init__(self, fits: Mapping[int, GameFit | None]) -> None:
        self.fits = fits
        self._states: dict[date, _Now | None] = {}

    def look(self, asked: Asked) -> Outlook:
        """See the module; knows nothing before the record has three years."""
        now = self._now(asked.view)
        if now is None:
            return knows_nothing(asked, ("no_game", {"n": _FEWEST}))
        side = _mover(asked, now)
        days, seen = days_by_month(asked, now.months)
        low, usual, high = _rates(now, side, days, seen)
        shares = shares_ahead(asked, now.months[-1])
        ends = [_run(now, side, rates, shares, asked.most) for rates in (low, usual, high)]
        place = max(asked.past.needed, 1) - 1
        return Outlook(
            at_least=tuple(ends[1].tolist()),
            interval=(float(ends[0][place]), float(ends[2][place])),
            reasons=(_reason(now, max(side, 0)),),
        )

    def _now(self, view: View) -> _Now | None:
        day = view.knows_until
        if day not in self._states:
            self._states[day] = _state_of(view, self.fits.get(day.year))
        return self._states[day]


def _state_of(view: View, fit: GameFit | None) -> _Now | None:
    from standoff.game.estimation_months.sequence import series_of

    rows = _rows(view) if fit else None
    if fit is None or rows is None or len(rows) < 2:
        return None
    game = fit.solution.game
    series = series_of(game, rows)
    state = int(series.states[-1, 0])
    if state < 0:  # The record need not obey the game's laws; then it is as in a quiet month.
        state = game.index()
    months = tuple(row["month"] for row in rows[:-1])
    return _Now(fit, state, dict(game.states[state]), months, series.moves[:-1])


def _mover(asked: Asked, now: _Now) -> int:
    """Which side the event asked for is done by: 0, 1, or -1 for neither alone."""
    who = asked.question.pattern.who
    doers = [
        k for k, state in enumerate(asked.view.dyad) if who == state or who.startswith(f"{state}_")
    ]
    return doers[0] if len(doers) == 1 else -1


def _rates(
    now: _Now, side: int, days: Array, seen: NDArray[np.bool_]
) -> tuple[Array, Array, Array]:
    """Lower, expected, upper monthly rate with each move of the side (C,): gamma quantiles."""
    from scipy.special import gammaincinv

    count = len(now.fit.flows(side))
    use = seen & (now.moves[:, side] >= 0) if side >= 0 else seen
    move = now.moves[use, side] if side >= 0 else np.zeros(int(use.sum()), dtype=np.int64)
    usual = (days[use].sum() + 0.5) / (use.sum() + 1.0)
    shape = usual + np.bincount(move, days[use], count)
    months = 1.0 + np.bincount(move, minlength=count)
    low, high = (gammaincinv(shape, q) / months for q in (0.025, 0.975))
    return low, shape / months, high


def _run(now: _Now, side: int, rates: Array, shares: Sequence[float], most: int) -> Array:
    """P(at least 1, ..., most) days with an event in the months ahead."""
    flows = now.fit.flows(side)
    held = np.zeros((most + 1, flows.shape[1]))  # the last row is "most or more"
    held[0, now.state] = 1.0
    added = {share: [_poisson(rate * share, most) for rate in rates] for share in set(shares)}
    for share in shares:
        pairs = zip(added[share], flows, strict=True)
        held = np.sum([add @ (held @ flow) for add, flow in pairs], axis=0)
    totals = held.sum(axis=1)
    tail: Array = np.clip(totals[::-1].cumsum()[::-1][1:], 0.0, 1.0)
    return tail


def _poisson(mean: float, most: int) -> Array:
    """Adding a Poisson count: P(n' | n) as a matrix (most + 1, most + 1), its top absorbing."""
    steps = np.concatenate([[1.0], np.cumprod(mean / np.arange(1, most + 1))]) * np.exp(-mean)
    out: Array = np.zeros((most + 1, most + 1))
    for before in range(most + 1):
        out[before:, before] = steps[: most + 1 - before]
        out[most, before] += 1.0 - out[:, before].sum()
    return out


def _reason(now: _Now, side: int) -> Reason:
    """The likeliest move of the side in the month ahead, and the payoff that drives it most."""
    from standoff.game.explaining import reason_for

    solution = now.fit.solution
    name = list(solution.game.declaration.sides)[side]
    chances = solution.choices(name, **now.named)
    move = max(chances, key=lambda action: chances[action])
    why = reason_for(solution, name, move, **now.named)
    driver, size = max(
        [*why.now.items(), ("later", why.later)], key=lambda pair: (abs(pair[1]), pair[0])
    )
    return "game", {
        "side": name,
        "move": move,
        "share": chances[move],
        "payoff": driver,
        "size": size,
        "until": now.fit.fitted_on,
        "n": now.fit.months,
        "first": last_day(now.months[-1]) + timedelta(days=1),
    }
