"""`standoff simulate`: what equilibrium play of a declared game leads to, and when."""

from __future__ import annotations

from typing import Any

import click

from standoff.cli.common import counting, emit_json, json_option, next_step, say, show_table
from standoff.cli.games import game_of, game_options, say_solving, state_of
from standoff.nouns.solved import SimulatedGame

MANY = 1_000_000
"""Paths from which progress is shown."""

MONTHS = (1, 3, 6, 12, 24, 36, 60, 120)


@click.command("simulate")
@game_options
@click.option("--months", type=click.IntRange(1, 30_000), default=36, show_default=True)
@click.option("--paths", type=click.IntRange(1, 100_000_000), default=10_000, show_default=True)
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True)
@click.option("--threads", type=click.IntRange(1, 1024), default=1, show_default=True,
              help="The same bits whatever their number.")  # fmt: skip
@click.option("--sample", type=click.IntRange(0, 100), default=1, show_default=True,
              help="Paths to show month by month.")  # fmt: skip
@json_option
def command(months: int, paths: int, seed: int, threads: int, sample: int, as_json: bool,
            **told: Any) -> None:  # fmt: skip
    """Paths of GAME's equilibrium: when its events first happen, payoffs, sample paths.

    GAME is a shipped game's name or a TOML file. `--at` is the state that paths begin in.
    """
    from standoff.case import simulate_game

    game = game_of(told)
    say_solving(game)
    answer = simulate_game(
        game, months=months, paths=paths, seed=seed, threads=threads, sample=sample,
        state=state_of(told), progress=counting("paths") if paths > MANY else None,
    )  # fmt: skip
    if as_json:
        emit_json(answer)
    else:
        _show(answer)
    say(f"Equilibrium: {answer.how}; residual {answer.residual:.1e}; seed {answer.seed}.")
    if answer.illustrative:
        say("Parameters are illustrative: set by hand, not estimated.")
    next_step(f"`standoff solve {told['source']} --equilibria 20` looks for other equilibria.")


def _show(answer: SimulatedGame) -> None:
    at = [month for month in MONTHS if month < answer.months] + [answer.months]
    rows = [
        (name, *(f"{e.by_month[m - 1]:.1%}" for m in at), e.median_month or "")
        for name, e in answer.events.items()
    ]
    head = ("event", *(f"by month {m}" for m in at), "median month")
    title = f"{answer.game}: share of {answer.paths:,} paths that have seen an event"
    show_table(head, rows, title=title, right="l" + "r" * (len(head) - 1))
    quantiles = next(iter(answer.payoffs.values()))
    show_table(
        ("discounted payoff", *quantiles),
        [(side, *(f"{x:.2f}" for x in row.values())) for side, row in answer.payoffs.items()],
        right="l" + "r" * len(quantiles),
    )
    for number, path in enumerate(answer.sample):
        rows = [(k, *month.values()) for k, month in enumerate(path, 1)]
        show_table(("month", *path[0]), rows, title=f"path {number}")
