"""`standoff balance`: announcements against results of an actor, theatre by theatre."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from standoff.cli.claims import in_language
from standoff.cli.common import (
    DAY,
    case_option,
    emit_json,
    json_option,
    next_step,
    proposed_option,
    say,
    show_table,
    tell,
)
from standoff.nouns.account import STATES

if TYPE_CHECKING:
    from standoff.nouns.balance import Balance, TheatreBalance


@click.command("balance")
@click.argument("actor")
@click.option(
    "--by",
    type=click.Choice(["theatre"]),
    default="theatre",
    show_default=True,
    help="What the sheet is divided by.",
)
@click.option(
    "--groups",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Theatres of your own: a TOML file with a table [groups].",
)
@click.option("--as-of", type=DAY, help="As it stood on this day (default: the period's last).")
@click.option("--since", "start", type=DAY, help="Only what was opened or said since this day.")
@click.option(
    "--page",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Also write the sheet as a page.",
)
@click.option("--language", type=click.Choice(["en", "de"]), default="en", show_default=True)
@case_option
@proposed_option
@json_option
def command(
    actor: str, by: str, groups: Path | None, as_of: date | None, start: date | None,
    page: Path | None, language: str, folder: Path, proposed: bool, as_json: bool,
) -> None:  # fmt: skip
    """Announcements of ACTOR (a state's code, such as USA) against results, by theatre.

    For each theatre: pledges and announcements with what the record shows since, what was given in
    advance and got in return, the tone of both sides, and replies that never came.
    """
    from standoff.case import Case, write_balance_page

    case = Case.open(folder)
    sheet = case.balance(actor.upper(), groups=groups, as_of=as_of, start=start,
                         proposed=proposed, language=language)  # fmt: skip
    if as_json:
        emit_json(sheet)
    else:
        _show(sheet, language)
    say(case.reviewed_line(proposed=proposed))
    if page:
        write_balance_page(case, sheet, page, language=language)
        say(f"The page: {page}")
        next_step(f"open {page}")
        return
    next_step(f"`standoff balance {actor} --page FILE --case {folder}` writes it as a page.")


def _show(sheet: Balance, language: str) -> None:
    show_table(
        ("theatre", *STATES, "gave", "in advance", "got", "no reply"),
        [
            (sheet.names.get(one.theatre, one.theatre),
             *(one.states.get(state, 0) or "" for state in STATES),
             len(one.gave) or "", sum(g.in_advance for g in one.gave) or "", len(one.got) or "",
             len(one.silences) or "")
            for one in sheet.theatres
        ],
        title=f"{sheet.actor} by {sheet.by}, as of {sheet.as_of}",
        right="lrrrrrrrrr",
    )  # fmt: skip
    for one in sheet.theatres:
        if one.items:
            show_table(
                ("day", "what", "state", "since", "shown by"),
                [(item.opened_on, in_language(item.title, language) or item.kind, item.state,
                  item.closed_on or "", " ".join(item.closed_by) or item.why)
                 for item in one.items],
                title=sheet.names.get(one.theatre, one.theatre),
            )  # fmt: skip
        _show_tone(one, sheet, language)
    tell(in_language(sheet.remark, language))


def _show_tone(one: TheatreBalance, sheet: Balance, language: str) -> None:
    if one.tone:
        show_table(
            ("year", sheet.actor, sheet.names.get(one.theatre, one.theatre)),
            [(year.year, _tones(year.counts.get(sheet.actor, {})),
              _tones(year.counts.get("other", {}))) for year in one.tone],
            title="tone",
        )  # fmt: skip
    for reply in one.silences:
        tell(f"  no reply: {reply.day} {in_language(reply.text, language)}")


def _tones(counts: dict[str, int]) -> str:
    return ", ".join(f"{tone} {n}" for tone, n in counts.items())
