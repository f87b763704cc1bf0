"""Who may ask the desk for anything: one gate before every route.

The desk runs on a person's own machine, where any web page that the person visits can send
requests to it, and any program can connect. So each request must

- come from loopback (127.0.0.1 or ::1);
- name the desk's own address as Host, which a foreign name that resolves to loopback does not
  (DNS rebinding);
- bring the key: once in the address that `standoff serve` prints, then in a cookie that scripts
  cannot read and other sites cannot send (HttpOnly, SameSite=Strict);
- if it writes, come from the desk's own pages: `Origin` must be the desk's, `Sec-Fetch-Site`
  same-origin where the browser says it, and the form must bring a token (checked in `app`).

Every answer, refusals too, forbids the page whatever it does not need (content security policy).
Sources: OWASP, "Cross-Site Request Forgery Prevention" and "Content Security Policy" cheat sheets.
"""

from __future__ import annotations

import hashlib
import hmac
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["HEADERS", "Guard", "token_of"]

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = (
    ("content-security-policy", _POLICY),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("cache-control", "no-store"),
)
_LOOPBACK = ("127.0.0.1", "::1")
_READS = ("GET", "HEAD")


def token_of(key: str) -> str:
    """The token that forms carry: it follows from the key and does not give it away."""
    return hmac.new(key.encode(), b"standoff desk form", hashlib.sha256).hexdigest()


class Guard:
    """The gate, as ASGI middleware; `hosts` are the names under which the desk may be asked."""

    def __init__(
        self, app: ASGIApp, *, key: str, hosts: tuple[str, ...], cookie: str, most_bytes: int
    ) -> None:
        self._app, self._key, self._hosts = app, key, hosts
        self._cookie, self._most = cookie, most_bytes
        self.routes: tuple[BaseRoute, ...] = ()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        answer = self._refusal(scope) or self._entrance(scope)
        send = _with_headers(send)
        if answer is not None:
            await answer(scope, receive, send)
        else:
            await self._app(scope, _limited(receive, self._most), send)

    def _refusal(self, scope: Scope) -> Response | None:
        """Why this request is not answered, by where it comes from and what it names."""
        headers, client = Headers(scope=scope), scope.get("client")
        if client is None or client[0] not in _LOOPBACK:
            return _refused("The desk answers on this machine only.")
        if headers.getlist("host") not in [[host] for host in self._hosts]:
            return _refused("The desk does not answer under this name.")
        method = scope["method"]
        if method in _READS:
            return None
        if method != "POST":
            return _refused("The desk reads (GET) and writes (POST).", 405)
        if not self._own(headers):
            return _refused("Writing is only possible from the desk's own pages.")
        length = headers.get("content-length", "")
        if length.isdigit() and int(length) > self._most:
            return _too_large(self._most)
        return None

    def _own(self, headers: Headers) -> bool:
        """True if a write comes from the desk's own pages."""
        site = headers.get("sec-fetch-site")
        origin = headers.get("origin", "")
        return origin == f"http://{headers['host']}" and site in (None, "same-origin")

    def _entrance(self, scope: Scope) -> Response | None:
        """Let in whoever has the cookie; give the cookie to whoever brings the key; else refuse."""
        if self._knows(Headers(scope=scope).getlist("cookie")):
            return None
        asked = parse_qs(scope["query_string"].decode("latin-1")).get("key", [""])[0]
        if scope["method"] == "GET" and scope["path"] == "/" and self._is_key(asked):
            answer = RedirectResponse("/", status_code=303)
            answer.set_cookie(self._cookie, self._key, httponly=True, samesite="strict", path="/")
            return answer
        return _refused(
            "The desk needs its key: open the whole address that `standoff serve` printed.\n"
            "Der Schreibtisch braucht seinen Schlüssel: Öffnen Sie die ganze Adresse, die "
            "`standoff serve` ausgegeben hat."
        )

    def _knows(self, cookies: list[str]) -> bool:
        for line in cookies:
            try:
                found = SimpleCookie(line).get(self._cookie)
            except CookieError:
                continue
            if found is not None and self._is_key(found.value):
                return True
        return False

    def _is_key(self, said: str) -> bool:
        return hmac.compare_digest(said.encode(), self._key.encode())


def _refused(why: str, status: int = 403) -> Response:
    return PlainTextResponse(f"{why}\n", status_code=status)


def _too_large(most: int) -> Response:
    words = (
        f"What was sent is too large; at most {most} bytes (setting max_file_bytes). Nothing was "
        "written; go back in your browser.\n"
        f"Was geschickt wurde, ist zu groß; höchstens {most} Bytes (Einstellung max_file_bytes). "
        "Nichts wurde geschrieben; gehen Sie im Browser zurück.\n"
    )
    return PlainTextResponse(words, status_code=413)


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS:
                headers[name] = value
        await send(message)

    return sending


class TooLarge(Exception):
    """A body went on beyond what the setting allows."""


def _limited(receive: Receive, most: int) -> Receive:
    """A body without a stated length ends with an error once it is larger than it may be."""
    seen = 0

    async def receiving() -> Any:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > most:
            raise TooLarge
        return message

    return receiving
