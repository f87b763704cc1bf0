"""`RhythmTest`: whether a record keeps a rhythm, against what chance alone would do."""

from __future__ import annotations

from msgspec import Struct

__all__ = ["RhythmTest"]


class RhythmTest(Struct, frozen=True, kw_only=True):
    """A statistic of a sequence beside its distribution under a stated null.

    `test` is `alternation`, `turns`, `order` or `regularity`. `expected` is the mean and
    `null_interval` the central 95 % of `draws` records drawn under the null; `p_value` is
    two-sided, (1 + #) / (1 + draws). `perfect` is the value that a record of this size with a
    perfect rhythm would have. `n` counts what was looked at (`unit`: events, months, runs, pairs or
    intervals); `text` says it by language.
    """

    test: str
    statistic: float
    expected: float
    null_interval: tuple[float, float]
    perfect: float
    p_value: float
    n: int
    unit: str
    draws: int
    seed: int
    names: tuple[str, ...] = ()
    text: dict[str, str] = {}
