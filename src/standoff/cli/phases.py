"""`standoff phases`: one line a phase."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from standoff.cli.common import (
    DAY,
    case_option,
    emit_json,
    json_option,
    next_step,
    proposed_option,
    say,
    show_table,
)


@click.command("phases")
@click.option("--from", "start", type=DAY, help="First day (default: the case's period).")
@click.option("--to", "end", type=DAY, help="Last day (default: the case's period).")
@case_option
@proposed_option
@json_option
def command(
    start: date | None, end: date | None, folder: Path, proposed: bool, as_json: bool
) -> None:
    """The phases of a case: months labelled by a stated rule, runs of equal labels, transitions."""
    from standoff.case import Case

    case = Case.open(folder)
    found = case.phases(proposed=proposed, start=start, end=end)
    if as_json:
        emit_json(found)
    elif not found.phases:
        click.echo("No month can be named: nothing that counts covers this period yet.")
    else:
        show_table(
            ("from", "to", "phase", "months", "probability", ""),
            [
                (
                    f"{phase.start:%Y-%m}",
                    f"{phase.end:%Y-%m}",
                    phase.name,
                    phase.months,
                    f"{phase.probability:.2f}",
                    "█" * min(phase.months, 40) + ("" if not phase.censored else " …"),
                )
                for phase in found.phases
            ],
            right="lllrrl",
        )
        _show_transitions(found.names, found.transitions)
        click.echo(f"Rule: {case.rule_text(found)}")
        if proposed:
            click.echo("Proposed codings ARE counted here.")
    say(case.reviewed_line(proposed=proposed))
    next_step(f"`standoff claims --case {folder}` tests what is said about this record.")


def _show_transitions(names: tuple[str, ...], counts: dict[str, dict[str, int]]) -> None:
    seen = [name for name in names if any(counts.get(name, {}).values())]
    if seen:
        show_table(
            ("this month, then next", *seen),
            [(name, *(counts[name].get(after, 0) for after in seen)) for name in seen],
            right="l" + "r" * len(seen),
        )
