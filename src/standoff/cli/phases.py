"""`standoff phases`: one line a phase, or the page that says whether a rhythm shows."""

from __future__ import annotations

import csv
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from standoff.cli.clocks import show_clocks, show_effects
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

if TYPE_CHECKING:
    from standoff.case import Case
    from standoff.nouns import Phases
    from standoff.nouns.cycle import CycleAnswer

COLUMNS = ("from", "to", "phase", "length", "probability", "censored")


@click.command("phases")
@click.option("--from", "start", type=DAY, help="First day (default: the case's period).")
@click.option("--to", "end", type=DAY, help="Last day (default: the case's period).")
@click.option(
    "--model",
    type=click.Choice(["rule", "markov", "semi-markov"]),
    default="rule",
    show_default=True,
    help="Who names the months: the stated rule, or a hidden model.",
)
@click.option("--states", type=click.IntRange(2, 8), default=3, show_default=True,
              help="States of the hidden model.")  # fmt: skip
@click.option(
    "--way",
    type=click.Choice(["gravest", "mildest", "most", "raised"]),
    default="gravest",
    show_default=True,
    help="Which of several kinds of deed names a month under the rule.",
)
@click.option("--by", "step", type=click.Choice(["month", "week"]), help="Months or weeks.")
@click.option("--rule", default="", metavar="NAME|FILE", help="months, mutual, or a TOML file.")
@click.option("--dyad", default="", metavar="A,B", help="Two states, the challenger first.")
@click.option("--set", "origin", default="", metavar="NAME",
              help="Of an imported file that holds several sets, the one to count.")  # fmt: skip
@click.option("--page", "--html", type=click.Path(path_type=Path), metavar="FILE.html",
              help="Write the page: is there a rhythm, with n and intervals.")  # fmt: skip
@click.option("--exception", nargs=2, type=DAY, metavar="FIRST LAST",
              help="The page sets this period beside the rest.")  # fmt: skip
@click.option("--at", "dates", multiple=True, type=DAY,
              help="The page compares rates before and after; repeat for several.")  # fmt: skip
@click.option("--clock", "clocks", multiple=True, metavar="CLOCK",
              help="Let a hidden model move with vote:USA, months:3,8, before:DAY, trend, "
              "during:DAY..DAY, deadline, moratorium or FILE.csv; repeat.")  # fmt: skip
@click.option("--no-models", is_flag=True, help="Leave the hidden models out of the page.")
@click.option("--language", type=click.Choice(["en", "de"]), default="en", show_default=True)
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV, one row a phase.")
@case_option
@proposed_option
@json_option
def command(
    start: date | None,
    end: date | None,
    model: str,
    states: int,
    way: str,
    page: Path | None,
    exception: tuple[date, date] | None,
    dates: tuple[date, ...],
    clocks: tuple[str, ...],
    no_models: bool,
    language: str,
    as_csv: bool,
    folder: Path,
    proposed: bool,
    as_json: bool,
    **choice: Any,
) -> None:
    """The phases of a case: months (or weeks) with a name, runs of equal names, transitions.

    With --page, the page of the cycle: does an order show, are detente phases shorter, do
    provocation and detente take turns, does one period differ; each under four ways of labelling,
    with hidden models, cross-lags and change points beside. That takes half a minute.
    """
    from standoff.case import Case
    from standoff.case.typed import parse_dyad

    case = Case.open(folder)
    choice["dyad"] = parse_dyad(choice["dyad"]) if choice["dyad"] else None
    period: dict[str, Any] = {"proposed": proposed, "start": start, "end": end}
    if page:
        case.may_write(page)
        answer = case.cycle(
            exception=exception, dates=dates, models=not no_models, clocks=clocks, progress=say,
            **period, **choice,
        )  # fmt: skip
        case.write_cycle(answer, page, language=language)
        emit_json(answer) if as_json else _show_answers(answer, page, language)
        say(case.reviewed_line(proposed=proposed))
        next_step(f"open {page}.")
        return
    found = case.phases(
        model=model.replace("-", "_"), states=states, way=way, clocks=clocks, **period, **choice
    )
    if as_json:
        emit_json(found)
    elif as_csv:
        _write_csv(found)
    else:
        _show(case, found, language)
        if proposed:
            tell("Proposed codings ARE counted here.")
    say(case.reviewed_line(proposed=proposed))
    next_step(f"`standoff phases --page cycle.html --case {folder}` asks whether a rhythm shows.")


def _show(case: Case, found: Phases, language: str) -> None:
    if not found.phases:
        tell("No month can be named: nothing that counts covers this period yet.")
        return
    show_table(
        ("from", "to", "phase", f"{found.step}s", "probability", ""),
        [
            (
                _day(phase.start, found.step),
                _day(phase.end, found.step),
                phase.name,
                phase.months,
                f"{phase.probability:.2f}",
                "█" * min(phase.months, 40) + ("" if not phase.censored else " …"),
            )
            for phase in found.phases
        ],
        right="lllrrl",
    )
    _show_transitions(found.names, found.transitions, found.step)
    tell(f"Rule: {case.rule_text(found, language)}")
    if found.clocks:
        show_clocks(found, language)


def _day(day: date, step: str) -> str:
    return f"{day:%Y-%m}" if step == "month" else f"{day}"


def _write_csv(found: Phases) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(COLUMNS)
    for phase in found.phases:
        writer.writerow((phase.start, phase.end, phase.name, phase.months,
                         f"{phase.probability:.4f}", phase.censored))  # fmt: skip


def _show_transitions(names: tuple[str, ...], counts: dict[str, dict[str, int]], step: str) -> None:
    seen = [name for name in names if any(counts.get(name, {}).values())]
    if seen:
        show_table(
            (f"this {step}, then next", *seen),
            [(name, *(counts[name].get(after, 0) for after in seen)) for name in seen],
            right="l" + "r" * len(seen),
        )


def _told_names(answer: CycleAnswer, language: str) -> dict[str, str]:
    texts = answer.readings[0].phases.name_texts if answer.readings else {}
    return {name: told.get(language, name) for name, told in texts.items()}


def _show_answers(answer: CycleAnswer, page: Path, language: str) -> None:
    ways = [reading.id for reading in answer.readings]
    show_table(
        ("question", *ways),
        [(question.id, *(question.verdicts[way] for way in ways)) for question in answer.questions],
    )
    if answer.clocks:
        show_effects(answer.clocks, language, _told_names(answer, language))
    for reading in answer.readings[:1]:
        for test in (reading.order, reading.turns):
            tell(f"{test.test}: {test.text['en']}")
    click.echo(f"The page: {page}")
