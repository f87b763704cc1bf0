"""Shipped games: known answers of textbook games, escalation against the published point."""

from __future__ import annotations

import csv
import math
from pathlib import Path

import numpy as np
import pytest

from standoff.errors import BadValue
from standoff.game.enumeration import find_equilibria
from standoff.game.games.escalation import escalation_game, indices
from standoff.game.games.textbook import TEXTBOOK, textbook_game

from .slow import damped_replies

LOG_LIKELIHOOD = -8190.526141


@pytest.mark.parametrize("name", TEXTBOOK)
@pytest.mark.parametrize("convention", ["private_shocks", "quantal_response"])
def test_every_textbook_game_equals_its_slow_twin(name: str, convention: str) -> None:
    solution = textbook_game(name, convention=convention, precision=0.4).solve()
    p, _ = damped_replies(solution.game)
    for i, side in enumerate(solution.game.declaration.sides):
        for state in solution.game.states:
            told = solution.choices(side, **state)
            assert told == pytest.approx(p[i][tuple(state.values())], abs=1e-9)


def test_prisoners_tell() -> None:
    assert textbook_game("prisoners_dilemma", precision=10.0).solve().probability(
        "row", "tell"
    ) == pytest.approx(1.0, abs=1e-4)


def test_matching_pennies_mix() -> None:
    """At high precision the mixed Nash equilibrium: 1/2 by the row, 1/10 by the column player."""
    solution = textbook_game("matching_pennies", precision=400.0).solve()
    assert solution.probability("row", "heads") == pytest.approx(0.5, abs=0.01)
    assert solution.probability("column", "heads") == pytest.approx(0.1, abs=0.01)


@pytest.mark.parametrize(("name", "mixed"), [("chicken", 0.9), ("stag_hunt", 0.75)])
def test_three_equilibria(name: str, mixed: float) -> None:
    game = textbook_game(name, precision=30.0)
    found = find_equilibria(game.model, starts=80)
    told = sorted(float(e.first[0, 0]) for e in found)
    assert len(told) == 3
    assert told[1] == pytest.approx(mixed, abs=0.03)
    assert told[0] < 0.01
    assert told[2] > 0.99


def test_attrition_ends_and_stays_over() -> None:
    solution = textbook_game("attrition", convention="private_shocks").solve()
    assert solution.value("row", contest="over") == pytest.approx(math.log(2) / 0.1)
    assert solution.probability("row", "hold", contest="open") == pytest.approx(
        solution.probability("column", "hold", contest="open"), abs=1e-10
    )


def test_unknown_textbook_game() -> None:
    with pytest.raises(BadValue, match="stag_hunt"):
        textbook_game("stag")


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def dyads(shared: Path) -> list[tuple[dict[str, float], np.ndarray, np.ndarray]]:
    """Of every dyad: the indices at the published estimates, published v, counts (2, 3, 3)."""
    folder = shared / "data" / "escalation"
    blocks: dict[str, list[float]] = {}
    for row in _rows(folder / "published_theta.csv"):
        blocks.setdefault(row["block"].rstrip("0123456789 "), []).append(float(row["estimate"]))
    beta, kappa = np.reshape(blocks["beta"], (2, 4)), np.reshape(blocks["kappa"], (2, 3))
    countries = {r["country_id"]: r for r in _rows(folder / "countries.csv")}
    v, counts = np.zeros((179, 2, 3, 3)), np.zeros((179, 2, 3, 3))
    for row in _rows(folder / "published_v.csv"):
        place = tuple(int(row[key]) - 1 for key in ("dyad", "player", "state", "action"))
        v[place] = float(row["v"])
    for row in _rows(folder / "dyad_months.csv"):
        dyad, state = int(row["dyad"]) - 1, int(row["state"]) - 1
        for player in (0, 1):
            counts[dyad, player, state, int(row[f"action_{player + 1}"]) - 1] += 1
    out = []
    directed = _rows(folder / "dyad_covariates.csv")
    for k in range(179):
        pair = directed[2 * k : 2 * k + 2]
        x = [[float(r[c]) for c in
              ("const", "x_min_polity", "x_log_cap_ratio", "x_sqrt_dependence")]
             for r in pair]  # fmt: skip
        z = [[float(countries[r["i"]][c]) for c in
              ("const", "z_log_gdp_pc", "z_log_mil_per_pc")] for r in pair]  # fmt: skip
        alpha = [blocks["alpha"][int(r["i"]) - 1] for r in pair]
        told = indices(np.array(x), np.array(z), beta, kappa, blocks["gamma"], alpha)
        out.append((told, v[k], counts[k]))
    return out


def test_the_published_point_is_an_equilibrium_of_every_dyad(dyads) -> None:
    worst, total = 0.0, 0.0
    for told, v, counts in dyads:
        model = escalation_game(**told).model
        point = np.concatenate([v[0], v[1]], axis=1)
        worst = max(worst, float(np.abs(model.reply(point) - point).max()))
        for player, p in enumerate(model.choices(point)):
            total += float((counts[player] * np.log(p)).sum())
    assert total == pytest.approx(LOG_LIKELIHOOD, abs=1e-6)
    assert worst < 2e-11


def test_dyads_have_many_equilibria(dyads) -> None:
    """Published: 5 to 18 a dyad, a lower bound; the published one is among those found."""
    for told, v, _ in dyads[:3]:
        game = escalation_game(**told)
        found = find_equilibria(game.model, starts=120)
        assert len(found) >= 5
        first = game.model.choices(np.concatenate([v[0], v[1]], axis=1))[0]
        assert any(np.abs(e.first - first).max() < 1e-6 for e in found)
