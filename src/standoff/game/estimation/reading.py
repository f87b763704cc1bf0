"""Reading the escalation data: five CSV files to a `Panel`, every fault named by its row.

    countries.csv         country_id, cow_code, abb, const and two z covariates
    dyads.csv             dyad, id_1, id_2
    dyad_covariates.csv   one row a directed pair: dyad, player, i, j and four x covariates
    dyad_months.csv       dyad, month, t, state, action_1, action_2

Checked: every id is known, every pair has both its sides and every month of the panel in order,
and each month's state is the graver of the two actions of the month before.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from standoff.errors import FileUnreadable
from standoff.files import shown
from standoff.game.estimation.columns import Columns
from standoff.game.estimation.panel import SIDES, STATES, Panel
from standoff.settings import Settings

__all__ = ["read_panel"]

_X = ("const", "x_min_polity", "x_log_cap_ratio", "x_sqrt_dependence")
_Z = ("const", "z_log_gdp_pc", "z_log_mil_per_pc")
_MANY = 10**9


def read_panel(folder: Path, settings: Settings | None = None) -> Panel:
    """The panel in `folder`; raises `FileUnreadable` naming file and row, `LimitExceeded`."""
    limits = settings or Settings()
    if not (folder / "countries.csv").is_file():
        raise FileUnreadable(
            "there are no data of pairs of states here",
            where=shown(folder),
            expected="a folder with countries.csv, dyads.csv, dyad_covariates.csv, dyad_months.csv",
            next="docs/estimation.md says what they hold",
        )
    names, codes, ids, z = _countries(folder / "countries.csv", limits)
    dyads, pairs = _pairs(folder / "dyads.csv", ids, limits)
    x = _covariates(folder / "dyad_covariates.csv", dyads, pairs, ids, limits)
    state, actions = _months(folder / "dyad_months.csv", dyads, limits)
    return Panel(tuple(names), tuple(codes), pairs, state, actions, x, z, np.ones(state.shape))


def _countries(
    path: Path, limits: Settings
) -> tuple[list[str], list[str], dict[int, int], np.ndarray]:
    table = Columns(path, ("country_id", "cow_code", "abb", *_Z), limits)
    ids = _places(table, "country_id")
    names = table.words("abb")
    for at, name in enumerate(names):
        if not name.strip() or name in names[:at]:
            raise table.fault(at, f"abb is {name!r}", "a short name that no other country has")
    return names, table.words("cow_code"), ids, _stack(table, _Z)


def _pairs(path: Path, ids: dict[int, int], limits: Settings) -> tuple[dict[int, int], np.ndarray]:
    table = Columns(path, ("dyad", "id_1", "id_2"), limits)
    pairs = np.stack([_known(table, name, ids, "country") for name in ("id_1", "id_2")], 1)
    same = np.flatnonzero(pairs[:, 0] == pairs[:, 1])
    if same.size:
        raise table.fault(int(same[0]), "a state paired with itself", "two different countries")
    return _places(table, "dyad"), pairs


def _covariates(
    path: Path, dyads: dict[int, int], pairs: np.ndarray, ids: dict[int, int], limits: Settings
) -> np.ndarray:
    table = Columns(path, ("dyad", "player", "i", "j", *_X), limits)
    dyad = _known(table, "dyad", dyads, "dyad")
    player = table.integers("player", 1, SIDES) - 1
    own, rival = _known(table, "i", ids, "country"), _known(table, "j", ids, "country")
    wrong = np.flatnonzero((pairs[dyad, player] != own) | (pairs[dyad, 1 - player] != rival))
    if wrong.size:
        raise table.fault(int(wrong[0]), "i and j are not the sides of this dyad",
                          "the countries that dyads.csv gives it")  # fmt: skip
    x = np.full((len(dyads), SIDES, len(_X)), np.nan)
    _require_once(table, dyad * SIDES + player, "a row for this dyad and player")
    x[dyad, player] = _stack(table, _X)
    missing = np.argwhere(np.isnan(x[:, :, 0]))
    if missing.size:
        at, side = missing[0]
        raise table.fault(len(table) - 1, f"dyad {_name(dyads, at)} has no row for player "
                          f"{side + 1} up to here", "both sides of every dyad")  # fmt: skip
    return x


def _months(path: Path, dyads: dict[int, int], limits: Settings) -> tuple[np.ndarray, np.ndarray]:
    names = ("dyad", "month", "t", "state", "action_1", "action_2")
    table = Columns(path, names, limits)
    dyad = _known(table, "dyad", dyads, "dyad")
    t = table.integers("t", 1, _MANY)
    levels = np.stack([table.integers(name, 1, STATES) - 1 for name in names[3:]], 1)
    order = np.lexsort((t, dyad))
    length = _require_complete(table, dyad, t, order, dyads)
    _require_calendar(table, t)
    levels = levels[order].reshape(len(dyads), length, 3)
    state, actions = levels[:, :, 0], levels[:, :, 1:]
    broken = np.argwhere(state[:, 1:] != actions[:, :-1].max(2))
    if broken.size:
        at, month = broken[0]
        row = int(order[at * length + month + 1])
        raise table.fault(row, f"state is {state[at, month + 1] + 1} in {_said(table, row)}",
                          f"{actions[at, month].max() + 1}, the graver action of the month "
                          "before")  # fmt: skip
    return state, np.ascontiguousarray(actions.transpose(0, 2, 1))


def _require_complete(
    table: Columns, dyad: np.ndarray, t: np.ndarray, order: np.ndarray, dyads: dict[int, int]
) -> int:
    """Months a pair, the same for all and without a gap."""
    _require_once(table, dyad * int(t.max() + 1) + t, "a row for this dyad and month")
    length = int(t.max())
    wanted = np.arange(len(dyads) * length)
    found = np.zeros(len(wanted), dtype=bool)
    found[dyad * length + t - 1] = True
    gaps = wanted[~found]
    if gaps.size:
        at, month = divmod(int(gaps[0]), length)
        after = np.flatnonzero((dyad[order] > at) | ((dyad[order] == at) & (t[order] > month + 1)))
        row = int(order[after[0]]) if after.size else len(table) - 1
        side = "before" if after.size else "after"
        raise table.fault(row, f"month {month + 1} of dyad {_name(dyads, at)} is missing {side} "
                          "this row", f"months 1 to {length} of every dyad")  # fmt: skip
    return length


def _require_calendar(table: Columns, t: np.ndarray) -> None:
    """Rows with the same t have the same month, and months follow one another."""
    numbers = np.empty(len(table), dtype=int)
    for at, word in enumerate(table.words("month")):
        year, _, month = word.partition("-")
        if len(word) != 7 or not (year + month).isdigit() or not 1 <= int(month) <= 12:
            raise table.fault(at, f"month is {word!r}", "a month written YYYY-MM")
        numbers[at] = int(year) * 12 + int(month)
    wrong = np.flatnonzero(numbers - t != numbers[0] - t[0])
    if wrong.size:
        at = int(wrong[0])
        raise table.fault(at, f"month {table.words('month')[at]} stands beside t = {t[at]}",
                          f"the month that is {t[at] - t[0]:+d} from the first row's")  # fmt: skip


def _places(table: Columns, name: str) -> dict[int, int]:
    """Position of each id of a column in which no id comes twice."""
    values = table.integers(name, 0, _MANY)
    _require_once(table, values, f"{name} once")
    return {int(value): at for at, value in enumerate(values)}


def _require_once(table: Columns, keys: np.ndarray, expected: str) -> None:
    _, first = np.unique(keys, return_index=True)
    if len(first) < len(keys):
        again = int(np.setdiff1d(np.arange(len(keys)), first)[0])
        raise table.fault(again, "said twice", expected)


def _known(table: Columns, name: str, known: dict[int, int], kind: str) -> np.ndarray:
    values = table.integers(name, 0, _MANY)
    places = np.array([known.get(int(value), -1) for value in values])
    unknown = np.flatnonzero(places < 0)
    if unknown.size:
        at = int(unknown[0])
        home = {"country": "countries.csv", "dyad": "dyads.csv"}[kind]
        raise table.fault(at, f"unknown {kind} {values[at]} in {name}", f"one of {shown(home)}")
    return places


def _stack(table: Columns, names: tuple[str, ...]) -> np.ndarray:
    return np.stack([table.numbers(name) for name in names], 1)


def _said(table: Columns, row: int) -> str:
    return f"dyad {table.words('dyad')[row]}, month {table.words('month')[row]}"


def _name(dyads: dict[int, int], at: int) -> int:
    return list(dyads)[at]
