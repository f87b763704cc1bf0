"""`standoff what-if`: change a payoff, a clock, the state or a move, and see what comes when."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from standoff.cli.common import counting, emit_json, json_option, next_step, say, show_table, tell
from standoff.cli.games import game_of, game_options, numbers_of, pairs_of, say_solving, state_of
from standoff.nouns.whatif import Fan, NeededValue, WhatIf


@click.command("what-if")
@game_options
@click.option("--change", "parameters", multiple=True, metavar="PARAMETER=NUMBER",
              help="What if a parameter were this? Repeatable.")  # fmt: skip
@click.option("--move", "moves", multiple=True, metavar="SIDE=ACTION",
              help="What if a side did this now? Repeatable.")  # fmt: skip
@click.option("--move-months", type=click.IntRange(1), default=1, show_default=True,
              help="For how many months it does.")  # fmt: skip
@click.option("--then", "after", multiple=True, metavar="FACTOR=LEVEL",
              help="What if the state (a clock, say) were this? Repeatable.")  # fmt: skip
@click.option("--event", default="taboo_broken", show_default=True, help="An event of the game.")
@click.option("--months", type=click.IntRange(1, 600), default=12, show_default=True)
@click.option("--draws", type=click.IntRange(0, 10_000), default=0, show_default=True,
              help="Draws of the parameters, solved before and after.")  # fmt: skip
@click.option("--exact", type=click.IntRange(0, 10_000), default=200, show_default=True,
              help="So many are solved exactly; the rest by a few steps.")  # fmt: skip
@click.option("--jobs", type=click.IntRange(1, 256), default=1, show_default=True,
              help="Processes for the draws.")  # fmt: skip
@click.option("--spread", type=click.FloatRange(0, 2), default=0.25, show_default=True,
              help="Sizes are drawn as value times exp(spread N(0,1)).")  # fmt: skip
@click.option("--fitted-to", type=click.Path(path_type=Path), metavar="DIR",
              help="Estimate the payoffs from this case; draws are the posterior's.")  # fmt: skip
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True)
@click.option("--aim", type=click.FloatRange(0, 1, min_open=True, max_open=True),
              help="What would have to be true for this chance?")  # fmt: skip
@click.option("--by", default="", metavar="PARAMETER", help="The parameter that --aim moves.")
@click.option("--out", type=click.Path(path_type=Path), help="Fan chart as .svg or .png.")
@json_option
def command(
    parameters: tuple[str, ...],
    moves: tuple[str, ...],
    after: tuple[str, ...],
    out: Path | None,
    as_json: bool,
    move_months: int,
    event: str,
    months: int,
    draws: int,
    exact: int,
    jobs: int,
    spread: float,
    fitted_to: Path | None,
    seed: int,
    aim: float | None,
    by: str,
    **told: Any,
) -> None:
    """When an event of GAME comes, as it is and with something changed.

    GAME is a shipped game's name or a TOML file; `--set` and `--at` say how things are, `--change`,
    `--move` and `--then` what is changed. Chances of first passage are exact, month by month.
    """
    game = game_of(told)  # First: numpy is then loaded with one thread.
    from standoff.case import draw_what_if, what_if

    say_solving(game)
    answer = what_if(
        game, event=event, months=months, state=state_of(told),
        parameters=numbers_of("--change", parameters), moves=dict(pairs_of("--move", moves)),
        state_after=dict(pairs_of("--then", after)), move_months=move_months, draws=draws,
        exact=exact, jobs=jobs, spread=spread, seed=seed, aim=aim, by=by, fitted_to=fitted_to,
        progress=counting("draws"),
    )  # fmt: skip
    if out:
        draw_what_if(answer, out)
    if as_json:
        emit_json(answer)
    else:
        _show(answer)
    if answer.unsolved:
        say(f"{answer.unsolved} of {answer.draws} draws are left out: no certified equilibrium was "
            "found near that of now; the branch bends before such payoffs.")  # fmt: skip
    if answer.stepped:
        more = answer.stepped - answer.stepped_once
        say(f"{answer.stepped} draws were solved by prediction and one step, {more} of them by up "
            f"to three: in {answer.stepped_certified} the full certificate holds, and nobody gains "
            f"more than {answer.stepped_gain:.1e} by a deviation.")  # fmt: skip
    if answer.illustrative:
        say("Parameters are illustrative: set by hand, not estimated.")
    next_step(f"open {out}" if out else "`--draws 20 --out fan.svg` draws it with its uncertainty.")


def _show(answer: WhatIf) -> None:
    rows = [
        (month, *_cells(answer.before, month), *_cells(answer.after, month))
        for month in range(1, answer.months + 1)
    ]
    head = ["month", "as it is", "changed"]
    if answer.before.low:
        head = ["month", "as it is", "5 to 95 %", "changed", "5 to 95 %"]
    title = f"{answer.game}: chance that {answer.event} has come"
    show_table(head, rows, title=title, right="r" * len(head))
    if answer.difference:
        low, middle, high = answer.difference
        tell(
            f"Changed less as it is, month {answer.months}: {100 * middle:+.1f} points "
            f"({100 * low:+.1f} to {100 * high:+.1f} over {answer.draws - answer.unsolved} draws)."
        )
    if answer.ended:
        at = ", ".join(f"{name} {value:.3g}" for name, value in answer.ended.items())
        click.echo(
            f"The equilibrium of the game as it is ends at {at}: there this regime stops, and "
            "beyond it play jumps to another equilibrium, which is what is shown."
        )
    if answer.needed:
        tell(_needed(answer.needed))


def _cells(fan: Fan, month: int) -> tuple[str, ...]:
    here = f"{fan.by_month[month - 1]:.1%}"
    if not fan.low:
        return (here,)
    return here, f"{fan.low[month - 1]:.1%} to {fan.high[month - 1]:.1%}"


def _needed(needed: NeededValue) -> str:
    values = [value for value, _ in needed.tried]
    if needed.value is not None:
        return (
            f"For {needed.aim:.0%}, {needed.parameter} would have to be {needed.value:.3g}; "
            f"it is {needed.now:g}."
        )
    if needed.jumped:
        return f"The chance leaps over {needed.aim:.0%} as {needed.parameter} moves: no value."
    span = f"{min(values):g} and {max(values):g}"
    chances = [chance for _, chance in needed.tried]
    return (
        f"No value of {needed.parameter} between {span} gives {needed.aim:.0%}; "
        f"chances run from {min(chances):.1%} to {max(chances):.1%}."
    )
