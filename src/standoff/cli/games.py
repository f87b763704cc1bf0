"""What `solve` and `simulate` share: which game, with which changes, looked at in which state."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from standoff.cli.common import say

if TYPE_CHECKING:
    from standoff.case.solving import Game

__all__ = ["game_of", "game_options", "numbers_of", "pairs_of", "say_solving", "state_of"]

SOON = 2000
"""States up to which a game is solved in a moment."""

F = TypeVar("F", bound=Callable[..., Any])


def game_options(command: F) -> F:
    """GAME and the options that change it."""
    for add in (
        click.option("--at", "places", multiple=True, metavar="FACTOR=LEVEL",
                     help="A state; factors not named are at their start. Repeatable."),
        click.option("--precision", type=click.FloatRange(0, min_open=True),
                     help="Precision of choice (default: the game's own)."),
        click.option("--convention", type=click.Choice(["private_shocks", "quantal_response"]),
                     help="How choice is perturbed (default: the game's own)."),
        click.option("--set", "changes", multiple=True, metavar="PARAMETER=NUMBER",
                     help="Another value of a parameter. Repeatable."),
        click.option("--variant", default="", help="A declared variant of the game."),
        click.argument("source", metavar="GAME"),
    ):  # fmt: skip
        command = add(command)
    return command


def game_of(told: dict[str, Any]) -> Game:
    """The game that the options name."""
    from standoff.case import declared_game

    return declared_game(
        told["source"],
        variant=told["variant"],
        values=numbers_of("--set", told["changes"]),
        convention=told["convention"] or "",
        precision=told["precision"],
    )


def say_solving(game: Game) -> None:
    """Tell of solves that take more than a moment."""
    if len(game.states) > SOON:
        say(f"Solving {len(game.states):,} states ...")


def state_of(told: dict[str, Any]) -> dict[str, str]:
    """The state that `--at` names."""
    return dict(pairs_of("--at", told["places"]))


def numbers_of(option: str, words: tuple[str, ...]) -> dict[str, float]:
    """NAME=NUMBER words of an option."""
    return {name: _number(option, name, text) for name, text in pairs_of(option, words)}


def pairs_of(option: str, words: tuple[str, ...]) -> list[tuple[str, str]]:
    """NAME=VALUE words of an option."""
    for word in words:
        if "=" not in word:
            raise click.UsageError(f"{option} {word!r}: write NAME=VALUE")
    return [(name.strip(), value.strip()) for name, value in (w.split("=", 1) for w in words)]


def _number(option: str, name: str, text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise click.UsageError(f"{option} {name}={text!r}: not a number") from None
