"""`standoff serve`: the desk, a local web page for everything."""

from __future__ import annotations

import getpass
from pathlib import Path

import click

from standoff.cli.common import next_step, say


@click.command("serve")
@click.argument(
    "folder", required=False, default=Path(), type=click.Path(path_type=Path, file_okay=False)
)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=0, help="Port (default: a free one)."
)
@click.option("--language", type=click.Choice(["en", "de"]), default="en", show_default=True)
@click.option("--by", "name", default=None, help="Your name in the journal (default: your login).")
def command(folder: Path, port: int, language: str, name: str | None) -> None:
    """Serve the cases in FOLDER (or the one case in it) as a web page on this machine.

    Open the printed address in a browser: it holds the key without which nothing is answered.
    Only this machine can reach it. Ctrl-C ends it; what was decided is kept.
    """
    from standoff.desk import serve

    def ready(address: str) -> None:
        click.echo(address)
        say("The desk answers on this machine only, and only with the key in this address.")
        next_step("open the address in a browser; Ctrl-C here ends the desk.")

    serve(folder, port=port, language=language, by=name or getpass.getuser(), ready=ready)
