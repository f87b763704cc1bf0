"""The words of the page of the cycle: ways, labels, sides, and the colours of labels.

The page is about a `CycleAnswer`, while charts and naming know a `PageData`; `shell` makes the
small page that they need.
"""

from __future__ import annotations

import re

from msgspec import structs

from standoff.nouns import PageData, Phases
from standoff.nouns.cycle import CycleAnswer
from standoff.report.naming import Naming

__all__ = ["CycleNaming", "shell"]

#: Colours by gravity, for labels that the palette does not know.
BY_GRAVITY = ("taboo", "extortion", "provocation", "detente", "quiet")


def shell(answer: CycleAnswer, language: str, phases: Phases | None = None) -> PageData:
    """A page with nothing but the title, the period, the sides and the phases."""
    return PageData(
        title=answer.title.get(language) or next(iter(answer.title.values()), answer.case),
        language=language,
        start=answer.start,
        end=answer.end,
        dyad=answer.dyad,
        phases=structs.replace(phases, reviewed=answer.reviewed) if phases else None,
        names=answer.names,
        reviewed=answer.reviewed,
        head_hash=answer.head_hash,
    )


class CycleNaming(Naming):
    """The names of one page of the cycle."""

    def __init__(self, answer: CycleAnswer, language: str) -> None:
        self.answer = answer
        first = answer.readings[0].phases if answer.readings else answer.model
        super().__init__(shell(answer, language, first))
        self.labels = first.names if first else ()

    def way(self, way: str) -> str:
        """The short name of a way of labelling."""
        return self.words.label("cycle_ways", way)

    def steps(self, n: float) -> str:
        """`3.2 months`, `1 week`."""
        return self.words.t(f"cycle.{self.answer.step}s", n=round(n, 1))

    def colours(self) -> dict[str, str]:
        """Each label with the name of its colour in the palette's section `phases`."""
        if set(self.labels) <= set(BY_GRAVITY):
            return {name: name for name in self.labels}
        return {
            name: BY_GRAVITY[min(place, 4)] if place < len(self.labels) - 1 else "quiet"
            for place, name in enumerate(self.labels)
        }

    def lag(self, name: str) -> str:
        """`A:hostile>B:detente` or `taboo>detente` in words; sides by code, which is short."""
        before, _, after = name.partition(">")
        return f"{self._series(before)} → {self._series(after)}"

    def _series(self, name: str) -> str:
        side, colon, tone = name.partition(":")
        if not colon:
            return self.phase(name)
        return f"{side} {self.words.label('cycle_tones', tone)}"

    def before_after(self, name: str) -> tuple[str, str]:
        """Kind and day of `taboo@2018-06-12`."""
        kind, _, day = name.partition("@")
        found = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", day)
        from datetime import date

        told = self.words.day(date(*map(int, found.groups()))) if found else day
        return self.phase(kind), told
