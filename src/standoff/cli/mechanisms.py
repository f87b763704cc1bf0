"""`standoff mechanisms`: what the articles say drives what; in the model, and in the record."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from standoff.cli.common import (
    case_option,
    counting,
    emit_json,
    json_option,
    next_step,
    proposed_option,
    say,
    show_table,
    tell,
)

if TYPE_CHECKING:
    from standoff.nouns.mechanism import Implied, MechanismResult, Mechanisms, Seen


@click.command("mechanisms")
@click.option("--draws", type=click.IntRange(1, 10_000), default=24, show_default=True,
              help="Prior draws solved for each variant.")  # fmt: skip
@click.option("--prior", type=click.Choice(["articles", "neutral"]), default="articles",
              show_default=True, help="Signs of the articles, or centred at zero.")  # fmt: skip
@click.option("--variant", "variants", multiple=True,
              type=click.Choice(["tension_for_home", "tension_for_relief"]),
              help="Only this variant of the game (default: both).")  # fmt: skip
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True)
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="Cores.")
@click.option("--short", is_flag=True,
              help="The file's own values with short clocks, too: quicker.")  # fmt: skip
@click.option("--fitted", is_flag=True,
              help="Also at the payoffs estimated from the record (short clocks).")  # fmt: skip
@click.option("--page", type=click.Path(path_type=Path), help="Write a page of it here.")
@click.option("--language", type=click.Choice(["en", "de"]), default="en", show_default=True)
@proposed_option
@case_option
@json_option
def command(
    draws: int,
    prior: str,
    variants: tuple[str, ...],
    seed: int,
    jobs: int,
    short: bool,
    fitted: bool,
    page: Path | None,
    language: str,
    proposed: bool,
    folder: Path,
    as_json: bool,
) -> None:
    """Test the articles' mechanisms twice: implied by the coercion game, and seen in the record.

    Implied: yes, no or depends, by the share of prior draws whose solved game has the claimed sign.
    Seen: supported, contradicted or open, by exact intervals under all three mappings of months.
    In a folder without a case only the model is asked. The game's values are illustrative.
    """
    from standoff.case import Case, find_mechanisms, write_mechanisms

    if not folder.is_dir():
        Case.open(folder)  # says that there is none, before the games are solved
    answer = find_mechanisms(
        folder, draws=draws, prior=prior, seed=seed, variants=variants, proposed=proposed,
        jobs=jobs, short=short, fitted=fitted, progress=counting("games solved"),
    )  # fmt: skip
    if page:
        write_mechanisms(answer, page, language=language)
    if as_json:
        emit_json(answer)
    else:
        _show(answer, language)
    for variant, lost in answer.unsolved.items():
        if lost:
            say(f"{variant}: {lost} of {answer.draws} draws had no certified equilibrium.")
    if page:
        next_step(f"open {page}")
    else:
        next_step("`--page mechanisms.html` writes it as a page; docs/coercion.md explains it.")


def _show(answer: Mechanisms, language: str) -> None:
    variants = [one.variant for one in answer.results[0].implied]
    show_table(
        ("row", "the claim", *(f"implied, {one}" for one in variants), "seen", "months"),
        [
            (
                result.row,
                result.claim[language],
                *(_implied(one) for one in result.implied),
                result.seen_verdict if result.seen else "not asked",
                _seen(result),
            )
            for result in answer.results
        ],
        right="rl" + "l" * (len(variants) + 2),
    )
    tell(f"Implied: share of {answer.draws} draws ({answer.prior} prior) with the sign.")
    if answer.case:
        tell(f"Seen: {answer.months} months of {answer.case!r}; odds ratio, 95 % exact.")


def _implied(one: Implied) -> str:
    fitted = "" if one.fitted is None else f"; fitted {one.fitted:+.4f}"
    return f"{one.verdict} ({one.share:.0%} of {one.solved}{fitted})"


def _seen(result: MechanismResult) -> str:
    if not result.seen:
        return ""
    first = result.seen[0]
    if first.low is None:
        return first.why
    return f"{first.came_high}/{first.n_high} vs {first.came_low}/{first.n_low}; {_ratio(first)}"


def _ratio(seen: Seen) -> str:
    if seen.high is None:
        told = "every case here, none there" if seen.came_low == 0 else "here without exception"
        return f"{told}; ratio at least {seen.low:.2f}"
    if not seen.odds_ratio:
        told = "no case here" if seen.came_high == 0 else "there without exception"
        return f"{told}; ratio at most {seen.high:.2f}"
    return f"{seen.odds_ratio:.2f} ({seen.low:.2f} to {seen.high:.2f})"
