"""`standoff accounts`: promises, threats and deadlines, and what became of each."""

from __future__ import annotations

import getpass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

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
from standoff.nouns.account import STATES

if TYPE_CHECKING:
    from standoff.nouns import AccountChange
    from standoff.nouns.record_answers import AccountsAnswer


@click.command("accounts")
@click.option("--as-of", type=DAY, help="As they stood on this day (default: the period's last).")
@click.option("--set", "account", metavar="ID", help="Set the state of this account.")
@click.option("--state", type=click.Choice(STATES), help="The state to set.")
@click.option("--why", default="", help="The reason; setting a state needs one.")
@click.option("--on", "day", type=DAY, help="The day since when the set state holds.")
@click.option("--closed-by", default="", metavar="EVENT", help="The event that shows it.")
@click.option("--by", "name", default=None, help="Your name in the journal (default: your login).")
@click.option("--language", type=click.Choice(["en", "de"]), default="en", show_default=True)
@case_option
@proposed_option
@json_option
def command(
    as_of: date | None, account: str | None, state: str | None, why: str, day: date | None,
    closed_by: str, name: str | None, language: str, folder: Path, proposed: bool, as_json: bool,
) -> None:  # fmt: skip
    """Pledges, moratoria, ultimatums and deadlines: open, kept, partly kept, broken or lapsed.

    States follow from later events by stated rules, each with its evidence. With --set ID --state
    STATE --why WORDS a person overrules them; the rules' own answer stays visible.
    """
    from standoff.case import Case

    if bool(account) != bool(state):
        raise click.UsageError("--set ID and --state STATE go together")
    case = Case.open(folder)
    if account and state:
        case.settle(account, state, by=name or getpass.getuser(), why=why, on=day,
                    closed_by=closed_by)  # fmt: skip
    answer = case.accounts(as_of=as_of, proposed=proposed, language=language)
    if as_json:
        emit_json(answer)
    else:
        _show(answer, language)
    say(case.reviewed_line(proposed=proposed))
    next_step(
        f"`standoff accounts --set ID --state STATE --why WORDS --case {folder}` sets a state."
    )


def _show(answer: AccountsAnswer, language: str) -> None:
    rows: list[tuple[object, ...]] = []
    for one in answer.accounts:
        what = one.title.get(language) or one.terms or one.act or one.kind
        who = f"{one.holder} > {one.other}" if one.other else one.holder
        rows.append((one.opened_on or "", one.due or "", one.kind, who, one.state, what, one.id))
        for step in one.changes:
            shown = f"{_reason(step, answer.rules)} {' '.join(step.events)}".strip()
            rows.append((step.on or "", "", "", "", f"  {step.state}", f"  {shown}", ""))
        if one.doubts:
            doubts = f"  unconfirmed: {' '.join(one.doubts)}"
            rows.append(("", "", "", "", "", doubts, ""))
    title = f"As of {answer.as_of}"
    if answer.proposed_counted:
        title += " (proposed codings ARE counted here)"
    show_table(("day", "due", "kind", "who", "state", "what", "id"), rows, title=title)


def _reason(step: AccountChange, rules: dict[str, str]) -> str:
    if step.by:
        return f"set by {step.by}: {step.why}" if step.why else f"set by {step.by}"
    return rules.get(step.rule, step.rule)
