"""From a statistic and its draws under the null to a `RhythmTest` with its sentence."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from standoff.nouns import RhythmTest

__all__ = ["DRAWS", "outcome", "two_sided"]

#: So many that chance moves a p-value near 5 % by 0.2 points: hardly a verdict hangs on the seed.
DRAWS = 9999


def two_sided(observed: float, null: NDArray[np.float64]) -> float:
    """Share of draws at least as far from their mean as `observed`: (1 + #) / (1 + draws)."""
    centre = null.mean() if len(null) else observed
    far = np.abs(null - centre) >= abs(observed - centre) - 1e-9
    return float((1 + far.sum()) / (1 + len(null)))


def outcome(
    test: str,
    observed: float,
    null: NDArray[np.float64],
    *,
    perfect: float,
    n: int,
    unit: str,
    seed: int,
    names: tuple[str, ...] = (),
    p_value: float | None = None,
) -> RhythmTest:
    """The result of one test, in figures and words; `p_value` if it rests on another scale."""
    low, high = (float(x) for x in np.quantile(null, [0.025, 0.975])) if len(null) else (0.0, 0.0)
    p_value = two_sided(float(observed), null) if p_value is None else p_value
    expected = float(null.mean()) if len(null) else float(observed)
    figures = {
        "statistic": float(observed), "expected": expected, "low": low, "high": high,
        "perfect": perfect, "p": p_value, "n": n,
    }  # fmt: skip
    return RhythmTest(
        test=test,
        statistic=float(observed),
        expected=expected,
        null_interval=(low, high),
        perfect=perfect,
        p_value=p_value,
        n=n,
        unit=unit,
        draws=len(null),
        seed=seed,
        names=names,
        text={language: _sentence(language, test, unit, figures) for language in ("en", "de")},
    )


@cache
def _words(language: str) -> Mapping[str, Any]:
    source = resources.files("standoff.cycle") / "data" / "rhythm.toml"
    return MappingProxyType(tomllib.loads(source.read_text(encoding="utf-8"))[language])


def _sentence(language: str, test: str, unit: str, figures: Mapping[str, float]) -> str:
    words = _words(language)
    units: Mapping[str, str] = words["units"]
    decided = figures["p"] <= 0.05
    side = "below" if figures["statistic"] < figures["expected"] else "above"
    reading: str = words[test][side if decided else "neither"]
    head: str = words[test]["head"]
    text = head.format(unit=units[unit], **figures)
    if language == "de":
        text = re.sub(r"(?<=\d)\.(?=\d)", ",", text)
    return f"{text} {reading}"
