"""Speed and memory of the record on real and made-up data: `python benchmarks/record.py`.

Each line is the median of three runs, in seconds of wall time and of this process's own CPU time
(all threads), with the goal beside it. The machine may be busy; CPU time is the steadier figure.

    keds      636,563 rows of KEDS imported by a process of its own, with its peak of memory
    counts    monthly directed counts of all pairs of states from them, first and again
    series    2.7 million dyad scores of GDELT as monthly series
    journal   a journal of a million codings: making its snapshot once, opening, filtering

The data sets lie in ../shared/data/events; the million codings are made up here.
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

EVENTS = Path(__file__).parents[1] / ".." / "shared" / "data" / "events"
RUNS = 3
CHILD = (
    "import resource, sys; from standoff.case import import_file; "
    "import_file(sys.argv[1], sys.argv[2], sys.argv[3]); "
    "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)"
)


def timed(work: Callable[[], object], runs: int = RUNS) -> tuple[float, float, object]:
    """(median wall, median CPU, last answer) of `work`."""
    walls, cpus, answer = [], [], None
    for _ in range(runs):
        wall, cpu = time.perf_counter(), time.process_time()
        answer = work()
        walls.append(time.perf_counter() - wall)
        cpus.append(time.process_time() - cpu)
    return statistics.median(walls), statistics.median(cpus), answer


def told(name: str, wall: float, cpu: float, goal: str, more: str = "") -> None:
    print(f"{name:44s} wall {wall:7.2f} s   CPU {cpu:7.2f} s   goal {goal:12s} {more}", flush=True)


def keds(folder: Path) -> None:
    """The import, each run into a fresh case by a fresh process."""
    walls, cpus, peaks = [], [], []
    for number in range(RUNS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        wall = time.perf_counter()
        case, path = folder / f"keds{number}", EVENTS / "keds_events_1979_2004.parquet"
        words = [sys.executable, "-c", CHILD, str(case), str(path), "keds"]
        done = subprocess.run(words, capture_output=True, text=True, check=True)
        walls.append(time.perf_counter() - wall)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpus.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        peaks.append(int(done.stdout))
    told("keds: 636,563 rows imported", statistics.median(walls), statistics.median(cpus),
         "15 s, 1.5 GB", f"peak {statistics.median(peaks)} MB")  # fmt: skip


def counts(folder: Path) -> None:
    """Monthly counts of all directed pairs, from the kept Parquet file and from memory."""
    from standoff.case import Case

    def cold() -> object:
        return Case.open(folder / "keds0").counts(each=("source", "target"))

    told("counts: all directed pairs, case just opened", *timed(cold)[:2], "1 s")
    case = Case.open(folder / "keds0")
    case.counts()
    wall, cpu, table = timed(lambda: case.counts(each=("source", "target")))
    told("counts: the same again", wall, cpu, "1 s", f"{len(table)} rows")  # type: ignore[arg-type]
    wall, cpu, table = timed(lambda: case.panel(codes="cow"))
    told("counts: panel of all pairs, COW codes", wall, cpu, "-", f"{len(table)} rows")  # type: ignore[arg-type]


def series(folder: Path) -> None:
    """Scores imported, and summed by month."""
    from standoff.case import Case, import_file

    path = EVENTS / "gdelt_dyad_daily_2018_2024.parquet"
    wall, cpu, _ = timed(lambda: import_file(folder / "gdelt", path, "series"), runs=1)
    told("series: 2,706,008 scores imported", wall, cpu, "-")

    def cold() -> object:
        return Case.open(folder / "gdelt").series_table(by="month")

    wall, cpu, table = timed(cold)
    told("series: monthly, case just opened", wall, cpu, "2 s", f"{len(table)} rows")  # type: ignore[arg-type]


def journal(folder: Path, size: int) -> None:
    """A made-up journal, its snapshot, and questions to it."""
    from standoff.case import Case

    wall, cpu, _ = timed(lambda: make_journal(folder / "long", size), runs=1)
    told(f"journal: {size:,} codings written", wall, cpu, "-")
    wall, cpu, _ = timed(lambda: Case.open(folder / "long").coding_frame(), runs=1)
    told("journal: read once, snapshot made", wall, cpu, "-", _size(folder))
    wall, cpu, _ = timed(lambda: Case.open(folder / "long").coding_frame())
    told("journal: opened with its snapshot", wall, cpu, "2 s")
    case = Case.open(folder / "long")
    case.coding_frame()
    asked = {"who": "USA", "whom": "PRK", "start": date(2010, 1, 1), "end": date(2010, 12, 31)}
    wall, cpu, table = timed(lambda: case.coding_table(**asked))  # type: ignore[arg-type]
    told("journal: codings of a pair and a year", wall, cpu, "0.3 s", f"{len(table)} rows")  # type: ignore[arg-type]
    decide_some(folder / "long")
    wall, cpu, _ = timed(lambda: Case.open(folder / "long").coding_frame())
    told("journal: opened with 200 verdicts behind it", wall, cpu, "2 s")


def _size(folder: Path) -> str:
    snapshot = folder / "long" / "cache" / "codings.snapshot"
    return f"{snapshot.stat().st_size / 1e6:.0f} MB"


def make_journal(folder: Path, size: int) -> None:
    """`size` codings of made-up articles with twenty codings each."""
    from standoff.case import Case
    from standoff.nouns import Article, Coding
    from standoff.nouns.vocabulary import MOVE_PLOVER
    from standoff.record import article_entry, coding_entry

    chance = random.Random(1)
    states = ("USA", "PRK", "KOR", "CHN", "RUS", "JPN", "IRN", "ISR", "IND", "PAK")
    moves = [move for move, plover in MOVE_PLOVER.items() if plover]
    text = "Norland sprach mit Sudria über Raketen und über den Frieden. " * 20
    case = Case.create(folder)
    for batch in range(0, size, 50_000):
        entries = []
        for number in range(batch, min(batch + 50_000, size), 20):
            day = date(1995, 1, 1) + timedelta(days=chance.randrange(10_000))
            article = Article.of(text + str(number), published=day, outlet="Bote", language="de")
            entries.append(article_entry(article))
            for place in range(20):
                move, start = chance.choice(moves), place * 61
                source, target = chance.sample(states, 2)
                entries.append(coding_entry(Coding(
                    start=start, end=start + 60, text=article.text[start : start + 60],
                    kind="event", source=source, target=target, move=move,
                    plover=MOVE_PLOVER[move], earliest=day, latest=day, doc=f"{number}.txt",
                    rule="made-up", confidence=0.5, article=article.id,
                )))  # fmt: skip
        case.append(entries)


def decide_some(folder: Path) -> None:
    """Two hundred verdicts on codings of long ago."""
    from datetime import UTC, datetime

    from standoff.case import Case
    from standoff.nouns import Verdict
    from standoff.record import verdict_entry

    case = Case.open(folder)
    ids = case.coding_frame()["id"].head(200).to_list()
    now = datetime.now(UTC)
    case.append(
        [verdict_entry(Verdict(coding=one, decision="accept", by="Ana", at=now)) for one in ids]
    )


def main() -> None:
    parts = {"keds": keds, "counts": counts, "series": series}
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("parts", nargs="*", default=[*parts, "journal"])
    reader.add_argument("--codings", type=int, default=1_000_000)
    asked = reader.parse_args()
    with tempfile.TemporaryDirectory() as name:
        for part in asked.parts:
            if part == "journal":
                journal(Path(name), asked.codings)
            else:
                parts[part](Path(name))


if __name__ == "__main__":
    main()
