"""Write docs/mutation.md from what `make mutants` found: per file, and why the survivors survive.

    python tools/mutants.py          the page
    python tools/mutants.py --open   the survivors that nobody has explained, as differences

mutmut keeps its results below `mutants/`: beside each mutated module, which holds every mutant as a
function of its own, a file with their exit codes. `tools/mutants.toml` says why a survivor may
live, by the function it stands in and a piece of the changed line.
"""

from __future__ import annotations

import argparse
import ast
import difflib
import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
KEPT, PAGE, SEEN = ROOT / "mutants", ROOT / "docs" / "mutation.md", ROOT / "tools" / "mutants.toml"

#: mutmut's exit codes: 1 and 3 a failing test, 37 the type checker, 24 and 255 out of time.
FATES = {1: "tests", 3: "tests", 37: "types", 24: "time", -24: "time", 36: "time", 152: "time",
         255: "time", 0: "survived", 33: "unreached", 5: "unreached"}  # fmt: skip
COLUMNS = ("types", "tests", "time", "survived", "unreached", "not run")

HEAD = """# Mutation testing

Do the tests see it when the code is changed? `make mutants` changes it in {n:,} small ways, one at
a time (mutmut 3.8.1: another operator, number, word, argument, or none), and asks the tests that
reach the changed function. `tools/mutants.py` wrote this page from what it found; the settings
stand in `pyproject.toml`, [tool.mutmut].

A mutant that does not fit its types is refused by `make lint` and needs no test (*types*); the
others are caught by a failing test (*tests*), by one that never ends (*time*), or survive. No
chosen test comes to the *unreached*; those *not run* wait for the next `make mutants`.

| file | mutants | types | tests | time | survived | unreached | not run | caught |
|---|---:|---:|---:|---:|---:|---:|---:|---:|
"""

MIDDLE = """
Functions under a decorator (the cached ones of `periods.py`, properties) are not changed by mutmut;
neither are constants of modules and the data files, whose entries have examples that run as tests.

## Why the survivors survive

`tools/mutants.toml` holds the reasons, `python tools/mutants.py --open` prints what has none.

| class | survivors | meaning |
|---|---:|---|
"""


class Mutant(NamedTuple):
    """One change: where, what became of it, and the lines taken out and put in."""

    file: str
    function: str
    number: int
    fate: str
    out: str
    put: str


def mutants() -> Iterator[Mutant]:
    """Every mutant of the last run, in the order of files and functions."""
    for meta in sorted(KEPT.glob("src/**/*.meta")):
        module = meta.with_suffix("")
        source = module.read_text("utf-8")
        lines = source.splitlines()
        bodies = {
            node.name: lines[node.lineno - 1 : node.end_lineno]
            for node in ast.walk(ast.parse(source))
            if isinstance(node, ast.FunctionDef)
        }
        for key, code in json.loads(meta.read_text("utf-8"))["exit_code_by_key"].items():
            name = key.rpartition(".")[2]
            function, _, number = name.rpartition("__mutmut_")
            bare = [re.sub(r"__mutmut_\w+", "", line) for line in bodies[name]]
            was = [re.sub(r"__mutmut_\w+", "", line) for line in bodies[f"{function}__mutmut_orig"]]
            out, put = _difference(was, bare)
            where = module.relative_to(KEPT / "src" / "standoff").as_posix()
            plain = function.removeprefix("x_").removeprefix("xǁ").replace("ǁ", ".")
            yield Mutant(where, plain, int(number), FATES.get(code, "not run"), out, put)


def _difference(before: list[str], after: list[str]) -> tuple[str, str]:
    """The lines that one function has and the other has not."""
    found = [
        line
        for line in difflib.unified_diff(before, after, lineterm="", n=0)
        if not line.startswith(("---", "+++", "@@"))
    ]
    sides = ([line[1:].strip() for line in found if line[0] == sign] for sign in "-+")
    out, put = (" ".join(side) for side in sides)
    return out, put


def reasons() -> list[dict[str, str]]:
    return list(tomllib.loads(SEEN.read_text("utf-8"))["seen"])


def reason_of(one: Mutant, known: list[dict[str, str]]) -> dict[str, str] | None:
    """The first reason whose function and piece of the changed line fit."""
    for row in known:
        if row["in"] in (one.function, "*") and row["now"] in one.put:
            return row
    return None


def table(found: list[Mutant]) -> str:
    files = sorted({one.file for one in found})
    rows = []
    for file in [*files, ""]:
        mine = Counter(one.fate for one in found if file in ("", one.file))
        n, tried = sum(mine.values()), sum(mine.values()) - mine["not run"]
        caught = mine["types"] + mine["tests"] + mine["time"]
        cells = (f"{mine[column]:,}" for column in COLUMNS)
        name = f"`{file}`" if file else "all"
        rows.append(
            f"| {name} | {n:,} | {' | '.join(cells)} | {100 * caught / max(tried, 1):.1f} % |"
        )
    return "\n".join(rows) + "\n"


def classes(survivors: list[Mutant]) -> str:
    told = tomllib.loads(SEEN.read_text("utf-8"))
    known = told["seen"]
    counted = Counter((reason_of(one, known) or {"class": "open"})["class"] for one in survivors)
    return "".join(
        f"| {name} | {counted[name]} | {meaning} |\n" for name, meaning in told["classes"].items()
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--open", action="store_true")
    asked = parser.parse_args()
    found = list(mutants())
    survivors = [one for one in found if one.fate in ("survived", "unreached")]
    if asked.open:
        known = reasons()
        for one in survivors:
            if reason_of(one, known) is None:
                print(f"{one.file} {one.function} {one.number}\n  - {one.out}\n  + {one.put}")
        return
    text = HEAD.format(n=len(found)) + table(found) + MIDDLE + classes(survivors)
    PAGE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
