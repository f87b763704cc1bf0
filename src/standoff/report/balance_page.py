"""The page of a balance sheet: outcomes by theatre, then each theatre with its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from standoff.nouns import PageData
from standoff.nouns.account import STATES
from standoff.nouns.balance import Balance, Given, TheatreBalance
from standoff.report import grammar as g
from standoff.report.naming import Naming
from standoff.report.sheet import Section, Sheet, Table, write_sheet
from standoff.report.words import capital

__all__ = ["write_balance"]

_COLOURS = {
    "kept": "verdict.supported", "partly": "phases.provocation", "open": "verdict.open",
    "lapsed": "phases.quiet", "broken": "verdict.contradicted",
}  # fmt: skip
_ORDER = ("kept", "partly", "open", "lapsed", "broken")


def write_balance(balance: Balance, page: PageData, path: Path) -> None:
    """Write the page; `page` gives language, title, seal and how much was reviewed."""
    write_sheet(_sheet(balance, page), path)


def _sheet(balance: Balance, page: PageData) -> Sheet:
    naming = Naming(page)
    words = naming.words
    total = sum(balance.states.values())
    lead = words.t(
        "balance.lead",
        n=total,
        states=", ".join(f"{n} {words.t(f'balance.{s}')}" for s, n in balance.states.items()),
        day=words.day(balance.as_of),
    )
    with_accounts = [one for one in balance.theatres if one.items]
    first = Section(
        key="all",
        heading=words.t("balance.by"),
        paragraphs=(words.t("balance.chart", order=_key(naming)) + ".",),
        charts=((_chart(naming, with_accounts, 720), _chart(naming, with_accounts, 330)),)
        if with_accounts
        else (),
        notes=(words.pick(balance.remark),),
    )
    sections = [_section(naming, balance, one, n) for n, one in enumerate(balance.theatres, 1)]
    return Sheet(
        title=words.t("balance.title", who=naming.actor(balance.actor)),
        language=page.language,
        lead=lead,
        sections=(first, *sections),
        source=f"{page.title}. {naming.note()}",
    )


def _key(naming: Naming) -> str:
    """The order and colours of the bars, in words."""
    return ", ".join(naming.words.t(f"balance.{state}") for state in _ORDER)


def _chart(naming: Naming, theatres: list[TheatreBalance], width: int) -> g.Chart:
    """Accounts by state, a bar a theatre."""
    words = naming.words
    rows: list[dict[str, Any]] = []
    for one in theatres:
        name, at = naming.actor(one.theatre), 0
        for state in _ORDER:
            n = one.states.get(state, 0)
            if n:
                rows.append({"lane": name, "from": at, "to": at + n, "n": n, "state": state,
                             "told": words.t(f"balance.{state}"), "mid": at + n / 2})  # fmt: skip
            at += n
    top = max(sum(one.states.values()) for one in theatres)
    y = g.by_name("lane", list(dict.fromkeys(row["lane"] for row in rows)), labels=110)
    x, mid = (g.by_number(f, top, axis=False) for f in ("from", "mid"))
    layers = []
    for state in _ORDER:
        some = [row for row in rows if row["state"] == state]
        if some:
            layers.append(g.bars(some, height=20, colour=_COLOURS[state], x=x, x2="to", y=y))
            layers.append(g.words_at(some, "n", colour="page.paper", align="center", x=mid, y=y))
    told = "; ".join(f"{row['lane']} {row['n']} {row['told']}" for row in rows)
    return g.Chart(
        name="balance",
        title=words.t("balance.chart", order=_key(naming)),
        alt=told,
        language=naming.page.language,
        spec=g.finish(g.over(*layers, width=width - 130, height=30 * len(theatres))),
        rows=tuple({"lane": r["lane"], "told": r["told"], "n": r["n"]} for r in rows),
        headings={
            "lane": words.t("balance.theatre"), "told": words.t("balance.state"), "n": "n",
        },
        note=naming.note(),
    )  # fmt: skip


def _section(naming: Naming, balance: Balance, one: TheatreBalance, number: int) -> Section:
    words = naming.words
    tables = [table for table in (
        _items(naming, one), _given(naming, one.gave, "gave"), _given(naming, one.got, "got"),
        _tone(naming, balance, one), _spoken(naming, one), _silences(naming, one),
    ) if table]  # fmt: skip
    states = ", ".join(
        f"{one.states[s]} {words.t(f'balance.{s}')}" for s in STATES if one.states.get(s)
    )
    return Section(
        key=f"theatre{number}",
        heading=naming.actor(one.theatre),
        paragraphs=(words.t("balance.of", n=len(one.items), states=states),) if one.items else (),
        tables=tuple(tables),
    )


def _items(naming: Naming, one: TheatreBalance) -> Table | None:
    words = naming.words
    rows = [
        (
            words.day(item.opened_on) if item.opened_on else "",
            words.pick(item.title) or item.kind,
            words.t(f"balance.{item.state}"),
            words.day(item.closed_on) if item.closed_on else "",
            "; ".join([*item.closed_by, *([item.why] if item.why else [])]),
        )
        for item in one.items
    ]
    heads = ("day", "what", "state", "since", "shown_by")
    return _table(naming, "accounts", heads, rows)


def _given(naming: Naming, given: tuple[Given, ...], key: str) -> Table | None:
    words = naming.words
    rows = [
        (
            words.day(g.day) if g.day else "",
            words.pick(g.text) or naming.move(g.move),
            words.t("balance.advance" if g.in_advance else "balance.answer"),
            "; ".join(g.returned) or "–",
        )
        for g in given
    ]
    return _table(naming, key, ("day", "what", "when", "returned"), rows)


def _tone(naming: Naming, balance: Balance, one: TheatreBalance) -> Table | None:
    words = naming.words
    tones = ("praise", "insult", "accusation", "threat")
    sides = ((balance.actor, naming.actor(balance.actor)), ("other", naming.actor(one.theatre)))
    rows = [
        (str(year.year), *(str(year.counts.get(side, {}).get(tone, 0) or "–")
                           for side, _ in sides for tone in tones))
        for year in one.tone
    ]  # fmt: skip
    if not rows:
        return None
    heads = (words.t("balance.year"), *(f"{name}: {words.t(f'balance.tone_{tone}')}"
                                        for _, name in sides for tone in tones))  # fmt: skip
    return Table(caption=words.t("balance.tone"), headings=heads, rows=tuple(rows),
                 align="l" + "r" * 8)  # fmt: skip


def _spoken(naming: Naming, one: TheatreBalance) -> Table | None:
    words = naming.words
    rows = [
        (
            words.day(word.day) if word.day else "",
            naming.parties(word.source, word.target),
            naming.move(word.move),
            " · ".join(f"“{quote}”" for quote in word.quotes) or words.pick(word.text),
        )
        for word in one.words
    ]
    return _table(naming, "words", ("day", "who", "tone_of", "what"), rows)


def _silences(naming: Naming, one: TheatreBalance) -> Table | None:
    words = naming.words
    rows = [
        (
            words.day(reply.day) if reply.day else "",
            naming.parties(reply.source, reply.target),
            words.t("balance.named") if reply.kind == "named"
            else words.t("balance.unanswered", n=reply.waited),
            words.pick(reply.text),
        )
        for reply in one.silences
    ]  # fmt: skip
    return _table(naming, "silences", ("day", "who", "kind", "what"), rows)


def _table(
    naming: Naming, key: str, heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]
) -> Table | None:
    words = naming.words
    if not rows:
        return None
    return Table(
        caption=words.t(f"balance.{key}"),
        headings=tuple(capital(words.t(f"balance.{head}")) for head in heads),
        rows=tuple(rows),
    )
