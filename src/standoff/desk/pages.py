"""Templates, words, and the frame that every page of the desk has."""

from __future__ import annotations

from functools import cache, partial
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape
from starlette.responses import HTMLResponse

from standoff.case import Case
from standoff.case.desk_side import clean_text, desk_words
from standoff.desk.ask import LANGUAGES, Ask, path_of
from standoff.desk.faults import told, told_parts
from standoff.desk.guard import token_of
from standoff.errors import StandoffError

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["case_page", "fault_page", "page", "plain", "words_of"]


@cache
def _environment() -> Environment:
    """Templates that escape everything, clean what they show, and refuse unknown names."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("standoff.desk", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    made.filters["exact"] = exact
    made.filters["plain"] = plain
    return made


def _shown(value: Any) -> Any:
    """What a template inserts: text without characters that harm a page."""
    return clean_text(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def exact(text: str) -> Markup:
    """A press text such that the browser's text is the same, character for character.

    HTML turns CR LF into LF while it reads, which would shift every offset behind it; a character
    reference is kept.
    """
    return Markup(str(escape(clean_text(text))).replace("\r", "&#13;"))  # noqa: S704


def plain(text: str) -> str:
    """The text as part of the name of a place on a page: letters, digits, hyphens.

    >>> plain("PRK moratorium 2018")
    'PRK-moratorium-2018'
    """
    return "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in text)


@cache
def words_of(language: str) -> Any:
    """The words of the report and of the desk."""
    import tomllib

    source = files("standoff.desk").joinpath("words", f"{language}.toml")
    return desk_words(language, tomllib.loads(source.read_text(encoding="utf-8")))


def page(ask: Ask, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A page of the desk.

    `waiting` says that part of it is still being computed, `pending` that a long work goes on.
    """
    values.setdefault("case", None)
    values.setdefault("waiting", False)
    values.setdefault("pending", False)
    drawn = (
        _environment()
        .get_template(template)
        .render(
            w=words_of(ask.language),
            language=ask.language,
            languages=LANGUAGES,
            by=ask.by,
            token=token_of(ask.desk.key),
            here=ask.here,
            path_of=path_of,
            told=partial(told, language=ask.language),
            **values,
        )
    )
    headers = {"x-standoff-waiting": "1"} if values["waiting"] or values["pending"] else {}
    return HTMLResponse(drawn, status_code=status, headers=headers)


def case_page(ask: Ask, case: Case, template: str, **values: Any) -> HTMLResponse:
    """A page of one case; `at` in the templates makes an address in it."""
    values.setdefault("proposed", ask.proposed)
    values.setdefault("here_page", "")
    return page(
        ask,
        template,
        case=case,
        title=case.info.title_in(ask.language),
        at=ask.address,
        reviewed=(case.reviewed[0], *case.accepted),
        **values,
    )


def fault_page(ask: Ask, fault: StandoffError, status: int) -> HTMLResponse:
    """What was wrong, where, what was expected, what to do next."""
    case = ask.part("case")
    return page(
        ask, "fault.html", int(status), parts=told_parts(fault, ask.language),
        form=ask.came_from, of_case=path_of("c", case) if case in ask.desk.shelf.names() else "",
    )  # fmt: skip
