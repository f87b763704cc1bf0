"""The routes of the desk: a page is a function of an `Ask`; a write comes through `_write`.

`PAGES` is the whole list; the tests take it from here and put every promise to every route.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from http import HTTPStatus
from importlib.resources import files
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from standoff.case.desk_side import style_sheet
from standoff.desk import (
    ahead,
    answers,
    cases,
    charts,
    checking,
    events,
    exporting,
    game,
    home,
    reading,
    settling,
    timeline,
)
from standoff.desk.ask import Ask, Desk
from standoff.desk.guard import Guard, TooLarge, token_of
from standoff.desk.pages import fault_page
from standoff.errors import CaseError, StandoffError
from standoff.settings import Settings

__all__ = ["Desk", "make_app"]

Page = Callable[[Ask], Response]
Endpoint = Callable[[Request], Awaitable[Response]]

_STATIC = {
    "desk.css": "text/css",
    "desk.js": "text/javascript",
    "game.css": "text/css",
    "game.js": "text/javascript",
}

#: (method, path, handler)
PAGES: tuple[tuple[str, str, Page], ...] = (
    ("GET", "/", home.home),
    ("POST", "/new", home.new_case),
    ("POST", "/reader", home.set_reader),
    ("GET", "/c/{case}", cases.overview),
    ("POST", "/c/{case}/articles", cases.add_articles),
    ("GET", "/c/{case}/sheet/{kind}", cases.sheet),
    ("GET", "/c/{case}/review", reading.next_to_review),
    ("GET", "/c/{case}/a/{article}", reading.article),
    ("POST", "/c/{case}/a/{article}/decide", reading.decide_on),
    ("POST", "/c/{case}/a/{article}/undo", reading.undo),
    ("POST", "/c/{case}/a/{article}/mark", reading.mark),
    ("GET", "/c/{case}/timeline", timeline.timeline),
    ("GET", "/c/{case}/timeline.json", timeline.bins),
    ("GET", "/c/{case}/events", events.events),
    ("GET", "/c/{case}/event/{event}", events.event),
    ("GET", "/c/{case}/accounts", settling.accounts),
    ("POST", "/c/{case}/accounts/settle", settling.settle),
    ("POST", "/c/{case}/accounts/back", settling.back),
    ("GET", "/c/{case}/merges", settling.merges),
    ("POST", "/c/{case}/merges/rule", settling.rule),
    ("GET", "/c/{case}/disagree", settling.disagree),
    ("GET", "/c/{case}/claims", answers.claims),
    ("GET", "/c/{case}/claims/{claim}/{card}", checking.claim_card),
    ("GET", "/c/{case}/check", checking.check),
    ("POST", "/c/{case}/check", checking.keep),
    ("GET", "/c/{case}/check/{card}", checking.checked_card),
    ("GET", "/c/{case}/phases", answers.phases),
    ("GET", "/c/{case}/ahead", ahead.ahead),
    ("POST", "/c/{case}/ahead/freeze", ahead.freeze),
    ("POST", "/c/{case}/ahead/backtest", ahead.backtest),
    ("GET", "/c/{case}/chart/{file}", charts.chart),
    ("GET", "/c/{case}/game", game.game),
    ("GET", "/c/{case}/game/exact.json", game.exact),
    ("GET", "/c/{case}/game/mechanisms", game.mechanisms),
    ("GET", "/c/{case}/game/play", game.play),
    ("GET", "/c/{case}/export", exporting.choices),
    ("GET", "/c/{case}/report.html", exporting.report),
    ("GET", "/c/{case}/export/{form}", exporting.export),
)


def make_app(desk: Desk) -> Guard:
    """The desk as an ASGI application behind its guard."""
    routes = [
        Route(path, _read(desk, page) if method == "GET" else _write(desk, page), methods=[method])
        for method, path, page in PAGES
    ]
    routes.append(Route("/static/{name}", _static, methods=["GET"]))
    handlers: dict[Any, Any] = {
        HTTPException: _missing(desk),
        TooLarge: _too_large,
        Exception: _broken,
    }
    app = Starlette(routes=routes, exception_handlers=handlers)
    app.router.redirect_slashes = False
    guard = Guard(
        app,
        key=desk.key,
        hosts=tuple(f"{name}:{desk.port}" for name in ("127.0.0.1", "localhost")),
        cookie=f"standoff_{desk.port}",
        most_bytes=Settings().max_file_bytes,
    )
    guard.routes = tuple(routes)
    return guard


def _read(desk: Desk, page: Page) -> Endpoint:
    async def answer(request: Request) -> Response:
        return await run_in_threadpool(_answer, page, Ask(desk, request, FormData()))

    return answer


def _write(desk: Desk, page: Page) -> Endpoint:
    """A page that writes: only with the token that the desk's own forms carry."""

    async def answer(request: Request) -> Response:
        try:
            form = await request.form(max_files=200, max_fields=100, max_part_size=_PART)
        except (MultiPartException, HTTPException):
            return PlainTextResponse("This form cannot be read.\n", status_code=400)
        ask = Ask(desk, request, form)
        if not ask.has_token(token_of(desk.key)):
            await form.close()
            return PlainTextResponse("This form does not come from the desk.\n", 403)
        await ask.take_files(form)
        await form.close()
        return await run_in_threadpool(_answer, page, ask)

    return answer


_PART = Settings().max_file_bytes


def _answer(page: Page, ask: Ask) -> Response:
    """The page, or a page that says what was wrong and what to do."""
    try:
        return page(ask)
    except CaseError as fault:
        return fault_page(ask, fault, HTTPStatus.NOT_FOUND)
    except StandoffError as fault:
        return fault_page(ask, fault, HTTPStatus.BAD_REQUEST)


async def _static(request: Request) -> Response:
    name = request.path_params["name"]
    if name == "report.css":
        return Response(style_sheet(), media_type="text/css")
    if name not in _STATIC:
        return PlainTextResponse("There is no such file.\n", status_code=404)
    raw = files("standoff.desk").joinpath("static", name).read_bytes()
    return Response(raw, media_type=_STATIC[name])


def _missing(desk: Desk) -> Callable[[Request, HTTPException], Awaitable[Response]]:
    async def answer(request: Request, fault: HTTPException) -> Response:
        if fault.status_code == HTTPStatus.NOT_FOUND:
            told = CaseError("there is no such page", next="go back to all cases")
            return fault_page(Ask(desk, request, FormData()), told, HTTPStatus.NOT_FOUND)
        return PlainTextResponse(f"{fault.detail}\n", status_code=fault.status_code)

    return answer


async def _too_large(request: Request, fault: Exception) -> Response:
    return PlainTextResponse("What was sent is too large.\n", status_code=413)


async def _broken(request: Request, fault: Exception) -> Response:
    return PlainTextResponse("Something went wrong in the desk; the terminal says what.\n", 500)
