"""`standoff estimate`: fit a shipped game to data; a file for each game."""

from __future__ import annotations

import click

from standoff.cli import estimate_coercion, estimate_escalation, estimate_signalling


@click.group("estimate")
def command() -> None:
    """Fit a shipped game to data: pairs of states, one-shot crises, or the months of a case."""


command.add_command(estimate_coercion.command)
command.add_command(estimate_escalation.command)
command.add_command(estimate_signalling.command)
