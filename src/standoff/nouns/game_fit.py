"""`standoff estimate coercion`: payoffs of a declared game estimated from months of moves."""

from __future__ import annotations

from msgspec import Struct

__all__ = [
    "CoercionEstimate",
    "FlatCombination",
    "GameFit",
    "MoveFit",
    "PayoffEstimate",
    "PosteriorMode",
    "Telling",
    "TellingPart",
]


class PayoffEstimate(Struct, frozen=True, kw_only=True):
    """One parameter: prior beside posterior, in units of the private shock.

    `sign` is that of the articles (+, -, or empty where the game file says 0). `low` and `high` are
    the ends of the normal 95 % interval. `ratio` is posterior over prior standard deviation;
    `speaks` says who determines the value: `record` (below 0.5), `both`, or `assumption` (0.95 and
    more: the posterior is the prior).
    """

    name: str
    side: str
    why: str
    sign: str
    prior_mean: float
    prior_sd: float
    estimate: float
    sd: float
    low: float
    high: float
    ratio: float
    speaks: str


class FlatCombination(Struct, frozen=True, kw_only=True):
    """A combination of parameters of which the record says hardly anything: its members with their
    weights in prior standard deviations, and posterior over prior standard deviation along it."""

    members: dict[str, float]
    ratio: float


class MoveFit(Struct, frozen=True, kw_only=True):
    """How often a side made a move, and how often the fitted game expected it in these months."""

    side: str
    action: str
    seen: float
    expected: float


class PosteriorMode(Struct, frozen=True, kw_only=True):
    """A mode of the posterior: how many searches ended there, its share of the posterior mass (by
    Laplace's evidence), and the values that differ most from the first mode's."""

    searches: int
    share: float
    log_posterior: float
    log_evidence: float
    differs: dict[str, float]


class GameFit(Struct, frozen=True, kw_only=True):
    """One variant fitted: posterior mode on one branch, Laplace posterior, certificate.

    `log_posterior` is log-likelihood plus log prior; `log_evidence` Laplace's approximation, summed
    over `modes` where others were looked for.
    `decrement` is the Newton decrement that was left, `cut` counts steps cut because the branch
    ended on the way. `main_branch` says whether the branch from precision 0 leads to the same
    equilibrium (None: it could not be solved). `jumps` counts the times the branch was left on the
    way. `held` are the parameters that were not estimated. `modes` are those found by searches from
    drawn points, that of the fit first, where any were asked for; `lost` searches ended nowhere.
    """

    variant: str
    log_likelihood: float
    log_posterior: float
    log_evidence: float
    converged: bool
    decrement: float
    evaluations: int
    cut: int
    jumps: int
    residual: float
    gain: float
    main_branch: bool | None
    parameters: tuple[PayoffEstimate, ...]
    held: dict[str, float]
    flat: tuple[FlatCombination, ...]
    moves: tuple[MoveFit, ...]
    modes: tuple[PosteriorMode, ...] = ()
    lost: int = 0


class TellingPart(Struct, frozen=True, kw_only=True):
    """A kind of month or a move, and how many nats a year it adds to telling two games apart."""

    what: str
    nats: float


class Telling(Struct, frozen=True, kw_only=True):
    """The record that would tell two fitted variants apart, if `truth` were true.

    `nats_a_year` is the expected log Bayes factor of twelve further months against `rival`, both at
    their modes; `years` how long it takes to reach 3 nats (odds of 20). `moves` and `months` say
    where it comes from.
    """

    truth: str
    rival: str
    nats_a_year: float
    years: float | None
    moves: tuple[TellingPart, ...]
    months: tuple[TellingPart, ...]


class CoercionEstimate(Struct, frozen=True, kw_only=True):
    """A game confronted with the months of a record, one fit a variant.

    `months` say something; `left_out` are those whose state the game cannot be in. `hidden` factors
    are not seen in every month and are summed out. `no_game` is the log evidence of the plain rival
    without any game: both sides draw their moves at constant frequencies (Dirichlet 1/2).
    `no_game_with_memory` is that of frequencies by what the last month showed: what it leaves of
    the distance is more than persistence. None where the game has no such factor.
    `log_bayes_factor` is the first variant's log evidence less the second's.
    """

    game: str
    case: str
    mapping: str
    prior: str
    payoff_scale: float
    multiplier_scale: float
    states: int
    months: int
    first: str
    last: str
    left_out: tuple[str, ...]
    hidden: tuple[str, ...]
    no_game: float
    no_game_with_memory: float | None
    fits: tuple[GameFit, ...]
    log_bayes_factor: float | None = None
    telling: tuple[Telling, ...] = ()
