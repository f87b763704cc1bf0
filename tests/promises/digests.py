"""Run commands on a case and print a hash of everything that each says and writes.

    python digests.py CASE OUT few|all          commands that answer or draw, some or all of them
    python digests.py CASE OUT spread WORD...   commands whose work the words spread over cores

`seconds` of an answer are the only figures that may differ, and are left out.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from pathlib import Path

import commands

TIMES = re.compile(r'"seconds":[-+.e0-9]+')


def asked(case: str, out: str) -> dict[str, list[str]]:
    """Commands that answer or draw."""
    there, told = ["--case", case, "--json"], ["--case", case]
    return {
        "claims": there, "phases": there, "events": there, "accounts": there,
        "balance": ["USA", *there], "agreement": there,
        "forecast": ["PRK weapon_test:short_range", "--knows-until", "2019-12-09", "--by",
                     "2019-12-31", *there],
        "table": ["panel", "--out", f"{out}/panel.parquet", *there],
        "report": [f"{out}/page.html", "--proposed", "--language", "de", *told],
        "export": [f"{out}/bundle.zip", "--as", "bundle", *told],
        "solve": ["deadline", "--svg", f"{out}/choices.svg", "--graph", f"{out}/graph.svg",
                  "--json"],
        "what-if": ["deadline", "--change", "taboo_cost=-9", "--draws", "10", "--out",
                    f"{out}/fan.svg", "--json"],
    }  # fmt: skip


def spread(case: str, out: str, where: list[str]) -> dict[str, list[str]]:
    """Commands whose work is spread over cores or a cluster."""
    return {
        "backtest": ["--ask", "PRK summit", "--from", "2019-08-31", "--to", "2019-12-31", "--case",
                     case, "--json", *where],
        "estimate": ["escalation", "--pool", "--starts", "2", "--data", f"{out}/panel", "--json",
                     *where],
    }  # fmt: skip


#: The page holds claims, phases, accounts, balance and forecasts already.
FEW = ("report", "export", "solve", "what-if")


def digest(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()[:16]


def main(case: str, out: str, what: str, where: list[str]) -> None:
    from tests.game_estimation.test_reading import write

    (Path(out) / "panel").mkdir(parents=True)
    write(Path(out) / "panel")
    found = {}
    chosen = spread(case, out, where) if what == "spread" else asked(case, out)
    for name, words in chosen.items():
        if what == "few" and name not in FEW:
            continue
        code, said, told = commands.run(name, words)
        assert code == 0, (name, code, told[-800:])
        said = TIMES.sub("", said.replace(out, "OUT").replace(case, "CASE"))
        found[name] = digest(said.encode("utf-8"))
    for path in sorted(Path(out).iterdir()):
        if path.is_file():
            found[path.name] = digest(path.read_bytes())
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4:])
