"""`PageData`: everything a published page shows, and nothing else.

The page is drawn from this one frozen structure, so that what leaves the machine can be read off
a type: an article is here without its text, and a coded clause stands in its sentence cut to
`quote_limit`. Press texts belong to their publishers; `PageData` refuses a context that quotes
more of one than the setting allows.
"""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from standoff.errors import BadValue
from standoff.nouns.article import Article
from standoff.nouns.claim import Finding
from standoff.nouns.coding import Coding
from standoff.nouns.event import Coverage, Event
from standoff.nouns.forecast import Forecast
from standoff.nouns.game import ThenWhat
from standoff.nouns.phase import Phases

__all__ = ["PAGE_LANGUAGES", "STATUSES", "Context", "PageArticle", "PageData", "Span", "Statement"]

PAGE_LANGUAGES = ("en", "de")
STATUSES = ("proposed", "accepted", "changed")


class PageArticle(Struct, frozen=True, kw_only=True):
    """An `Article` without its text."""

    id: str
    text_hash: str
    published: date | None
    outlet: str = ""
    language: str = ""
    url: str = ""
    title: str = ""
    name: str = ""

    @classmethod
    def of(cls, article: Article) -> PageArticle:
        """The article's metadata."""
        return cls(**{field: getattr(article, field) for field in cls.__struct_fields__})


class Context(Struct, frozen=True, kw_only=True):
    """The sentence around a coded clause: `article.text[start:end] == text`, in code points.

    `cut_before` and `cut_after` say that the sentence goes on beyond what may be quoted.
    """

    start: int
    end: int
    text: str
    cut_before: bool = False
    cut_after: bool = False

    @classmethod
    def around(
        cls, text: str, clause: tuple[int, int], sentence: tuple[int, int], limit: int
    ) -> Context:
        """The sentence, shortened to at most `limit` characters besides the clause.

        Cuts fall between words; what one side leaves unused goes to the other.
        """
        first, last = min(sentence[0], clause[0]), max(sentence[1], clause[1])
        before, after = clause[0] - first, last - clause[1]
        room = min(before, max(limit // 2, limit - after))
        start = _word_start(text, clause[0] - room, clause[0]) if room < before else first
        room = min(after, limit - (clause[0] - start))
        end = _word_end(text, clause[1], clause[1] + room) if room < after else last
        return cls(
            start=start,
            end=end,
            text=text[start:end],
            cut_before=start > first,
            cut_after=end < last,
        )


def _word_start(text: str, at: int, clause: int) -> int:
    """The first start of a word at or after `at`, at most `clause`."""
    while at < clause and not (text[at - 1].isspace() and not text[at].isspace()):
        at += 1
    return at


def _word_end(text: str, clause: int, at: int) -> int:
    """The last end of a word at or before `at`, at least `clause`."""
    while at > clause and not (text[at].isspace() and not text[at - 1].isspace()):
        at -= 1
    return at


class Statement(Struct, frozen=True, kw_only=True):
    """A coding with its context and what its reviewers made of it (one of `STATUSES`)."""

    coding: Coding
    context: Context
    status: str = "proposed"

    def __post_init__(self) -> None:
        coding, context = self.coding, self.context
        where = f"statement {coding.doc}:{coding.start}"
        if self.status not in STATUSES:
            raise BadValue(
                f"status {self.status!r}", where=where, expected=f"one of {', '.join(STATUSES)}"
            )
        at = coding.start - context.start
        if at < 0 or context.text[at : at + len(coding.text)] != coding.text:
            raise BadValue("the coded words do not stand in their context", where=where)
        if len(context.text) != context.end - context.start:
            raise BadValue("a context whose text and offsets differ in length", where=where)


class Span(Struct, frozen=True, kw_only=True):
    """A stretch of time that hangs over the record: `kind` is `deadline` or `moratorium`.

    A deadline's span runs from the day it was set to the day it runs out. `open` marks an end
    that is only the end of the period.
    """

    kind: str
    start: date
    end: date
    text: str = ""
    source: str = ""
    open: bool = False
    account: str = ""


class PageData(Struct, frozen=True, kw_only=True):
    """What a page shows; the texts are in `language`, `reviewed` is (decided on, all) codings.

    `names` are actors by code in the page's language, `versions` the programs behind the numbers,
    `earlier` are the answers to the same questions some days before, in the order of `forecasts`,
    `spans` deadlines and moratoria (if empty, the report takes them from codings and events),
    `proposed_counted` says that codings nobody has reviewed are in the figures, too.
    """

    title: str
    language: str
    start: date
    end: date
    subtitle: str = ""
    dyad: tuple[str, str] | None = None
    articles: tuple[PageArticle, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    phases: Phases | None = None
    findings: tuple[Finding, ...] = ()
    forecasts: tuple[Forecast, ...] = ()
    earlier: tuple[Forecast, ...] = ()
    then_what: ThenWhat | None = None
    spans: tuple[Span, ...] = ()
    names: dict[str, str] = {}
    reviewed: tuple[int, int] = (0, 0)
    proposed_counted: bool = False
    quote_limit: int = 300
    head_seq: int = 0
    head_hash: str = ""
    versions: dict[str, str] = {}
    cite: str = ""

    def __post_init__(self) -> None:
        if self.language not in PAGE_LANGUAGES:
            raise BadValue(
                f"page language {self.language!r}",
                expected=f"one of {', '.join(PAGE_LANGUAGES)}",
            )
        if self.start > self.end:
            raise BadValue(f"page from {self.start} to {self.end}", expected="start before end")
        for statement in self.statements:
            quoted = len(statement.context.text) - len(statement.coding.text)
            if quoted > self.quote_limit:
                raise BadValue(
                    f"{quoted} characters quoted around a coded clause",
                    where=f"statement {statement.coding.doc}:{statement.coding.start}",
                    expected=f"at most {self.quote_limit} (setting quote_limit)",
                    next="shorten it with Context.around(...)",
                )
