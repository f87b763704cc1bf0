"""`standoff forecast`: what is likely before a deadline."""

from __future__ import annotations

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
    tell,
)
from standoff.nouns import Forecast
from standoff.nouns.answers import ForecastAnswer
from standoff.nouns.ledger import Illustration, Ledger

if TYPE_CHECKING:
    from standoff.case import Case

_MODELS = ("pool", "base_rate", "recency_weighted", "clock_regression", "phase", "game")


@click.command("forecast")
@click.argument("question", required=False)
@click.option("--by", "deadline", type=DAY, help="Last day of the window that is asked about.")
@click.option("--from", "start", type=DAY, help="First day (default: the day after what is known).")
@click.option("--knows-until", type=DAY, help="Use nothing that became known after this day.")
@click.option("--model", type=click.Choice(_MODELS), default="pool", show_default=True,
              help="Whose number comes first; the others stand beside it.")  # fmt: skip
@click.option("--as-of", type=DAY,
              help="All kinds and horizons of backtest.toml as asked on this day.")  # fmt: skip
@click.option("--save", is_flag=True, help="Freeze the forecasts in the journal.")
@click.option("--by-whom", default="", metavar="NAME", help="Who saves them.")
@click.option("--due", is_flag=True, help="Frozen forecasts whose deadline has passed, scored.")
@case_option
@proposed_option
@json_option
def command(
    question: str | None,
    deadline: date | None,
    start: date | None,
    knows_until: date | None,
    model: str,
    as_of: date | None,
    save: bool,
    by_whom: str,
    due: bool,
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
    from standoff.case.typed import strangers

    window = deadline or start or knows_until
    if ((due or as_of) and (question or save or window)) or (due and as_of):
        raise click.UsageError(
            "--due and --as-of stand alone: no QUESTION, --by, --from, --knows-until, --save"
        )
    if question and not deadline and not question.endswith(".toml"):
        raise click.UsageError("a question needs a deadline: --by YYYY-MM-DD")
    if (deadline or start) and (not question or question.endswith(".toml")):
        raise click.UsageError("--by and --from go with a QUESTION; a file says its own days")
    if by_whom and not save:
        raise click.UsageError("--by-whom names who saves: add --save")
    case = Case.open(folder)
    if due:
        _due(case, proposed, as_json)
    elif as_of:
        _as_of(case, as_of, proposed, as_json)
    else:
        answer = case.forecast(
            question, by=deadline, start=start, knows_until=knows_until, proposed=proposed,
            model=model, progress=say,
        )  # fmt: skip
        if as_json:
            emit_json(answer)
        else:
            _show(answer)
            if proposed:
                tell("Proposed codings ARE counted here.")
        for sentence in strangers(case, (str(f.question.pattern) for f in answer.forecasts)):
            say(f"Warning: {sentence}")
        if save:
            _save(case, answer, by_whom)
    say(case.reviewed_line(proposed=proposed))
    next_step(_next(folder, save=save, due=due))


def _next(folder: Path, *, save: bool, due: bool) -> str:
    if save:
        return f"`standoff forecast --due --case {folder}` scores them once they are due."
    if due:
        return f"`standoff forecast --save --case {folder}` freezes the case's questions."
    return f"`standoff backtest --case {folder}` says how good such answers would have been."


def _save(case: Case, answer: ForecastAnswer, by: str) -> None:
    new, known = case.save_forecasts(answer.forecasts, by=by)
    again = f"; {known} saved before" if known else ""
    say(f"{new} frozen in the journal{again}.")


def _show(answer: ForecastAnswer) -> None:
    show_table(
        ("question", "from", "to", "model", "probability", "95 % interval", "base rate", "windows"),
        [
            (
                str(forecast.question.pattern),
                forecast.question.start,
                forecast.question.end,
                forecast.model,
                "open" if forecast.blind else f"{forecast.probability:.0%}",
                f"{forecast.interval[0]:.0%}-{forecast.interval[1]:.0%}",
                f"{_base_rate(forecast):.0%}" if forecast.n else "open",
                f"{forecast.k} of {forecast.n}",
            )
            for forecast in answer.forecasts
        ],
        right="llllrrrr",
    )  # fmt: skip
    for forecast in answer.forecasts:
        others = [f"{name} {value:.0%}" for name, value in forecast.baselines.items()]
        beside = "nothing to go by" if not forecast.n else ", ".join(others)
        tell(f"{forecast.question.pattern}, {forecast.question.start} to "
                   f"{forecast.question.end}: {beside}")  # fmt: skip
        for reason in forecast.reasons:
            tell(f"  {reason}")
    _show_comparables(answer)
    _show_game(answer)


def _base_rate(forecast: Forecast) -> float:
    return forecast.baselines.get("base_rate", forecast.probability)


def _show_comparables(answer: ForecastAnswer) -> None:
    rows = answer.comparables
    if not rows:
        return
    tell(f"\nComparable ultimatums of the record: n = {len(rows)}")
    show_table(
        ("set", "ran out", "to whom", "terms", f"what followed within {rows[0].days} days"),
        [
            (
                row.on,
                row.ran_out,
                row.whom,
                row.terms,
                _followed(row.followed),
            )
            for row in rows
        ],
    )  # fmt: skip


def _followed(found: dict[str, date]) -> str:
    return "; ".join(f"{what} ({day})" for what, day in found.items()) or "nothing asked for"


def _show_game(answer: ForecastAnswer) -> None:
    game = answer.then_what
    if game is None:
        return
    tell(f"\nThen what? The game {game.game!r} ({game.note})")
    show_table(
        ("what", "by the deadline", f"within {game.horizon_months} months after it"),
        [
            (name, f"{value:.0%}", f"{game.after_deadline.get(name, 0.0):.0%}")
            for name, value in game.by_deadline.items()
        ],
        right="lrr",
    )


def _as_of(case: Case, day: date, proposed: bool, as_json: bool) -> None:
    answer = case.illustrate(day, proposed=proposed)
    if as_json:
        emit_json(answer)
    else:
        _show_illustration(answer)


def _show_illustration(answer: Illustration) -> None:
    tell(f"An illustration, n = 1: as asked on {answer.asked}, and what came.")
    show_table(
        ("question", "by", "probability", "95 % interval", "base rate", "came", "Brier", "its"),
        [
            (
                row.text.get("en") or row.kind,
                row.forecast.deadline,
                f"{row.forecast.probability:.0%}",
                f"{row.forecast.interval[0]:.0%}-{row.forecast.interval[1]:.0%}",
                f"{row.base_rate:.0%}",
                _came(row.came),
                "" if row.brier is None else f"{row.brier:.3f}",
                "" if row.base_brier is None else f"{row.base_brier:.3f}",
            )
            for row in answer.rows
        ],
        right="llrrrlrr",
    )  # fmt: skip


def _due(case: Case, proposed: bool, as_json: bool) -> None:
    ledger = case.ledger(proposed=proposed)
    if as_json:
        emit_json(ledger)
    else:
        _show_ledger(ledger)


def _show_ledger(ledger: Ledger) -> None:
    tell(f"{len(ledger.open)} frozen and open, {len(ledger.settled)} due; {ledger.label}.")
    show_table(
        ("question", "saved", "deadline", "model", "probability", "came", "Brier", "base rate's"),
        [
            (
                str(one.frozen.forecast.question.pattern),
                f"{one.frozen.saved_at:%Y-%m-%d}",
                one.frozen.forecast.deadline,
                one.frozen.forecast.model,
                f"{one.frozen.forecast.probability:.0%}",
                _came(one.came),
                "" if one.brier is None else f"{one.brier:.3f}",
                "" if one.base_brier is None else f"{one.base_brier:.3f}",
            )
            for one in ledger.settled
        ],
        right="llllrlrr",
    )
    if ledger.n and ledger.brier is not None:
        base = "" if ledger.base_brier is None else f"; the base rate's {ledger.base_brier:.3f}"
        tell(f"Mean Brier score over n = {ledger.n}: {ledger.brier:.3f}{base}.")


def _came(came: bool | None) -> str:
    return "not known" if came is None else "yes" if came else "no"
