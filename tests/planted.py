"""Planted records: small invented histories whose answers are known by construction."""

from __future__ import annotations

from datetime import date, timedelta

from standoff.nouns import Coverage, Event, When


def day(text: str) -> date:
    return date.fromisoformat(text)


def event(
    id: str,
    first: str | None,
    last: str | None = None,
    *,
    source: str = "AAA",
    target: str = "",
    move: str = "weapon_test",
    **fields: object,
) -> Event:
    """An event of actor AAA dated to one day, or to a range; a `None` end stays open."""
    earliest = day(first) if first else None
    latest = day(last) if last else earliest
    return Event(
        id=id,
        when=When(earliest=earliest, latest=latest),
        source=source,
        target=target,
        move=move,
        **fields,  # type: ignore[arg-type]
    )


def covered(first: str, last: str, kind: str = "*", level: str = "complete") -> Coverage:
    return Coverage(kind=kind, start=day(first), end=day(last), level=level)


def days_from(first: str, *gaps: int) -> list[date]:
    """`first` and the days after it by each gap in turn."""
    days = [day(first)]
    for gap in gaps:
        days.append(days[-1] + timedelta(days=gap))
    return days
