"""`standoff claims`: the claims of a case, tested."""

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
    show_table,
)

if TYPE_CHECKING:
    from standoff.nouns import Finding

VERDICT_WORDS = {
    "supported": "supported by this record",
    "contradicted": "not borne out by this record",
    "open": "open",
}


@click.command("claims")
@click.option("--language", type=click.Choice(["en", "de"]), default="en", show_default=True)
@case_option
@proposed_option
@json_option
def command(language: str, folder: Path, proposed: bool, as_json: bool) -> None:
    """Test the claims in a case's claims.toml: the literal reading first, other readings after."""
    from standoff.case import Case

    case = Case.open(folder)
    answer = case.claims(proposed=proposed)
    if as_json:
        emit_json(answer)
    else:
        for finding in answer.findings:
            show_finding(finding, language)
        click.echo(
            f"{answer.tests} claims tested on this record, each with one primary reading fixed in "
            "claims.toml."
        )
        if proposed:
            click.echo("Proposed codings ARE counted here.")
    say(case.reviewed_line(proposed=proposed))
    next_step(f"`standoff report --case {folder}` writes the page with the evidence.")


def show_finding(finding: Finding, language: str) -> None:
    """One claim: what is said, the verdict, the readings, and what would change it."""
    claim = finding.claim
    click.echo(f"“{in_language(claim.text, language)}”")
    click.echo(f"  {VERDICT_WORDS[finding.verdict]} (n = {finding.n}; {finding.comparison})")
    if finding.definitions:
        show_table(
            ("reading", "definition", "value", "verdict"),
            [
                (row.name, in_language(row.text, language), f"{row.value:g}", row.verdict)
                for row in finding.definitions
            ],
            right="llrl",
        )
    for head, text in (
        ("Nearest true statement", finding.nearest_true),
        ("Remark", finding.remark),
        ("What would change it", finding.would_change),
    ):
        if words := in_language(text, language):
            click.echo(f"  {head}: {words}")
    click.echo()


def in_language(text: dict[str, str], language: str) -> str:
    """The text in `language`, else in English, else in any."""
    return text.get(language) or text.get("en") or next(iter(text.values()), "")
