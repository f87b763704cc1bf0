"""`standoff play`: take one side of the small deadline game."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from standoff.cli.common import next_step, say

if TYPE_CHECKING:
    from standoff.case.playing import Play

WARNING = {
    "en": "The sizes behind this game are illustrative: set by hand, not estimated.",
    "de": "Die Größen hinter diesem Spiel sind Beispiele: von Hand gesetzt, nicht geschätzt.",
}
PROMPT = {"en": "Your move", "de": "Ihr Zug"}


@click.command("play")
@click.option(
    "--side",
    type=click.Choice(["challenger", "target"]),
    default="target",
    show_default=True,
    help="Which side you take; the other plays its equilibrium.",
)
@click.option("--months", type=click.IntRange(1, 60), default=6, show_default=True)
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True)
@click.option("--language", type=click.Choice(["en", "de"]), default="en", show_default=True)
def command(side: str, months: int, seed: int, language: str) -> None:
    """Take one side of the small deadline game; the other side plays its equilibrium.

    The game's parameters are illustrative, not estimated. An empty line or Ctrl-D ends the game.
    """
    from standoff.case import new_play

    play = new_play(side=side, months=months, seed=seed, language=language)
    click.echo(WARNING[language])
    click.echo(f"\n{play.situation}")
    while not play.over:
        move = _ask(play, PROMPT[language])
        if not move:
            break
        play = play.move(move)
        click.echo("\n" + "\n".join(play.turns[-1].told))
    click.echo("\n" + "\n".join(play.ending))
    next_step("`standoff demo` shows what the same game says beside the base rate.")


def _ask(play: Play, prompt: str) -> str:
    """A legal move by number or name; empty when the person wants to stop."""
    told = play.moves_told
    for number, words in enumerate(told.values(), 1):
        click.echo(f"  {number}  {words}")
    names = list(told)
    while True:
        try:
            said = click.prompt(prompt, default="", show_default=False, err=True).strip()
        except click.Abort:
            return ""
        if not said or said in names:
            return said
        if said.isdigit() and 1 <= int(said) <= len(names):
            return names[int(said) - 1]
        say(f"{said!r} is none of the moves; give a number from 1 to {len(names)} or a name.")
