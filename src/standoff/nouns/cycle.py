"""`CycleAnswer`: what a record says to "the ever same rhythm", under several ways of labelling.

Four questions are put to each way of labelling the periods of one record: does an ordered cycle
show, are phases of detente shorter, do provocation and detente alternate, does one period differ
from the rest. Each answer is a figure with its n, an interval or a null, and a verdict in one of
`VERDICTS`; a page adds up under how many ways it is so.
"""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from standoff.nouns.clocks import ClocksAnswer
from standoff.nouns.phase import Phases
from standoff.nouns.rhythm import RhythmTest

__all__ = [
    "VERDICTS",
    "ChangePoint",
    "Contrast",
    "CycleAnswer",
    "CycleQuestion",
    "CycleReading",
    "ModelRow",
]

VERDICTS = ("yes", "no", "open")


class Contrast(Struct, frozen=True, kw_only=True):
    """One rate, share or length beside another.

    `value` is `first` over `second` (`scale` ratio) or less it (difference), None where it cannot
    be had; `interval` its 95 % interval, whose ends may be infinite. `n` and `n_other` count what
    stands behind each side, in `unit`. `covered` is False where the record does not see the kind
    equally well throughout: then the figure is shown but decides nothing.
    """

    name: str
    first: float | None
    second: float | None
    value: float | None
    interval: tuple[float, float]
    scale: str
    n: int
    n_other: int
    unit: str
    lag: int = 0
    covered: bool = True

    @property
    def decided(self) -> int:
        """1 or -1 where the interval lies above or below no difference, else 0."""
        none = 1.0 if self.scale == "ratio" else 0.0
        if self.value is None or not self.covered:
            return 0
        return int(self.interval[0] > none) - int(self.interval[1] < none)


class ChangePoint(Struct, frozen=True, kw_only=True):
    """A period in which the rates of a series change: `at` is the first day of the new rate.

    `earliest` and `latest` bound where it may lie (95 %); `before` and `after` are rates a period.
    """

    name: str
    at: date
    earliest: date
    latest: date
    before: float
    after: float


class ModelRow(Struct, frozen=True, kw_only=True):
    """A model beside others: fit, size, and the log score a period on a later stretch.

    `kind` is `independent`, `markov` or `semi_markov`. `held_out` is the mean log probability of
    each later period given all before, under parameters fitted on the first `trained` periods.
    """

    kind: str
    states: int
    log_likelihood: float
    parameters: int
    bic: float
    held_out: float | None
    trained: int
    converged: bool


class CycleReading(Struct, frozen=True, kw_only=True):
    """One way of labelling, and what it says to each question.

    `order` and `order_thinned` test provocation, taboo, extortion (`thinned` without the surplus of
    dense years); `alternation` the same three, `turns` provocation and detente. `detente` sets the
    dwell time of detente beside that of the other phases but quiet. `exception` sets shares of
    labels in one period beside the rest.
    """

    id: str
    phases: Phases
    order: RhythmTest
    order_thinned: RhythmTest
    alternation: RhythmTest
    turns: RhythmTest
    detente: Contrast
    exception: tuple[Contrast, ...] = ()


class CycleQuestion(Struct, frozen=True, kw_only=True):
    """A question with its verdict under each way of labelling, by the reading's id."""

    id: str
    verdicts: dict[str, str]

    @property
    def verdict(self) -> str:
        """The verdict that all ways share, else `open`."""
        found = set(self.verdicts.values())
        return found.pop() if len(found) == 1 else "open"


class CycleAnswer(Struct, frozen=True, kw_only=True):
    """`standoff phases --page`: everything the page of the cycle shows.

    `step` is `month` or `week`. `tests` counts the tests and intervals behind the questions;
    `model` are the phases of the hidden model that `models` has fitted best, with `dwell` (its
    dwell times averaged over paths drawn from the posterior, by name). `lags` are cross-lags,
    `around` rates before and after fixed dates.
    `regularity` tests the intervals between hostile deeds of completely covered kinds; `clocks` are
    what foreseeable clocks do under the model of the same kind and size as `model`.
    """

    case: str
    title: dict[str, str]
    dyad: tuple[str, str]
    start: date
    end: date
    step: str
    readings: tuple[CycleReading, ...]
    questions: tuple[CycleQuestion, ...]
    tests: int
    events: int
    exception: tuple[date, date] | None = None
    regularity: RhythmTest | None = None
    models: tuple[ModelRow, ...] = ()
    model: Phases | None = None
    dwell: tuple[Contrast, ...] = ()
    lags: tuple[Contrast, ...] = ()
    around: tuple[Contrast, ...] = ()
    changes: tuple[ChangePoint, ...] = ()
    reviewed: tuple[int, int] = (0, 0)
    head_hash: str = ""
    names: dict[str, str] = {}
    remarks: tuple[dict[str, str], ...] = ()
    clocks: ClocksAnswer | None = None
