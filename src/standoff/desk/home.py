"""The first page: the cases there are, and how to start one from nothing."""

from __future__ import annotations

from urllib.parse import quote

from starlette.responses import Response

from standoff.case.actor_words import actor_code, state_names
from standoff.desk.ask import LANGUAGES, Ask, path_of
from standoff.desk.pages import page
from standoff.errors import BadValue, StandoffError

__all__ = ["home", "new_case", "set_reader"]


def home(ask: Ask) -> Response:
    """All cases with how far they are; a form for a new one."""
    shelf = ask.desk.shelf
    rows = [_row(ask, name) for name in shelf.names()]
    return page(
        ask, "home.html", rows=rows, single=shelf.single, folder=shelf.folder.name,
        states=state_names(ask.language),
    )  # fmt: skip


def _row(ask: Ask, name: str) -> dict[str, object]:
    """A case as a line of the list; one that cannot be opened says why."""
    row: dict[str, object] = {"name": name, "address": path_of("c", name), "fault": None}
    try:
        with ask.desk.shelf.use(name) as (case, _):
            done, total = case.reviewed
            return row | {
                "title": case.info.title_in(ask.language),
                "articles": len(case.articles),
                "done": done,
                "accepted": case.accepted[0],
                "total": total,
            }
    except StandoffError as fault:
        return row | {"title": name, "fault": fault}


def new_case(ask: Ask) -> Response:
    """Start a case and go to it."""
    given = [ask.field(name).strip() for name in ("one", "other") if ask.field(name).strip()]
    sides = [actor_code(said, ask.language) for said in given]
    if sides and not (len(set(sides)) == 2 and all(map(_is_state, sides))):
        raise BadValue(
            f"the sides {', '.join(given)}",
            expected="two different states, such as India and Pakistan, or none",
        )
    dyad = (sides[0], sides[1]) if sides else None
    return ask.go(path_of("c", ask.desk.shelf.create(ask.field("title"), dyad)))


def _is_state(code: str) -> bool:
    return len(code) == 3 and code.isalpha()


def set_reader(ask: Ask) -> Response:
    """Keep the reader's name and language in cookies of this browser."""
    by, language = ask.field("by").strip(), ask.field("language")
    if not by or not by.isprintable() or len(by) > 100:
        raise BadValue("this name", expected="1 to 100 printable characters")
    answer = ask.go(_own(ask.field("back")))
    for name, value in (("by", quote(by)), ("language", language)):
        if name == "by" or language in LANGUAGES:
            answer.set_cookie(ask.cookie(name), value, httponly=True, samesite="strict", path="/")
    return answer


def _own(address: str) -> str:
    """The address if it is one of the desk's own, else the first page."""
    plain = address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if plain and address.isprintable() else "/"
