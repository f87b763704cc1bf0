"""Many starts: over cores or a cluster, resumable, with the same numbers wherever they ran.

Every run depends on nothing but the problem, the start's name and the options, so runs may go in
any order and anywhere (`workers.py`); results come back in the order of the starts. With a folder,
each finished run is kept in a file of its own, named by the start and by a fingerprint of data and
options, written whole or not at all; a later call takes up what is there.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

import numpy as np

from standoff.game.estimation.fit import Fit, Options, estimate
from standoff.game.estimation.problem import Problem
from standoff.game.estimation.starts import Start, named_start
from standoff.workers import spread

__all__ = ["FROZEN", "best_first", "fingerprint", "frozen_starts", "run_starts"]

FROZEN = ("zeros", "pooled", *(f"uniform:{seed}" for seed in range(1, 51)))
"""The frozen list: two neutral starts and fifty seeds."""

Progress = Callable[[int, int, Fit], None]


def frozen_starts(number: int) -> tuple[str, ...]:
    """The first starts of the list; after its fifty seeds it goes on with 51, 52, ..."""
    more = tuple(f"uniform:{seed}" for seed in range(51, max(51, number - 1)))
    return (*FROZEN, *more)[:number]


def run_starts(
    problem: Problem,
    names: tuple[str, ...],
    options: Options | None = None,
    *,
    jobs: int = 1,
    cluster: str = "",
    folder: Path | None = None,
    data: Path | None = None,
    progress: Progress | None = None,
) -> list[Fit]:
    """A fit for each name, in that order; raises `BadValue` for an unknown start.

    `progress` hears how many are done, of how many, and of which fit.
    """
    options = options or Options()
    starts = {name: named_start(name, problem, data) for name in names}
    mark = fingerprint(problem, options)
    done = _kept(folder, names, mark)
    missing = [name for name in starts if name not in done]
    for count, fit in enumerate(done.values(), 1):
        _tell(progress, count, len(starts), fit)
    tasks = [starts[name] for name in missing]
    for _, fit in spread(_run, (problem, options), tasks, jobs=jobs, cluster=cluster):
        done[fit.start] = fit
        _keep(folder, fit, mark)
        _tell(progress, len(done), len(starts), fit)
    return [done[name] for name in names]


def _run(shared: tuple[Problem, Options], start: Start) -> Fit:
    return estimate(shared[0], start, shared[1])


def best_first(fits: list[Fit]) -> list[Fit]:
    """Converged fits by objective, then the others."""
    return sorted(fits, key=lambda fit: (not fit.converged, fit.objective))


def fingerprint(problem: Problem, options: Options) -> str:
    """A short hash of everything a run depends on but its start."""
    digest = hashlib.sha256(json.dumps(asdict(options), sort_keys=True).encode())
    design = problem.design
    for array in (problem.counts, design.local, design.columns, problem.lower, problem.upper,
                  problem.precision, np.array([problem.delta])):  # fmt: skip
        digest.update(repr(array.shape).encode() + np.ascontiguousarray(array).tobytes())
    return digest.hexdigest()[:16]


def _tell(progress: Progress | None, count: int, of: int, fit: Fit) -> None:
    if progress is not None:
        progress(count, of, fit)


def _path(folder: Path, name: str, mark: str) -> Path:
    return folder / f"{name.replace(':', '-')}.{mark}.json"


def _kept(folder: Path | None, names: tuple[str, ...], mark: str) -> dict[str, Fit]:
    if folder is None:
        return {}
    folder.mkdir(parents=True, exist_ok=True)
    found = {}
    for name in names:
        path = _path(folder, name, mark)
        fit = _read(path) if path.is_file() else None
        if fit is not None:
            found[name] = fit
    return found


def _keep(folder: Path | None, fit: Fit, mark: str) -> None:
    if folder is None:
        return
    path = _path(folder, fit.start, mark)
    record = {field.name: _plain(getattr(fit, field.name)) for field in fields(fit)}
    # Written beside and moved: a run that is stopped leaves no half file.
    beside = path.with_suffix(f".{os.getpid()}.part")
    beside.write_text(json.dumps(record), encoding="utf-8")
    beside.replace(path)


def _plain(value: Any) -> Any:
    return value.tolist() if isinstance(value, np.ndarray | np.generic) else value


def _read(path: Path) -> Fit | None:
    """A kept run, or None where the file is no such thing (it is then run again)."""
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        for name in ("theta", "v", "multipliers"):
            record[name] = np.array(record[name], dtype=float)
        record["switched"] = tuple(tuple(pairs) for pairs in record["switched"])
        return Fit(**record)
    except (OSError, ValueError, TypeError, KeyError):
        return None
