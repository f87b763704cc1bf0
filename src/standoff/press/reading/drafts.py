"""From what is known of an article to the `Article`: date, language and limits, in one place.

Every reader yields `Draft`s. What is known of one comes from three sources, and for each detail the
first that knows it wins: the caller (`--published`, `--outlet`), the `index.csv` beside the file,
the article's own explicit metadata. A date that none of them knows is asked for, never guessed; a
language that none knows is told from the words.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from standoff.errors import FileUnreadable, LimitExceeded, MissingDate
from standoff.nouns import Article
from standoff.settings import Settings

__all__ = ["Draft", "Known", "first_known", "to_article"]


class Known(Struct, frozen=True, kw_only=True):
    """What one source knows of an article; empty where it says nothing."""

    published: date | None = None
    outlet: str = ""
    language: str = ""
    url: str = ""
    title: str = ""


class Draft(Struct, frozen=True, kw_only=True):
    """A text as a reader found it; `where` names file and line for messages."""

    text: str
    name: str
    where: str
    known: Known = Known()


def first_known(sources: Iterable[Known]) -> Known:
    """Each detail from the first source that knows it."""
    details: dict[str, object] = {}
    for source in sources:
        for field in Known.__struct_fields__:
            value = getattr(source, field)
            if value and field not in details:
                details[field] = value
    return Known(**details)  # type: ignore[arg-type]


def to_article(draft: Draft, known: Known, *, undated: bool, settings: Settings) -> Article:
    """The article of a draft; raises `MissingDate`, `LimitExceeded`, `FileUnreadable`."""
    if not draft.text.strip("\ufeff \t\r\n\v\f"):
        raise FileUnreadable("the text is empty", where=draft.where, expected="an article")
    if len(draft.text) > settings.max_article_chars:
        raise LimitExceeded(
            f"the article has {len(draft.text)} characters",
            where=draft.where,
            expected=f"at most {settings.max_article_chars} (setting max_article_chars)",
        )
    if known.published is None and not undated:
        raise MissingDate(
            "the article has no publication date",
            where=draft.where,
            expected="one in its metadata or in an index.csv (file,published,language) beside it",
            next="say --published YYYY-MM-DD, or --undated if it is not known",
        )
    return Article.of(
        draft.text,
        published=known.published,
        outlet=known.outlet,
        language=_language(known.language, draft.text),
        url=known.url,
        title=known.title,
        name=draft.name,
    )


def _language(said: str, text: str) -> str:
    """The primary language subtag ("de-AT" is "de"), told from the words where nobody says it."""
    from standoff.press.language import tell_language

    subtag = said.strip().replace("_", "-").partition("-")[0].lower()
    return subtag or tell_language(text)
