"""Promise 5: same journal, settings and seed, same bytes: on one core, two cores and a cluster."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from standoff.case import Case

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


@pytest.fixture(scope="module")
def korea(tmp_path_factory):
    folder = tmp_path_factory.mktemp("same") / "korea"
    Case.demo("korea", folder)
    return folder


def digests(case: Path, folder: Path, *where: str, seed: str = "0", threads: str = "1"):
    """Hashes of what the commands say and write, in a process and a copy of the case of its own."""
    shutil.copytree(case, folder / "case")
    done = subprocess.run(
        [sys.executable, str(HERE / "digests.py"), str(folder / "case"), str(folder / "out"),
         *where],
        cwd=ROOT, capture_output=True, text=True, timeout=550,
        env=os.environ | {
            "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed, "POLARS_MAX_THREADS": threads,
            "NUMBA_NUM_THREADS": threads, "OMP_NUM_THREADS": "1",
        },
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout)


def test_promise_05_one_core_and_two_give_the_same_bytes(korea, tmp_path, all_of_it, kept):
    (tmp_path / "1").mkdir(), (tmp_path / "2").mkdir()
    what = "all" if all_of_it else "few"
    one = digests(korea, tmp_path / "1", what)
    two = digests(korea, tmp_path / "2", what, seed="77", threads="2")
    assert one == two
    kept("answers, pages, charts and files alike", len(one))


def test_promise_05_work_spread_over_cores_or_a_cluster_is_the_same(
    korea, cluster, tmp_path, all_of_it, kept
):
    places = [("--jobs", "1"), ("--cluster", cluster)]
    if all_of_it:
        places.insert(1, ("--jobs", "2"))
    found = []
    for number, where in enumerate(places):
        (tmp_path / str(number)).mkdir()
        found.append(digests(korea, tmp_path / str(number), "spread", *where))
    assert all(one == found[0] for one in found)
    kept("places of work compared", len(places))
