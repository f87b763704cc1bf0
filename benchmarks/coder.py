"""How good and how fast is the rule coder? Prints one table a question.

    python benchmarks/coder.py [--shared DIR]

- gold     scores on the Hanoi article, beside the constant baseline
- plover   English: is the PLOVER type of the most confident coding right? (types FIGHT and
           INVESTIGATE left out; a constant guess of the commonest type stands beside it)
- topics   codings an article by topic of a German news corpus: sport and web should have none
- speed    articles a minute on one core, peak memory, and the time of twice the text

The data lie beside the checkout (`../shared`) and are measured, never shipped.
"""

from __future__ import annotations

import argparse
import csv
import json
import resource
import time
from collections import Counter
from datetime import date
from pathlib import Path

from standoff.coding import code_text, score_codings
from standoff.coding.table import read_noted
from standoff.nouns import Coding

SHARED = Path(__file__).parents[2] / "shared"
LEFT_OUT = {"FIGHT", "INVESTIGATE"}


def gold(shared: Path) -> None:
    """Scores on the Hanoi article."""
    noted = read_noted(shared / "gold" / "hanoi.csv")
    rows, notes = [coding for coding, _ in noted], [note for _, note in noted]
    text = (shared / "press" / rows[0].doc).read_text(encoding="utf-8")
    found = [with_doc(c, rows[0].doc) for c in code_text(text, date(2019, 2, 28), "de")]
    scores = score_codings(rows, found, notes)
    print(f"\ngold: {scores['gold']} statements, {scores['predicted']} predicted")
    for name in ("found", "typed", "full"):
        row = scores[name]
        low, high = row["interval90"]
        base = row.get("constant_baseline_f1", "")
        print(f"  {name:6} F1 {row['f1']:.3f} [{low:.3f}, {high:.3f}]  constant baseline {base}")
    print(f"  stance kappa {scores['stance']['kappa']}  speaker {scores['speaker']['right']}")


def with_doc(coding: Coding, doc: str) -> Coding:
    """The coding of an article of this name."""
    fields = {name: getattr(coding, name) for name in coding.__struct_fields__}
    return Coding(**{**fields, "doc": doc})


def plover(shared: Path) -> None:
    """The type of the most confident coding against the gold standard records."""
    with (shared / "data" / "plover" / "dev.csv").open(encoding="utf-8", newline="") as stream:
        rows = [r for r in csv.DictReader(stream) if r["plover_2021"] not in LEFT_OUT]
    asked, right, any_right = Counter(), Counter(), 0
    for row in rows:
        found = [c for c in code_text(row["text"], None, "en") if c.plover]
        best = max(found, key=lambda c: c.confidence, default=None)
        asked[row["plover_2021"]] += 1
        right[row["plover_2021"]] += best is not None and best.plover == row["plover_2021"]
        any_right += any(c.plover == row["plover_2021"] for c in found)
    n, constant = len(rows), asked.most_common(1)[0]
    print(f"\nplover: {sum(right.values())} of {n} right ({sum(right.values()) / n:.1%}); ", end="")
    print(f"any coding right {any_right / n:.1%}; always {constant[0]} {constant[1] / n:.1%}")
    for name, total in asked.most_common():
        print(f"  {name:10} {right[name]:3} of {total}")


def topics(shared: Path) -> list[str]:
    """Codings an article by topic; returns the texts for the speed test."""
    path = shared / "data" / "news" / "german_news.jsonl"
    articles = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    codings, number = Counter(), Counter()
    started = time.process_time()
    for article in articles:
        found = code_text(article["text"], None, "de")
        codings[article["topic"]] += sum(c.kind != "assessment" for c in found)
        number[article["topic"]] += 1
    seconds = time.process_time() - started
    print(f"\ntopics: {len(articles)} articles in {seconds:.1f} s", end=" ")
    print(f"({len(articles) / seconds * 60:,.0f} a minute on one core)")
    for name, total in number.most_common():
        print(f"  {name:14} {codings[name] / total:6.3f} codings an article ({total} articles)")
    return [article["text"] for article in articles if article["topic"] == "International"]


def speed(texts: list[str]) -> None:
    """Twice the text should take at most 2.2 times as long; memory stays flat."""
    text = "\n\n".join(texts[:40])
    times = []
    for copies in (1, 2, 4):
        started = time.process_time()
        code_text("\n\n".join([text] * copies), date(2016, 1, 1), "de")
        times.append(time.process_time() - started)
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\nspeed: {len(text):,} characters in {times[0]:.2f} s, ", end="")
    print(f"twice {times[1] / times[0]:.2f} times as long, four times {times[2] / times[0]:.2f}")
    print(f"  peak memory {megabytes:.0f} MB")


def main() -> None:
    """All four tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, default=SHARED)
    shared = parser.parse_args().shared
    code_text("Die USA drohten Iran.", None, "de")
    gold(shared)
    plover(shared)
    speed(topics(shared))


if __name__ == "__main__":
    main()
