"""Fits of the coercion game as a noun: prior beside posterior, variant beside variant.

A payoff whose standard deviation the record hardly lowered (`ratio`) is an assumption, not a
finding. With two variants the answer also says which record would tell them apart: the expected
log odds a year if either were true, and the years until they reach 20 to 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from standoff.nouns.game_fit import (
    CoercionEstimate,
    FlatCombination,
    GameFit,
    MoveFit,
    PayoffEstimate,
    PosteriorMode,
    Telling,
    TellingPart,
)

if TYPE_CHECKING:
    from standoff.game import Game
    from standoff.game.estimation_months.fitting import MonthsFit
    from standoff.game.estimation_months.modes import FoundMode, Modes

__all__ = ["Fitted", "answer_of"]

ASSUMED, RECORD = 0.95, 0.5
"""Ratios of standard deviations from which the assumption speaks, and below which the record."""
ODDS_OF_20 = 3.0
MEMORY = "last_month"
MOST_DIFFERENT, NEAR = 4, 0.3
"""Values told of another mode, and prior standard deviations from which they count as different."""
Fitted = dict[str, "MonthsFit"]


def answer_of(
    fits: Fitted, case: str, mapping: str, prior: str, modes: Mapping[str, Modes]
) -> CoercionEstimate:
    """Fits as a noun; with two of them also which record would tell them apart."""
    from standoff.game.estimation_months.fitting import no_game

    one = next(iter(fits.values()))
    game, series = one.solution.game, one.sequences.series[0]
    factors = list(game.declaration.factors)
    left = [label for label, states in zip(series.labels, series.states, strict=True)
            if (states < 0).all()]  # fmt: skip
    told = tuple(_fit(variant, fit, modes.get(variant)) for variant, fit in fits.items())
    return CoercionEstimate(
        game=game.name,
        case=case,
        mapping=mapping,
        prior=prior,
        payoff_scale=game.declaration.prior.payoff_scale,
        multiplier_scale=game.declaration.prior.multiplier_scale,
        states=len(game.states),
        months=one.sequences.months,
        first=series.labels[0],
        last=series.labels[-1],
        left_out=tuple(left),
        hidden=tuple(factors[k] for k in series.hidden),
        no_game=no_game(one.sequences),
        no_game_with_memory=no_game(one.sequences, MEMORY) if MEMORY in factors else None,
        fits=told,
        log_bayes_factor=told[0].log_evidence - told[1].log_evidence if len(told) == 2 else None,
        telling=_telling(fits) if len(fits) == 2 else (),
    )


def _fit(variant: str, fit: MonthsFit, modes: Modes | None) -> GameFit:
    from standoff.game.estimation_months.fitting import on_main_branch
    from standoff.game.estimation_months.posterior import flat_directions

    best = fit.mode.best
    flat = flat_directions(fit.prior.names, fit.prior.sd, fit.laplace.data)
    game = fit.solution.game
    return GameFit(
        variant=variant,
        log_likelihood=best.log_likelihood,
        log_posterior=best.log_posterior,
        log_evidence=modes.log_evidence if modes else _evidence(fit),
        converged=fit.mode.converged,
        decrement=fit.mode.decrement,
        evaluations=fit.evaluations,
        cut=fit.mode.ended,
        jumps=fit.jumps,
        residual=fit.solution.residual,
        gain=fit.solution.gain,
        main_branch=on_main_branch(fit.solution),
        parameters=_parameters(fit),
        held={name: value for name, value in game.parameters.items()
              if name not in fit.prior.names},
        flat=tuple(FlatCombination(members=dict(one.weights), ratio=one.ratio) for one in flat),
        moves=_moves(fit),
        modes=tuple(_mode(fit, one) for one in modes.found) if modes else (),
        lost=modes.lost if modes else 0,
    )  # fmt: skip


def _evidence(fit: MonthsFit) -> float:
    from standoff.game.estimation_months.curvature import sharpened

    return sharpened(fit.sequences, fit.prior, fit.mode.best, fit.laplace).log_evidence


def _mode(fit: MonthsFit, one: FoundMode) -> PosteriorMode:
    """A mode beside the fit's own; told are the values that lie furthest apart."""
    far = (one.mode.best.theta - fit.mode.best.theta) / fit.prior.sd
    order = sorted(range(len(far)), key=lambda k: -abs(far[k]))[:MOST_DIFFERENT]
    values = fit.prior.named(one.mode.best.theta)
    names = [fit.prior.names[k] for k in order if abs(far[k]) > NEAR]
    return PosteriorMode(
        searches=one.searches,
        share=one.share,
        log_posterior=one.mode.best.log_posterior,
        log_evidence=one.laplace.log_evidence,
        differs={name: values[name] for name in names},
    )


def _parameters(fit: MonthsFit) -> tuple[PayoffEstimate, ...]:
    game, prior, sd = fit.solution.game, fit.prior, fit.laplace.sd
    rows = zip(prior.names, prior.mean, prior.sd, fit.laplace.mode, sd, strict=True)
    return tuple(
        PayoffEstimate(
            name=name,
            side=_side(game, name),
            why=game.declaration.parameters[name].why,
            sign=_sign(game.declaration.parameters[name].value),
            prior_mean=float(mean),
            prior_sd=float(before),
            estimate=float(value),
            sd=float(after),
            low=float(value - 1.96 * after),
            high=float(value + 1.96 * after),
            ratio=float(after / before),
            speaks=_speaks(float(after / before)),
        )
        for name, mean, before, value, after in rows
    )


def _speaks(ratio: float) -> str:
    return "assumption" if ratio >= ASSUMED else "record" if ratio < RECORD else "both"


def _sign(value: float) -> str:
    return "+" if value > 0 else "-" if value < 0 else ""


def _side(game: Game, parameter: str) -> str:
    """The side that a parameter pays."""
    for name, term in game.declaration.payoffs.items():
        weights = [w for table in term.times.values() for w in table.values()]
        if parameter == (term.parameter or name) or parameter in weights:
            return term.side
    return ""


def _moves(fit: MonthsFit) -> tuple[MoveFit, ...]:
    """Smoothed counts of moves, and what the fitted choices expect in the same months."""
    counts, choices = fit.mode.best.counts, fit.mode.best.point.choices
    found = []
    sides = fit.solution.game.declaration.sides.items()
    for (side, actions), seen, p in zip(sides, (counts.first, counts.second), choices, strict=True):
        expected = seen.sum(axis=1) @ p
        found += [
            MoveFit(side=side, action=action, seen=float(n), expected=float(m))
            for action, n, m in zip(actions, seen.sum(axis=0), expected, strict=True)
        ]
    return tuple(found)


def _telling(fits: Fitted) -> tuple[Telling, ...]:
    from standoff.game.estimation_months.rivals import tell_apart

    (name_1, one), (name_2, two) = fits.items()
    found = []
    for truth, rival, a, b in ((name_1, name_2, one, two), (name_2, name_1, two, one)):
        apart = tell_apart(a.solution, b.solution, _last_state(a))
        found.append(
            Telling(
                truth=truth,
                rival=rival,
                nats_a_year=apart.nats,
                years=ODDS_OF_20 / apart.nats if apart.nats > 0 else None,
                moves=tuple(TellingPart(what=w, nats=x) for w, x in apart.moves),
                months=tuple(TellingPart(what=w, nats=x) for w, x in apart.levels),
            )
        )
    return tuple(found)


def _last_state(fit: MonthsFit) -> dict[str, str]:
    """A state in which the record's last usable month may be."""
    series = fit.sequences.series[0]
    last = [row for row, usable in zip(series.states, series.usable, strict=True) if usable][-1]
    return dict(fit.solution.game.states[int(last[last >= 0][0])])
