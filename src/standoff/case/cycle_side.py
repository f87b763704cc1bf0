"""What a `Case` says of its cycle: phases, and the page that asks whether a rhythm shows.

`Case` inherits these methods; the work lies in `cycling`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import msgspec

from standoff.case.replacing import refuse_to_replace
from standoff.nouns import Phases

if TYPE_CHECKING:
    from standoff.case.case import Case
    from standoff.nouns.cycle import CycleAnswer

__all__ = ["CycleSide"]

Progress = Callable[[str], None]


def _silent(words: str) -> None:
    """No progress is wanted."""


class CycleSide:
    """The methods of `Case` on its cycle."""

    @property
    def _case(self) -> Case:
        return cast("Case", self)

    def phases(
        self,
        *,
        proposed: bool = False,
        start: date | None = None,
        end: date | None = None,
        model: str = "rule",
        states: int = 3,
        way: str = "gravest",
        clocks: Sequence[str] = (),
        **choice: Any,
    ) -> Phases:
        """Months named by the stated rule, or by a hidden `model`, and the phases they form.

        `clocks` move a hidden model (`clocking` says how they are named), and `Phases.clocks` says
        what they do. `choice` are dyad, rule, step and origin, as `cycle_matter` has them.
        """
        from standoff.case.clocking import clock_columns
        from standoff.case.cycle_matter import cycle_matter
        from standoff.case.cycling import phases_of

        matter = cycle_matter(self._case, proposed=proposed, start=start, end=end, **choice)
        columns = clock_columns(self._case, matter, clocks, proposed=proposed)
        found = phases_of(matter, model=model, states=states, way=way, clocks=columns)
        return msgspec.structs.replace(
            found, reviewed=self._case.reviewed, proposed_counted=proposed
        )

    def cycle(
        self,
        *,
        proposed: bool = False,
        start: date | None = None,
        end: date | None = None,
        exception: tuple[date, date] | None = None,
        dates: Sequence[date] = (),
        models: bool = True,
        clocks: Sequence[str] = (),
        progress: Progress = _silent,
        **choice: Any,
    ) -> CycleAnswer:
        """Whether a rhythm shows, under four ways of labelling, with models and lags beside.

        `clocks` (default: those of `case.toml`) are named as `clocking` says. `choice` are
        dyad, rule, step and origin, as `cycle_matter` has them.
        """
        from standoff.case.clocking import clock_columns
        from standoff.case.cycle_matter import cycle_matter
        from standoff.case.cycling import cycle_of

        matter = cycle_matter(self._case, proposed=proposed, start=start, end=end, **choice)
        asked = tuple(clocks) or self._own_clocks(models)
        return cycle_of(
            self._case, matter, exception=exception, dates=dates, models=models,
            clocks=clock_columns(self._case, matter, asked, proposed=proposed), progress=progress,
        )  # fmt: skip

    def _own_clocks(self, models: bool) -> tuple[str, ...]:
        """Those that the case asks about; none where no model is fitted."""
        asked = self._case.info.cycle
        return asked.clocks if asked and models else ()

    @staticmethod
    def may_write(path: str | Path) -> None:
        """Raises `BadValue` if `path` is a file that is no page of standoff."""
        refuse_to_replace(Path(path))

    def write_cycle(self, answer: CycleAnswer, path: str | Path, *, language: str = "en") -> Path:
        """Write the page of the cycle; another file that is no page is not replaced."""
        from standoff.report.cycle_page import write_cycle

        target = Path(path)
        refuse_to_replace(target)
        write_cycle(answer, target, language)
        return target
