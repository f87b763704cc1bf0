"""Cells of a CSV table as numbers, every fault named by its row.

A row is named by the line it has in the file, the header being line 1: what an editor shows.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from standoff.errors import FileUnreadable
from standoff.files import decode, read_bytes, shown
from standoff.settings import Settings
from standoff.tables import table_rows

__all__ = ["Columns"]


class Columns:
    """The required columns of one CSV file, and the `optional` ones that it has.

    `rows` are its line numbers, (N,).
    """

    def __init__(
        self,
        path: Path,
        required: tuple[str, ...],
        settings: Settings,
        optional: tuple[str, ...] = (),
    ) -> None:
        self.path = path
        read = table_rows(decode(read_bytes(path, settings), path), path, required, settings)
        if not read:
            raise FileUnreadable("no row below the header", where=shown(path), expected="data")
        self.rows = np.array([line for line, _ in read])
        there = (*required, *(name for name in optional if name in read[0][1]))
        self._cells = {name: [cells[name] for _, cells in read] for name in there}

    def __len__(self) -> int:
        return len(self.rows)

    def __contains__(self, name: str) -> bool:
        return name in self._cells

    def fault(self, at: int, what: str, expected: str = "") -> FileUnreadable:
        """The error of row number `at` (counted from 0)."""
        return FileUnreadable(f"row {self.rows[at]}: {what}", where=shown(self.path),
                              expected=expected)  # fmt: skip

    def words(self, name: str) -> list[str]:
        """A column as it stands."""
        return self._cells[name]

    def numbers(self, name: str) -> np.ndarray:
        """A column of finite numbers, (N,) float; raises `FileUnreadable` naming the row."""
        cells = self._cells[name]
        try:
            values = np.array(cells, dtype=float)
        except ValueError:
            at = next(at for at, cell in enumerate(cells) if not _is_number(cell))
            raise self.fault(at, f"{name} is {cells[at]!r}", "a number") from None
        bad = np.flatnonzero(~np.isfinite(values))
        if bad.size:
            raise self.fault(int(bad[0]), f"{name} is {cells[bad[0]]!r}", "a finite number")
        return values

    def integers(self, name: str, low: int, high: int) -> np.ndarray:
        """A column of whole numbers within [low, high], (N,) int; else names the row."""
        values = self.numbers(name)
        bad = np.flatnonzero((values != np.floor(values)) | (values < low) | (values > high))
        if bad.size:
            cell = self._cells[name][bad[0]]
            raise self.fault(int(bad[0]), f"{name} is {cell!r}", f"a whole number {low} to {high}")
        return values.astype(int)


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
