"""Every command of the command line with words that run on the bundled case, without a network.

    python commands.py FOLDER    run them all in FOLDER and tell of every connection they tried

The result is one line of JSON: the exit code of each, and each address that was asked for.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

ARTICLE = (
    "North Korea fired a ballistic missile on Monday. The United States condemned the test and "
    "threatened North Korea with sanctions.\n"
)
GAME = ("deadline", "--at", "deadline=1")


def lines(folder: Path) -> dict[str, list[str]]:
    """The words of every command; `folder` holds the case and what the commands write."""
    case, article = str(folder / "case"), str(folder / "one.txt")
    ids = _ids(folder / "case") if (folder / "case").is_dir() else ("", "", "", "")
    there = ["--case", case]
    return {
        "demo": ["korea", *there],
        "accounts": there,
        "agreement": there,
        "balance": ["USA", *there],
        "cite": there,
        "claims": there,
        "code": [article, "--published", "2019-12-09", "--format", "csv"],
        "compare": [ids[0], ids[1], *there],
        "deal": there,
        "convert": ["190", "--from", "cameo", "--to", "plover"],
        "doctor": there,
        "estimate": ["escalation", "--pool", "--data", str(folder / "panel")],
        "events": there,
        "export": ["--as", "bundle", *there, str(folder / "bundle.zip")],
        "attach": [str(folder / "case"), article],
        "forecast": [
            "PRK weapon_test:short_range",
            "--knows-until",
            "2019-12-09",
            "--by",
            "2019-12-31",
            *there,
        ],
        "import": [str(folder / "bundle.zip"), "--as", "bundle", "--case", str(folder / "taken")],
        "mechanisms": ["--short", "--draws", "1", "--variant", "tension_for_relief", *there],
        "merge": there,
        "phases": there,
        "play": ["--months", "1"],
        "read": [article, "--published", "2019-12-09", "--case", str(folder / "own")],
        "report": ["--proposed", *there],
        "review": ["--case", str(folder / "own"), "--by", "Ada"],
        "score-codings": [str(folder / "gold.csv"), str(folder / "gold.csv")],
        "simulate": [*GAME, "--paths", "200"],
        "solve": [*GAME],
        "table": ["events", *there],
        "what-if": ["deadline", "--change", "taboo_cost=-9"],
        "backtest": ["--ask", "PRK summit", "--from", "2019-05-31", "--to", "2019-06-30", *there],
    }


def _ids(case: Path) -> tuple[str, ...]:
    from standoff.case import Case

    return tuple(article.id for article in Case.open(case).articles)


def prepare(folder: Path) -> None:
    """An article, a gold file and a small panel of the crisis game."""
    from tests.game_estimation.test_reading import write

    (folder / "panel").mkdir()
    write(folder / "panel")
    (folder / "one.txt").write_text(ARTICLE, encoding="utf-8")


def run(name: str, words: list[str]) -> tuple[int, str, str]:
    """(exit code, stdout, stderr) of one command in this process."""
    from standoff.cli import main

    out, err = StringIO(), StringIO()
    keep, sys.argv = sys.argv, ["standoff", name, *words]
    sys.stdin = StringIO("q\n" * 50)
    try:
        with redirect_stdout(out), redirect_stderr(err):
            main()
    except SystemExit as end:
        return int(end.code or 0), out.getvalue(), err.getvalue()
    finally:
        sys.argv = keep
    raise AssertionError("main ends with an exit code")


def watch(heard: list[str]) -> None:
    """Note every connection and every name asked for, in this process and what it starts."""

    def listen(event: str, arguments: tuple[object, ...]) -> None:
        if event in ("socket.connect", "socket.sendto"):
            heard.append(f"{event} {arguments[-1]!r}")
        elif event in ("socket.getaddrinfo", "socket.gethostbyname", "urllib.Request"):
            heard.append(f"{event} {arguments[0]!r}")

    sys.addaudithook(listen)


def main(folder: Path) -> None:
    heard: list[str] = []
    watch(heard)
    os.environ["OMP_NUM_THREADS"] = "1"
    prepare(folder)
    codes, told = {}, {}
    for name in lines(folder):
        words = lines(folder)[name]  # The case is there only after `demo`.
        codes[name], out, told[name] = run(name, words)
        if name == "code":
            (folder / "gold.csv").write_text(out, encoding="utf-8")
    faults = {name: told[name][-500:] for name, code in codes.items() if code}
    sys.stdout.write(json.dumps({"codes": codes, "heard": heard, "faults": faults}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
