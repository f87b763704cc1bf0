"""The crisis game: its formulas by other means, all equilibria, the published sanctions fit."""

from __future__ import annotations

import csv
import math
from pathlib import Path

import numpy as np
import pytest
from scipy.special import ndtr
from scipy.stats import multivariate_normal

from standoff.game.games.signalling import (
    Crisis,
    _replies,
    binormal,
    outcome_chances,
    signalling_equilibria,
)

RHO = 2**-0.5


def _draws(count: int, seed: int = 0, spread: float = 1.5) -> Crisis:
    return Crisis(*np.random.default_rng(seed).normal(size=(7, count)) * spread)


def test_binormal_equals_quadrature() -> None:
    h, k = np.random.default_rng(1).normal(size=(2, 60)) * 2
    h[:2], k[1:3] = 0.0, 0.0
    exact = [multivariate_normal([0, 0], [[1, RHO], [RHO, 1]]).cdf(x) for x in zip(h, k)]  # noqa: B905
    assert binormal(h, k) == pytest.approx(exact, abs=1e-9)


def test_probabilities_equal_simulated_shocks() -> None:
    """Draw the private shocks and let both sides reply: shares of outcomes as told."""
    crisis = Crisis(0.2, 1.0, -0.3, 0.4, 0.1, -0.2)
    found = signalling_equilibria(crisis)
    p = float(found.resists[0])
    rng, n = np.random.default_rng(4), 400_000
    fight, back, fight_b = (m + rng.normal(size=n) for m in (0.4, -0.2, 0.1))
    challenge = (1 - p) * 1.0 + p * np.maximum(fight, back) > 0.2
    firm = fight > back
    share = firm[challenge].mean()
    resist = share * fight_b + (1 - share) * 0.0 > -0.3
    told = outcome_chances(crisis, found.resists[:1])[0]
    counted = [(~challenge).mean(), (challenge & ~resist).mean(),
               (challenge & resist & firm).mean(), (challenge & resist & ~firm).mean()]  # fmt: skip
    assert told == pytest.approx(counted, abs=5 / math.sqrt(n))
    assert told.sum() == pytest.approx(1.0)


def test_number_of_equilibria_is_odd_and_each_holds() -> None:
    found = signalling_equilibria(_draws(3000))
    assert found.residual.max() < 1e-6
    assert np.all(np.bincount(found.game, minlength=3000) % 2 == 1)


def test_nothing_that_a_fine_grid_finds_is_missed() -> None:
    # Wide draws with a dear concession have several equilibria more often.
    crisis = _draws(2000, seed=3, spread=2.5)
    told, found = crisis.columns(), signalling_equilibria(crisis)
    counts = np.bincount(found.game, minlength=2000)
    several = np.flatnonzero(counts > 1)
    assert len(several) >= 5
    grid = np.arange(1, 100_000) / 100_000
    for k in [*several[:20], *range(20)]:
        gap = ndtr(_replies(grid, told[:, k][:, None])[2]) - grid
        mine = found.resists[found.game == k]
        for i in np.flatnonzero((gap[:-1] > 0) != (gap[1:] > 0)):
            assert np.any((mine >= grid[i] - 1e-9) & (mine <= grid[i + 1] + 1e-9))


def test_order_of_games_does_not_matter() -> None:
    crisis = _draws(1500, seed=9)
    whole = signalling_equilibria(crisis)
    tail = signalling_equilibria(Crisis(*crisis.columns()[:, 1100:]))
    assert np.array_equal(whole.resists[whole.game >= 1100], tail.resists)


def test_the_published_sanctions_estimates(shared: Path) -> None:
    """Log-likelihood -3932.44738 at the nested pseudo-likelihood estimates of sigInt."""
    folder = shared / "data" / "sanctions"
    with (folder / "sanctionsData.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    with (folder / "sigint_reference_estimates.csv").open(encoding="utf-8") as file:
        told = {r["parameter"]: float(r["npl_from_rf"]) for r in csv.DictReader(file)}
    data = {name: np.array([float(r[name]) for r in rows]) for name in rows[0] if name != "gameID"}

    def index(prefix: str) -> np.ndarray:
        total = np.zeros(len(rows))
        for name, value in told.items():
            side, _, column = name.partition(":")
            if side == prefix:
                total = total + value * _column(data, column)
        return total

    crisis = Crisis(
        index("SA"), index("VA"), index("CB"), index("barWA"), index("barWB"), index("bara")
    )
    found = signalling_equilibria(crisis)
    best = [
        min(found.resists[found.game == k], key=lambda p, k=k: abs(p - data["PRnpl"][k]))
        for k in range(len(rows))
    ]
    chances = outcome_chances(crisis, np.array(best))
    counts = np.stack([data[name] for name in ("sq", "cd", "sf", "bd")], axis=1)
    assert (counts * np.log(chances)).sum() == pytest.approx(-3932.44738, abs=1e-4)


def _column(data: dict[str, np.ndarray], name: str) -> np.ndarray:
    if "ntercept" in name or name in ("", "1", "const"):
        return np.ones(len(next(iter(data.values()))))
    if name.startswith("sqrt("):
        return np.sqrt(data[name[5:-1]])
    return data[name]
