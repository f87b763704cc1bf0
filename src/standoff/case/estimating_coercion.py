"""The coercion game estimated from a case's months, variant by variant.

`coercion_answer` puts prior beside posterior and variant beside variant; `kept_searches` lets a
search that was stopped be taken up where it stood.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from standoff.case.coercion_answer import Fitted, answer_of
from standoff.case.kept_searches import KeptSearch
from standoff.errors import BadValue
from standoff.nouns.game_fit import CoercionEstimate

if TYPE_CHECKING:
    from standoff.case.case import Case
    from standoff.game.estimation_months.fitting import MonthsFit
    from standoff.game.estimation_months.modes import Modes

__all__ = ["VARIANTS", "estimate_coercion", "find_coercion_estimate", "fit_coercion"]

VARIANTS = ("tension_for_home", "tension_for_relief")
Told = Callable[[str], None]


def find_coercion_estimate(folder: Path, **asked: Any) -> CoercionEstimate:
    """`estimate_coercion` for the case in `folder`."""
    from standoff.case.estimating import one_thread

    one_thread()  # Before numpy is loaded.
    from standoff.case.case import Case

    return estimate_coercion(Case.open(folder), **asked)


def estimate_coercion(
    case: Case,
    *,
    variants: Sequence[str] = VARIANTS,
    mapping: str = "gravest",
    prior: str = "zero",
    hidden: Sequence[str] = (),
    short: bool = False,
    source: str = "coercion",
    proposed: bool = False,
    most: int = 80,
    keep: Path | None = None,
    starts: int = 0,
    told: Told | None = None,
) -> CoercionEstimate:
    """Fit each variant of the game `source` (a name or a TOML file) to the months of the case.

    `prior` is zero or articles; `hidden` factors are summed out and not read from the record;
    `short` takes the game with short clocks. With `starts` the search begins again from so many
    drawn points, and the mode with the largest share of the posterior is told first. Raises
    `BadValue` for names that are not known, `NotSolved`.
    """
    fits = fit_coercion(
        case, variants=variants, mapping=mapping, prior=prior, hidden=hidden, short=short,
        source=source, proposed=proposed, most=most, keep=keep, told=told,
    )  # fmt: skip
    modes = {variant: _modes(fit, variant, starts, told) for variant, fit in fits.items()}
    fits = {variant: _at_best(fit, modes[variant]) for variant, fit in fits.items()}
    return answer_of(fits, case.info.id, mapping, prior, modes if starts else {})


def _modes(fit: MonthsFit, variant: str, starts: int, told: Told | None) -> Modes:
    from standoff.game.estimation_months.modes import find_modes

    def tell(done: int) -> None:
        if told:
            told(f"{variant}: {done} of {starts} other starts")

    return find_modes(fit, starts, told=tell)


def _at_best(fit: MonthsFit, modes: Modes) -> MonthsFit:
    from standoff.game.estimation_months.fitting import at_mode

    best = modes.found[0]
    return fit if best.mode is fit.mode else at_mode(fit, best.mode, best.laplace)


def fit_coercion(
    case: Case,
    *,
    variants: Sequence[str],
    mapping: str,
    prior: str,
    hidden: Sequence[str] = (),
    short: bool = False,
    source: str = "coercion",
    proposed: bool = False,
    most: int = 80,
    keep: Path | None = None,
    told: Told | None = None,
) -> Fitted:
    """The fits themselves, by variant; that of a long game begins at the mode of its short one.

    The start is walked to from payoffs of 0 like any other point: a jump on the way is counted.
    """
    from standoff.case.mechanisms import CLOCKS
    from standoff.case.solving import declared_game
    from standoff.game.estimation_months.fitting import fit_months, held_at_zero
    from standoff.game.estimation_months.prior import PRIORS, normal_prior
    from standoff.game.statics.implied import short_clocks

    if prior not in PRIORS:
        raise BadValue(f"prior {prior[:40]!r}", expected=f"one of {', '.join(PRIORS)}")
    rows = case.months(mapping, proposed=proposed).frame.to_dicts()
    fits: Fitted = {}
    for variant in variants:
        game = declared_game(source, variant=variant)
        quick = short_clocks(game, **CLOCKS)
        game = quick if short else game
        asked = [variant, mapping, prior, sorted(hidden), len(game.states), len(rows)]
        held = held_at_zero(game, variant)
        names = normal_prior(game, prior, held=held).names
        kept = KeptSearch(keep, asked, names, told)
        start = kept.start()
        if start is None and len(quick.states) < len(game.states):
            near = fit_months(quick, [rows], prior=prior, held=held, hidden=hidden)
            start = near.prior.named(near.mode.best.theta)
        fits[variant] = fit_months(
            game, [rows], prior=prior, held=held, hidden=hidden, start=start, most=most,
            told=kept.note,
        )  # fmt: skip
    return fits
