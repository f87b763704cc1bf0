"""`standoff estimate coercion`: the articles' game confronted with the months of a record."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from standoff.cli.common import (
    DRAWING,
    case_option,
    emit_json,
    how_many,
    json_option,
    next_step,
    proposed_option,
    say,
    show_table,
    tell,
)
from standoff.nouns.game_fit import CoercionEstimate, GameFit, Telling

SHOWN = 5


@click.command("coercion")
@click.option("--game", "source", default="coercion", show_default=True, metavar="GAME",
              help="A shipped game, or a TOML file with the same sides and factors.")  # fmt: skip
@click.option("--variant", "variants", multiple=True,
              type=click.Choice(["tension_for_home", "tension_for_relief"]),
              help="Only this variant (default: both, told apart).")  # fmt: skip
@click.option("--mapping", type=click.Choice(["gravest", "last", "first"]), default="gravest",
              show_default=True, help="Which of several moves stands for a month.")  # fmt: skip
@click.option("--prior", type=click.Choice(["zero", "articles"]), default="zero",
              show_default=True, help="Centred at zero, or with the articles' signs.")  # fmt: skip
@click.option("--hide", "hidden", multiple=True, metavar="FACTOR",
              help="Sum this factor out, do not read it from the record. Repeatable.")  # fmt: skip
@click.option("--short", is_flag=True, help="The game with short clocks: a tenth of the cost.")
@click.option("--steps", "most", type=click.IntRange(1, 1000), default=80, show_default=True,
              help="Most steps of the search.")  # fmt: skip
@click.option("--starts", type=click.IntRange(0, 1000), default=0, show_default=True, metavar="N",
              help="Look for other modes from N drawn points.")  # fmt: skip
@click.option("--keep", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
              help="Keep the search here and take up what is there.")  # fmt: skip
@click.option("--plot", type=DRAWING, metavar="FILE",
              help="Draw prior beside posterior: FILE.svg or FILE.png.")  # fmt: skip
@proposed_option
@case_option
@json_option
@click.pass_context
def command(
    context: click.Context, folder: Path, plot: Path | None, as_json: bool, **asked: Any
) -> None:
    """The payoffs of the coercion game, from the months of a case.

    Penalised: each payoff has a prior, and what the record adds is shown beside it. A posterior
    that equals its prior is an assumption, not a finding. Both variants are compared by their
    evidence, with the record that would tell them apart. Exit code 3: a search did not end by
    itself.
    """
    from standoff.case import draw_game_fit, find_coercion_estimate

    if not asked["variants"]:
        del asked["variants"]
    answer = find_coercion_estimate(folder, told=say, **asked)
    if plot:
        draw_game_fit(answer, plot)
        say(f"Drawn: {plot}")
    if as_json:
        emit_json(answer)
    else:
        _show(answer)
    lost = [fit.variant for fit in answer.fits if not fit.converged]
    if not lost:
        next_step("`--plot FILE.svg` draws it; docs/coercion.md explains it.")
        return
    next_step(f"not converged: {', '.join(lost)}; `--keep FILE` goes on with more `--steps`.")
    context.exit(3)


def _show(answer: CoercionEstimate) -> None:
    out = f"; {len(answer.left_out)} left out, which the game cannot be in" * bool(answer.left_out)
    tell(
        f"{answer.months} months of {answer.case!r}, {answer.first} to {answer.last}, mapping "
        f"{answer.mapping}{out}. Prior {answer.prior}: payoffs on the scale "
        f"{answer.payoff_scale:g}, multipliers {answer.multiplier_scale:g}."
    )
    if answer.hidden:
        tell(f"Not seen in every month, so summed out: {', '.join(answer.hidden)}.")
    show_table(
        ("what", "log-likelihood", "log evidence", "converged", "branch from precision 0",
         "evaluations"),
        [
            *(_summary(fit) for fit in answer.fits),
            *_without_game(answer),
        ],
        right="lrrllr",
    )  # fmt: skip
    for fit in answer.fits:
        _show_fit(fit)
    if answer.log_bayes_factor is not None:
        first, second = (fit.variant for fit in answer.fits)
        tell(f"Log Bayes factor {first} against {second}: {answer.log_bayes_factor:+.1f}.")
    for telling in answer.telling:
        tell(_telling(telling))


def _without_game(answer: CoercionEstimate) -> list[tuple[str, ...]]:
    """The plain rivals: what is not above them needs no game."""
    rivals = [("no game: moves at constant frequencies", answer.no_game)]
    if answer.no_game_with_memory is not None:
        rivals.append(("no game: frequencies by the last month", answer.no_game_with_memory))
    return [(name, "", f"{evidence:.1f}", "", "", "") for name, evidence in rivals]


def _summary(fit: GameFit) -> tuple[str, ...]:
    same = {True: "the same", False: "another", None: "not solved"}[fit.main_branch]
    same += f", {how_many(fit.jumps, 'jump')} on the way" * bool(fit.jumps)
    done = "yes" if fit.converged else f"no ({fit.cut} steps cut where the branch ends)"
    return (fit.variant, f"{fit.log_likelihood:.1f}", f"{fit.log_evidence:.1f}", done, same,
            str(fit.evaluations))  # fmt: skip


def _show_fit(fit: GameFit) -> None:
    show_table(
        ("parameter", "side", "articles", "prior", "posterior", "95 %", "sd ratio", "who speaks"),
        [
            (one.name, one.side, one.sign, f"{one.prior_mean:.2f} ({one.prior_sd:.2f})",
             f"{one.estimate:.2f} ({one.sd:.2f})", f"{one.low:.2f} to {one.high:.2f}",
             f"{one.ratio:.2f}", one.speaks)
            for one in fit.parameters
        ],
        right="lllrrrrl", title=f"{fit.variant} (standard deviations in brackets)",
    )  # fmt: skip
    show_table(
        ("side", "move", "seen", "expected by the fit"),
        [(one.side, one.action, f"{one.seen:.1f}", f"{one.expected:.1f}") for one in fit.moves],
        right="llrr",
    )
    for number, mode in enumerate(fit.modes, 1):
        other = ", ".join(f"{name} {value:.2f}" for name, value in mode.differs.items())
        tell(
            f"Mode {number} of {len(fit.modes)}: reached from {how_many(mode.searches, 'start')}, "
            f"log posterior {mode.log_posterior:.1f}, log evidence {mode.log_evidence:.1f}, "
            f"{mode.share:.0%} of the posterior" + f"; there {other}" * bool(other) + "."
        )
    if fit.lost:
        tell(f"{how_many(fit.lost, 'start')} led to no mode.")
    for flat in fit.flat:
        if len(flat.members) > 1:
            members = " ".join(f"{weight:+.2f} {name}" for name, weight in flat.members.items())
            tell(f"Flat: {members} (sd ratio {flat.ratio:.2f}); only other ways are told.")


def _telling(one: Telling) -> str:
    moves = ", ".join(f"{part.what} {part.nats:+.2f}" for part in one.moves[:SHOWN])
    months = ", ".join(f"{part.what} {part.nats:+.2f}" for part in one.months[:SHOWN])
    long = "never" if one.years is None else f"in {one.years:.1f} years"
    return (
        f"If {one.truth} is true, a year adds {one.nats_a_year:.2f} nats against {one.rival}; odds "
        f"of 20 {long}. By move: {moves}. By month: {months}."
    )
