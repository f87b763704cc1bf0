"""`standoff review`: accept, change or reject proposed codings, one key a decision."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from standoff.cli.common import case_option, next_step, say, tell

if TYPE_CHECKING:
    from standoff.case import Case
    from standoff.case.reviewing import ReviewItem

KEYS = "a accept · c change · r reject · u undo the last · s skip · q quit"
SHOWN = (
    "kind", "source", "target", "move", "plover", "stance", "earliest", "latest", "speaker",
    "number", "system", "terms", "place",
)  # fmt: skip


@click.command("review")
@click.option("--by", "name", default=None, help="Your name in the journal (default: your login).")
@case_option
def command(name: str | None, folder: Path) -> None:
    """Review proposed codings in the terminal: one key a decision, each kept at once.

    Keys: a accept, c change a field, r reject (asks why), u undo your last decision, s skip, q
    quit. What you have decided is not asked again; come back at any time.
    """
    from standoff.case import Case
    from standoff.case.reviewing import waiting

    case, by = Case.open(folder), name or getpass.getuser()
    if next(waiting(case, by), None) is None:
        click.echo(f"Nothing is waiting for {by}.")
    skipped: set[str] = set()
    while item := next(waiting(case, by, skipped), None):
        _show(item)
        key = _key()
        if key == "q":
            break
        if key == "s":
            skipped.add(item.reviewed.id)
        else:
            _act(case, item, key, by)
    say(case.reviewed_line(proposed=False))
    next_step(f"`standoff report --case {folder}` shows what the accepted codings say.")


def _show(item: ReviewItem) -> None:
    coding = item.reviewed.coding
    click.echo(f"\n[{item.place}/{item.total}] {item.name}, {item.published}")
    words = click.style(coding.text, reverse=True) if sys.stdout.isatty() else f"[[{coding.text}]]"
    click.echo(f"  {item.before}{words}{item.after}")
    fields = [f"{field}={value}" for field in SHOWN if (value := getattr(coding, field))]
    tell(f"  {'  '.join(fields)}")
    click.echo(f"  rule {coding.rule or '-'}, confidence {coding.confidence:.2f}")


def _key() -> str:
    """One key of `KEYS`, alone on its line where the input is no terminal; its end is `q`."""
    while True:
        click.echo(f"  {KEYS}: ", nl=False, err=True)
        if sys.stdin.isatty():
            pressed = click.getchar(echo=True)
            say("")
        else:
            pressed = sys.stdin.readline() or "q"
        key = pressed.strip().lower()
        if len(key) == 1 and key in "acrusq":
            return key
        say(f"  {pressed!r} is no key here.")


def _act(case: Case, item: ReviewItem, key: str, by: str) -> None:
    from standoff.case.reviewing import decide, last_decided
    from standoff.errors import BadValue

    try:
        if key == "u":
            last = last_decided(case, by)
            if last is None:
                say("  Nothing to take back.")
                return
            decide(case, last.id, "undo", by=by)
            say(f"  Taken back: {last.coding.text[:60]!r}")
        elif key == "a":
            decide(case, item.reviewed.id, "accept", by=by)
        elif key == "r":
            decide(case, item.reviewed.id, "reject", by=by, why=_ask("why"))
        else:
            decide(case, item.reviewed.id, "change", by=by, changes=_changes())
    except BadValue as fault:
        say(f"  {fault}")


def _changes() -> dict[str, str]:
    """Fields to change, `field=value` separated by commas outside values (`;` joins actors)."""
    said = _ask("field=value, field=value")
    pairs = [part.partition("=") for part in said.split(",") if "=" in part]
    return {field.strip(): value.strip() for field, _, value in pairs}


def _ask(what: str) -> str:
    click.echo(f"  {what}: ", nl=False, err=True)
    return sys.stdin.readline().strip()
