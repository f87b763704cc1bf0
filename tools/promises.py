"""Write docs/promises.md: each promise, the tests that hold it, and the figures they reached.

    python tools/promises.py               the counts that were promised (`make promises`; long)
    python tools/promises.py --reduced     the counts of `make test`
    python tools/promises.py --keep DIR    go on where a run was stopped that kept results in DIR;
                                           with --reduced, the whole counts there are taken

The figures come from the tests themselves (fixture `kept` of tests/promises); nothing is written
unless all of them pass. One promise is tried after the other; `--only 4 11` tries some again and
writes no page.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).parents[1]
TESTS, PAGE = ROOT / "tests" / "promises", ROOT / "docs" / "promises.md"

HEAD = """# Promises and the figures they reached

Each promise is a test of its own name in `tests/promises`; the rooms test the same things in finer
grain beside their code. `make test` runs every one of them with reduced counts, `make test-full`
with the counts below, and `make promises` writes this page from what the tests counted. Figures
marked *reduced* are those of `make test`.
Every reader of files is tried with damaged ones besides (`tests/fuzzing`); whether the tests see it
when the code is changed stands in [mutation.md](mutation.md).

| | promise | figures | tests |
|---:|---|---|---|
"""

TAIL = """
What the page does not say: promise 4 shows accidents, not a determined forger, unless the head
hash is published; promise 5 holds on one machine with one set of versions and one BLAS thread a
worker; the times of promises 11 and 12 are CPU times of the machine that wrote this page.

Where a promise is not wholly kept: promise 11 is tried with marks and words repeated without end,
of which the worst stay near 2 CPU seconds a megabyte.
Text in which every sentence states something takes the coder 2.5 to 4.6 CPU seconds a megabyte
(`benchmarks/coder.py`: commentaries of the press, repeated; news and gold texts, each
once), not 2; its time stays proportional.
Promise 12 counts work from 1,600 words on: inside one sentence without marks, of at most 400 words
(`coding/units.py`), twice the text may take 2.9 times the work.
"""


def module(number: int) -> Path:
    (path,) = TESTS.glob(f"test_{number:02}_*.py")
    return path


def ran(number: int, reduced: bool, folder: Path, jobs: int) -> Path:
    """Where the results of a promise's tests are kept in `folder`; exits if one of them fails."""
    whole, less = folder / f"{number:02}.xml", folder / f"{number:02}-reduced.xml"
    kept, fresh = (less if reduced else whole), folder / "running.xml"
    if whole.exists():
        return whole
    if not kept.exists():
        words = [sys.executable, "-m", "pytest", "-n", str(jobs), "--dist", "worksteal",
                 str(module(number)), "-k", "not whole" if reduced else "not reduced",
                 f"--junitxml={fresh}", "-o", "junit_family=xunit1"]  # fmt: skip
        environment = os.environ | {"OMP_NUM_THREADS": "1", "CI": "true"}
        if subprocess.run(words, cwd=ROOT, env=environment).returncode:
            sys.exit(f"Promise {number} is not kept; the page was not written.")
        fresh.replace(kept)
    return kept


def sentence(number: int) -> str:
    """What the module of the promise says it is."""
    first = module(number).read_text(encoding="utf-8").split('"""')[1].split("\n\n")[0]
    return " ".join(re.sub(r"^Promise \d+: ", "", first).split())


def figures(results: ElementTree.Element) -> dict[str, list[str]]:
    """What was counted -> the counts of the promise's tests."""
    found: dict[str, list[str]] = defaultdict(list)
    for noted in results.iter("property"):
        found[noted.get("name", "")].append(noted.get("value", ""))
    return found


def told(counts: dict[str, list[str]]) -> str:
    """`200 kills survived; ...`: counts of one name are added up, other figures listed."""
    words = []
    for name, values in counts.items():
        whole = all(value.isdigit() for value in values)
        figure = f"{sum(map(int, values)):,}" if whole else ", ".join(values)
        words.append(f"{figure} {name}" if whole else f"{name}: {figure}")
    return "; ".join(words)


def row(number: int, kept: Path) -> str:
    counted = told(figures(ElementTree.parse(kept).getroot()))
    if kept.stem.endswith("reduced") and "all_of_it" in module(number).read_text("utf-8"):
        counted = f"*reduced*: {counted}"
    return f"| {number} | {sentence(number)} | {counted} | `{module(number).name}` |\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reduced", action="store_true")
    parser.add_argument("--keep", type=Path, help="a folder for results that a later run takes up")
    parser.add_argument("--only", type=int, nargs="+", help="try these promises; write no page")
    parser.add_argument("--jobs", type=int, default=2, help="how many tests at once")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as passing:
        folder = asked.keep or Path(passing)
        folder.mkdir(parents=True, exist_ok=True)
        rows = [
            row(n, ran(n, asked.reduced, folder, asked.jobs)) for n in asked.only or range(1, 17)
        ]
    if asked.only:
        print("".join(rows), end="")
    else:
        PAGE.write_text(HEAD + "".join(rows) + TAIL, encoding="utf-8")


if __name__ == "__main__":
    main()
