"""`standoff events`: every happening once, with all that tells of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from standoff.cli.common import (
    case_option,
    emit_json,
    json_option,
    next_step,
    proposed_option,
    say,
    show_listing,
    tell,
)
from standoff.errors import BadValue, one_of
from standoff.nouns.vocabulary import MOVES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from standoff.nouns.record_answers import EventRow

_QUOTE = 100


@click.command("events")
@click.option("--move", default="", help="Only events of this move, e.g. weapon_test.")
@click.option("--told", is_flag=True, help="Only events that an article tells of.")
@click.option("--limit", default=1000, show_default=True, type=click.IntRange(min=0),
              help="Show the first so many (0: all); --json has all.")  # fmt: skip
@case_option
@proposed_option
@json_option
def command(move: str, told: bool, limit: int, folder: Path, proposed: bool, as_json: bool) -> None:
    """The events of a case: each happening once, with its reports, and where these conflict.

    What several articles tell of one happening is one event (docs/record.md states the rule);
    `standoff merge` overrules it. Conflicting reports are shown, never averaged.
    """
    import msgspec

    from standoff.case import Case

    if move and move not in MOVES:
        raise BadValue(f"unknown move {move!r}", where="--move", expected=one_of(MOVES, move))
    case = Case.open(folder)
    answer = case.told(proposed=proposed)
    rows = [
        row
        for row in answer.events
        if (not move or row.event.move == move) and (not told or row.reports)
    ]
    if as_json:
        emit_json(msgspec.structs.replace(answer, events=tuple(rows)))
    else:
        _show(rows[: limit or None], proposed)
        if answer.summaries:
            tell(
                f"{len(answer.summaries)} reports speak of several happenings at once and count "
                "nowhere: " + ", ".join(one.id for one in answer.summaries[:10])
            )
    say(case.reviewed_line(proposed=proposed))
    if not as_json and limit and len(rows) > limit:
        say(
            f"Shown are the first {limit} of {len(rows)} events: --limit 0 shows all, --told those "
            f"of articles; `standoff table events --case {folder} --out FILE.csv` is quick."
        )
    next_step(f"`standoff merge ID ID --why WORDS --case {folder}` joins two events.")


def _show(rows: list[EventRow], proposed: bool) -> None:
    """Events in columns; below each, what tells of it and where reports differ."""
    if proposed:
        tell("Proposed codings ARE counted here.")
    columns = ("when", "who", "what", "stance", "reports")
    show_listing(columns, [(_line(row), list(_below(row))) for row in rows])


def _line(row: EventRow) -> tuple[str, ...]:
    event = row.event
    what = f"{event.move}:{event.system}" if event.system else event.move
    who = f"{event.source} > {event.target}" if event.target else event.source
    days = _days(event.when.earliest, event.when.latest)
    return days, who, what, event.stance, str(len(row.reports))


def _below(row: EventRow) -> Iterator[str]:
    yield f"event {row.event.id}"
    for report in row.reports:
        words = " ".join(report.coding.text.split())
        words = words if len(words) <= _QUOTE else f"{words[: _QUOTE - 1]}…"
        yield f"{report.name}: “{words}” ({report.status}, {report.id})"
    for conflict in row.conflicts:
        said = "; ".join(f"{value} ({len(ids)})" for value, ids in conflict.said.items())
        yield f"differ on {conflict.field}: {said}"


def _days(first: object, last: object) -> str:
    if first == last:
        return str(first or "undated")
    return f"{first or ''}..{last or ''}"
