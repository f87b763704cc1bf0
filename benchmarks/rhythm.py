"""Size and power of the rhythm tests on simulated records of thirty years.

    python benchmarks/rhythm.py [--records 2000] [--write]

Size: the share of records without the rhythm that a test rejects at the 5 % level (it should be 3
to 7 %). Power: the share of records with a planted order in which it is found. The records are
those of `tests/cycle/rhythmless.py`. `--write` puts the table into `docs/cycle.md`.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np

from standoff.cycle.rhythm import KindSequence, order_test, regularity_test, turns_test

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "cycle"))

from rhythmless import bursty, ordered, sticky, trending  # noqa: E402

PAGE = ROOT / "docs" / "cycle.md"
BEGIN, END = "<!-- rhythm: begin -->", "<!-- rhythm: end -->"
START, LAST = date(1990, 1, 1), date(2019, 12, 31)
DAYS = (LAST - START).days + 1
LEVEL, DRAWS = 0.05, 199
Random = np.random.Generator
Make = Callable[[Random], KindSequence]


def rejects_order(make: Make, number: int) -> bool:
    """Whether the order test says yes to record `number`, either way round."""
    sequence = make(np.random.default_rng(40_000 + number))
    return order_test(sequence, ("a", "b", "c"), draws=DRAWS, seed=number).p_value <= LEVEL


def rejects_turns(make: Make, number: int) -> bool:
    """Whether the turns test says yes or no."""
    sequence = make(np.random.default_rng(80_000 + number))
    return turns_test(sequence, ("a", "b"), draws=DRAWS, seed=number).p_value <= LEVEL


def scattered(rng: Random) -> list[date]:
    """Days without memory, in a season, denser in the last ten years."""
    d = np.arange(DAYS)
    season = 1 + 0.8 * np.sin(2 * np.pi * d / 365.25)
    rate = 80 / DAYS * season * np.where(d > DAYS * 2 / 3, 2, 0.6)
    return [START + timedelta(days=int(i)) for i in d[rng.random(DAYS) < rate]]


def rejects_regularity(number: int) -> bool:
    """Whether the regularity test calls the intervals of a memoryless record regular or bunched."""
    days = scattered(np.random.default_rng(70_000 + number))
    return regularity_test(days, START, LAST, draws=DRAWS, seed=number).p_value <= LEVEL


def share(reject: Callable[[int], bool], records: int) -> str:
    """`4.9 % (3.9 to 5.9)`: the share rejected with its 95 % interval."""
    p = sum(reject(number) for number in range(records)) / records
    error = 1.96 * (max(p * (1 - p), 1e-9) / records) ** 0.5
    return f"{100 * p:.1f} % ({100 * max(p - error, 0):.1f} to {100 * min(p + error, 1):.1f})"


def table(records: int) -> list[str]:
    """The lines of the table, each printed as soon as it is known."""
    cases: list[tuple[str, str, Callable[[int], bool]]] = [
        ("order, size", make.__name__, lambda n, make=make: rejects_order(make, n))
        for make in (sticky, trending, bursty)
    ]
    cases.append(("order, power", "ordered, strength 0.7", lambda n: rejects_order(ordered, n)))
    cases += [
        ("turns, size", make.__name__, lambda n, make=make: rejects_turns(make, n))
        for make in (sticky, trending)
    ]
    cases.append(("regularity, size", "memoryless, seasonal, denser later", rejects_regularity))
    lines = ["| test | records of thirty years | rejected at 5 % (95 % interval) | n |",
             "|---|---|---|---|"]  # fmt: skip
    for test, name, reject in cases:
        before = time.process_time()
        lines.append(f"| {test} | {name} | {share(reject, records)} | {records} |")
        print(f"{lines[-1]}   {time.process_time() - before:.0f} CPU s", flush=True)
    return lines


def write(lines: list[str]) -> None:
    """Put the table between its marks in the page."""
    head, rest = PAGE.read_text("utf-8").split(BEGIN)
    tail = rest.split(END)[1]
    PAGE.write_text(f"{head}{BEGIN}\n{chr(10).join(lines)}\n{END}{tail}", encoding="utf-8")


def main() -> None:
    """Read the options and run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=2000)
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    lines = table(asked.records)
    if asked.write:
        write(lines)


if __name__ == "__main__":
    main()
