"""The page of a comparison: what both articles tell, how each tells it, what each leaves out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from standoff.nouns import PageData
from standoff.nouns.comparison import (
    ComparedArticle,
    Comparison,
    LoneStatement,
    Passage,
    Tone,
)

if TYPE_CHECKING:
    from standoff.report.naming import Naming
    from standoff.report.sheet import Sheet, Table

__all__ = ["comparison_sheet", "lead_of", "write_comparison"]


def lead_of(found: Comparison, language: str = "en") -> str:
    """The comparison in one sentence or two."""
    from standoff.report.words import load_words

    words = load_words(language)
    counts = {"events": len(found.events), "one": len(found.only_one)}
    parts = [words.t("compare.lead", other=len(found.only_other), **counts)]
    parts += [words.t("compare.proposed", n=found.proposed)] if found.proposed else []
    parts += [words.t("compare.reprint")] if found.reprint else []
    return " ".join(parts)


def comparison_sheet(found: Comparison, language: str = "en") -> Sheet:
    """The page as a sheet of sections and tables."""
    from standoff.report.sheet import Section, Sheet

    naming = _naming(found, language)
    words = naming.words
    titles = _short(found.one, naming), _short(found.other, naming)
    one, other = "A", "B"
    sections = (
        Section(
            key="shared",
            heading=words.t("compare.shared"),
            paragraphs=(
                words.t("compare.shared_lead") if found.events else words.t("compare.none"),
            ),
            tables=tuple(_shared_tables(found, naming, one, other)),
        ),
        Section(
            key="tone",
            heading=words.t("compare.tone"),
            paragraphs=(words.t("compare.tone_lead") if found.tone else words.t("compare.none"),),
            tables=tuple(_tone_tables(found, naming, one, other)),
        ),
        Section(
            key="words",
            heading=words.t("compare.quotes"),
            paragraphs=() if found.quotes else (words.t("compare.none"),),
            tables=tuple(_quote_tables(found, naming, one, other)),
        ),
        Section(
            key="who",
            heading=words.t("compare.actors"),
            tables=tuple(_who_and_when(found, naming, one, other)),
        ),
        Section(
            key="left",
            heading=words.t("compare.left"),
            tables=(
                _lone_table(found.only_one, naming, f"A: {titles[0]}"),
                _lone_table(found.only_other, naming, f"B: {titles[1]}"),
            ),
        ),
    )
    return Sheet(
        title=words.t("compare.title"),
        language=language,
        lead=f"A: {titles[0]}. B: {titles[1]}. {lead_of(found, language)}",
        sections=sections,
        source=words.t("compare.source", one=titles[0], other=titles[1]),
    )


def _naming(found: Comparison, language: str) -> Naming:
    from standoff.coding.actors.naming import name_of
    from standoff.report.naming import Naming

    day = found.one.published or found.other.published or date(1970, 1, 1)
    codes = {row.code for row in found.actors} | {row.code for row in found.tone}
    names = {code: name for code in sorted(codes) if (name := name_of(code, language))}
    return Naming(PageData(title="", language=language, start=day, end=day, names=names))


def _short(article: ComparedArticle, naming: Naming) -> str:
    """Title or file, outlet and day: how an article is called in headings."""
    day = naming.words.day(article.published) if article.published else ""
    title = article.title or article.name or article.id
    title = title if len(title) <= 60 else f"{title[:59]}…"
    return ", ".join(part for part in (title, article.outlet, day) if part)


def _shared_tables(found: Comparison, naming: Naming, one: str, other: str) -> Iterator[Table]:
    from standoff.report.sheet import Table

    rows, differ = [], []
    for event in found.events:
        what = _what(event.kind, event.move, event.system, naming)
        when = naming.words.days(event.earliest, event.latest)
        rows.append((what, when, naming.parties(event.source, event.target),
                     _words(event.one, naming), _words(event.other, naming)))  # fmt: skip
        differ += [
            (what, when, naming.words.label("compared_fields", one_field.field),
             _value(one_field.field, one_field.one, naming),
             _value(one_field.field, one_field.other, naming))
            for one_field in event.differ
        ]  # fmt: skip
    if rows:
        heads = (
            naming.words.t("compare.what"),
            naming.words.t("compare.when"),
            naming.words.t("compare.who"),
            one,
            other,
        )
        yield Table(caption=naming.words.t("compare.shared"), headings=heads, rows=tuple(rows))
    if differ:
        heads = (
            naming.words.t("compare.what"),
            naming.words.t("compare.when"),
            naming.words.t("compare.field"),
            one,
            other,
        )
        yield Table(caption=naming.words.t("compare.differ"), headings=heads, rows=tuple(differ))


def _what(kind: str, move: str, system: str, naming: Naming) -> str:
    told = naming.words.label("kinds", kind)
    return f"{naming.move(move, system)} ({told})" if move else told


def _words(passages: Iterable[Passage], naming: Naming) -> str:
    left, right = "„“" if naming.words.language == "de" else "“”"
    return " | ".join(f"{left}{' '.join(one.text.split())}{right}" for one in passages)


def _value(field: str, said: str, naming: Naming) -> str:
    """What a side says, in the reader's words; a dash where it says nothing."""
    sections = {"stance": "stances", "move": "moves", "system": "systems"}
    if said and field in sections:
        parts = said.split(" / ")
        return " / ".join(naming.words.label(sections[field], part) for part in parts)
    return said or "–"


def _tone_tables(found: Comparison, naming: Naming, one: str, other: str) -> Iterator[Table]:
    from standoff.report.sheet import Table

    rows = tuple(
        (naming.actor(row.code), _balance(row.one, "words"), _balance(row.other, "words"),
         _balance(row.one, "treatment"), _balance(row.other, "treatment"))
        for row in found.tone
    )  # fmt: skip
    if rows:
        heads = (
            naming.words.t("compare.actor"),
            *(
                f"{naming.words.t(f'compare.{kind}')}: {name}"
                for kind in ("words", "treatment")
                for name in (one, other)
            ),
        )
        yield Table(
            caption=naming.words.t("compare.tone"), headings=heads, rows=rows, align="lrrrr"
        )


def _balance(tone: Tone, kind: str) -> str:
    """`+0.33 (4 : 2)`, or a dash where there is nothing."""
    value = tone.words if kind == "words" else tone.treatment
    good, bad = (tone.warm, tone.cold) if kind == "words" else (tone.friendly, tone.hostile)
    return "–" if value is None else f"{value:+.2f} ({good} : {bad})".replace("-", "\u2212")


def _quote_tables(found: Comparison, naming: Naming, one: str, other: str) -> Iterator[Table]:
    from standoff.report.sheet import Table

    rows = tuple(
        (naming.actors(row.speaker), naming.words.label("moves", row.move),
         naming.words.t("compare.yes") if row.verbatim else naming.words.t("compare.no"),
         _words([row.one], naming), _words([row.other], naming))
        for row in found.quotes
    )  # fmt: skip
    if rows:
        heads = (
            naming.words.t("compare.speaker"),
            naming.words.t("compare.what"),
            naming.words.t("compare.same"),
            one,
            other,
        )
        yield Table(caption=naming.words.t("compare.quotes"), headings=heads, rows=rows)


def _who_and_when(found: Comparison, naming: Naming, one: str, other: str) -> Iterator[Table]:
    from standoff.report.sheet import Table

    rows = tuple((naming.actor(row.code), str(row.one), str(row.other)) for row in found.actors)
    if rows:
        heads = (naming.words.t("compare.actor"), one, other)
        yield Table(
            caption=naming.words.t("compare.actors"), headings=heads, rows=rows, align="lrr"
        )
    dates = tuple(
        (naming.words.days(row.earliest, row.latest), ", ".join(row.one), ", ".join(row.other))
        for row in found.dates
        if row.one and row.other
    )
    if dates:
        yield Table(
            caption=naming.words.t("compare.dates"),
            headings=(naming.words.t("compare.when"), one, other),
            rows=dates,
        )


def _lone_table(statements: Iterable[LoneStatement], naming: Naming, name: str) -> Table:
    from standoff.report.sheet import Table

    rows = tuple(
        (_what(row.passage.kind, row.move, row.system, naming),
         naming.words.days(row.earliest, row.latest) if row.earliest or row.latest else "–",
         naming.parties(row.source, row.target), naming.words.label("stances", row.passage.stance),
         _words([row.passage], naming))
        for row in statements
    )  # fmt: skip
    heads = (
        naming.words.t("compare.what"),
        naming.words.t("compare.when"),
        naming.words.t("compare.who"),
        naming.words.t("compare.stance"),
        naming.words.t("compare.words"),
    )
    return Table(caption=naming.words.t("compare.only", name=name), headings=heads, rows=rows)


def write_comparison(found: Comparison, path: Path, language: str = "en") -> None:
    """Write the page; raises `NotWritten`, and `BadValue` if the file there is no page of ours."""
    from standoff.case.replacing import refuse_to_replace
    from standoff.report.sheet import write_sheet

    refuse_to_replace(path)
    write_sheet(comparison_sheet(found, language), path)
