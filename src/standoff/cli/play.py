"""`standoff play`: take one side of the small deadline game."""

from __future__ import annotations

import click

from standoff.cli.common import say


@click.command("play")
@click.option(
    "--side",
    type=click.Choice(["challenger", "target"]),
    default="target",
    show_default=True,
    help="Which side you take; the other plays its equilibrium.",
)
@click.option("--months", type=click.IntRange(1, 60), default=12, show_default=True)
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True)
@click.option("--language", type=click.Choice(["en", "de"]), default="en", show_default=True)
def command(side: str, months: int, seed: int, language: str) -> None:
    """Take one side of the small deadline game; the other side plays its equilibrium.

    The game's parameters are illustrative, not estimated. An empty line or Ctrl-D ends the game.
    """
    from standoff.case import new_play

    play = new_play(side=side, seed=seed, language=language)
    click.echo(play.opening())
    for _ in range(months):
        click.echo(f"\n{play.situation()}")
        move = _ask(play)
        if not move:
            break
        play, told = play.step(move)
        click.echo(told)
    click.echo(f"\n{play.ending()}")
    say("Next: `standoff forecast --case DIR` shows what the same game says beside the base rate.")


def _ask(play) -> str:  # type: ignore[no-untyped-def]
    moves = play.moves()
    for number, (_, words) in enumerate(moves, 1):
        click.echo(f"  {number}  {words}")
    names = [name for name, _ in moves]
    while True:
        try:
            said = click.prompt("Your move", default="", show_default=False, err=True).strip()
        except click.Abort:
            return ""
        if not said:
            return ""
        if said in names:
            return said
        if said.isdigit() and 1 <= int(said) <= len(names):
            return names[int(said) - 1]
        say(f"{said!r} is none of the moves; give a number from 1 to {len(names)} or a name.")
