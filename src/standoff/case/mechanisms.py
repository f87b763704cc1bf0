"""The articles' mechanisms, twice: implied by the coercion game, and seen in the months of a case.

Effects at the values of the game file come from the full game; the share of prior draws comes from
the same game with short clocks, which has the same rules on fewer states and costs a tenth.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from standoff.errors import BadValue
from standoff.nouns.mechanism import Implied, MechanismResult, Mechanisms, Seen

if TYPE_CHECKING:
    from standoff.case.case import Case
    from standoff.game.declare import Condition
    from standoff.game.statics.implied import Effect
    from standoff.game.statics.mechanisms import Mechanism
    from standoff.game.telling import Words

__all__ = ["CLOCKS", "find_mechanisms", "mechanisms", "write_mechanisms"]

CLOCKS = {"deadline": 2, "election": 1}
"""Lengths of the clocks in the game that prior draws are solved in."""

LARGEST_DRAWS = 10_000
CLEAR = 0.95
VARIANTS = ("tension_for_home", "tension_for_relief")
Progress = Callable[[int, int], None]


def mechanisms(
    case: Case | None,
    *,
    draws: int = 24,
    prior: str = "articles",
    seed: int = 1,
    variants: Sequence[str] = VARIANTS,
    proposed: bool = False,
    jobs: int = 1,
    short: bool = False,
    fitted: bool = False,
    progress: Progress | None = None,
) -> Mechanisms:
    """Both answers for every mechanism; without a case only what the model implies.

    `short` takes the game with short clocks for the file's own values, too; `fitted` adds the
    effects at the payoffs estimated from the case's months, with short clocks. `progress` hears how
    many games of how many are solved. Raises `BadValue`, `NotSolved` if the game cannot be solved
    at the file's own values.
    """
    from standoff.game.games.coercion import coercion_game
    from standoff.game.statics.implied import short_clocks
    from standoff.game.statics.mechanisms import statics_file
    from standoff.game.telling import Words

    if fitted and case is None:
        raise BadValue("a fit without a record", expected="a folder with a case")
    if not 1 <= draws <= LARGEST_DRAWS:
        raise BadValue(f"{draws} draws", expected=f"1 to {LARGEST_DRAWS}")
    known = statics_file().mechanisms
    implied: dict[str, list[Implied]] = {one.id: [] for one in known}
    unsolved: dict[str, int] = {}
    total = len(variants) * (draws + 1)
    for number, variant in enumerate(variants):
        done = number * (draws + 1)
        solved = _solved_draws(variant, draws, prior, seed, jobs, _behind(progress, done, total))
        unsolved[variant] = draws - len(solved)
        here = _at_file(variant, short)
        fit = _at_fit(case, variant, proposed) if fitted and case else None
        for at, one in enumerate(known):
            drawn = [effects[at] for effects in solved]
            told = fit[at] if fit else None
            implied[one.id].append(_implied(variant, one, drawn, here[at], told))
        if progress:
            progress(done + draws + 1, total)
    full = coercion_game()
    words = {language: Words(full.declaration, language) for language in ("en", "de")}
    seen, months = _seen(case, known, proposed) if case else ({}, 0)
    return Mechanisms(
        prior=prior,
        draws=draws,
        seed=seed,
        unsolved=unsolved,
        states=(len(full.states), len(short_clocks(full, **CLOCKS).states)),
        clocks=CLOCKS,
        results=tuple(_result(one, implied[one.id], seen.get(one.id, []), words) for one in known),
        case=case.info.id if case else "",
        months=months,
        illustrative=full.illustrative,
    )


def find_mechanisms(folder: Path, *, variants: Sequence[str] = (), **asked: Any) -> Mechanisms:
    """`mechanisms` with the record of the case in `folder`, or without one where there is none."""
    from standoff.case.case import Case
    from standoff.case.folder import CASE_FILE
    from standoff.case.solving import declared_game

    declared_game("coercion")  # Before numpy is loaded: it then starts one thread, not many.
    case = Case.open(folder) if (folder / CASE_FILE).is_file() else None
    return mechanisms(case, variants=variants or VARIANTS, **asked)


def write_mechanisms(answer: Mechanisms, path: str | Path, *, language: str = "en") -> None:
    """Write the answer as a page; raises `NotWritten`, `BadValue` for a file that is no page."""
    from standoff.case.replacing import refuse_to_replace
    from standoff.report import mechanisms_sheet, write_sheet

    target = Path(path)
    refuse_to_replace(target)
    write_sheet(mechanisms_sheet(answer, language), target)


def _behind(progress: Progress | None, done: int, total: int) -> Callable[[int], None]:
    return lambda more: progress(done + more, total) if progress else None


def _solved_draws(
    variant: str, draws: int, prior: str, seed: int, jobs: int, tell: Callable[[int], None]
) -> list[tuple[Effect, ...]]:
    """Effects of every draw that could be solved, in the order of draws."""
    from standoff.game.games.coercion import coercion_game
    from standoff.game.statics.implied import Statics, short_clocks, solve_draw
    from standoff.game.statics.mechanisms import statics_file
    from standoff.workers import spread

    known = statics_file()
    game = short_clocks(coercion_game(variant), **CLOCKS)
    statics = Statics(game, known.mechanisms, game.declaration.prior, prior, seed)  # type: ignore[arg-type]
    found: dict[int, tuple[Effect, ...] | None] = {}
    for at, effects in spread(solve_draw, statics, range(draws), jobs=jobs):
        found[at] = effects
        tell(len(found))
    return [effects for _, effects in sorted(found.items()) if effects is not None]


def _at_file(variant: str, short: bool) -> tuple[Effect, ...]:
    from standoff.game.games.coercion import coercion_game
    from standoff.game.statics.implied import effect_of, short_clocks
    from standoff.game.statics.mechanisms import statics_file

    game = coercion_game(variant)
    solution = (short_clocks(game, **CLOCKS) if short else game).solve()
    return tuple(effect_of(solution, one) for one in statics_file().mechanisms)


def _at_fit(case: Case, variant: str, proposed: bool) -> tuple[Effect, ...] | None:
    """Effects at the posterior mode, with short clocks; None where the search did not end."""
    from standoff.case.estimating_coercion import fit_coercion
    from standoff.game.statics.implied import effect_of
    from standoff.game.statics.mechanisms import statics_file

    fit = fit_coercion(
        case, variants=(variant,), mapping="gravest", prior="zero", short=True, proposed=proposed
    )[variant]
    if not fit.mode.converged:
        return None
    return tuple(effect_of(fit.solution, one) for one in statics_file().mechanisms)


def _implied(
    variant: str, one: Mechanism, drawn: list[Effect], here: Effect, fit: Effect | None
) -> Implied:
    import numpy as np

    from standoff.game.statics.implied import NOTHING

    n = len(drawn)
    k = sum(one.direction * effect.mean > NOTHING for effect in drawn)
    against = sum(one.direction * effect.mean < -NOTHING for effect in drawn)
    share = k / n if n else 0.0
    means = [effect.mean for effect in drawn] or [float("nan")]
    low, middle, high = (float(q) for q in np.quantile(means, (0.05, 0.5, 0.95)))
    verdict = "yes" if share >= CLEAR else "no" if share <= 1 - CLEAR else "depends"
    return Implied(
        variant=variant,
        verdict=verdict if n else "depends",
        share=share,
        share_interval=_exact(k, n),
        against=against / n if n else 0.0,
        solved=n,
        effects=(low, middle, high),
        at_file=here.mean,
        agree=here.agree,
        fitted=fit.mean if fit else None,
        fitted_agree=fit.agree if fit else None,
    )


def _exact(k: int, n: int) -> tuple[float, float]:
    """Clopper and Pearson's 95 % interval of a share."""
    from scipy.stats import beta

    low = float(beta.ppf(0.025, k, n - k + 1)) if k else 0.0
    high = float(beta.ppf(0.975, k + 1, n - k)) if k < n else 1.0
    return low, high


def _seen(
    case: Case, known: Sequence[Mechanism], proposed: bool
) -> tuple[dict[str, list[Seen]], int]:
    """The record's answer under each mapping, and how many months it has."""
    from standoff.game.statics.seen import seen_in_months
    from standoff.record.tabulating.months import MAPPINGS

    found: dict[str, list[Seen]] = {one.id: [] for one in known}
    count = 0
    for mapping in MAPPINGS:
        months = case.months(mapping, proposed=proposed).frame.to_dicts()
        count = len(months)
        for one in known:
            found[one.id].append(seen_in_months(one, months, mapping))
    return found, count


def _result(
    one: Mechanism, implied: list[Implied], seen: list[Seen], words: Mapping[str, Words]
) -> MechanismResult:
    if one.parameter:
        contrast = f"{one.parameter} {one.towards}"
        contrast += f" | {_told(one.given)}" if one.given else ""
    else:
        contrast = f"{_told(one.high)} vs {_told(one.low)}"
        contrast += f" | {_told(one.given)}" if one.given else ""
    return MechanismResult(
        id=one.id,
        row=one.row,
        claim={"en": one.en, "de": one.de},
        **_in_words(one, words),
        contrast=contrast,
        outcome=" or ".join(_told(condition) for condition in one.outcome),
        sign=one.sign,
        implied=tuple(implied),
        seen=tuple(seen),
    )


def _in_words(one: Mechanism, words: Mapping[str, Words]) -> dict[str, dict[str, str]]:
    """What holds here, what there, and what is asked: each in both languages."""
    told: dict[str, dict[str, str]] = {"here": {}, "there": {}, "asked": {}}
    for language, say in words.items():
        told["asked"][language] = say.frame("or").join(map(say.condition, one.outcome))
        if one.parameter:
            more = say.frame(f"more_{one.towards}", name=say.parameter(one.parameter))
            told["here"][language] = "; ".join(filter(None, (more, say.condition(one.given))))
            continue
        high, low = one.seen_high or one.high, one.seen_low or one.low
        told["here"][language] = say.condition({**one.given, **high})
        told["there"][language] = say.condition({**one.given, **low})
    return told


def _told(condition: Condition) -> str:
    """A condition as the game file has it, in one line."""
    return ", ".join(
        f"{name} = {wanted if isinstance(wanted, str) else '/'.join(wanted)}"
        for name, wanted in condition.items()
    )
