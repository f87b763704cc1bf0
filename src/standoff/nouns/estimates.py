"""`standoff estimate`: what an estimation says, as nouns.

The payoff of backing down is what the authors of the escalation study read as audience cost:
negative where backing down costs. The name `backing_down_payoff` says what is measured; reputation,
domestic politics or selection would show in the same number.
"""

from __future__ import annotations

from msgspec import Struct

__all__ = [
    "NOTE",
    "BackingDown",
    "Coefficient",
    "CrisisEstimate",
    "EscalationEstimate",
    "EscalationRun",
    "EscalationStarts",
    "FlatDirection",
    "HeldOutAnswer",
    "HeldOutFit",
    "Outcomes",
    "WhatIf",
]

NOTE = (
    "audience_costs holds each state's backing_down_payoff (negative: backing down costs); the "
    "authors of the model read it as audience cost, but reputation, domestic politics or selection "
    "fit as well. A higher likelihood in the sample is not by itself a better fit."
)


class BackingDown(Struct, frozen=True, kw_only=True):
    """A state's payoff of backing down; without `se`, `reason` says why.

    `faced` months in which the state stood where backing down was possible, `backed_down` of them
    in which it did. Where `faced` is nought, only the model speaks, through what others expect.
    `pooled_to`: the value that a pooled fit draws it towards. `low` to `high` is the 95 % interval,
    of the kind that the fit's `intervals` names.
    """

    estimate: float
    se: float | None
    reason: str
    faced: int
    backed_down: int
    pooled_to: float | None = None
    low: float | None = None
    high: float | None = None


class FlatDirection(Struct, frozen=True, kw_only=True):
    """A direction along which the likelihood hardly changes: loadings by parameter."""

    curvature: float
    loadings: dict[str, float]


class EscalationRun(Struct, frozen=True, kw_only=True):
    """One start's end; `switched` names the pairs moved to another equilibrium, round by round."""

    start: str
    log_likelihood: float
    violation: float
    converged: bool
    seconds: float
    switched: tuple[tuple[str, ...], ...]


class WhatIf(Struct, frozen=True, kw_only=True):
    """A pair's long-run shares of months in peace, crisis and war, as estimated and as supposed.

    `reached` is how far (0 to 1) the estimated equilibrium could be followed; below 1 it ends, and
    `after` is where it ends. `low` to `high`: 95 % interval of the change in crisis and war.
    """

    pair: str
    before: tuple[float, float, float]
    after: tuple[float, float, float]
    low: float | None
    high: float | None
    reached: float


class EscalationEstimate(Struct, frozen=True, kw_only=True):
    """`standoff estimate escalation`: one fit, with what is known of its parameters.

    `intervals` is normal (estimate and 1.96 standard errors), parametric or pairs (bootstrap of
    `draws`, of which `draws_converged`; `draws_lost` says how far the others came). `supposed`
    answers `what_if`, pair by pair.
    """

    log_likelihood: float
    violation: float
    converged: bool
    seconds: float
    start: str
    switched: tuple[tuple[str, ...], ...]
    audience_costs: dict[str, BackingDown]
    standard_errors: dict[str, float | None]
    estimates: dict[str, float]
    variant: str
    covariance: str
    flat_directions: tuple[FlatDirection, ...]
    tau: float | None = None
    evidence: dict[str, float | None] = {}
    solver: str = "newton"
    intervals: str = "normal"
    draws: int = 0
    draws_converged: int = 0
    draws_lost: tuple[str, ...] = ()
    what_if: dict[str, float] = {}
    supposed: tuple[WhatIf, ...] = ()
    note: str = NOTE


class EscalationStarts(Struct, frozen=True, kw_only=True):
    """`standoff estimate escalation --starts N`: the best of several starts, and all of them."""

    best: EscalationEstimate
    runs: tuple[EscalationRun, ...]


class HeldOutFit(Struct, frozen=True, kw_only=True):
    """One way to fit the escalation model, scored on months that it has not seen.

    `score` is the mean log probability of a held-out pair-month, `folds` block by block; `seen`
    marks a fit that has seen all months, whose score is an upper bound and no forecast. `choice` is
    sum ln(equilibria found) over pairs in nats: what choosing among them says; `net` is the score
    less the choice's share of a pair-month. `behind` is the net score less that of the best fit
    that has not seen the months; `low` to `high` is the 95 % interval of the score's difference
    from pairs drawn anew (None for the best itself). `converged` counts folds.
    """

    model: str
    search: str
    seen: bool
    score: float
    folds: tuple[float, ...]
    log_likelihood: float
    parameters: int
    choice: float
    net: float
    behind: float
    low: float | None
    high: float | None
    converged: int


class HeldOutAnswer(Struct, frozen=True, kw_only=True):
    """`standoff estimate escalation --held-out`: which fit to believe, best net score first."""

    folds: int
    pair_months: int
    start: str
    fits: tuple[HeldOutFit, ...]
    remarks: tuple[str, ...] = ()


class Coefficient(Struct, frozen=True, kw_only=True):
    """A coefficient and its standard error (None where it has none)."""

    estimate: float
    se: float | None


class Outcomes(Struct, frozen=True, kw_only=True):
    """Probabilities of status quo, concession, standing firm and backing down.

    Means over `rows` of the table with one covariate at `value`; `low` and `high` are 95 % limits.
    """

    value: float
    rows: int
    probabilities: tuple[float, ...]
    low: tuple[float | None, ...]
    high: tuple[float | None, ...]


class CrisisEstimate(Struct, frozen=True, kw_only=True):
    """`standoff estimate signalling`: coefficients by payoff:covariate.

    `equilibria` says how many rows have 0, 1, 2, ... equilibria at the estimate. `varied` answers
    how outcomes move with the covariate `vary`.
    """

    method: str
    log_likelihood: float
    aic: float
    violation: float
    converged: bool
    seconds: float
    coefficients: dict[str, Coefficient]
    rows: int
    equilibria: tuple[int, ...]
    vary: str = ""
    varied: tuple[Outcomes, ...] = ()
