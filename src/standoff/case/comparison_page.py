"""The page of a comparison: what both articles tell, how each tells it, what each leaves out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
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

Texts = Mapping[str, str]

_TEXTS = MappingProxyType({
    "en": {
        "title": "Two articles compared",
        "shared": "What both tell",
        "shared_lead": "Happenings, counts and deadlines that both articles tell, with the words "
        "of each; below each, where they differ.",
        "none": "Nothing of this kind.",
        "differ": "Where they differ on the same",
        "quotes": "Words that both quote",
        "tone": "Tone towards each actor",
        "tone_lead": "Words: evaluative words in the sentences that name the actor, outside "
        "quotation marks. Treatment: friendly against hostile statements of something done or "
        "said to the actor. From −1 (all bad) to +1 (all good); the counts stand beside it.",
        "actors": "Who appears in how many statements",
        "dates": "Days that both name",
        "left": "What the other leaves out",
        "only": "Only in {name}",
        "what": "what", "when": "when", "who": "who", "field": "field", "actor": "actor",
        "words": "words", "treatment": "treatment", "speaker": "speaker", "same": "word for word",
        "yes": "yes", "no": "same act", "stance": "stance",
        "proposed": "{n} of the compared codings are proposed and nobody has reviewed them.",
        "reprint": "Both have the same text: one is a reprint of the other.",
        "lead": "{events} statements of both, {one} only in the first, {other} only in the second.",
        "source": "Made from the codings of {one} and {other}; only coded clauses are quoted.",
    },
    "de": {
        "title": "Zwei Artikel im Vergleich",
        "shared": "Was beide berichten",
        "shared_lead": "Ereignisse, Anzahlen und Fristen, die beide Artikel nennen, mit den Worten "
        "eines jeden; darunter, worin sie sich unterscheiden.",
        "none": "Nichts dergleichen.",
        "differ": "Worin sie sich bei demselben unterscheiden",
        "quotes": "Worte, die beide zitieren",
        "tone": "Ton gegenüber jedem Akteur",
        "tone_lead": "Worte: wertende Wörter in den Sätzen, die den Akteur nennen, außerhalb von "
        "Anführungszeichen. Behandlung: freundliche gegen feindliche Aussagen über etwas, das dem "
        "Akteur getan oder gesagt wird. Von −1 (alles schlecht) bis +1 (alles gut); die Anzahlen "
        "stehen daneben.",
        "actors": "Wer in wie vielen Aussagen vorkommt",
        "dates": "Tage, die beide nennen",
        "left": "Was der andere weglässt",
        "only": "Nur in {name}",
        "what": "was", "when": "wann", "who": "wer", "field": "Feld", "actor": "Akteur",
        "words": "Worte", "treatment": "Behandlung", "speaker": "Sprecher", "same": "wörtlich",
        "yes": "ja", "no": "derselbe Akt", "stance": "Haltung",
        "proposed": "{n} der verglichenen Codierungen sind Vorschläge, die niemand geprüft hat.",
        "reprint": "Beide haben denselben Text: der eine ist ein Nachdruck des anderen.",
        "lead": "{events} Aussagen in beiden, {one} nur im ersten, {other} nur im zweiten.",
        "source": "Aus den Codierungen von {one} und {other}; zitiert sind nur codierte Stellen.",
    },
})  # fmt: skip


_FIELDS = MappingProxyType(
    {
        "en": {"source": "who", "target": "whom", "move": "act"},
        "de": {
            "move": "Akt", "source": "wer", "target": "wem", "number": "Anzahl", "days": "Tage",
            "system": "Waffenart", "stance": "Haltung", "speaker": "Sprecher",
            "terms": "Bedingung",
        },
    }
)  # fmt: skip


def lead_of(found: Comparison, language: str = "en") -> str:
    """The comparison in one sentence or two."""
    texts = _TEXTS[language]
    parts = [
        texts["lead"].format(
            events=len(found.events), one=len(found.only_one), other=len(found.only_other)
        )
    ]
    parts += [texts["proposed"].format(n=found.proposed)] if found.proposed else []
    parts += [texts["reprint"]] if found.reprint else []
    return " ".join(parts)


def comparison_sheet(found: Comparison, language: str = "en") -> Sheet:
    """The page as a sheet of sections and tables."""
    from standoff.report.sheet import Section, Sheet

    texts, naming = _TEXTS[language], _naming(found, language)
    titles = _short(found.one, naming), _short(found.other, naming)
    one, other = "A", "B"
    sections = (
        Section(
            key="shared",
            heading=texts["shared"],
            paragraphs=(texts["shared_lead"] if found.events else texts["none"],),
            tables=tuple(_shared_tables(found, naming, texts, one, other)),
        ),
        Section(
            key="tone",
            heading=texts["tone"],
            paragraphs=(texts["tone_lead"] if found.tone else texts["none"],),
            tables=tuple(_tone_tables(found, naming, texts, one, other)),
        ),
        Section(
            key="words",
            heading=texts["quotes"],
            paragraphs=() if found.quotes else (texts["none"],),
            tables=tuple(_quote_tables(found, naming, texts, one, other)),
        ),
        Section(
            key="who",
            heading=texts["actors"],
            tables=tuple(_who_and_when(found, naming, texts, one, other)),
        ),
        Section(
            key="left",
            heading=texts["left"],
            tables=(
                _lone_table(found.only_one, naming, texts, f"A: {titles[0]}"),
                _lone_table(found.only_other, naming, texts, f"B: {titles[1]}"),
            ),
        ),
    )
    return Sheet(
        title=texts["title"],
        language=language,
        lead=f"A: {titles[0]}. B: {titles[1]}. {lead_of(found, language)}",
        sections=sections,
        source=texts["source"].format(one=titles[0], other=titles[1]),
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


def _shared_tables(
    found: Comparison, naming: Naming, texts: Texts, one: str, other: str
) -> Iterator[Table]:
    from standoff.report.sheet import Table

    rows, differ = [], []
    for event in found.events:
        what = _what(event.kind, event.move, event.system, naming)
        when = naming.words.days(event.earliest, event.latest)
        rows.append((what, when, naming.parties(event.source, event.target),
                     _words(event.one, naming), _words(event.other, naming)))  # fmt: skip
        differ += [
            (what, when, _FIELDS[naming.words.language].get(one_field.field, one_field.field),
             _value(one_field.field, one_field.one, naming),
             _value(one_field.field, one_field.other, naming))
            for one_field in event.differ
        ]  # fmt: skip
    if rows:
        heads = (texts["what"], texts["when"], texts["who"], one, other)
        yield Table(caption=texts["shared"], headings=heads, rows=tuple(rows))
    if differ:
        heads = (texts["what"], texts["when"], texts["field"], one, other)
        yield Table(caption=texts["differ"], headings=heads, rows=tuple(differ))


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


def _tone_tables(
    found: Comparison, naming: Naming, texts: Texts, one: str, other: str
) -> Iterator[Table]:
    from standoff.report.sheet import Table

    rows = tuple(
        (naming.actor(row.code), _balance(row.one, "words"), _balance(row.other, "words"),
         _balance(row.one, "treatment"), _balance(row.other, "treatment"))
        for row in found.tone
    )  # fmt: skip
    if rows:
        heads = (
            texts["actor"],
            *(f"{texts[kind]}: {name}" for kind in ("words", "treatment") for name in (one, other)),
        )
        yield Table(caption=texts["tone"], headings=heads, rows=rows, align="lrrrr")


def _balance(tone: Tone, kind: str) -> str:
    """`+0.33 (4 : 2)`, or a dash where there is nothing."""
    value = tone.words if kind == "words" else tone.treatment
    good, bad = (tone.warm, tone.cold) if kind == "words" else (tone.friendly, tone.hostile)
    return "–" if value is None else f"{value:+.2f} ({good} : {bad})".replace("-", "\u2212")


def _quote_tables(
    found: Comparison, naming: Naming, texts: Texts, one: str, other: str
) -> Iterator[Table]:
    from standoff.report.sheet import Table

    rows = tuple(
        (naming.actors(row.speaker), naming.words.label("moves", row.move),
         texts["yes"] if row.verbatim else texts["no"],
         _words([row.one], naming), _words([row.other], naming))
        for row in found.quotes
    )  # fmt: skip
    if rows:
        heads = (texts["speaker"], texts["what"], texts["same"], one, other)
        yield Table(caption=texts["quotes"], headings=heads, rows=rows)


def _who_and_when(
    found: Comparison, naming: Naming, texts: Texts, one: str, other: str
) -> Iterator[Table]:
    from standoff.report.sheet import Table

    rows = tuple((naming.actor(row.code), str(row.one), str(row.other)) for row in found.actors)
    if rows:
        heads = (texts["actor"], one, other)
        yield Table(caption=texts["actors"], headings=heads, rows=rows, align="lrr")
    dates = tuple(
        (naming.words.days(row.earliest, row.latest), ", ".join(row.one), ", ".join(row.other))
        for row in found.dates
        if row.one and row.other
    )
    if dates:
        yield Table(caption=texts["dates"], headings=(texts["when"], one, other), rows=dates)


def _lone_table(
    statements: Iterable[LoneStatement], naming: Naming, texts: Texts, name: str
) -> Table:
    from standoff.report.sheet import Table

    rows = tuple(
        (_what(row.passage.kind, row.move, row.system, naming),
         naming.words.days(row.earliest, row.latest) if row.earliest or row.latest else "–",
         naming.parties(row.source, row.target), naming.words.label("stances", row.passage.stance),
         _words([row.passage], naming))
        for row in statements
    )  # fmt: skip
    heads = (texts["what"], texts["when"], texts["who"], texts["stance"], texts["words"])
    return Table(caption=texts["only"].format(name=name), headings=heads, rows=rows)


def write_comparison(found: Comparison, path: Path, language: str = "en") -> None:
    """Write the page; raises `NotWritten`, and `BadValue` if the file there is no page of ours."""
    from standoff.case.replacing import refuse_to_replace
    from standoff.report.sheet import write_sheet

    refuse_to_replace(path)
    write_sheet(comparison_sheet(found, language), path)
