"""`standoff score-codings`: how good are codings against a gold file?"""

from __future__ import annotations

from pathlib import Path

import click

from standoff.cli.common import emit_json, json_option, next_step, show_table
from standoff.nouns.answers import ScoresAnswer


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


def show_scores(answer: ScoresAnswer) -> None:
    """The scores as tables, the constant baseline beside each, then by move and stance."""
    click.echo(f"{answer.gold} statements in the gold file, {answer.predicted} predicted.")
    scores = (("found", answer.found), ("typed", answer.typed), ("full", answer.full))
    show_table(
        ("score", "precision", "recall", "F1", "90 % interval", "constant baseline F1"),
        [
            (
                name,
                f"{row.precision:.3f}",
                f"{row.recall:.3f}",
                f"{row.f1:.3f}",
                f"{row.interval90[0]:.3f}-{row.interval90[1]:.3f}",
                "" if row.constant_baseline_f1 is None else f"{row.constant_baseline_f1:.3f}",
            )
            for name, row in scores
        ],
        right="lrrrrr",
    )
    for name, row in (("stance", answer.stance), ("kind", answer.kind)):
        if row:
            click.echo(f"{name}: agreement {row.agree:.3f}, kappa {row.kappa}")
    if answer.speaker:
        click.echo(
            f"speaker: right in {answer.speaker.right:.0%} of {answer.speaker.n} quotes "
            f"(always the commonest one: {answer.speaker.constant_baseline:.0%})"
        )
    for group, rows in answer.by.items():
        show_table(
            (group, "in the gold", "predicted", "found", "typed", f"{group} agrees"),
            [(name, t.gold, t.predicted, t.found, t.typed, t.agreed) for name, t in rows.items()],
            right="lrrrrr",
        )
