"""Which of several kinds of deed names a period: four ways, so that no answer hangs on one.

    gravest   the gravest kind, whatever else happened
    mildest   the mildest kind
    most      the kind with the most days, of equal ones the graver
    raised    the kind that stands out most against its own usual rate, if any does

`raised` alone looks at the rest of the record (`usual`, days a period by kind), so it also works
where every period holds deeds of every kind, as in series that machines have coded.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from types import MappingProxyType

from standoff.errors import BadValue

__all__ = ["WAYS", "check_way", "decide", "way_text"]

WAYS = ("gravest", "mildest", "most", "raised")
TIMES = 1.5


def check_way(way: str) -> None:
    """Raises `BadValue` for an unknown way."""
    if way not in WAYS:
        raise BadValue(f"way of labelling {way!r}", expected=f"one of {', '.join(WAYS)}")


def decide(
    way: str, deeds: Sequence[tuple[int, int]], usual: Mapping[int, float], none: int
) -> int:
    """Place of the kind that names a period, `none` if no kind does.

    `deeds` are (place of the kind, day as a number); places ascend from the gravest.
    """
    if not deeds:
        return none
    places = [place for place, _ in deeds]
    if way == "gravest":
        return min(places)
    if way == "mildest":
        return max(places)
    days = Counter(place for place, _ in set(deeds))
    if way == "most":
        return max(days, key=lambda place: (days[place], -place))
    return _raised(days, usual, none)


def _raised(days: Mapping[int, int], usual: Mapping[int, float], none: int) -> int:
    excess = {
        place: (n - usual[place]) / usual[place] ** 0.5
        for place, n in days.items()
        if n >= TIMES * usual[place]
    }
    return max(excess, key=lambda place: (excess[place], -place)) if excess else none


@cache
def _texts() -> Mapping[str, Mapping[str, object]]:
    source = resources.files("standoff.cycle") / "data" / "ways.toml"
    return MappingProxyType(tomllib.loads(source.read_text(encoding="utf-8")))


def way_text(way: str, step: str) -> dict[str, str]:
    """The way in words, by language, for periods of a `month` or `week`."""
    texts, periods = _texts()[way], _texts()["periods"][step]
    return {
        language: str(text).format(period=periods[language])  # type: ignore[index]
        for language, text in texts.items()
    }
