"""How good predicted codings are: precision, recall and agreement, whole and by group."""

from __future__ import annotations

from msgspec import Struct

__all__ = ["Agreement", "Scored", "ScoresAnswer", "SpeakerScore", "Tally"]


class Scored(Struct, frozen=True, kw_only=True):
    """Precision, recall and F1 with a 90 % interval, the constant baseline's F1 beside them."""

    precision: float
    recall: float
    f1: float
    interval90: tuple[float, float]
    constant_baseline_f1: float | None = None


class Agreement(Struct, frozen=True, kw_only=True):
    """Share that agrees, and Cohen's kappa (None where chance alone would agree)."""

    agree: float
    kappa: float | None


class SpeakerScore(Struct, frozen=True, kw_only=True):
    """Share of the found quotes with the right speaker; the commonest speaker's share beside it."""

    n: int
    right: float
    constant_baseline: float


class Tally(Struct, frozen=True, kw_only=True):
    """Counts of one group: in the gold, predicted, found, typed, and with the group's own value.

    `share` is typed / gold with its 90 % interval (None where the gold has none of the group),
    `constant_baseline` the share that one guess for all would get right.
    """

    gold: int
    predicted: int
    found: int
    typed: int
    agreed: int
    share: float | None = None
    interval90: tuple[float, float] | None = None
    constant_baseline: float | None = None


class ScoresAnswer(Struct, frozen=True, kw_only=True):
    """`standoff score-codings`: how good predicted codings are, whole and by group.

    `page` is the file of the page, where one was asked for.
    """

    gold: int
    predicted: int
    found: Scored
    typed: Scored
    full: Scored
    stance: Agreement | None
    kind: Agreement | None
    speaker: SpeakerScore | None = None
    by: dict[str, dict[str, Tally]] = {}
    page: str | None = None
