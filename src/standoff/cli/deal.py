"""`standoff deal`: month by month, is there a deal that both sides would have preferred?"""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from statistics import mean
from typing import Any

import click

from standoff.cli.common import (
    case_option,
    emit_json,
    json_option,
    next_step,
    proposed_option,
    say,
    show_table,
    tell,
)
from standoff.cli.games import numbers_of, pairs_of
from standoff.nouns.deal import DealMonth, DealRange


@click.command("deal")
@click.option("--game", "source", default="coercion_small", show_default=True, metavar="GAME",
              help="A shipped game, or a TOML file with the same sides and factors.")  # fmt: skip
@click.option("--variant", default="tension_for_home", show_default=True,
              help="A declared variant of the game.")  # fmt: skip
@click.option("--set", "changes", multiple=True, metavar="PARAMETER=NUMBER",
              help="Another value of a parameter. Repeatable.")  # fmt: skip
@click.option("--fitted", is_flag=True, help="Estimate the payoffs from the same months first.")
@click.option("--prior", type=click.Choice(["zero", "articles"]), default="zero",
              show_default=True, help="The prior of --fitted.")  # fmt: skip
@click.option("--move", "moves", multiple=True, metavar="SIDE=ACTION",
              help="What the deal is (default: pledge for relieve). Repeatable.")  # fmt: skip
@click.option("--mapping", type=click.Choice(["gravest", "last", "first"]), default="gravest",
              show_default=True, help="Which of several moves stands for a month.")  # fmt: skip
@click.option("--out", type=click.Path(path_type=Path), help="Chart as .svg or .png.")
@proposed_option
@case_option
@json_option
def command(
    source: str,
    variant: str,
    changes: tuple[str, ...],
    moves: tuple[str, ...],
    folder: Path,
    out: Path | None,
    as_json: bool,
    **asked: Any,
) -> None:
    """The bargaining range along a record, and why it is empty where it is.

    A deal is a pair of moves made together in one month. The range runs from the least payment for
    which the challenger agrees to the most that the target would give, in units of payoff.
    """
    from standoff.case import declared_game, draw_deals, find_deals

    game = declared_game(source, variant=variant, values=numbers_of("--set", changes))
    answer = find_deals(folder, game, deal=dict(pairs_of("--move", moves)), told=say, **asked)
    if out:
        draw_deals(answer, out)
    if as_json:
        emit_json(answer)
    else:
        _show(answer)
    if answer.illustrative:
        say("Parameters are illustrative: set by hand, not estimated; `--fitted` estimates them.")
    next_step(f"open {out}" if out else "`--out deal.svg` draws it; docs/coercion.md explains it.")


def _show(answer: DealRange) -> None:
    deal = ", ".join(f"{side} {move}" for side, move in answer.deal.items())
    rows = [
        (year, *_cells(list(months)))
        for year, months in groupby(answer.months, key=lambda one: one.month[:4])
    ]
    show_table(
        ("year", "months with a range", "least it takes", "most it gives", "width",
         "what narrows it most"),
        rows, right="rrrrrl", title=f"{answer.game}: {deal} (means of months)",
    )  # fmt: skip
    tell(f"A range in {answer.open_months} of {len(answer.months)} months. On average:")
    for side in answer.deal:
        parts = _parts(list(answer.months), side)
        told = ", ".join(f"{name} {x:+.2f}" for name, x in parts if abs(x) >= 5e-3)
        tell(f"{side}: {mean(one.gains[side] for one in answer.months):+.2f} = {told}")
    if answer.left_out:
        say(f"{len(answer.left_out)} months left out, which the game cannot be in.")


def _cells(months: list[DealMonth]) -> tuple[str, ...]:
    sides = list(months[0].parts)
    parts = [(f"{side}: {name}", x) for side in sides for name, x in _parts(months, side)]
    name, size = min(parts, key=lambda part: part[1])
    open_ = sum(one.width >= 0 for one in months)
    means = (mean(getattr(one, key) for one in months) for key in ("least", "most", "width"))
    return (f"{open_} of {len(months)}", *(f"{x:+.2f}" for x in means), f"{name} {size:+.2f}")


def _parts(months: list[DealMonth], side: str) -> list[tuple[str, float]]:
    """Mean parts of a side's gain, the largest first."""
    names = months[0].parts[side]
    means = [(name, mean(one.parts[side][name] for one in months)) for name in names]
    return sorted(means, key=lambda part: -abs(part[1]))
