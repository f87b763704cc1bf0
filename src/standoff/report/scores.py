"""The page of `standoff score-codings`: how good codings are, whole and by move, stance, language.

    scores_sheet(answer, gold="hanoi.csv", predicted="ours.csv")   a Sheet for `write_sheet`

Beside every score stands its 90 % interval and what a constant guess would get on the same
statements; a score is worth its distance from that guess.
"""

from __future__ import annotations

from standoff.nouns.scores import ScoresAnswer, Tally
from standoff.report.sheet import Section, Sheet, Table

__all__ = ["scores_sheet"]

_GROUPS = {
    "move": "By move",
    "stance": "By stance",
    "language": "By language",
}
_MEANING = {
    "found": "the words of both overlap by half",
    "typed": "found, and the PLOVER type agrees (the move, where the gold has no type)",
    "full": "typed, and the states and organisations agree on both sides",
}


def scores_sheet(answer: ScoresAnswer, *, gold: str, predicted: str) -> Sheet:
    """The sheet of an answer; `gold` and `predicted` are the names of the files."""
    groups = [_group(name, rows) for name, rows in answer.by.items() if rows]
    return Sheet(
        title="How good are these codings?",
        language="en",
        lead=f"{answer.predicted} codings ({predicted}), {answer.gold} gold statements ({gold})",
        sections=(_whole(answer), *groups, _agreement(answer)),
        source=f"Made by: standoff score-codings {gold} {predicted} --page FILE",
    )


def _whole(answer: ScoresAnswer) -> Section:
    scores = (("found", answer.found), ("typed", answer.typed), ("full", answer.full))
    rows = tuple(
        (
            f"{name}: {_MEANING[name]}",
            f"{row.f1:.2f}",
            _span(row.interval90),
            f"{row.precision:.2f}",
            f"{row.recall:.2f}",
            _number(row.constant_baseline_f1),
        )
        for name, row in scores
    )
    heads = ("score", "F1", "90 % interval", "precision", "recall", "constant guess F1")
    return Section(
        key="whole",
        heading="All statements",
        tables=(Table(caption="Found, typed, full", headings=heads, rows=rows, align="lrrrrr"),),
        notes=("The constant guess gives every found statement the commonest type and actors.",),
    )


def _group(name: str, rows: dict[str, Tally]) -> Section:
    ordered = sorted(rows.items(), key=lambda item: (-item[1].gold, item[0]))
    cells = tuple(
        (
            value or "(none)",
            str(tally.gold),
            str(tally.predicted),
            str(tally.found),
            str(tally.typed),
            _number(tally.share),
            _span(tally.interval90),
            _number(tally.constant_baseline),
            str(tally.agreed),
        )
        for value, tally in ordered
    )
    heads = (
        name, "in the gold", "predicted", "found", "typed", "share typed", "90 % interval",
        "constant guess", f"same {name}",
    )  # fmt: skip
    return Section(
        key=f"by-{name}",
        heading=_GROUPS.get(name, name),
        tables=(
            Table(caption=f"Statements by {name}", headings=heads, rows=cells, align="lrrrrrrrr"),
        ),
        notes=(
            "Share typed: typed of those in the gold; a group without gold statements has none.",
        ),
    )


def _agreement(answer: ScoresAnswer) -> Section:
    told = [
        f"{name.capitalize()}: the same in {row.agree:.0%} of the found ones, Cohen's kappa "
        f"{'not defined' if row.kappa is None else f'{row.kappa:.2f}'}."
        for name, row in (("stance", answer.stance), ("kind", answer.kind))
        if row is not None
    ]
    if answer.speaker is not None:
        speaker = answer.speaker
        told.append(
            f"Speaker: right in {speaker.right:.0%} of {speaker.n} found quotes; always the "
            f"commonest one would be right in {speaker.constant_baseline:.0%}."
        )
    return Section(
        key="agreement",
        heading="Stance, kind, speaker",
        paragraphs=tuple(told) or ("No statement was found.",),
    )


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def _span(interval: tuple[float, float] | None) -> str:
    return "" if interval is None else f"{interval[0]:.2f} to {interval[1]:.2f}"
