"""The command line: a thin skin over `Case`.

Results go to stdout, talk and progress to stderr; the last line on stderr names the next step.
Exit codes: 0 done, 1 the user's input is at fault, 2 usage, 3 not solved or not converged.
A command's module is imported only when that command runs, so that `standoff --help` is quick;
therefore the one-line helps stand here and not beside the commands.
"""

from __future__ import annotations

import io
import os
import sys
from importlib import import_module
from typing import Any

import click

from standoff import __version__
from standoff.cli.stopping import farewell
from standoff.errors import StandoffError

__all__ = ["COMMANDS", "main", "root"]

#: What each command does, by what one comes for.
GROUPS = {
    "Start": {
        "demo": "Run the whole job on a bundled case and write its page.",
        "code": "Code articles without a case: one row a coding.",
        "serve": "The desk: read, review, see and publish cases in a browser on this machine.",
        "doctor": "Say what is installed, which settings hold, and whether a record is sound.",
    },
    "A record": {
        "read": "Add articles to a case (and propose codings).",
        "import": "Take in events or series of another data set (KEDS, ICEWS, GDELT, CSV ...).",
        "review": "Accept, change or reject proposed codings, one key a decision.",
        "events": "Every happening once, with all that tells of it and where reports conflict.",
        "merge": "Rule that two reports tell of one happening, or that they do not.",
        "accounts": "Pledges, moratoria, ultimatums, deadlines: kept, broken, lapsed or open.",
        "agreement": "How far the reviewers of a case agree (Krippendorff's alpha).",
        "attach": "Put press texts back into a record that came without them.",
    },
    "Questions to a record": {
        "claims": "Test the claims of a case against its record.",
        "balance": "Announcements against results of an actor, theatre by theatre.",
        "compare": "What two articles share, where they differ, and what each leaves out.",
        "phases": "The phases of a case: one line a phase.",
        "forecast": "Probability of an event by a date, its base rate beside it.",
        "backtest": "How good such forecasts would have been, month by month of the past.",
        "mechanisms": "What the articles say drives what: implied by the game, seen in the record.",
        "deal": "Is there a deal that both sides of a game prefer? Month by month of a record.",
    },
    "Games": {
        "solve": "Equilibria of a declared game, each with its certificate.",
        "simulate": "What equilibrium play of a game leads to, and when.",
        "what-if": "When an event of a game comes, as it is and with something changed.",
        "play": "Take one side of the deadline or the coercion game in the terminal.",
        "estimate": "Fit a shipped game to data: escalation, signalling or coercion.",
    },
    "To take away": {
        "report": "Write the page of a case: timeline, claims, evidence, forecast.",
        "table": "Events, counts, panels, scores or codings of a case, for statistics.",
        "export": "Write a case for other programs, or as a replication bundle.",
        "cite": "How to cite a case, an event or a coding (BibTeX, CSL).",
        "convert": "Codes of CAMEO, WEIS or PLOVER in another of these schemes.",
        "score-codings": "Score codings against a gold file.",
    },
}
COMMANDS = {name: told for group in GROUPS.values() for name, told in group.items()}


#: Modules that cannot be called like their command.
_MODULE = {"import": "import_"}


class LazyGroup(click.Group):
    """A group that knows its commands by name and imports one only when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        # `import` is a word of Python, so its module has an underscore behind it.
        module = import_module(f"standoff.cli.{_MODULE.get(name, name.replace('-', '_'))}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for group, commands in GROUPS.items():
            with formatter.section(group):
                formatter.write_dl(list(commands.items()), col_max=16)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as fault:
            words = f"{fault.message.rstrip('.')}. `standoff --help` lists the commands."
            raise click.UsageError(words, ctx) from None


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="standoff")
def root() -> None:
    """Reads what the press says two states do to each other.

    standoff ties every coded statement to its words, tests the press's claims against the record,
    names the phases of the conflict, and says what is likely before a deadline. Start with
    `standoff demo`, or with `standoff code ARTICLE --published DATE` on a text of your own.
    """


def _drop_output() -> None:
    """Let nothing more be written to stdout, also not when Python closes it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _speak_utf8() -> None:
    """Text goes out as UTF-8 with plain line ends, on every system; no letter stops a command.

    A terminal keeps its own encoding, and so does whoever sets PYTHONIOENCODING; there a letter
    that cannot be shown is written as its number.
    """
    for stream in (sys.stdout, sys.stderr):
        if not isinstance(stream, io.TextIOWrapper):
            continue  # a test or a notebook that listens
        stream.reconfigure(errors="backslashreplace")
        if not stream.isatty() and "PYTHONIOENCODING" not in os.environ:
            stream.reconfigure(encoding="utf-8", newline="\n")


def _one_thread_each() -> None:
    """One thread of linear algebra a process, unless somebody says otherwise.

    Our matrices are small: more threads wait for each other ten times as long as they work, and sum
    in another order (promise 5). It must be said before numpy is loaded.
    """
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")


def main() -> None:
    """Entry point of the `standoff` command."""
    _speak_utf8()
    _one_thread_each()
    try:
        code = root.main(standalone_mode=False)
        sys.stdout.flush()
    except click.UsageError as fault:
        fault.show()
        code = 2
    except (click.Abort, KeyboardInterrupt):
        click.echo(farewell(sys.argv[1:]), err=True)
        code = 130
    except click.ClickException as fault:
        fault.show()
        code = 1
    except StandoffError as fault:
        click.echo(f"Error: {fault}", err=True)
        code = fault.exit_code
    except BrokenPipeError:
        # The reader of our output (head, less) has gone; that is no fault of the user.
        _drop_output()
        code = 0
    except OSError as fault:
        # What is ours to say of files is a StandoffError; this is the output itself (a full disk).
        _drop_output()
        click.echo(f"Error: the output cannot be written: {fault.strerror or fault}.", err=True)
        code = 1
    sys.exit(code if isinstance(code, int) else 0)
