"""How nouns look in a notebook: small pieces of HTML, every text in them escaped.

Jupyter shows what `_repr_html_` of an object returns. Only the elements below are ever written;
whatever comes from a text, an actor code or a note is escaped and kept in a `<bdi>`, so that a name
cannot turn the rest of its line around. There is no script, no link, no image, no style sheet.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from datetime import date
from html import escape
from typing import TYPE_CHECKING

from msgspec import Struct

from standoff.nouns.article import Article
from standoff.nouns.coding import Coding

if TYPE_CHECKING:
    from standoff.nouns.account import Account
    from standoff.nouns.event import Event

__all__ = ["MarkedArticle", "account_html", "article_html", "event_html", "facts_html",
           "grid_html", "table_html"]  # fmt: skip

#: Longest text that a cell of a notebook shows; a whole article is a press text of its publisher.
_SHOWN = 20_000


class MarkedArticle(Struct, frozen=True, kw_only=True):
    """An article and its codings; a notebook shows the coded words marked."""

    article: Article
    codings: tuple[Coding, ...]

    def _repr_html_(self) -> str:
        return article_html(self.article, self.codings)


def told(value: object) -> str:
    """A value as escaped text of its own direction."""
    return f"<bdi>{escape(str(value))}</bdi>"


def table_html(head: str, rows: Iterable[tuple[str, str]]) -> str:
    """A table of names and cells under a heading; the cells are HTML already, the rest is not."""
    lines = "".join(
        f"<tr><th style='text-align:left'>{told(name)}</th>"
        f"<td style='text-align:left'>{cell}</td></tr>"
        for name, cell in rows
        if cell
    )
    return f"<table><caption style='text-align:left'><b>{told(head)}</b></caption>{lines}</table>"


def grid_html(
    columns: Sequence[str], rows: Iterable[Sequence[object]], notes: Iterable[str]
) -> str:
    """A table of many columns, missing cells empty, with sentences below."""
    head = "".join(f"<th>{told(name)}</th>" for name in columns)
    cells = (["" if cell is None else told(cell) for cell in row] for row in rows)
    lines = "".join(f"<tr><td>{'</td><td>'.join(row)}</td></tr>" for row in cells)
    below = "".join(f"<p>{told(note)}</p>" for note in notes)
    return f"<table><tr>{head}</tr>{lines}</table>{below}"


def facts_html(head: str, facts: Iterable[tuple[str, object]]) -> str:
    """A table of plain values; empty ones are left out."""
    return table_html(
        head, [(name, told(value)) for name, value in facts if value not in ("", None)]
    )


def days_of(first: date | None, last: date | None) -> str:
    """`2019-05-04`, `2019-05-04 to 2019-05-06`, `from ...`, `until ...`, or `undated`."""
    if first is None and last is None:
        return "undated"
    if first == last:
        return str(first)
    if first is None or last is None:
        return f"until {last}" if first is None else f"from {first}"
    return f"{first} to {last}"


def event_html(event: Event) -> str:
    """An event: who did what when, and the words that tell of it."""
    when = event.when
    parties = f"{event.source} → {event.target}" if event.target else event.source
    move = f"{event.move} ({event.system})" if event.system else event.move
    quotes = "<br>".join(
        f"“{told(proof.quote)}” <small>{told(f'{proof.article} {proof.start}–{proof.end}')}</small>"
        for proof in event.evidence
    )
    rows = [
        ("when", told(days_of(when.earliest, when.latest))),
        ("who", told(parties)),
        ("move", told(move)),
        ("stance", told(event.stance)),
        ("number", "" if event.number is None else told(event.number)),
        ("where", told(event.place) if event.place else ""),
        ("told", "<br>".join(told(text) for text in event.text.values())),
        ("evidence", quotes or told("without press evidence")),
        ("source", told(event.provenance) if event.provenance else ""),
        ("reviewed", told("yes" if event.reviewed else "no: proposed")),
    ]
    return table_html(f"Event {event.id}", rows)


def account_html(account: Account) -> str:
    """An account: what was promised or threatened, and each change of its state."""
    steps = "<br>".join(
        told(
            f"{step.on or 'undated'}: {step.state}, "
            + (f"set by {step.by}: {step.why}" if step.by else f"rule {step.rule}")
            + (f" ({', '.join(step.events)})" if step.events else "")
        )
        for step in account.changes
    )
    holder = f"{account.holder} → {account.other}" if account.other else account.holder
    rows = [
        ("state", f"<b>{told(account.state)}</b>"),
        ("who", told(holder)),
        ("opened", told(f"{account.opened_on or 'undated'} by {', '.join(account.opened_by)}")),
        ("due", told(account.due) if account.due else ""),
        ("what", told(next(iter(account.title.values()), "") or account.terms or account.act)),
        ("changes", steps),
        ("unconfirmed", told(", ".join(account.doubts)) if account.doubts else ""),
    ]
    return table_html(f"{account.kind} {account.id}", rows)


def article_html(article: Article, codings: Sequence[Coding] = ()) -> str:
    """An article with its coded words marked, and a line on each coding below."""
    head = article.title or article.name or article.id
    meta = [article.outlet, str(article.published or "undated"), article.language]
    if article.withheld:
        body = told(f"text withheld; hash {article.text_hash}")
    else:
        body = _marked(article.text[:_SHOWN], codings)
        body += told(" … (cut)") if len(article.text) > _SHOWN else ""
    lines = "".join(
        f"<li><code>{told(f'{one.start}–{one.end}')}</code> {told(_line(one))}</li>"
        for one in codings
    )
    return (
        f"<div><b>{told(head)}</b><br><small>{told(', '.join(part for part in meta if part))}"
        f"</small><p style='white-space:pre-wrap'>{body}</p><ol>{lines}</ol></div>"
    )


def _marked(text: str, codings: Sequence[Coding]) -> str:
    """The text with every coded stretch in `<mark>`; stretches may overlap."""
    spans = sorted((one.start, min(one.end, len(text))) for one in codings if one.start < len(text))
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    inside = {start for start, _ in merged}
    cuts = sorted({0, len(text), *itertools.chain.from_iterable(merged)})
    return "".join(
        f"<mark>{escape(text[start:end])}</mark>" if start in inside else escape(text[start:end])
        for start, end in itertools.pairwise(cuts)
    )


def _line(coding: Coding) -> str:
    who = f"{coding.source} → {coding.target}" if coding.target else coding.source
    days = days_of(coding.earliest, coding.latest)
    return ", ".join(part for part in (coding.kind, coding.move, who, coding.stance, days) if part)
