"""`standoff score-codings`: how good are codings against a gold file?"""

from __future__ import annotations

from pathlib import Path

import click

from standoff.cli.common import emit_json, json_option, next_step, show_table


@click.command("score-codings")
@click.argument("gold", type=click.Path(path_type=Path))
@click.argument("predicted", type=click.Path(path_type=Path))
@json_option
def command(gold: Path, predicted: Path, as_json: bool) -> None:
    """Score PREDICTED codings (csv of `standoff code`) against GOLD (same columns).

    Found: the words overlap by half. Typed: and the PLOVER type agrees. Full: and the actors agree.
    """
    from standoff.case import score_files

    answer = score_files(gold, predicted)
    if as_json:
        emit_json(answer)
    else:
        show_scores(answer)
    next_step("`standoff code ARTICLE... --format csv` writes such a file.")


def show_scores(answer: dict) -> None:  # type: ignore[type-arg]
    """The scores as a table, the constant baseline beside each."""
    click.echo(f"{answer['gold']} statements in the gold file, {answer['predicted']} predicted.")
    show_table(
        ("score", "precision", "recall", "F1", "90 % interval", "constant baseline"),
        [
            (
                name,
                answer[name]["precision"],
                answer[name]["recall"],
                answer[name]["f1"],
                "{}-{}".format(*answer[name]["interval90"]),
                answer[name].get("constant_baseline_f1", ""),
            )
            for name in ("found", "typed", "full")
        ],
        right="lrrrrr",
    )
    for name in ("stance", "kind"):
        if answer.get(name):
            click.echo(f"{name}: agreement {answer[name]['agree']}, kappa {answer[name]['kappa']}")
    if answer.get("speaker"):
        found = answer["speaker"]
        click.echo(
            f"speaker: right in {found['right']:.0%} of {found['n']} quotes "
            f"(always the commonest one: {found['constant_baseline']:.0%})"
        )
