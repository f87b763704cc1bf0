"""Promise 2: acknowledged means durable, whenever the process is killed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from standoff.case import Case
from standoff.record import Journal

TESTS = Path(__file__).parents[1]
DISPATCHES = sorted((TESTS / "cases" / "dispatches").glob("*.txt"))


def ran(*words):
    done = subprocess.run(
        [sys.executable, *map(str, words)], capture_output=True, text=True, timeout=1500
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


def test_promise_02_no_acknowledged_entry_is_lost_by_a_kill(tmp_path, all_of_it, kept):
    rounds = 200 if all_of_it else 15
    Journal.create(tmp_path / "j.sqlite")
    found = ran(TESTS / "record" / "writers.py", "kill", tmp_path / "j.sqlite", rounds, 11)
    assert found["entries"] >= found["acknowledged"] > rounds / 4
    kept("kills of a writer survived", rounds)
    kept("entries acknowledged, none lost", found["acknowledged"])


def test_promise_02_no_acknowledged_verdict_is_lost_by_a_kill(tmp_path, all_of_it, kept):
    rounds = 200 if all_of_it else 5
    Case.read_into(tmp_path / "c", DISPATCHES, dyad="PRK,USA")
    found = ran(TESTS / "cases" / "reviewer.py", tmp_path / "c", rounds, 12)
    assert found["lost"] == []
    assert found["acknowledged"] >= rounds
    assert found["verdicts"] - found["acknowledged"] <= rounds
    kept("kills of a review survived", rounds)
    kept("verdicts acknowledged, none lost", found["acknowledged"])
