"""Kept searches: a search that was stopped is taken up where it stood.

The file holds a line of JSON a search: what was asked (the variant, the record, the size of the
game) and the best values so far by name. Only a search of the same question takes them up.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from standoff.game.estimation_months.objective import Value

__all__ = ["KeptSearch"]


class KeptSearch:
    """Tells of the search and keeps its best values in a file."""

    def __init__(
        self,
        path: Path | None,
        asked: Sequence[object],
        names: Sequence[str],
        told: Callable[[str], None] | None,
    ) -> None:
        self.path, self.asked, self.names, self.told = path, list(asked), tuple(names), told

    def start(self) -> Mapping[str, float] | None:
        """Where an earlier search of the same question stood."""
        for asked, values in _kept(self.path):
            if asked == self.asked and set(values) == set(self.names):
                return values
        return None

    def note(self, evaluations: int, value: Value) -> None:
        """One more step."""
        from standoff.files import write_bytes

        if self.told:
            self.told(f"{self.asked[0]}: log posterior {value.log_posterior:.3f} "
                      f"after {evaluations} evaluations")  # fmt: skip
        if self.path:
            import msgspec

            now = dict(zip(self.names, map(float, value.theta), strict=True))
            others = [row for row in _kept(self.path) if row[0] != self.asked]
            lines = [msgspec.json.encode(row).decode() for row in [*others, (self.asked, now)]]
            write_bytes(self.path, ("\n".join(lines) + "\n").encode())


def _kept(path: Path | None) -> list[tuple[list[Any], dict[str, float]]]:
    """What a file of kept searches holds; raises `DataError` for a foreign file."""
    import msgspec

    from standoff.errors import DataError

    if path is None or not path.is_file():
        return []
    try:
        lines = path.read_text("utf-8").splitlines()
        kind = tuple[list[Any], dict[str, float]]
        return [msgspec.json.decode(line, type=kind) for line in lines if line]
    except (msgspec.DecodeError, UnicodeDecodeError) as fault:
        raise DataError(f"no file of kept searches: {fault}", where=str(path)) from None
