"""Data files: read whole, and every fault named by its row."""

from __future__ import annotations

import csv

import numpy as np
import pytest

from standoff.errors import FileUnreadable
from standoff.game.estimation.reading import read_panel

FILES = {
    "countries.csv": [
        ["country_id", "cow_code", "abb", "const", "z_log_gdp_pc", "z_log_mil_per_pc"],
        [1, 100, "AAA", 1, 0.5, 0.1], [2, 200, "BBB", 1, 1.5, 0.2], [7, 300, "CCC", 1, 2, 0.3],
    ],
    "dyads.csv": [["dyad", "id_1", "id_2"], [4, 1, 2], [9, 2, 7]],
    "dyad_covariates.csv": [
        ["dyad", "player", "i", "j", "const", "x_min_polity", "x_log_cap_ratio",
         "x_sqrt_dependence"],
        [4, 1, 1, 2, 1, 5, 0.3, 0.1], [4, 2, 2, 1, 1, 5, -0.3, 0.2],
        [9, 1, 2, 7, 1, -5, 0.7, 0.0], [9, 2, 7, 2, 1, -5, -0.7, 0.4],
    ],
    "dyad_months.csv": [
        ["dyad", "month", "t", "state", "action_1", "action_2"],
        [4, "1999-11", 1, 1, 1, 2], [4, "1999-12", 2, 2, 1, 1], [4, "2000-01", 3, 1, 3, 1],
        [9, "1999-11", 1, 1, 1, 1], [9, "1999-12", 2, 1, 2, 3], [9, "2000-01", 3, 3, 2, 2],
    ],
}  # fmt: skip


def write(folder, **changes):
    """The good tables with rows changed: {"dyads": {2: [...] or None to drop}}."""
    for name, rows in FILES.items():
        edits = changes.get(name.removesuffix(".csv"), {})
        kept = [edits.get(line, row) for line, row in enumerate(rows, 1)]
        with (folder / name).open("w", newline="", encoding="utf-8") as stream:
            csv.writer(stream).writerows(row for row in kept if row is not None)
    return folder


def test_a_good_folder_is_read_whole(tmp_path):
    panel = read_panel(write(tmp_path))
    assert panel.size == (2, 3, 3)
    assert panel.countries == ("AAA", "BBB", "CCC")
    assert panel.pairs.tolist() == [[0, 1], [1, 2]]
    assert panel.counts.sum() == 2 * 2 * 3
    assert panel.counts[0, 0, 0].tolist() == [1, 0, 1]
    assert panel.counts[1, 1].tolist() == [[1, 0, 1], [0, 0, 0], [0, 1, 0]]
    assert panel.x[1, 1].tolist() == [1, -5, -0.7, 0.4]


def test_rows_may_come_in_any_order(tmp_path):
    rows = FILES["dyad_months.csv"]
    turned = dict(enumerate(rows[:0:-1], 2))
    one = read_panel(write(tmp_path))
    two = read_panel(write(tmp_path, dyad_months=turned))
    assert np.array_equal(one.counts, two.counts)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"dyad_months": {3: None}}, r"row 3: month 2 of dyad 4 is missing"),
        ({"dyad_months": {7: None}}, r"row 6: month 3 of dyad 9 is missing after"),
        ({"dyad_months": {3: [4, "1999-12", 2, 1, 1, 1]}},
         r"row 3: state is 1 in dyad 4, month 1999-12; expected 2, the graver action"),
        ({"dyad_months": {3: [4, "1999-12", 1, 1, 1, 2]}}, r"row 3: said twice"),
        ({"dyad_months": {4: [4, "2000-02", 3, 1, 3, 1]}}, r"row 4: month 2000-02 stands beside"),
        ({"dyad_months": {4: [4, "Jan 2000", 3, 1, 3, 1]}}, r"row 4: month is 'Jan 2000'"),
        ({"dyad_months": {5: [9, "1999-11", 1, 4, 1, 1]}}, r"row 5: state is '4'"),
        ({"dyad_months": {5: [9, "1999-11", 1, 1, "x", 1]}}, r"row 5: action_1 is 'x'"),
        ({"dyad_months": {5: [8, "1999-11", 1, 1, 1, 1]}}, r"row 5: unknown dyad 8"),
        ({"dyads": {3: [9, 2, 5]}}, r"row 3: unknown country 5 in id_2"),
        ({"dyads": {3: [9, 2, 2]}}, r"row 3: a state paired with itself"),
        ({"dyads": {3: [4, 2, 7]}}, r"row 3: said twice"),
        ({"dyad_covariates": {4: [9, 1, 3, 7, 1, 1, 1, 1]}}, r"row 4: unknown country 3 in i"),
        ({"dyad_covariates": {4: [9, 1, 1, 7, 1, 1, 1, 1]}}, r"row 4: i and j are not the sides"),
        ({"dyad_covariates": {5: None}}, r"row 4: dyad 9 has no row for player 2"),
        ({"dyad_covariates": {5: [9, 2, 7, 2, 1, "nan", 1, 1]}}, r"row 5: x_min_polity is 'nan'"),
        ({"countries": {4: [7, 300, "AAA", 1, 2, 0.3]}}, r"row 4: abb is 'AAA'"),
        ({"countries": {3: [2, 200, "BBB", 1, "", 0.2]}}, r"row 3: z_log_gdp_pc is ''"),
        ({"countries": {3: [2.5, 200, "BBB", 1, 1, 0.2]}}, r"row 3: country_id is '2.5'"),
    ],
)  # fmt: skip
def test_a_fault_is_named_by_file_and_row(tmp_path, changes, said):
    (name,) = changes
    with pytest.raises(FileUnreadable, match=said) as told:
        read_panel(write(tmp_path, **changes))
    assert f"{name}.csv" in str(told.value)


def test_a_missing_file_or_column_is_named(tmp_path):
    with pytest.raises(FileUnreadable, match=r"countries.csv"):
        read_panel(tmp_path)
    write(tmp_path, dyads={1: ["dyad", "id_1", "other"]})
    with pytest.raises(FileUnreadable, match="the header lacks the columns"):
        read_panel(tmp_path)
