"""Frozen, named starts: where a search begins, the same on every machine.

    zeros          theta = 0, v = 0
    pooled         theta = 0, v = log-odds of the actions of all pairs together, state by state
    uniform:SEED   theta and v uniform in (-1, 1), drawn by PCG64 from SEED
    published      the estimates and choice values of the published study

`published` is a local optimum, so the search from it is the second half alone (`sequential.py`):
direct. The others begin with the first (`relaxing.py`). `zeros` is searched both ways: where pairs
have one equilibrium each, the direct way from zeros finds what relaxing may pass by. `pooled` is
searched along the anchored path besides, which begins at the same shares of all pairs.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from standoff.errors import BadValue
from standoff.game.estimation.columns import Columns
from standoff.game.estimation.problem import Problem
from standoff.settings import Settings

__all__ = ["Start", "named_start", "perturbed", "published_errors", "read_published"]


@dataclass(frozen=True)
class Start:
    """Parameters (m) and values (K, 2, 3, 3) to begin from, and the searches to make from there.

    `relaxed` is both halves, `anchored` the same along the path that forgets its start, `direct`
    the second half alone; of several, the better end is kept.
    """

    name: str
    theta: np.ndarray
    v: np.ndarray
    searches: tuple[str, ...] = ("relaxed",)


def named_start(name: str, problem: Problem, folder: Path | None = None) -> Start:
    """The start of that name; raises `BadValue`, or `FileUnreadable` for the published one."""
    size, shape = problem.design.size, problem.counts.shape
    if name == "zeros":
        return Start(name, np.zeros(size), np.zeros(shape), ("relaxed", "direct"))
    if name == "pooled":
        return Start(name, np.zeros(size), _pooled(problem.counts), ("relaxed", "anchored"))
    if name == "published" and folder is not None:
        return read_published(folder, problem)
    word, _, seed = name.partition(":")
    if word == "uniform" and seed.isdecimal() and len(seed) < 10:
        draw = np.random.Generator(np.random.PCG64(int(seed)))
        return Start(name, draw.uniform(-1, 1, size), draw.uniform(-1, 1, shape))
    raise BadValue(f"unknown start {name!r}", expected="zeros, pooled, published or uniform:SEED",
                   next="for instance --start uniform:1")  # fmt: skip


def perturbed(start: Start, share: float, seed: int) -> Start:
    """The start with every number moved by up to `share` of itself."""
    draw = np.random.Generator(np.random.PCG64(seed))
    theta = start.theta * (1 + share * draw.uniform(-1, 1, start.theta.shape))
    v = start.v * (1 + share * draw.uniform(-1, 1, start.v.shape))
    return Start(f"{start.name}, perturbed by {share:g}", theta, v, start.searches)


def read_published(folder: Path, problem: Problem, settings: Settings | None = None) -> Start:
    """published_theta.csv and published_v.csv; raises `FileUnreadable` naming the row."""
    limits = settings or Settings()
    table = Columns(folder / "published_theta.csv", ("index", "estimate"), limits)
    values = Columns(folder / "published_v.csv", ("dyad", "v"), limits)
    for read, wanted in ((table, problem.design.size), (values, problem.counts.size)):
        if len(read) != wanted:
            raise read.fault(len(read) - 1, f"the table ends after {len(read)} rows", str(wanted))
    v = values.numbers("v").reshape(problem.counts.shape)
    return Start("published", table.numbers("estimate"), v, ("direct",))


def published_errors(folder: Path, settings: Settings | None = None) -> np.ndarray:
    """The published standard errors, (m,)."""
    table = Columns(folder / "published_theta.csv", ("se",), settings or Settings())
    return table.numbers("se")


def _pooled(counts: np.ndarray) -> np.ndarray:
    """Centred log shares by state, the same for every pair and side; half a count added."""
    shares = np.log(counts.sum((0, 1)) + 0.5)
    centred = shares - shares.mean(1, keepdims=True)
    return np.broadcast_to(centred, counts.shape).copy()
