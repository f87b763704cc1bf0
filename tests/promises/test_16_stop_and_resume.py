"""Promise 16: long work shows progress, stops cleanly on Ctrl-C, keeps what is done, resumes."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys

import pytest
from tests.game_estimation.test_reading import write

from standoff.case import Case

TIMES = re.compile(r'"seconds":[-+.e0-9]+')


@pytest.fixture(scope="module")
def korea(tmp_path_factory):
    folder = tmp_path_factory.mktemp("long") / "korea"
    Case.demo("korea", folder)
    return folder


def program(*words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-u", "-m", "standoff", *words],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env=os.environ | {"OMP_NUM_THREADS": "1", "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip


def stopped(*words: str, after: str) -> str:
    """What a command says that gets Ctrl-C when a line of its progress matches `after`."""
    running, told = program(*words), []
    try:
        for line in running.stderr:
            told.append(line)
            if re.search(after, line):
                break
        else:
            pytest.fail(f"it ended before it could be stopped: {''.join(told)[-800:]}")
        running.send_signal(signal.SIGINT)
        out, rest = running.communicate(timeout=60)
    finally:
        running.kill()
    said = "".join(told) + rest
    assert running.returncode == 130, said
    assert "Traceback" not in said
    assert "Stopped; what was finished is kept." in said
    assert out == "", "no half answer"
    return said


def whole(*words: str) -> tuple[dict, str]:
    running = program(*words)
    out, err = running.communicate(timeout=500)
    assert running.returncode == 0, err[-2000:]
    return json.loads(TIMES.sub('"seconds":0', out)), err


def test_promise_16_a_backtest_is_stopped_and_taken_up(korea, tmp_path, kept):
    words = ["backtest", "--ask", "PRK summit", "--from", "2018-10-31", "--to", "2019-02-28",
             "--case", str(korea), "--json"]  # fmt: skip
    stopped(*words, after=r"^1 of")
    done = sorted((korea / "backtests").rglob("*.json"))
    assert done, "a finished year is kept"
    times = {path: path.stat().st_mtime_ns for path in done}
    resumed, _ = whole(*words)
    assert {path: path.stat().st_mtime_ns for path in done} == times, "and not asked again"
    for path in (korea / "backtests").rglob("*.json"):
        path.unlink()
    anew, _ = whole(*words)
    assert resumed == anew, "the same answer as without the stop"
    kept("commands stopped and taken up", 1)


def test_promise_16_a_search_from_many_starts_is_stopped_and_taken_up(tmp_path, kept):
    (tmp_path / "panel").mkdir()
    write(tmp_path / "panel")
    words = ["estimate", "escalation", "--pool", "--starts", "4", "--data", str(tmp_path / "panel"),
             "--keep", str(tmp_path / "kept"), "--json"]  # fmt: skip
    stopped(*words, after=r"^1/4")
    done = list((tmp_path / "kept").glob("*.json"))
    assert 1 <= len(done) < 4
    times = {path: path.stat().st_mtime_ns for path in done}
    resumed, _ = whole(*words)
    assert {path: path.stat().st_mtime_ns for path in done} == times
    anew, _ = whole(*words[:-3], "--json")
    assert resumed == anew
    kept("commands stopped and taken up", 1)


def test_promise_16_reading_is_stopped_with_nothing_half_read(tmp_path, kept):
    """Each hundred articles is written in one piece; the same call again goes on from there."""
    words = []
    for number in range(250):
        path = tmp_path / f"{number:03}.txt"
        path.write_text(
            f"On day {number} Iran threatened Israel with sanctions. " * 20, encoding="utf-8"
        )
        words.append(str(path))
    words = ["read", *words, "--published", "2019-12-09", "--case", str(tmp_path / "c"), "--json"]
    stopped(*words, after=r"\d+ of 250")
    case = Case.open(tmp_path / "c")
    case.verify()
    assert len(case.articles) in (100, 200)
    assert {coding.article for coding in case.codings} == {one.id for one in case.articles}
    answer, _ = whole(*words)
    assert answer["known"] == len(case.articles)
    assert len(Case.open(tmp_path / "c").articles) == 250
    kept("commands stopped and taken up", 1)
