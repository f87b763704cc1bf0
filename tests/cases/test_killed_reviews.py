"""A review that is killed at any moment loses no verdict that was acknowledged."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from standoff.case import Case

HERE = Path(__file__).parent
DISPATCHES = sorted((HERE / "dispatches").glob("*.txt"))


def killed(folder, rounds):
    Case.read_into(folder, DISPATCHES, dyad="PRK,USA")
    done = subprocess.run(
        [sys.executable, str(HERE / "reviewer.py"), str(folder), str(rounds), "5"],
        capture_output=True, text=True, timeout=550,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    found = json.loads(done.stdout)
    assert found["lost"] == []
    assert found["acknowledged"] >= rounds, "each reviewer was killed after its first verdict"
    assert found["verdicts"] - found["acknowledged"] <= rounds, "at most one a kill untold"
    assert found["noted"] <= found["head"], "case.toml never names an entry that is not there"


def test_no_acknowledged_verdict_is_lost_by_a_kill(tmp_path):
    killed(tmp_path / "c", 8)


@pytest.mark.full
def test_no_acknowledged_verdict_is_lost_by_two_hundred_kills(tmp_path):
    killed(tmp_path / "c", 200)
