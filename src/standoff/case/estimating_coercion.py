"""The coercion game estimated from a case's months: prior beside posterior, variant beside variant.

A search that was stopped is taken up where it stood from the file `keep`: a line of JSON a variant
with what was asked and the best values so far.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from standoff.errors import BadValue
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
    from standoff.case.case import Case
    from standoff.game import Game
    from standoff.game.estimation_months.fitting import MonthsFit
    from standoff.game.estimation_months.modes import FoundMode, Modes
    from standoff.game.estimation_months.objective import Value

__all__ = ["VARIANTS", "Fitted", "estimate_coercion", "find_coercion_estimate", "fit_coercion"]

VARIANTS = ("tension_for_home", "tension_for_relief")
ASSUMED, RECORD = 0.95, 0.5
ODDS_OF_20 = 3.0
MOST_DIFFERENT, NEAR = 4, 0.3
"""Values told of another mode, and prior standard deviations from which they count as different."""
Told = Callable[[str], None]
Fitted = dict[str, "MonthsFit"]


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
        kept = _Keeper(keep, asked, names, told)
        start = kept.start()
        if start is None and len(quick.states) < len(game.states):
            near = fit_months(quick, [rows], prior=prior, held=held, hidden=hidden)
            start = near.prior.named(near.mode.best.theta)
        fits[variant] = fit_months(
            game, [rows], prior=prior, held=held, hidden=hidden, start=start, most=most,
            told=kept.note,
        )  # fmt: skip
    return fits


class _Keeper:
    """Tells of the search and keeps its best values in a file."""

    def __init__(
        self, path: Path | None, asked: Sequence[object], names: Sequence[str], told: Told | None
    ) -> None:
        self.path, self.asked, self.names, self.told = path, list(asked), tuple(names), told

    def start(self) -> Mapping[str, float] | None:
        """Where an earlier search of the same question stood."""
        for asked, values in _kept(self.path):
            if asked == self.asked and set(values) == set(self.names):
                return values
        return None

    def note(self, evaluations: int, value: Value) -> None:
        """One more step."""
        from standoff.files import write_bytes

        if self.told:
            self.told(f"{self.asked[0]}: log posterior {value.log_posterior:.3f} "
                      f"after {evaluations} evaluations")  # fmt: skip
        if self.path:
            import msgspec

            now = dict(zip(self.names, map(float, value.theta), strict=True))
            others = [row for row in _kept(self.path) if row[0] != self.asked]
            lines = [msgspec.json.encode(row).decode() for row in [*others, (self.asked, now)]]
            write_bytes(self.path, ("\n".join(lines) + "\n").encode())


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
        log_evidence=modes.log_evidence if modes else fit.laplace.log_evidence,
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


def _kept(path: Path | None) -> list[tuple[list[Any], dict[str, float]]]:
    """What a file of kept searches holds; raises `DataError` for a foreign file."""
    import msgspec

    from standoff.errors import DataError

    if path is None or not path.is_file():
        return []
    try:
        lines = path.read_text("utf-8").splitlines()
        kind = tuple[list[Any], dict[str, float]]
        return [msgspec.json.decode(line, type=kind) for line in lines if line]
    except (msgspec.DecodeError, UnicodeDecodeError) as fault:
        raise DataError(f"no file of kept searches: {fault}", where=str(path)) from None
