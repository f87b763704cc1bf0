"""`standoff merge`: rule that two reports tell of one happening, or that they do not."""

from __future__ import annotations

import getpass
from pathlib import Path

import click

from standoff.cli.common import case_option, emit_json, json_option, next_step, say, show_table


@click.command("merge")
@click.argument("ids", nargs=-1)
@click.option("--apart", "ruling", flag_value="part", help="They are two happenings.")
@click.option("--undo", "ruling", flag_value="unrule", help="Take back what was ruled on the two.")
@click.option("--why", default="", help="The reason; a ruling needs one.")
@click.option("--by", "name", default=None, help="Your name in the journal (default: your login).")
@case_option
@json_option
def command(
    ids: tuple[str, ...], ruling: str | None, why: str, name: str | None, folder: Path,
    as_json: bool,
) -> None:  # fmt: skip
    """Rule that two IDS (events, codings, facts) are one happening; without ids, list the rulings.

    A ruling outranks the general rule, stands in the journal with name and reason, and can be
    taken back with --undo and the same two ids.
    """
    from standoff.case import Case
    from standoff.case.events import standing_rulings
    from standoff.nouns.record_answers import MergeAnswer

    if len(ids) not in (0, 2):
        raise click.UsageError("give two ids (`standoff events` shows them), or none for a list")
    case = Case.open(folder)
    if ids:
        rule = getattr(case, ruling or "merge")
        answer = rule(*ids, by=name or getpass.getuser(), why=why)
        say(f"{answer.changed} pairs of reports ruled on.")
    else:
        answer = MergeAnswer(rulings=standing_rulings(case), changed=0, head=case.head_hash)
    if as_json:
        emit_json(answer)
    elif answer.rulings:
        show_table(
            ("ruling", "one", "other", "by", "why"),
            [(row.ruling, row.one, row.other, row.by, row.why) for row in answer.rulings],
        )
    else:
        click.echo("No ruling stands; the general rule decides.")
    next_step(f"`standoff events --case {folder}` shows the events that follow.")
