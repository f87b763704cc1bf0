"""The tables of a case: events, counts, panels, series, codings (see docs/tables.md).

`CaseTables` is the part of `Case` that answers with a `Table`: polars inside, and pandas, CSV,
Parquet or Stata on the way out. Only accepted codings count unless `proposed` is set, and the notes
of every table say so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from standoff.case.contents import CaseContents

if TYPE_CHECKING:
    import polars as pl

    from standoff.case.case import Case
    from standoff.nouns import Series
    from standoff.record.tabulating.selecting import Selection
    from standoff.record.tabulating.table import Table

__all__ = ["CaseTables"]

Words = str | Iterable[str] | None


class CaseTables(CaseContents):
    """The methods of `Case` that make tables.

    `who` and `whom` are states, `move`, `system`, `stance` words of the codebook, `origin` the id
    or set of an import; each is one word, several joined by `|`, or a list.
    """

    @property
    def _case(self) -> Case:
        return cast("Case", self)

    def event_table(
        self, *, proposed: bool = False, zone: str = "", stance: Words = None, **selection: Any
    ) -> Table:
        """The events as a table, one row each; of all stances unless `stance` is given."""
        from standoff.record.tabulating.placing import in_zone
        from standoff.record.tabulating.selecting import select_events
        from standoff.record.tabulating.table import Table

        asked = self._asked(stance=stance, **selection)
        frame = select_events(in_zone(self.event_frame(proposed=proposed), zone), asked)
        return Table(frame, (*self._words(frame, proposed), *_nothing(frame)))

    def counts(
        self,
        by: str = "month",
        *,
        each: str | Sequence[str] = (),
        proposed: bool = False,
        zone: str = "",
        **selection: Any,
    ) -> Table:
        """How many events in each day, week, month, quarter or year (see `record.tabulating`).

        `each` splits by source, target, move, plover, system, stance, origin or set. `n` is missing
        where nothing is covered.
        """
        from standoff.record.tabulating.counts import count_events

        frame = self.event_frame(proposed=proposed)
        table = count_events(
            frame,
            self.coverage_or_articles(proposed=proposed),
            self._asked(**selection),
            by=by,
            each=(each,) if isinstance(each, str) else tuple(each),
            zone=zone,
        )
        return self._said(table, frame, proposed)

    def panel(
        self,
        unit: str = "dyad-month",
        *,
        codes: str = "iso3",
        directed: bool = True,
        columns: str = "total",
        states: str | Sequence[str | int] = (),
        proposed: bool = False,
        zone: str = "",
        **selection: Any,
    ) -> Table:
        """Every pair of states in every period, zeros included, in ISO, COW or GW codes.

        `unit` is dyad-day, -week, -month, -quarter or -year; `columns` counts apart by `family` of
        moves or by `plover` type; `states` are codes of the list to keep.
        """
        from standoff.record.tabulating.panel import panel_of

        frame = self.event_frame(proposed=proposed)
        kept = states.replace(",", "|").split("|") if isinstance(states, str) else states
        table = panel_of(
            frame,
            self.coverage_or_articles(proposed=proposed),
            self._asked(**selection),
            unit=unit,
            codes=codes,
            directed=directed,
            columns=columns,
            states=tuple(str(one) for one in kept if one),
            zone=zone,
            limit=self.info.settings.max_panel_rows,
        )
        return self._said(table, frame, proposed)

    def series_table(
        self,
        *,
        name: str = "",
        who: str = "",
        whom: str = "",
        by: str = "",
        start: date | None = None,
        end: date | None = None,
    ) -> Table:
        """Imported scores as a table, one row a value; with `by` sum, mean and n of a period."""
        from standoff.record.tabulating.scores import select_scores, summed

        frame = select_scores(
            self._scores, name=name, who=who.upper(), whom=whom.upper(), start=start, end=end
        )
        return summed(frame, by) if by else _table(frame)

    def series(self, name: str = "", *, who: str = "", whom: str = "") -> tuple[Series, ...]:
        """Imported scores as nouns, one series for each import, name, who and whom."""
        from standoff.record.tabulating.scores import series_of

        titles = {batch.id: batch.title for batch in self.record.imports}
        return series_of(self.series_table(name=name, who=who, whom=whom).frame, titles)

    def months(
        self,
        mapping: str = "gravest",
        *,
        proposed: bool = False,
        start: date | None = None,
        end: date | None = None,
    ) -> Table:
        """What each side did in each month, and the coercion game's state read off the record.

        `mapping` is gravest, last or first; a file `months.toml` in the case replaces the shipped
        rules (see `record.tabulating.months`).
        """
        from standoff.case.months import months_of_case

        return months_of_case(self._case, mapping, proposed=proposed, start=start, end=end)

    def coding_table(
        self,
        *,
        who: Words = None,
        whom: Words = None,
        move: Words = None,
        stance: Words = None,
        status: Words = None,
        start: date | None = None,
        end: date | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> Table:
        """The codings as they stand, one row each, with `id`, `status` and their verdicts.

        `who` and `whom` are states; `status` is proposed, accepted, changed or rejected. A coding
        that may lie in [start, end] is kept. Undecided and rejected ones are here, too.
        """
        from standoff.record.tabulating.codings import select_codings

        frame = select_codings(
            self.coding_frame(progress),
            self._asked(who=who, whom=whom, move=move, stance=stance, start=start, end=end),
            status,
        )
        return _table(frame)

    def coding_frame(self, progress: Callable[[int, int], None] | None = None) -> pl.DataFrame:
        """All codings as one polars frame, in no order (sort by `seq`).

        Of a long journal it is read from a snapshot, and `progress` hears how many entries behind
        it are done (see `record.snapshot`).
        """
        from standoff.record.snapshot import codings_of

        kept = self.__dict__.get("_kept_codings")
        if kept is None or kept.head != self._journal.head:
            kept = codings_of(self._journal, self.folder, progress=progress)
            self.__dict__["_kept_codings"] = kept
        frame: pl.DataFrame = kept.frame
        return frame

    def event_frame(self, *, proposed: bool = False) -> pl.DataFrame:
        """All events as one polars frame; kept until the record changes."""
        kept = self.__dict__.setdefault("_frames", {})
        record = self.record
        if proposed not in kept or kept[proposed][0] is not record:
            kept[proposed] = (record, record.frame(proposed=proposed))
        frame: pl.DataFrame = kept[proposed][1]
        return frame

    @property
    def _scores(self) -> pl.DataFrame:
        """All imported scores; kept until the record changes."""
        from standoff.record.importing.imported import series_table

        record, kept = self.record, self.__dict__.get("_kept_scores")
        if kept is None or kept[0] is not record:
            kept = (record, series_table(self.folder, record.imports))
            self.__dict__["_kept_scores"] = kept
        frame: pl.DataFrame = kept[1]
        return frame

    def _asked(self, **selection: Any) -> Selection:
        from standoff.record.tabulating.selecting import Selection

        return Selection.of(**selection)

    def _said(self, table: Table, frame: pl.DataFrame, proposed: bool) -> Table:
        from standoff.record.tabulating.table import Table

        words = self._words(frame, proposed)
        return Table(table.frame, (*words, *_nothing(table.frame), *table.notes))

    def _words(self, frame: pl.DataFrame, proposed: bool) -> tuple[str, ...]:
        """How many of how many codings count, and how many events have no press evidence."""
        bare = int((frame["evidence"] == 0).sum())
        words = [self.reviewed_count()]
        told = "1 event is a fact" if bare == 1 else f"{bare} events are facts"
        words += [f"{told} without press evidence"] if bare else []
        words += ["proposed codings ARE counted here"] if proposed else []
        return ("; ".join(words) + ".",)


def _nothing(frame: pl.DataFrame) -> tuple[str, ...]:
    """A sentence where a table holds no event at all: a mistyped state is no quiet one."""
    seen = frame["seen"].sum() if "seen" in frame.columns else len(frame)
    return () if seen else ("No event that counts fits what was asked for.",)


def _table(frame: pl.DataFrame) -> Table:
    from standoff.record.tabulating.table import Table

    return Table(frame)
