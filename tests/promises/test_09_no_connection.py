"""Promise 9: no outgoing connection without an explicit command that names it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from standoff.cli import COMMANDS

HERE = Path(__file__).parent
#: The desk is its own matter: it listens, and the browser suite sees that no page asks elsewhere.
ELSEWHERE = {"serve"}


@pytest.fixture(scope="module")
def heard(tmp_path_factory):
    """What every command did, and every connection that was tried meanwhile."""
    folder = tmp_path_factory.mktemp("quiet")
    done = subprocess.run(
        [sys.executable, str(HERE / "commands.py"), str(folder)],
        cwd=HERE.parents[1], capture_output=True, text=True, timeout=550,
        env=os.environ | {"PYTHONPATH": str(HERE.parents[1]), "OMP_NUM_THREADS": "1"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout)


def test_promise_09_no_command_connects_to_anything(heard, kept):
    assert heard["heard"] == []
    assert set(heard["codes"]) | ELSEWHERE == set(COMMANDS), "every command is tried"
    assert heard["faults"] == {}
    kept("commands run, no connection tried", len(heard["codes"]))


def test_promise_09_the_watch_hears_a_connection(tmp_path):
    """The test of the test: a coder that names an address is heard."""
    script = (
        "import sys; from pathlib import Path; sys.path.insert(0, sys.argv[1]);"
        "import time; time.sleep = lambda seconds: None;"
        "import commands; heard = []; commands.watch(heard);"
        "commands.run('code', [sys.argv[2], '--published', '2019-12-09', '--llm-timeout', '2',"
        " '--coder', 'llm:http://127.0.0.1:9#m']);"
        "assert any('127.0.0.1' in one for one in heard), heard"
    )
    (tmp_path / "a.txt").write_text("North Korea fired a missile on Monday.\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", script, str(HERE), str(tmp_path / "a.txt")],
        capture_output=True, text=True, env=os.environ | {"XDG_CACHE_HOME": str(tmp_path)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
