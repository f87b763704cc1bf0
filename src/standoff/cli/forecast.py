"""`standoff forecast`: what is likely before a deadline."""

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
from standoff.nouns.answers import ForecastAnswer


@click.command("forecast")
@click.argument("question", required=False)
@click.option("--by", "deadline", type=DAY, help="Last day of the window that is asked about.")
@click.option("--from", "start", type=DAY, help="First day (default: the day after what is known).")
@click.option("--knows-until", type=DAY, help="Use nothing that became known after this day.")
@case_option
@proposed_option
@json_option
def command(
    question: str | None,
    deadline: date | None,
    start: date | None,
    knows_until: date | None,
    folder: Path,
    proposed: bool,
    as_json: bool,
) -> None:
    """Probability of QUESTION by a date, with its base rate.

    QUESTION is written 'WHO MOVE[:SYSTEM] [-> WHOM] [xN]', for example "PRK
    weapon_test:intercontinental", or is a TOML file of questions. Without one, the case's own
    questions.toml is answered.
    """
    from standoff.case import Case

    if question and not deadline and not question.endswith(".toml"):
        raise click.UsageError("a question needs a deadline: --by YYYY-MM-DD")
    case = Case.open(folder)
    answer = case.forecast(
        question, by=deadline, start=start, knows_until=knows_until, proposed=proposed
    )
    if as_json:
        emit_json(answer)
    else:
        _show(answer)
        if proposed:
            click.echo("Proposed codings ARE counted here.")
    say(case.reviewed_line(proposed=proposed))
    next_step(f"`standoff claims --case {folder}` tests what is said about the same record.")


def _show(answer: ForecastAnswer) -> None:
    show_table(
        ("question", "from", "to", "model", "probability", "95 % interval", "based on"),
        [
            (
                str(forecast.question.pattern),
                forecast.question.start,
                forecast.question.end,
                forecast.model,
                f"{forecast.probability:.0%}",
                f"{forecast.interval[0]:.0%}-{forecast.interval[1]:.0%}",
                f"{forecast.k} of {forecast.n} windows",
            )
            for forecast in answer.forecasts
        ],
        right="llllrrr",
    )
    for forecast in answer.forecasts:
        for reason in forecast.reasons:
            click.echo(f"  {reason}")
    game = answer.then_what
    if game is not None:
        click.echo(f"\nThen what? The game {game.game!r} ({game.note})")
        show_table(
            ("what", "by the deadline", f"within {game.horizon_months} months after it"),
            [
                (name, f"{value:.0%}", f"{game.after_deadline.get(name, 0.0):.0%}")
                for name, value in game.by_deadline.items()
            ],
            right="lrr",
        )
