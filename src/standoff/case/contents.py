"""What is in a case: articles, codings, events, how much of it is reviewed, and what it covers.

Only codings that a person has accepted count as events, unless `proposed` is set; every output says
with `reviewed_line` how many of how many were reviewed. The two states and the period come from
`case.toml`, else from what was coded.
"""

from __future__ import annotations

import dataclasses
from datetime import date
from functools import cached_property
from typing import Any

from standoff.case.journal_side import CaseJournal
from standoff.errors import CaseError
from standoff.nouns import Article, Coding, Coverage, Event

__all__ = ["CaseContents"]


class CaseContents(CaseJournal):
    """The methods of `Case` that tell what it holds."""

    @property
    def articles(self) -> tuple[Article, ...]:
        """The articles of the record, in the order they were added."""
        return tuple(self.record.articles)

    @property
    def codings(self) -> tuple[Coding, ...]:
        """All codings that stand (not rejected), proposed or accepted."""
        return tuple(item.coding for item in self.record.codings if item.status != "rejected")

    @property
    def coverage(self) -> tuple[Coverage, ...]:
        """What the record covers, as recorded; a case of articles alone has none."""
        return tuple(self.record.coverage)

    def events(self, *, proposed: bool = False, **selection: Any) -> tuple[Event, ...]:
        """Events of the record; only from accepted codings unless `proposed`.

        `selection` (who, whom, move, system, stance, start, end) keeps those that fit, as in
        `event_table`.
        """
        found = self.record.events(proposed=proposed)
        if selection:
            from standoff.record.tabulating.selecting import Selection

            asked = Selection.of(**{"stance": None, **selection})
            found = [event for event in found if asked.takes(event)]
        return tuple(found)

    @property
    def reviewed(self) -> tuple[int, int]:
        """(codings that a person has accepted, changed or rejected, all codings)."""
        return self.record.reviewed

    @property
    def accepted(self) -> tuple[int, int]:
        """(accepted codings, all codings); the accepted ones count."""
        return self.record.accepted

    def reviewed_count(self) -> str:
        """`10 of 12 codings reviewed: 8 accepted, 2 rejected`."""
        (done, total), accepted = self.reviewed, self.accepted[0]
        told = f"{done} of {total} codings reviewed"
        return f"{told}: {accepted} accepted, {done - accepted} rejected" if done else told

    def reviewed_line(self, *, proposed: bool) -> str:
        """One sentence for every output: how many of how many codings were reviewed."""
        own = dataclasses.replace(self.record, imports=())
        facts = sum(not event.evidence for event in own.events())
        rows = sum(kept.rows for batch in self.record.imports for kept in batch.tables)
        line = self.reviewed_count()
        if rows:
            line += f"; {rows} imported rows are kept (without press evidence)"
        if facts:
            told = "1 fact" if facts == 1 else f"{facts} facts"
            are = "is" if facts == 1 else "are"
            line += f"; {told} of the chronology {are} counted (without press evidence)"
        if proposed:
            return f"{line}; proposed codings ARE counted here."
        return f"{line}; proposed codings are not counted (--proposed counts them)."

    @cached_property
    def dyad(self) -> tuple[str, str]:
        """The two states of the case: from `case.toml`, else the pair most often coded."""
        from standoff.case.starting import commonest_pair

        return self.info.dyad or commonest_pair(self.codings)

    def period(self, *, proposed: bool = False) -> tuple[date, date]:
        """The case's period: from `case.toml`, else the span of its dated events."""
        if self.info.start and self.info.end:
            return self.info.start, self.info.end
        days = [
            day
            for event in self.events(proposed=proposed)
            for day in (event.when.earliest, event.when.latest)
            if day
        ]
        days += [article.published for article in self.articles if article.published]
        if not days:
            raise CaseError(
                "no dated event or article yet, so there is no period to look at",
                where=str(self.folder),
                next="`standoff read ARTICLE... --published DATE`, or set [period] in case.toml",
            )
        return self.info.start or min(days), self.info.end or max(days)

    def coverage_or_articles(self, *, proposed: bool = False) -> tuple[Coverage, ...]:
        """Recorded coverage; without any, the span of articles and imports is partly covered.

        An article of which nothing is reviewed covers nothing, unless proposals count, too.
        """
        from standoff.case.starting import (
            coverage_of_articles,
            coverage_of_imports,
            telling_articles,
        )

        if self.coverage:
            return self.coverage
        read = coverage_of_articles(telling_articles(self.record, proposed=proposed))
        return (*read, *coverage_of_imports(self.record.imports))
