"""What the desk asks of a case: pages of answers, words, styles, and codings set by a person.

The desk imports this room only, so what it needs of the report (its words, its palette, its
sections) is handed over here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from standoff.case.claiming import speakers_of
from standoff.case.page import _cite, _cited, _optional, actor_names
from standoff.case.spans import account_spans
from standoff.errors import BadValue
from standoff.nouns import Article, Coding, Forecast, Span
from standoff.nouns.answers import FindingsAnswer, ReadAnswer
from standoff.nouns.page import PageArticle, PageData

if TYPE_CHECKING:
    from markupsafe import Markup

    from standoff.case.case import Case
    from standoff.report.naming import Naming
    from standoff.report.words import Words

__all__ = [
    "MARKABLE", "add_coding", "answer_page", "clean_text", "desk_words", "group_of",
    "heading_of", "meanings",
    "naming_of_page", "opening_of", "part_of", "read_in", "sentence_of", "spans_of", "style_sheet",
]  # fmt: skip

#: What a person may say of words that they mark; the rest follows or is changed later.
MARKABLE = ("kind", "source", "target", "move", "stance", "earliest", "latest", "system")


LONGEST_HEADING = 140
"""Characters of a first line that can still be a heading."""

OPENING = 90
"""Characters of the first words that a list shows of an article without a heading."""


def style_sheet() -> str:
    """The report's palette and style, as the text of a style sheet."""
    from standoff.report.page import style

    return str(style())


def desk_words(language: str, own: Mapping[str, Any]) -> Words:
    """The report's words of `language` with the catalogue `own` beside them."""
    from standoff.report.words import Words, load_words

    return Words(language, {**load_words(language)._catalogue, **own})


def clean_text(text: str) -> str:
    """The text without characters that harm a page, each replaced one for one."""
    from standoff.report.clean import clean_text

    return clean_text(text)


def part_of(
    page: PageData,
    part: str,
    address: Callable[[str], str],
    downloads: Callable[[str, bool], Sequence[tuple[str, str]]] | None = None,
    files: Callable[[str], Sequence[tuple[str, str]]] | None = None,
) -> Markup:
    """One section of the report (`claims`, `ahead`, `rhythm`) with links by `address`.

    `downloads` gives the (label, address) of what can be had of a claim, by its id and whether it
    has a chart; `files` the same of a figure, by its key.
    """
    from standoff.report.parts import part_of

    return part_of(page, part, address, downloads, files)


def naming_of_page(page: PageData) -> Naming:
    """How the page calls actors, sides, moves and events."""
    from standoff.report.clean import clean_struct
    from standoff.report.naming import Naming

    return Naming(clean_struct(page))


def heading_of(article: Article) -> str:
    """What to call an article: its title, else a first line that reads like one, else its name."""
    return _headline(article) or article.name or article.id


def opening_of(article: Article) -> str:
    """The first words of an article that is called by a file's name only; empty for others."""
    words = "" if _headline(article) else " ".join(article.text[: 2 * OPENING].split())
    return words if len(words) <= OPENING else words[:OPENING].rpartition(" ")[0] + " …"


def _headline(article: Article) -> str:
    first, _, rest = article.text.lstrip().partition("\n")
    line = " ".join(first.split())
    alone = rest.startswith(("\n", "\r\n")) and line[-1:] not in (*".:;,", "")
    headed = line if alone and len(line) <= LONGEST_HEADING else ""
    return article.title or headed


def group_of(move: str) -> str:
    """The group of a move (`force`, `pressure`, `talks`, `yielding`, `signals`), "" without one."""
    from standoff.report.naming import GROUP_OF_MOVE

    return GROUP_OF_MOVE.get(move, "")


def meanings() -> dict[str, Mapping[str, str]]:
    """What the codebook says that each kind and stance means."""
    from standoff.case.codebook import KIND_MEANINGS, STANCE_MEANINGS

    return {"kinds": KIND_MEANINGS, "stances": STANCE_MEANINGS}


def answer_page(
    case: Case,
    *,
    language: str,
    proposed: bool = False,
    part: str = "",
    forecasts: tuple[Forecast, ...] | None = None,
    findings: FindingsAnswer | None = None,
) -> PageData:
    """What one page of answers shows, and only what `part` (a section of the report) needs.

    `forecasts` and `findings` are answers at hand; without them the case's own questions and claims
    are asked. Raises `CaseError` while nothing in the case has a date.
    """
    start, end = case.period(proposed=proposed)
    if part == "claims" and findings is None:
        findings = _optional(lambda: case.claims(proposed=proposed))
    asked = None
    if part == "ahead" and forecasts is None:
        asked = _optional(lambda: case.forecast(proposed=proposed))
    phases = _optional(lambda: case.phases(proposed=proposed)) if part == "rhythm" else None
    events = case.events(proposed=proposed)
    if part in ("claims", "ahead"):
        cited = _cited(findings, asked).union(*(one.events for one in forecasts or ()))
        events = tuple(event for event in events if event.id in cited)
    return PageData(
        title=case.info.title_in(language),
        language=language,
        start=start,
        end=end,
        dyad=_optional(lambda: case.dyad),
        articles=tuple(PageArticle.of(article) for article in case.articles),
        events=events,
        phases=phases,
        findings=findings.findings if findings else (),
        forecasts=forecasts or (asked.forecasts if asked else ()),
        then_what=asked.then_what if asked else None,
        names=actor_names(case.codings, events, language)
        | speakers_of(findings.findings if findings else (), language),
        reviewed=case.reviewed,
        proposed_counted=proposed,
        head_seq=case.info.head_seq,
        head_hash=case.head_hash,
        cite=_cite(case, language),
    )


def read_in(
    case: Case, paths: Sequence[Path], *, published: date | None, outlet: str, undated: bool
) -> ReadAnswer:
    """Read files into the case and propose codings; all of them, or an error and none."""
    from standoff.press import read_files

    articles = read_files(
        paths, published=published, outlet=outlet, undated=undated, settings=case.info.settings
    )
    return case.add(articles)


def spans_of(case: Case, *, language: str, proposed: bool) -> tuple[Span, ...]:
    """Deadlines and moratoria of the case as stretches of time."""
    end = case.period(proposed=proposed)[1]
    accounts = case.record.accounts(as_of=end, proposed=proposed)
    return account_spans(accounts, _optional(lambda: case.dyad), end, language)


def sentence_of(case: Case, article: str, start: int, end: int) -> tuple[str, str, str]:
    """The sentence around words of an article: what stands before them, they, what follows."""
    from standoff.case.sentences import sentence_around, sentence_spans

    found = case.article_by_id.get(article)
    if found is None or found.withheld:
        return "", "", ""
    first, last = sentence_around(sentence_spans(found), (start, end))
    return found.text[first:start], found.text[start:end], found.text[end:last]


def add_coding(
    case: Case, article: str, start: int, end: int, quote: str, fields: dict[str, str], *, by: str
) -> str:
    """Enter a coding that a person set on `article.text[start:end]`, accepted; returns its id.

    `quote` is what the person saw marked; line ends may differ from the text's (a browser writes
    its own). Raises `BadValue` if the words do not stand there or a field is outside the codebook.
    """
    from standoff.record import coding_entry, verdict_entry
    from standoff.record import decide as verdict_on
    from standoff.record.review import Reviewed, plover_of

    found = case.article_by_id.get(article)
    if found is None:
        raise BadValue("no such article in this case", where=article)
    words = found.text[start:end] if 0 <= start < end <= len(found.text) else ""
    if not words or _one_line_end(clean_text(words)) != _one_line_end(quote):
        raise BadValue(
            "the marked words do not stand at these offsets",
            where=f"{start}..{end}",
            expected="the words as they stand in the article",
            next="mark them again",
        )
    if not by.strip() or not by.isprintable():
        raise BadValue("a coding without a name", expected="who codes")
    coding = _coding_of(fields, found.id, found.name, start, words, by)
    if any(item.id == coding.id for item in case.record.codings):
        raise BadValue("this coding is there already", where=words[:60])
    coding = _with_plover(coding, plover_of(coding.kind, coding.move))
    verdict = verdict_on(Reviewed(id=coding.id, proposed=coding, coding=coding), "accept", by=by)
    case.append([coding_entry(coding, by=by), verdict_entry(verdict)])
    return coding.id


def _one_line_end(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _coding_of(
    fields: dict[str, str], article: str, doc: str, start: int, words: str, by: str
) -> Coding:
    import msgspec

    unknown = sorted(set(fields) - set(MARKABLE))
    if unknown:
        raise BadValue(f"the field {unknown[0]!r}", expected=f"one of {', '.join(MARKABLE)}")
    given = {name: value.strip() for name, value in fields.items() if value.strip()}
    whole = {
        **given,
        "doc": doc,
        "article": article,
        "start": start,
        "end": start + len(words),
        "text": words,
        "coder": by,
    }
    try:
        return msgspec.convert(whole, Coding, strict=False)
    except msgspec.ValidationError as fault:
        raise BadValue(f"this is no coding: {fault}") from None


def _with_plover(coding: Coding, plover: str) -> Coding:
    import msgspec

    return msgspec.structs.replace(coding, plover=plover)
