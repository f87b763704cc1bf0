"""Memory of the desk as it runs: `standoff serve` and the process that solves the game.

    python benchmarks/desk_memory.py [--codings 10000]

Serves a case of invented articles (`desk.large_case`), asks one page after the other until each is
whole, and reads what Linux says of every process of the desk: `now` is its resident memory, `peak`
the most that it has had. The two processes share little; their sum is an upper bound of both.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

from desk import large_case

PAGES = (
    "", "/review", "/timeline", "/events", "/accounts", "/merges", "/disagree", "/claims",
    "/check", "/phases", "/ahead", "/export", "/chart/counts.png", "/report.html", "/game",
    "/game/exact.json?p_relief_gain=0.65", "/game/play?side=target",
)  # fmt: skip


def of_process(pid: int) -> tuple[int, int]:
    """(now, peak) in MB; (0, 0) for one that has ended."""
    try:
        told = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except OSError:
        return 0, 0
    now, peak = (re.search(rf"{key}:\s+(\d+)", told) for key in ("VmRSS", "VmHWM"))
    return (int(now[1]) // 1024, int(peak[1]) // 1024) if now and peak else (0, 0)


def children(pid: int) -> Iterator[int]:
    """Processes that any thread of a process has started."""
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        yield from map(int, path.read_text(encoding="ascii").split())


def whole(opener: OpenerDirector, address: str) -> None:
    """Ask until nothing of the page is being computed any more."""
    while True:
        with opener.open(address) as answer:
            answer.read()
            if not answer.headers.get("x-standoff-waiting"):
                return
        time.sleep(0.2)


def walk(served: subprocess.Popen[str]) -> None:
    assert served.stdout is not None
    address = next(found[0] for line in served.stdout if (found := re.search(r"http\S+", line)))
    opener = build_opener(HTTPCookieProcessor(CookieJar()))
    opener.open(address).read()
    home, most = address.split("/?")[0], 0
    print(f"{'':40}{'desk now':>10}{'peak':>8}{'game now':>10}{'peak':>8}")
    for page in PAGES:
        whole(opener, f"{home}/c/large{page}")
        (now, peak), parts = of_process(served.pid), list(map(of_process, children(served.pid)))
        game, game_peak = map(sum, zip(*parts, strict=True)) if parts else (0, 0)
        most = max(most, peak + game_peak)
        print(f"{page or '(case)':40}{now:10}{peak:8}{game:10}{game_peak:8}")
    print(f"both peaks together: {most} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--codings", type=int, default=10_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        large_case(Path(folder) / "large", asked.codings)
        command = [sys.executable, "-m", "standoff", "serve", folder]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as served:
            try:
                walk(served)
            finally:
                served.terminate()


if __name__ == "__main__":
    main()
