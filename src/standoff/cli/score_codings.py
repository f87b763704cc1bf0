"""`standoff score-codings`: how good are codings against a gold file?"""

from __future__ import annotations

from pathlib import Path

import click

from standoff.cli.common import emit_json, json_option, next_step, show_table, tell
from standoff.nouns.scores import ScoresAnswer, Tally


@click.command("score-codings")
@click.argument("gold", type=click.Path(path_type=Path))
@click.argument("predicted", type=click.Path(path_type=Path))
@click.option(
    "--page",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Also write the scores as an HTML page to this file.",
)
@json_option
def command(gold: Path, predicted: Path, page: Path | None, as_json: bool) -> None:
    """Score PREDICTED codings (csv of `standoff code`) against GOLD (same columns).

    Found: the words overlap by half. Typed: and the PLOVER type agrees. Full: and the actors agree.
    """
    from standoff.case import score_files

    answer = score_files(gold, predicted, page)
    if as_json:
        emit_json(answer)
    else:
        show_scores(answer)
    if answer.page:
        next_step(f"open {answer.page} in a browser; it needs no network.")
    else:
        next_step("--page FILE writes this as a page to show.")


def show_scores(answer: ScoresAnswer) -> None:
    """The scores as tables, the constant baseline beside each, then by move and stance."""
    tell(f"{answer.gold} statements in the gold file, {answer.predicted} predicted.")
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
            tell(f"{name}: agreement {row.agree:.3f}, kappa {row.kappa}")
    if answer.speaker:
        tell(
            f"speaker: right in {answer.speaker.right:.0%} of {answer.speaker.n} quotes "
            f"(always the commonest one: {answer.speaker.constant_baseline:.0%})"
        )
    for group, rows in answer.by.items():
        show_table(
            (
                group, "in the gold", "predicted", "found", "typed", "share typed",
                "90 % interval", "constant baseline", f"{group} agrees",
            ),
            [(name, *_tally_cells(tally)) for name, tally in rows.items()],
            right="lrrrrrrrr",
        )  # fmt: skip


def _tally_cells(tally: Tally) -> tuple[object, ...]:
    """The cells of a group: its counts, the share typed with interval, the constant baseline."""
    share = interval = base = ""
    if tally.share is not None and tally.interval90 is not None:
        low, high = tally.interval90
        share, interval = f"{tally.share:.2f}", f"{low:.2f}-{high:.2f}"
        base = f"{tally.constant_baseline or 0.0:.2f}"
    counts = (tally.gold, tally.predicted, tally.found, tally.typed)
    return *counts, share, interval, base, tally.agreed
