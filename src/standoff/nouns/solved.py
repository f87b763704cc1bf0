"""Answers about a declared game: its equilibria by name, and what simulated paths of one show."""

from __future__ import annotations

from msgspec import Struct

__all__ = ["EventTimes", "SimulatedGame", "SolvedEquilibrium", "SolvedGame", "SolvedState", "Step"]


class SolvedState(Struct, frozen=True, kw_only=True):
    """Both sides' choices in one state: side -> action -> probability, and what it is worth.

    `months` is how many of the first `SolvedGame.months` months are expected to be spent in it.
    """

    state: dict[str, str]
    months: float
    choices: dict[str, dict[str, float]]
    values: dict[str, float]


class Step(Struct, frozen=True, kw_only=True):
    """From one level of a factor to another: share of the months spent in the first."""

    source: str
    target: str
    chance: float


class SolvedEquilibrium(Struct, frozen=True, kw_only=True):
    """One equilibrium: how it was found, its certificate, and play in the states listed.

    `method` is natural or arclength where a branch was `followed` from precision 0, past `folds`
    turns; else newton or damped_replies, the last resort. In `jumped` states the branch may have
    been left.

    `residual` is max|v - Phi(v)| and `gain` bounds the gain from one deviation, both recomputed by
    code of its own. `levels` are the expected months at each level of the factor `by`.
    """

    how: str
    method: str
    followed: bool
    folds: int
    jumped: int
    residual: float
    gain: float
    states: tuple[SolvedState, ...]
    levels: dict[str, float]
    steps: tuple[Step, ...]


class SolvedGame(Struct, frozen=True, kw_only=True):
    """`standoff solve`: a game and its equilibria, the one on the branch from precision 0 first.

    Of `state_count` reachable states those most visited in the first `months` months are listed.
    A search from `starts` random starts finds a lower bound on the number of equilibria.
    """

    game: str
    title: str
    sides: tuple[str, ...]
    convention: str
    precision: float
    parameters: dict[str, float]
    illustrative: bool
    state_count: int
    months: int
    by: str
    starts: int
    equilibria: tuple[SolvedEquilibrium, ...]


class EventTimes(Struct, frozen=True, kw_only=True):
    """First passage of an event: share of paths that see it at all and by the end of each month.

    `median_month` is the first month by which half of all paths have seen it; None if never.
    """

    chance: float
    by_month: tuple[float, ...]
    median_month: int | None


class SimulatedGame(Struct, frozen=True, kw_only=True):
    """`standoff simulate`: first-passage times, discounted payoffs (without shocks), some paths.

    `payoffs[side]` holds quantiles q05, q25, q50, q75, q95 and the mean; a sample path is the state
    and both moves month by month.
    """

    game: str
    how: str
    residual: float
    illustrative: bool
    state: dict[str, str]
    months: int
    paths: int
    seed: int
    events: dict[str, EventTimes]
    payoffs: dict[str, dict[str, float]]
    sample: tuple[tuple[dict[str, str], ...], ...]
