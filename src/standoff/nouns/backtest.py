"""`Backtest`: how good forecasts would have been, origin by origin, with n and a baseline."""

from __future__ import annotations

from datetime import date
from types import MappingProxyType

from msgspec import Struct

from standoff.errors import BadValue

__all__ = ["BACKTEST_LABELS", "Backtest", "Kind", "ReliabilityBin", "Scored", "Skill"]

#: Only the last is a track record.
BACKTEST_LABELS = ("curated with hindsight", "mechanical source", "frozen live")


class Kind(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A kind of event that is asked about again and again: an id, its pattern, its words."""

    id: str
    pattern: str
    text: dict[str, str] = {}


class Skill(Struct, frozen=True, kw_only=True):
    """1 - score / score of the base rate, with its 95 % interval (moving-block bootstrap).

    None where the base rate's own score is nought, so that nothing can be better.
    """

    value: float | None
    interval: tuple[float, float]


class Scored(Struct, frozen=True, kw_only=True):
    """One model on one kind of event at one horizon (`days` is 0 for all horizons together).

    Mean Brier, log and ranked probability score over `n` origins, `came` of which saw the event;
    lower is better. For `days` = 0 the ranked score is that of the time to the event in bins that
    the horizons cut. `bias` is the mean chance less the share that came, with its 90 % interval.
    `partly` says that the record covers this kind only in part, so that what came is what is on
    record.
    """

    kind: str
    days: int
    model: str
    n: int
    came: int
    brier: float
    log: float
    ranked: float
    brier_skill: Skill
    log_skill: Skill
    ranked_skill: Skill
    bias: float
    bias_interval: tuple[float, float]
    partly: bool = False


class ReliabilityBin(Struct, frozen=True, kw_only=True):
    """Forecasts of one model between `low` and `high`: their mean, and the share that came.

    `band` is where the share lies with 90 % if the forecasts are right on average, given how the
    origins hang together (moving-block bootstrap of share minus mean).
    """

    model: str
    low: float
    high: float
    n: int
    mean: float
    share: float
    band: tuple[float, float]

    @property
    def inside(self) -> bool:
        """True if the share lies in the band."""
        return self.band[0] <= self.share <= self.band[1]


class Backtest(Struct, frozen=True, kw_only=True):
    """A rolling-origin backtest: what was asked, every score, and one sentence on what it shows.

    `better` and `worse` count pairs of kind and horizon in which the pool's Brier skill over the
    base rate lies above or below nought with its whole interval.
    """

    case: str
    label: str
    dyad: tuple[str, str]
    first: date
    last: date
    origins: int
    kinds: tuple[Kind, ...]
    days: tuple[int, ...]
    scored: tuple[Scored, ...]
    reliability: tuple[ReliabilityBin, ...]
    asked: int
    better: int
    worse: int
    head: str = ""
    reviewed: tuple[int, int] = (0, 0)
    seconds: float = 0.0

    def __post_init__(self) -> None:
        if self.label not in BACKTEST_LABELS:
            raise BadValue(f"label {self.label!r}", expected=f"one of {', '.join(BACKTEST_LABELS)}")

    def of(self, model: str) -> tuple[Scored, ...]:
        """The scores of one model, each horizon apart."""
        return tuple(row for row in self.scored if row.model == model and row.days)

    def sentences(self, language: str = "en") -> tuple[str, str]:
        """Whether anything beats the base rate, and whether the pool is calibrated, in words."""
        bins = [one for one in self.reliability if one.model == "pool"]
        figures = {
            "asked": self.asked,
            "better": self.better,
            "worse": self.worse,
            "bins": len(bins),
            "inside": sum(one.inside for one in bins),
        }
        verdict = "none" if not self.better else "some" if self.better < self.asked else "all"
        held = "held" if figures["inside"] == figures["bins"] else "broken"
        if all(one.band == (0.0, 1.0) for one in bins):
            held = "untold"
        texts = _SENTENCES[language]
        return texts[verdict].format(**figures), texts[held].format(**figures)


_SENTENCES = MappingProxyType(
    {
        "en": {
            "none": "Nothing beats the base rate surely: the pool's skill lies above nought with "
            "its whole interval in none of {asked} questions, below in {worse}.",
            "some": "The pool beats the base rate in {better} of {asked} questions (skill above "
            "nought with its whole 95 % interval; by chance alone about one in forty would) and is "
            "worse in {worse}; in the rest neither is sure.",
            "all": "The pool beats the base rate in all {asked} questions (skill above nought with "
            "its whole 95 % interval).",
            "held": "Calibration: in all {bins} bins of chances, what came lies within the 90 % "
            "band.",
            "broken": "Calibration: in {inside} of {bins} bins of chances what came lies within "
            "the 90 % band; of chances that are right one bin in ten lies outside.",
            "untold": "Calibration: too few days of asking to say.",
        },
        "de": {
            "none": "Nichts schlägt die Basisrate sicher: Bei keiner von {asked} Fragen liegt der "
            "Vorsprung der Mischung mit dem ganzen Intervall über null, bei {worse} darunter.",
            "some": "Die Mischung schlägt die Basisrate bei {better} von {asked} Fragen (Vorsprung "
            "mit dem ganzen 95-%-Intervall über null; aus Zufall wäre es etwa eine von vierzig) "
            "und ist bei {worse} schlechter; bei den übrigen ist beides nicht sicher.",
            "all": "Die Mischung schlägt die Basisrate bei allen {asked} Fragen (Vorsprung mit dem "
            "ganzen 95-%-Intervall über null).",
            "held": "Kalibrierung: In allen {bins} Klassen liegt, was kam, im 90-%-Band.",
            "broken": "Kalibrierung: In {inside} von {bins} Klassen liegt, was kam, im 90-%-Band; "
            "stimmen die Wahrscheinlichkeiten, so liegt eine von zehn außerhalb.",
            "untold": "Kalibrierung: zu wenige Tage, an denen gefragt wurde, um etwas zu sagen.",
        },
    }
)
