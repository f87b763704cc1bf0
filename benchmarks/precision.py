"""How many of the rule coder's codings would a careful reader accept?

    python benchmarks/precision.py --seed N [--show] [--verdicts docs/precision-de.csv]

Draws codings (60, with `--size` others) without replacement from all those made in articles of one
topic of the German news file, by a fixed seed, and prints one row each: line of the article in the
file (counted from 0), offsets and codes. Rules are made while reading articles on even lines
(`--half dev`); the sample to be judged comes from those on odd lines, without the articles of
`benchmarks/gold/news.csv` whose misses may be read. `--show` prints the words
and their context, to judge by; `--verdicts` reads the verdicts beside the rows and prints the
counts with Wilson intervals.

The news file lies beside the checkout (`../shared`) and is measured, never shipped: the file of
verdicts holds offsets, not words.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import sys
from collections import Counter
from math import sqrt
from pathlib import Path

from standoff.coding import code_text
from standoff.nouns import Coding

SHARED = Path(__file__).parents[2] / "shared"
GOLD = Path(__file__).parent / "gold" / "news.csv"
FIELDS = ("kind", "source", "target", "move", "plover", "stance", "speaker")
CONTEXT = 260
HALVES = ("dev", "test")  # lines with even and odd numbers

Drawn = tuple[int, str, Coding]


def read_before() -> set[int]:
    """The lines of articles whose misses were read while rules were made (counted from 0)."""
    with GOLD.open(encoding="utf-8", newline="") as stream:
        return {int(row["line"]) - 1 for row in csv.DictReader(stream) if row["half"] == "dev"}


def draw(path: Path, topic: str, half: str, seed: int, size: int) -> list[Drawn]:
    """The sample, in the order of the file: (line, text, coding)."""
    made: list[Drawn] = []
    known = read_before() if half == "test" else set()
    for line, row in enumerate(path.read_text(encoding="utf-8").splitlines()):
        article = json.loads(row)
        if article["topic"] == topic and half in ("all", HALVES[line % 2]) and line not in known:
            made.extend((line, article["text"], c) for c in code_text(article["text"], None, "de"))
    chosen = random.Random(seed).sample(range(len(made)), min(size, len(made)))
    print(f"{len(chosen)} of {len(made)} codings, seed {seed}", file=sys.stderr)
    return [made[k] for k in sorted(chosen)]


def codes(coding: Coding) -> list[str]:
    """The fields of a coding that a verdict is about."""
    return [str(getattr(coding, name) or "") for name in FIELDS]


def show(number: int, drawn: Drawn) -> None:
    """One coding in its context."""
    line, text, c = drawn
    before, after = text[max(0, c.start - CONTEXT) : c.start], text[c.end : c.end + CONTEXT]
    print(f"\n[{number}] line {line} {c.start}-{c.end}  {c.rule} {c.confidence}")
    print(f"    {' | '.join(codes(c))} | {c.said} {c.number or ''} {c.system}")
    print(f"    ...{before}[[{c.text}]]{after}...")


def wilson(hits: int, n: int, z: float = 1.959964) -> tuple[float, float]:
    """The 95 % Wilson score interval of hits out of n."""
    share, scale = hits / n, 1 + z * z / n
    middle = (share + z * z / (2 * n)) / scale
    half = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / scale
    return middle - half, middle + half


def count(path: Path) -> None:
    """Verdicts of a file of verdicts: `right`, `not a statement`, or the wrong fields.

    Where a time phrase was taken, the column `said` says whether it was `right` or `wrong`.
    """
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    verdicts = [row["verdict"] for row in rows]
    n = len(verdicts)
    statements = [v for v in verdicts if v != "not a statement"]
    typed = [v for v in statements if not {"span", "move", "kind"} & set(v.split())]
    for name, hits in (
        ("a statement", len(statements)),
        ("kind and move right", len(typed)),
        ("right in every field", verdicts.count("right")),
    ):
        low, high = wilson(hits, n)
        print(f"{name:22} {hits:3} of {n}  {hits / n:.2f} [{low:.2f}, {high:.2f}]")
    wrong = Counter(field for v in statements if v != "right" for field in v.split())
    print("fields wrong:", ", ".join(f"{name} {k}" for name, k in wrong.most_common()))
    said = [row["said"] for row in rows if row.get("said")]
    print(f"{'time phrase right':22} {said.count('right'):3} of {len(said)}")


def main() -> None:
    """Draw and print, or count verdicts."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--size", type=int, default=60)
    parser.add_argument("--topic", default="International")
    parser.add_argument("--half", choices=("all", *HALVES), default="test")
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--verdicts", type=Path)
    asked = parser.parse_args()
    if asked.verdicts:
        count(asked.verdicts)
        return
    news = asked.shared / "data" / "news" / "german_news.jsonl"
    sample = draw(news, asked.topic, asked.half, asked.seed, asked.size)
    if asked.show:
        for number, drawn in enumerate(sample):
            show(number, drawn)
        return
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(("line", "start", "end", *FIELDS, "said", "verdict"))
    for line, _, coding in sample:
        writer.writerow((line, coding.start, coding.end, *codes(coding), "", ""))


if __name__ == "__main__":
    main()
