"""How wide is the rule coder? One statement a sentence, many ways to say it, by move.

    python benchmarks/probe.py [--language de|en] [--half dev|held] [--show] [--move MOVE ...]

benchmarks/gold/probe_LANGUAGE.csv holds sentences of our own, each with the one statement that it
makes, noted before the coder was run on any of them. Its columns:

    number          1, 2, ...; odd sentences are dev, even ones held back
    move            of the statement; two that careful readers may both choose stand as a|b;
                    empty where the sentence should give nothing
    source, target  states and organisations joined by `;`; an empty one is not asked for
    stance          likewise a|b where both may be chosen
    text            one sentence, or two where the second leans on the first
    published       the day of its writing, where the file has this column

A sentence is coded on its own. `found` is the share of sentences with any coding
that is no assessment, `typed` with one of the right PLOVER type, `move` with one of the right move.
Of the sentences with the right type, `source`, `target` and `stance` say how often these are right
too, in the best coding of that sentence; `full` is all of it, of all sentences. A sentence that
should give nothing counts as false when it gives anything but an assessment.

`--show` lists what went wrong, of dev only: a half whose misses were read
measures nothing any more.
"""

from __future__ import annotations

import argparse
import csv
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import NamedTuple

from standoff.coding import code_text
from standoff.coding.scoring.matching import states
from standoff.nouns import Coding
from standoff.nouns.vocabulary import MOVE_PLOVER

GOLD = Path(__file__).parent / "gold"
COLUMNS = ("found", "typed", "move", "source", "target", "stance", "full")
OF_TYPED = ("source", "target", "stance")


class Sentence(NamedTuple):
    """A row of the file; `moves` and `stances` are those that may be chosen."""

    number: int
    moves: frozenset[str]
    source: str
    target: str
    stances: frozenset[str]
    text: str
    published: date | None = None


class Verdict(NamedTuple):
    """What of one sentence is right; the names are those of the table."""

    found: bool
    typed: bool
    move: bool
    source: bool
    target: bool
    stance: bool
    full: bool


def read_probe(language: str) -> list[Sentence]:
    """All sentences of a language."""
    with (GOLD / f"probe_{language}.csv").open(encoding="utf-8", newline="") as stream:
        return [_sentence(row) for row in csv.DictReader(stream)]


def _sentence(row: dict[str, str]) -> Sentence:
    moves, stances = (frozenset(row[key].split("|")) - {""} for key in ("move", "stance"))
    day = date.fromisoformat(row["published"]) if row.get("published") else None
    sides = row["source"], row["target"]
    return Sentence(int(row["number"]), moves, *sides, stances, row["text"], day)


def said_of(sentence: Sentence, language: str) -> list[Coding]:
    """What the coder says of a sentence, assessments left out."""
    codings = code_text(sentence.text, sentence.published, language)
    return [coding for coding in codings if coding.kind != "assessment"]


def judge(sentence: Sentence, codings: Iterable[Coding]) -> Verdict:
    """The verdict on the coding that agrees in most."""
    verdicts = [_verdict(sentence, coding) for coding in codings]
    return max(verdicts, key=_rank, default=Verdict(*[False] * len(COLUMNS)))


def _rank(verdict: Verdict) -> tuple[bool, ...]:
    return verdict.full, verdict.typed, verdict.move, *sorted(verdict, reverse=True)


def _verdict(sentence: Sentence, coding: Coding) -> Verdict:
    move = coding.move in sentence.moves
    typed = move or coding.plover in {MOVE_PLOVER[name] for name in sentence.moves} - {"", None}
    sides = [
        not asked or states(asked) == states(given or "")
        for asked, given in (
            (sentence.source, coding.source),
            (sentence.target, coding.target),
        )
    ]
    stance = coding.stance in sentence.stances or not sentence.stances
    source, target = sides
    return Verdict(True, typed, move, source, target, stance, typed and all(sides) and stance)


def table(verdicts: dict[str, list[Verdict]]) -> None:
    """One line a move and one for all."""
    lines = [*sorted(verdicts.items()), ("all", [v for rows in verdicts.values() for v in rows])]
    print(f"{'move':18}{'n':>5}" + "".join(f"{name:>8}" for name in COLUMNS))
    for name, judged in lines:
        print(f"{name:18}{len(judged):5}" + "".join(f"{share(judged, c):>8}" for c in COLUMNS))


def share(rows: list[Verdict], column: str) -> str:
    """The share of a column, with two places; "-" where nothing can be divided."""
    of = [row for row in rows if row.typed] if column in OF_TYPED else rows
    return f"{sum(getattr(row, column) for row in of) / len(of):.2f}" if of else "-"


def show(sentence: Sentence, codings: list[Coding], verdict: Verdict | None) -> None:
    """A sentence that went wrong, and what was said of it."""
    wrong = [c for c in COLUMNS[:-1] if verdict is not None and not getattr(verdict, c)]
    asked = f"{'|'.join(sorted(sentence.moves))} {sentence.source}>{sentence.target}"
    print(f"\n{sentence.number} {asked} {'|'.join(sorted(sentence.stances))}  wrong: {wrong}")
    print(f"    {sentence.text}")
    for c in codings:
        sides = f"{c.source or ''}>{c.target or ''}"
        print(f"    -> {c.move} {sides} {c.stance} {c.rule} {c.text!r}")


def main() -> None:
    """The table of a half."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--language", choices=("de", "en"), default="de")
    parser.add_argument("--half", choices=("dev", "held"), default="dev")
    parser.add_argument("--move", nargs="+", help="only sentences of these moves")
    parser.add_argument("--show", action="store_true", help="list what went wrong (dev only)")
    asked = parser.parse_args()
    if asked.show and asked.half == "held":
        parser.error("--show is refused for the held half: its misses are not to be read")
    odd = asked.half == "dev"
    probe = [one for one in read_probe(asked.language) if one.number % 2 == odd]
    verdicts: dict[str, list[Verdict]] = defaultdict(list)
    empty: list[int] = []
    for sentence in probe:
        if asked.move and not sentence.moves & set(asked.move):
            continue
        codings = said_of(sentence, asked.language)
        if not sentence.moves:
            empty.append(len(codings))
            if asked.show and codings:
                show(sentence, codings, None)
            continue
        verdict = judge(sentence, codings)
        verdicts[min(sentence.moves)].append(verdict)
        if asked.show and not verdict.full:
            show(sentence, codings, verdict)
    print(f"\n{asked.half}, {asked.language}")
    table(verdicts)
    print(
        f"sentences that should give nothing: {len(empty)}, of which {sum(map(bool, empty))} gave"
    )
    print(f"something, {sum(empty)} codings in all")


if __name__ == "__main__":
    main()
