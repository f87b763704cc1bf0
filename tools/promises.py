"""Write docs/promises.md: each promise, the tests that hold it, and the figures they reached.

    python tools/promises.py            the counts that were promised (`make promises`; long)
    python tools/promises.py --reduced  the counts of `make test`

The figures come from the tests themselves (fixture `kept` of tests/promises); nothing is written
unless all of them pass.
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
with the counts below, and `make promises` writes this page from what the tests counted ({size}).

| | promise | figures | tests |
|---:|---|---|---|
"""

TAIL = """
What the page does not say: promise 4 shows accidents, not a determined forger, unless the head
hash is published; promise 5 holds on one machine with one set of versions and one BLAS thread a
worker; the times of promises 11 and 12 are CPU times of the machine that wrote this page.

Where a promise is not wholly kept: promise 11 is tried with marks and words repeated without end.
Text in which every sentence states something takes the coder 3 to 6 CPU seconds a megabyte on a
busy machine (`benchmarks/coder.py`: commentaries of the press, repeated; news and gold texts, each
once), not 2; its time stays proportional.
"""


def ran(reduced: bool) -> ElementTree.Element:
    """The results of the tests of all promises; exits if one of them fails."""
    with tempfile.TemporaryDirectory() as folder:
        results = Path(folder) / "results.xml"
        words = [sys.executable, "-m", "pytest", "-n", "2", "--dist", "worksteal", str(TESTS),
                 "-k", "not whole" if reduced else "not reduced",
                 f"--junitxml={results}", "-o", "junit_family=xunit1"]  # fmt: skip
        environment = os.environ | {"OMP_NUM_THREADS": "1", "CI": "true"}
        if subprocess.run(words, cwd=ROOT, env=environment).returncode:
            sys.exit("A promise is not kept; the page was not written.")
        return ElementTree.parse(results).getroot()


def sentence(number: int) -> str:
    """What the module of the promise says it is."""
    (path,) = TESTS.glob(f"test_{number:02}_*.py")
    first = path.read_text(encoding="utf-8").split('"""')[1].split("\n\n")[0]
    return " ".join(re.sub(r"^Promise \d+: ", "", first).split())


def figures(results: ElementTree.Element) -> dict[int, dict[str, list[str]]]:
    """Promise -> what was counted -> the counts of its tests."""
    found: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for case in results.iter("testcase"):
        match = re.match(r"test_promise_(\d\d)", case.get("name", ""))
        if match:
            for noted in case.iter("property"):
                found[int(match[1])][noted.get("name", "")].append(noted.get("value", ""))
    return found


def told(counts: dict[str, list[str]]) -> str:
    """`200 kills survived; ...`: counts of one name are added up, other figures listed."""
    words = []
    for name, values in counts.items():
        whole = all(value.isdigit() for value in values)
        figure = f"{sum(map(int, values)):,}" if whole else ", ".join(values)
        words.append(f"{figure} {name}" if whole else f"{name}: {figure}")
    return "; ".join(words)


def page(results: ElementTree.Element, size: str) -> str:
    found, rows = figures(results), []
    for number in range(1, 17):
        (path,) = TESTS.glob(f"test_{number:02}_*.py")
        rows.append(f"| {number} | {sentence(number)} | {told(found[number])} | `{path.name}` |\n")
    return HEAD.format(size=size) + "".join(rows) + TAIL


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reduced", action="store_true")
    asked = parser.parse_args()
    results = ran(asked.reduced)
    size = "the reduced counts of `make test`" if asked.reduced else "the whole counts"
    PAGE.write_text(page(results, size), encoding="utf-8")


if __name__ == "__main__":
    main()
