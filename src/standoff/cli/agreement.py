"""`standoff agreement`: do the reviewers of a case agree?"""

from __future__ import annotations

from pathlib import Path

import click

from standoff.cli.common import case_option, emit_json, json_option, next_step, show_table, tell


@click.command("agreement")
@case_option
@json_option
def command(folder: Path, as_json: bool) -> None:
    """Krippendorff's alpha of the reviewers, field by field.

    1 is perfect agreement, 0 what chance would give; open where fewer than two people decided on
    the same codings, or where all gave the same value.
    """
    from standoff.case import Case

    answer = Case.open(folder).agreement()
    if as_json:
        emit_json(answer)
    else:
        tell(f"{answer.both} codings were decided on by two or more reviewers.")
        show_table(
            ("field", "alpha", "agreed", "codings", "values"),
            [
                (
                    row.field,
                    "open" if row.alpha is None else f"{row.alpha:.3f}",
                    "" if row.agreed is None else f"{row.agreed:.0%}",
                    row.units,
                    row.values,
                )
                for row in answer.fields
            ],
            right="lrrrr",
        )
        if answer.reviewers:
            tell(f"Reviewers: {', '.join(answer.reviewers)}")
    next_step(f"`standoff review --by NAME --case {folder}` lets a second person decide.")
