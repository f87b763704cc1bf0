"""`standoff solve`: the equilibria of a declared game."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from standoff.cli.common import DRAWING, emit_json, json_option, next_step, say, show_table
from standoff.cli.games import game_of, game_options, say_solving, state_of
from standoff.nouns.solved import SolvedEquilibrium, SolvedGame

SHOWN = 20

_OTHERWISE = {
    "newton": "Newton's method found this equilibrium, and others may exist (--equilibria).",
    "damped_replies": "damped replies, the last resort, found this equilibrium, and others may "
    "exist (--equilibria).",
}


@click.command("solve")
@game_options
@click.option("--equilibria", "starts", type=click.IntRange(0, 10_000), default=0, metavar="N",
              help="Also look for other equilibria, from N random starts.")  # fmt: skip
@click.option("--by", default="", metavar="FACTOR",
              help="The factor whose steps --graph draws (default: the first).")  # fmt: skip
@click.option("--svg", type=DRAWING, metavar="FILE",
              help="Draw the choice probabilities (.svg or .png).")  # fmt: skip
@click.option("--graph", type=DRAWING, metavar="FILE",
              help="Draw the steps between states (.svg or .png).")  # fmt: skip
@click.option("--language", type=click.Choice(["en", "de"]), default="en", show_default=True,
              help="Of --describe and the drawings.")  # fmt: skip
@click.option("--describe", is_flag=True, help="Tell the game in words and stop.")
@json_option
def command(starts: int, by: str, svg: Path | None, graph: Path | None, language: str,
            describe: bool, as_json: bool, **told: Any) -> None:  # fmt: skip
    """Equilibria of GAME, a shipped game's name or a TOML file, each with its certificate.

    The states listed are those most visited in the first three years of play. Exit code 3: no
    equilibrium was found that its certificate bears out.
    """
    from standoff.case import draw_game, solve_game

    game = game_of(told)
    if describe:
        click.echo(game.describe(language))
        next_step(f"`standoff solve {told['source']}` solves it.")
        return
    say_solving(game)
    answer = solve_game(game, starts=starts, by=by, state=state_of(told))
    if as_json:
        emit_json(answer)
    else:
        for number, found in enumerate(answer.equilibria, 1):
            _show(answer, number, found)
    first = answer.equilibria[0]
    if not first.followed and not starts:
        say(f"Beware: no branch could be followed; {_OTHERWISE[first.method]}")
    for path, is_graph in ((svg, False), (graph, True)):
        if path:
            draw_game(answer, path, graph=is_graph, game=game, language=language)
            say(f"Drawn: {path}")
    if answer.illustrative:
        say("Parameters are illustrative: set by hand, not estimated.")
    next_step(f"`standoff simulate {told['source']}` shows what such play leads to, and when.")


def _show(answer: SolvedGame, number: int, found: SolvedEquilibrium) -> None:
    moves = [(side, a) for side in answer.sides for a in found.states[0].choices[side]]
    rows = [
        (
            ", ".join(told.state.values()),
            f"{told.months:.2f}",
            *(f"{told.choices[side][a]:.3f}" for side, a in moves),
        )
        for told in found.states[:SHOWN]
    ]
    head = ("state", "months", *(a for _, a in moves))
    count = f"equilibrium {number} of {len(answer.equilibria)} found"
    factors = ", ".join(found.states[0].state)
    both = "; ".join(f"{side} {', '.join(found.states[0].choices[side])}" for side in answer.sides)
    show_table(
        head,
        rows,
        title=f"{answer.game}, {count}; states: {factors}; moves: {both}",
        right="l" + "r" * (len(head) - 1),
    )
    say(
        f"{count}: {found.how}; residual {found.residual:.1e}, "
        f"largest gain from one deviation {found.gain:.1e}; {answer.state_count:,} states."
    )
