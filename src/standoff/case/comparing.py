"""Comparing two articles: what both tell, and how each tells it.

Happenings are matched by the rule that also merges reports in a record (`record.merging`), so
"shared" means here what "one event" means there; counts are matched by move and states,
deadlines by their day and states. What only one article says is listed
as what the other leaves out. Opinions are never matched: two authors who judge alike share no fact.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from standoff.case.comparing_quotes import shared_quotes
from standoff.case.comparing_words import actor_rows, date_rows, passage, tone_rows
from standoff.errors import BadValue
from standoff.nouns import Article, Coding, actor_set, state_of
from standoff.nouns.comparison import (
    ComparedArticle,
    Comparison,
    Difference,
    LoneStatement,
    SharedEvent,
)

if TYPE_CHECKING:
    from standoff.case.case import Case

__all__ = ["article_named", "compare_articles", "compare_files", "compare_in_case"]

Pair = tuple[list[Coding], list[Coding]]

_ACTORS = ("source", "target", "speaker")
_COMPARED = ("move", "source", "target", "number", "system", "stance", "speaker", "terms")


#: Stands for the day of two articles without a date; nothing but their matching depends on it.
_SOME_DAY = date(2000, 1, 1)


def compare_files(one: str | Path, other: str | Path, *, language: str | None = None) -> Comparison:
    """What two article files share and where they differ; the files are coded for it."""
    from standoff.coding import code_article
    from standoff.press import read_files

    articles = read_files([one, other], language=language, undated=True)
    if len(articles) != 2:
        raise BadValue(f"{len(articles)} articles in the two files", expected="one in each")
    coded = [code_article(article) for article in articles]
    return compare_articles(
        articles[0], coded[0], articles[1], coded[1], proposed=sum(map(len, coded))
    )


def compare_in_case(case: Case, one: str, other: str, *, proposed: bool = True) -> Comparison:
    """The same for two articles of a case, each named by its id, its beginning, or its file.

    Codings that were rejected are left out; those that nobody has reviewed, unless `proposed`.
    """
    statuses = ("accepted", "changed") + ("proposed",) * proposed
    articles = [article_named(case, named) for named in (one, other)]
    items = [item for item in case.record.codings if item.status in statuses]
    coded = [[i.coding for i in items if i.coding.article == article.id] for article in articles]
    compared = {article.id for article in articles}
    waiting = sum(i.status == "proposed" and i.coding.article in compared for i in items)
    return compare_articles(articles[0], coded[0], articles[1], coded[1], proposed=waiting)


def article_named(case: Case, named: str) -> Article:
    """The article with that id, its beginning, or its file's name; raises `BadValue`."""
    found = [
        one for one in case.articles if named in (one.id, one.name, one.name.rpartition(".")[0])
    ]
    if not found and len(named) >= 4:
        found = [one for one in case.articles if one.id.startswith(named)]
    if len(found) == 1:
        return found[0]
    raise BadValue(
        f"{len(found)} articles {named!r} in this case" if found else f"no article {named!r} here",
        expected="an article's id, its file's name, or a file",
        next="`standoff export --as bundle` lists all articles in articles.csv" if not found else
        "give the article's id: " + ", ".join(article.id for article in found[:5]),
    )  # fmt: skip


def compare_articles(
    one: Article, codings: Sequence[Coding], other: Article, others: Sequence[Coding], *,
    proposed: int,
) -> Comparison:  # fmt: skip
    """The comparison of two coded articles."""
    from standoff.coding.actors.naming import name_of

    if one.id == other.id:
        raise BadValue("the same article twice", expected="two articles")
    pairs = [*_happenings(one, codings, other, others), *_other_pairs(codings, others)]
    matched = {coding.id for pair in pairs for side in pair for coding in side}
    language = one.language if one.language == other.language else "en"

    def named(code: str) -> str:
        return name_of(code, language) or code

    return Comparison(
        one=_head(one, codings),
        other=_head(other, others),
        events=tuple(sorted((_shared(*pair) for pair in pairs), key=_order)),
        quotes=tuple(shared_quotes(codings, others)),
        actors=tuple(actor_rows(codings, others, named)),
        dates=tuple(date_rows(one, other)),
        tone=tuple(tone_rows(one, codings, other, others, named)),
        only_one=tuple(_lone(coding) for coding in codings if coding.id not in matched),
        only_other=tuple(_lone(coding) for coding in others if coding.id not in matched),
        reprint=one.text_hash == other.text_hash,
        proposed=proposed,
    )


def _head(article: Article, codings: Sequence[Coding]) -> ComparedArticle:
    fields = ("id", "name", "title", "outlet", "published", "language")
    return ComparedArticle(
        **{field: getattr(article, field) for field in fields}, codings=len(codings)
    )


# -- what both tell -------------------------------------------------------------------------------


def _happenings(
    one: Article, codings: Sequence[Coding], other: Article, others: Sequence[Coding]
) -> list[Pair]:
    """Happenings with reports in both; an article without a date is taken for one of that week."""
    from standoff.record.merging import Report, merge_reports, tells_of_happening

    day = one.published or other.published or _SOME_DAY
    sides, reports = dict[str, int](), []
    for side, article, told in ((0, one, codings), (1, other, others)):
        for number, coding in enumerate(told):
            if tells_of_happening(coding):
                sides[coding.id] = side
                reports.append(Report(
                    id=coding.id, coding=coding, published=article.published or day,
                    text_hash=article.text_hash, reviewed=True, recorded_at=None,
                    seq=number * 2 + side,
                ))  # fmt: skip
    by_id = {report.id: report.coding for report in reports}
    pairs = []
    for event in merge_reports((), reports).events:
        pair: Pair = ([], [])
        for id_ in event.codings:
            pair[sides[id_]].append(by_id[id_])
        if pair[0] and pair[1]:
            pairs.append(pair)
    return pairs


def _other_pairs(codings: Sequence[Coding], others: Sequence[Coding]) -> list[Pair]:
    """Counts of the same move and deadlines on the same day, where a state is in both."""
    groups: defaultdict[tuple[str, str], Pair] = defaultdict(lambda: ([], []))
    for side, told in enumerate((codings, others)):
        for coding in told:
            if coding.kind == "deadline" and coding.latest:
                groups["deadline", str(coding.latest)][side].append(coding)
            elif coding.kind == "count" and coding.move:
                groups["count", coding.move][side].append(coding)
    return [(a, b) for a, b in groups.values() if _all_states(a) & _all_states(b)]


def _all_states(codings: list[Coding]) -> set[str]:
    return {state for coding in codings for state in _states(coding)}


def _states(coding: Coding) -> set[str]:
    return {state_of(code) for code in actor_set(coding.source) | actor_set(coding.target)}


def _shared(ours: list[Coding], theirs: list[Coding]) -> SharedEvent:
    told = [*ours, *theirs]
    first = min(told, key=lambda one: (one.earliest is None, _length(one)))
    return SharedEvent(
        kind=first.kind,
        move=first.move,
        system=next((one.system for one in told if one.system), ""),
        source=first.source,
        target=first.target,
        earliest=first.earliest,
        latest=first.latest,
        one=tuple(map(passage, ours)),
        other=tuple(map(passage, theirs)),
        differ=tuple(_differences(ours, theirs)),
    )


def _length(coding: Coding) -> int:
    if coding.earliest is None or coding.latest is None:
        return 1 << 30
    return (coding.latest - coding.earliest).days


def _order(event: SharedEvent) -> tuple[str, int]:
    return str(event.earliest or "9999"), event.one[0].start


def _differences(ours: list[Coding], theirs: list[Coding]) -> Iterable[Difference]:
    for field in (*_COMPARED, "days"):
        one, other = _said(ours, field), _said(theirs, field)
        if one != other and not (field in _ACTORS and _same_states(one, other)):
            yield Difference(field=field, one=" / ".join(one), other=" / ".join(other))


def _same_states(one: list[str], other: list[str]) -> bool:
    """True if both name the same states: "Kim" and "North Korea" do not differ."""
    ours, theirs = ({state_of(code) for said in side for code in actor_set(said)}
                    for side in (one, other))  # fmt: skip
    return ours == theirs


def _said(codings: list[Coding], field: str) -> list[str]:
    """What a side gives for a field: each value once, actors in one order."""
    return sorted({value for one in codings if (value := _value(one, field))})


def _value(coding: Coding, field: str) -> str:
    if field == "days":
        days = [str(day) for day in (coding.earliest, coding.latest) if day]
        return "..".join(dict.fromkeys(days))
    value = getattr(coding, field)
    if field in _ACTORS:
        return ";".join(sorted(actor_set(value)))
    return "" if value is None else str(value)


def _lone(coding: Coding) -> LoneStatement:
    fields = ("move", "system", "source", "target", "earliest", "latest")
    return LoneStatement(
        passage=passage(coding), **{field: getattr(coding, field) for field in fields}
    )
