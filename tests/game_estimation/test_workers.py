"""The same numbers on one core, two cores and a Dask cluster; what a missing cluster says."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys

import pytest

from standoff.errors import BadValue, NotAnswered
from standoff.game.estimation.multistart import frozen_starts, run_starts
from standoff.workers import spread

from .test_reading import write


def double(shared: int, task: int) -> int:
    return shared * task


def fail(shared: int, task: int) -> int:
    raise BadValue(f"task {task}")


def test_one_core_two_cores_and_a_cluster_give_the_same_digits(small, cluster, tmp_path):
    _, problem, _, _ = small
    names = frozen_starts(3)
    one = run_starts(problem, names)
    two = run_starts(problem, names, jobs=2)
    seen: list[int] = []
    far = run_starts(problem, names, cluster=cluster, folder=tmp_path,
                     progress=lambda done, of, fit: seen.append(done))  # fmt: skip
    assert [fit.start for fit in far] == list(names)
    for fits in (two, far):
        for left, right in zip(one, fits, strict=True):
            assert left.theta.tobytes() == right.theta.tobytes()
            assert left.v.tobytes() == right.v.tobytes()
    assert seen == [1, 2, 3]
    assert len(list(tmp_path.glob("*.json"))) == 3


@pytest.mark.parametrize("where", [{}, {"jobs": 2}, {"cluster": True}])
def test_every_task_comes_back_once_and_faults_pass_through(where, cluster):
    where = {"cluster": cluster} if "cluster" in where else where
    assert sorted(spread(double, 3, range(5), **where)) == [(at, 3 * at) for at in range(5)]
    with pytest.raises(BadValue, match="task"):
        list(spread(fail, 3, range(2), **where))
    assert list(spread(double, 3, [], **where)) == []


def test_no_scheduler_no_address_is_told(monkeypatch):
    monkeypatch.setattr("standoff.workers._WAIT", "1s")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(NotAnswered, match="no Dask scheduler answers"):
        list(spread(double, 1, [1], cluster=f"tcp://127.0.0.1:{port}"))
    with pytest.raises(BadValue, match="no address of a Dask scheduler"):
        list(spread(double, 1, [1], cluster="nonsense://x"))


def test_the_command_runs_on_a_cluster(cluster, tmp_path):
    program = [sys.executable, "-m", "standoff", "estimate", "escalation", "--pool", "--starts",
               "2", "--json", "--data", str(write(tmp_path))]  # fmt: skip
    environment = os.environ | {"OMP_NUM_THREADS": "1"}
    here = subprocess.run(program, capture_output=True, text=True, env=environment)
    there = subprocess.run([*program, "--cluster", cluster], capture_output=True, text=True,
                           env=environment)  # fmt: skip
    assert here.returncode == there.returncode, there.stderr
    one, two = json.loads(here.stdout), json.loads(there.stdout)
    assert one["best"]["estimates"] == two["best"]["estimates"]
    assert [run["log_likelihood"] for run in one["runs"]] == [
        run["log_likelihood"] for run in two["runs"]
    ]
    both = subprocess.run([*program, "--cluster", cluster, "--jobs", "2"], capture_output=True,
                          text=True)  # fmt: skip
    assert both.returncode == 2
    assert "--cluster goes elsewhere" in both.stderr
