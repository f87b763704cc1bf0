"""Scores of many forecasts made month after month, and intervals that know they overlap.

    Brier     mean (p - x)^2
    log       mean -log(p if x else 1 - p)
    ranked    mean over thresholds m of (P(Y >= m) - [y >= m])^2            (Epstein 1969)
    skill     1 - score / score of the base rate on the same origins

Forecasts of neighbouring origins share most of their window, so they are no independent trials:
intervals come from the moving-block bootstrap (Kunsch 1989), whole blocks of origins at least as
long as the horizon drawn with replacement, the same blocks for model and base rate.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from standoff.nouns.backtest import ReliabilityBin, Skill

__all__ = ["Blocks", "bias_interval", "brier", "log_loss", "ranked", "reliability", "skill"]

Array = NDArray[np.float64]
DRAWS = 1000
EDGES = (0.0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
_FLOOR = 1e-9
_UNKNOWN = (-np.inf, np.inf)


def brier(chance: Array, came: Array) -> Array:
    """Squared errors (N,)."""
    return np.asarray((chance - came) ** 2)


def log_loss(chance: Array, came: Array) -> Array:
    """Negative log of the chance given to what came (N,), capped where a chance is nought."""
    given = np.where(came > 0, chance, 1.0 - chance)
    return np.asarray(-np.log(np.clip(given, _FLOOR, 1.0)))


def ranked(tails: Array, counts: Array) -> Array:
    """Ranked probability scores (N,) of chances of at least 1 .. M (N, M) for counts (N,)."""
    reached = counts[:, None] >= np.arange(1, tails.shape[1] + 1)
    return np.asarray(((tails - reached) ** 2).mean(axis=1))


class Blocks:
    """Draws of origins (DRAWS, N) in blocks of `length` neighbours, the same for every score.

    With fewer origins than two blocks hold, the draws are nearly the same and their spread says
    nothing; then `enough` is false, and what is drawn from them has no bounds.
    """

    def __init__(self, n: int, length: int, seed: int = 1) -> None:
        rng = np.random.default_rng(seed)
        self.enough = n >= 2 * length
        length = min(max(length, 1), n)
        starts = rng.integers(0, n - length + 1, size=(DRAWS, -(-n // length)))
        places = (starts[:, :, None] + np.arange(length)).reshape(DRAWS, -1)
        self.places: NDArray[np.int64] = places[:, :n]

    def means(self, values: Array) -> Array:
        """The mean of each draw (DRAWS,)."""
        return np.asarray(values[self.places].mean(axis=1))


def skill(score: Array, base: Array, blocks: Blocks) -> Skill:
    """Skill of per-origin scores (N,) over those of the base rate (N,)."""
    reference = base.mean()
    if reference <= 0.0:
        return Skill(value=None, interval=_UNKNOWN)
    if not blocks.enough:
        return Skill(value=float(1.0 - score.mean() / reference), interval=_UNKNOWN)
    drawn, usual = blocks.means(score), blocks.means(base)
    ratio = 1.0 - drawn / np.where(usual > 0.0, usual, np.nan)
    low, high = np.nanquantile(ratio, (0.025, 0.975))
    return Skill(value=float(1.0 - score.mean() / reference), interval=(float(low), float(high)))


def bias_interval(chance: Array, came: Array, blocks: Blocks) -> tuple[float, float]:
    """90 % interval of mean chance minus share that came."""
    if not blocks.enough:
        return _UNKNOWN
    low, high = np.quantile(blocks.means(chance - came), (0.05, 0.95))
    return float(low), float(high)


def reliability(
    model: str, chance: Array, came: Array, origin: NDArray[np.int64], length: int
) -> list[ReliabilityBin]:
    """The reliability diagram of chances (N,) made at numbered origins (N,).

    Origins are drawn in blocks of `length`, with everything that was asked on them.
    """
    known, place = np.unique(origin, return_inverse=True)
    blocks = Blocks(len(known), length)
    rows = []
    for low, high in pairwise(EDGES):
        inside = (chance >= low) & ((chance < high) | (high == 1.0))
        if not inside.any():
            continue
        gaps = np.bincount(place, weights=np.where(inside, came - chance, 0.0))
        sizes = np.bincount(place, weights=inside.astype(float))
        drawn = gaps[blocks.places].sum(axis=1), sizes[blocks.places].sum(axis=1)
        swing = np.where(drawn[1] > 0, drawn[0] / np.maximum(drawn[1], 1.0), np.nan)
        swing -= gaps.sum() / sizes.sum()
        mean = float(chance[inside].mean())
        below, above = np.nanquantile(swing, (0.05, 0.95)) if blocks.enough else _UNKNOWN
        rows.append(
            ReliabilityBin(
                model=model,
                low=low,
                high=high,
                n=int(inside.sum()),
                mean=mean,
                share=float(came[inside].mean()),
                band=(max(0.0, mean + float(below)), min(1.0, mean + float(above))),
            )
        )
    return rows
