"""`standoff play`: take one side of the deadline game or of the coercion game."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from standoff.cli.common import MONTH, case_option, next_step, say, tell
from standoff.cli.games import pairs_of

if TYPE_CHECKING:
    from standoff.case.playing import Play

FITTED = {
    "en": "The payoffs are those fitted to the bundled record 'korea'; most are hardly determined.",
    "de": "Die Auszahlungen sind an den mitgelieferten Bestand 'korea' angepasst; die meisten sind "
    "kaum bestimmt.",
}
CALIBRATED = {
    "en": "The prices of moves are calibrated to the bundled record 'korea', so that each is made "
    "as often; all other sizes are illustrative: set by hand, not estimated.",
    "de": "Die Preise der Züge sind am mitgelieferten Bestand 'korea' so eingestellt, dass jeder "
    "so oft vorkommt; alle anderen Größen sind Beispiele: von Hand gesetzt, nicht geschätzt.",
}
WARNING = {
    "en": "The sizes behind this game are illustrative: set by hand, not estimated.",
    "de": "Die Größen hinter diesem Spiel sind Beispiele: von Hand gesetzt, nicht geschätzt.",
}
YOURS = {
    "en": {
        "target": "You are the target, to which the ultimatum is set; the challenger sets it.",
        "challenger": "You are the challenger, who sets the ultimatum; the target may yield.",
    },
    "de": {
        "target": "Sie sind die Seite, der das Ultimatum gestellt wird; die andere fordert heraus.",
        "challenger": "Sie fordern heraus und stellen das Ultimatum; die andere Seite bekommt es.",
    },
}
PROMPT = {"en": "Your move", "de": "Ihr Zug"}


@click.command("play")
@click.option(
    "--game",
    type=click.Choice(["deadline", "coercion"]),
    default="deadline",
    show_default=True,
    help="The small game of one deadline, or the game of both articles.",
)
@click.option("--variant", default="", help="A declared variant of the game.")
@click.option("--at", "places", multiple=True, metavar="FACTOR=LEVEL",
              help="Begin in this state; the rest is at its start. Repeatable.")  # fmt: skip
@click.option("--month", type=MONTH,
              help="Begin coercion in the state of this month of a case's record.")  # fmt: skip
@case_option
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
def command(
    side: str,
    months: int,
    seed: int,
    language: str,
    game: str,
    variant: str,
    places: tuple[str, ...],
    month: date | None,
    folder: Path,
) -> None:
    """Take one side of a game; the other plays its equilibrium, and says what moved it.

    Before each choice stands what every move would lead to: the other side's moves next
    month and in the half-year after. `--game coercion --month 2018-03 --case DIR` begins
    where the record stood. The coercion game makes each move as often as the bundled
    record; other parameters are illustrative, not estimated. "?" tells the whole state; an
    empty line or Ctrl-D ends the game.
    """
    from standoff.case import new_play, state_of_month

    if month and game != "coercion":
        raise click.UsageError("--month needs --game coercion: its state is read off the record.")
    state = state_of_month(folder, month) if month else {}
    play = new_play(
        side=side, months=months, seed=seed, language=language, game=game, variant=variant,
        state=state | dict(pairs_of("--at", places)), begins=month if month else None,
    )  # fmt: skip
    tell(_warning(game, variant)[language])
    tell(f"{YOURS[language][side]}\n\n{play.situation}")
    while not play.over:
        move = _ask(play, PROMPT[language])
        if not move:
            break
        play = play.move(move)
        tell("\n" + "\n".join(play.turns[-1].told))
    tell("\n" + "\n".join(play.ending))
    next_step("`standoff demo` shows what the same game says beside the base rate.")


def _warning(game: str, variant: str) -> dict[str, str]:
    if game != "coercion":
        return WARNING
    return FITTED if variant == "korea_record" else CALIBRATED


def _ask(play: Play, prompt: str) -> str:
    """A legal move by number or name; empty when the person wants to stop."""
    told = play.moves_told
    click.echo("\n" + "\n".join(play.outlook_told) + f"\n\n{play.month_told}")
    for number, words in enumerate(told.values(), 1):
        tell(f"  {number}  {words}")
    names = list(told)
    while True:
        try:
            said = click.prompt(prompt, default="", show_default=False, err=True).strip()
        except click.Abort:
            return ""
        if not said or said in names:
            return said
        if said == "?":
            say(play.situation)
            continue
        if said.isdigit() and 1 <= int(said) <= len(names):
            return names[int(said) - 1]
        say(f"{said!r} is none of the moves; give a number from 1 to {len(names)} or a name.")
