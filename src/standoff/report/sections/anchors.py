"""Where on the page an event or a statement stands: plain ids, whatever the record calls them."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from standoff.nouns import Event, PageArticle, PageData
from standoff.report.naming import Naming, event_order

__all__ = ["Anchors", "EventLink"]


class EventLink(NamedTuple):
    """An event as a line that leads to its row in the facts table, or to its page of the desk."""

    href: str
    days: str
    told: str


class Anchors:
    """The events of a page in order of time, and the ids of their rows and statements.

    `address` gives the link to an event by its id where events have pages of their own.
    """

    def __init__(self, page: PageData, address: Callable[[str], str] | None = None) -> None:
        self._address = address
        self.events: list[Event] = sorted(page.events, key=event_order)
        self._rows = {event.id: (f"e{n}", event) for n, event in enumerate(self.events, 1)}
        self._statements = {
            statement.coding.id: f"s{n}" for n, statement in enumerate(page.statements, 1)
        }
        self._articles = {article.id: article for article in page.articles}
        self._articles |= {article.name: article for article in page.articles if article.name}

    def of(self, event: str) -> str:
        """The id of an event's row, or nothing."""
        return self._rows[event][0] if event in self._rows else ""

    def statement(self, coding: str) -> str:
        """The id of a coding's line in the evidence, or nothing."""
        return self._statements.get(coding, "")

    def article(self, id_or_name: str) -> PageArticle | None:
        """The article of an evidence, if it is on the page."""
        return self._articles.get(id_or_name)

    def links(self, naming: Naming, events: tuple[str, ...]) -> tuple[list[EventLink], int]:
        """Lines for the events that are on the page, and how many are not."""
        known = [self._rows[event] for event in dict.fromkeys(events) if event in self._rows]
        known.sort(key=lambda row: event_order(row[1]))
        links = [
            EventLink(self._link(anchor, event), naming.event_days(event), naming.event(event))
            for anchor, event in known
        ]
        return links, len(set(events)) - len(known)

    def _link(self, anchor: str, event: Event) -> str:
        return self._address(event.id) if self._address else f"#{anchor}"
