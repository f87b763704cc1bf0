"""One endpoint that speaks the OpenAI-compatible chat protocol, and how it is asked.

    POST URL/chat/completions   {"model", "messages", "response_format", "temperature": 0}
    -> {"choices": [{"message": {"content": "..."}}], "usage": {"prompt_tokens", ...}}

Texts leave the machine only for the address that the user named: redirects and proxies are not
followed. Plain `http` is refused except to this machine itself, unless it was allowed. One deadline
holds for a whole request, also against a server that drips. Refusals that may pass (408, 429, 5xx,
no connection, too late) are tried again after 1, 2, 4, ... seconds, or after `Retry-After`.
"""

from __future__ import annotations

import http.client
import ipaddress
import json
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any, NamedTuple
from urllib.parse import SplitResult, urlsplit

from standoff.errors import BadValue, NotAnswered

__all__ = ["KEY_VARIABLE", "Endpoint", "Limits", "Request", "Response"]

KEY_VARIABLE = "STANDOFF_LLM_KEY"
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504, 529})
_FORM = "llm:http://127.0.0.1:PORT/v1#MODEL or llm:https://HOST/v1#MODEL"
_EXCERPT = 200


class Limits(NamedTuple):
    """How long and how often an endpoint is asked, and how much of it is read."""

    seconds: float
    tries: int
    longest_wait: float
    answer_bytes: int


class Request(NamedTuple):
    """What is sent."""

    method: str
    path: str
    body: bytes = b""


class Response(NamedTuple):
    """What came back: status, the seconds of `Retry-After` (or None), the body."""

    status: int
    wait: float | None
    body: bytes


class _Passing(Exception):
    """A failure that may pass; `wait` is what the server asks for."""

    def __init__(self, what: str, wait: float | None = None) -> None:
        self.what, self.wait = what, wait
        super().__init__(what)


class Endpoint:
    """An address that was checked, and a patient client for it; `retried` counts second tries."""

    def __init__(
        self,
        address: str,
        limits: Limits,
        *,
        allow_http: bool = False,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._parts = _checked_address(address, allow_http)
        self.address = self._parts._replace(fragment="").geturl().rstrip("/")
        self.limits, self._sleep = limits, sleep
        self._key = os.environ.get(KEY_VARIABLE, "").strip()
        if not self._key.isascii() or not self._key.isprintable():
            raise BadValue("the API key holds characters that no header may", where=KEY_VARIABLE)
        self.requests = self.retried = 0

    def post(self, path: str, payload: Mapping[str, Any]) -> bytes:
        """The body of the answer to a POST; raises `NotAnswered`."""
        return self._patiently(Request("POST", path, json.dumps(payload).encode("ascii")))

    def get(self, path: str) -> bytes:
        """The body of the answer to a GET; raises `NotAnswered`."""
        return self._patiently(Request("GET", path))

    def _patiently(self, request: Request) -> bytes:
        """Ask until there is an answer or all tries are used up."""
        for attempt in range(1, self.limits.tries + 1):
            try:
                return self._once(request)
            except _Passing as fault:
                if attempt == self.limits.tries:
                    raise NotAnswered(
                        f"{fault.what}, {attempt} tries",
                        where=self.address,
                        next="try again later; what was answered is in the cache",
                    ) from None
                self.retried += 1
                wait = 2.0 ** (attempt - 1) if fault.wait is None else fault.wait
                self._sleep(min(wait, self.limits.longest_wait))
        raise BadValue(f"{self.limits.tries} tries", expected="at least one")

    def _once(self, request: Request) -> bytes:
        self.requests += 1
        try:
            response = self._exchange(request)
        except TimeoutError:
            raise _Passing(f"no whole answer within {self.limits.seconds:g} seconds") from None
        except (OSError, http.client.HTTPException) as fault:
            raise _Passing(f"no answer ({type(fault).__name__})") from None
        if response.status in _PASSING:
            raise _Passing(f"status {response.status}", response.wait)
        if not 200 <= response.status < 300:
            raise self._refused(response)
        return response.body

    def _refused(self, response: Response) -> NotAnswered:
        said = "".join(
            c if c.isprintable() else " " for c in response.body.decode("utf-8", "replace")
        )
        if self._key:
            said = said.replace(self._key, "(key)")
        key = response.status in (401, 403)
        return NotAnswered(
            f"the endpoint refused with status {response.status}: {said[:_EXCERPT].strip()}",
            where=self.address,
            expected=_FORM if response.status in (301, 302, 307, 308, 404) else "",
            next=f"set {KEY_VARIABLE}" if key else "check the address, the model and the server",
        )

    def _exchange(self, request: Request) -> Response:
        """One request under one deadline; raises `TimeoutError`, `OSError`, `HTTPException`."""
        began = time.monotonic()
        connection = self._connect()
        try:
            connection.connect()
            left = self.limits.seconds - (time.monotonic() - began)
            with _deadline(connection.sock, left):
                connection.request(request.method, self._parts.path.rstrip("/") + request.path,
                                   request.body or None, self._headers())  # fmt: skip
                response = connection.getresponse()
                body = response.read(self.limits.answer_bytes + 1)
        finally:
            connection.close()
        if len(body) > self.limits.answer_bytes:
            raise NotAnswered(
                "the answer is too long",
                where=self.address,
                expected=f"at most {self.limits.answer_bytes} bytes",
            )
        return Response(response.status, _seconds(response.headers.get("Retry-After")), body)

    def _connect(self) -> http.client.HTTPConnection:
        kind = (
            http.client.HTTPSConnection
            if self._parts.scheme == "https"
            else http.client.HTTPConnection
        )
        return kind(str(self._parts.hostname), self._parts.port, timeout=self.limits.seconds)

    def _headers(self) -> dict[str, str]:
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        return headers | ({"Authorization": f"Bearer {self._key}"} if self._key else {})


@contextmanager
def _deadline(sock: socket.socket, seconds: float) -> Iterator[None]:
    """Whatever happens on `sock` inside ends after `seconds` with `TimeoutError`."""
    late = threading.Event()

    def cut() -> None:
        late.set()
        with suppress(OSError):
            sock.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(max(seconds, 0.0), cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    except (OSError, http.client.HTTPException):
        if late.is_set():
            raise TimeoutError from None
        raise
    finally:
        timer.cancel()
    if late.is_set():
        raise TimeoutError


def _checked_address(address: str, allow_http: bool) -> SplitResult:
    """The parts of an address that may be asked; raises `BadValue`."""
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018 - raises for a port that is none
    except ValueError:
        raise BadValue("not an address", where="llm:", expected=_FORM) from None
    printable = address.isascii() and address.isprintable() and " " not in address
    if parts.scheme not in ("http", "https") or not parts.hostname or not printable:
        raise BadValue(f"not an address: {address[:80]!r}", where="llm:", expected=_FORM)
    if parts.username is not None or parts.password is not None or parts.query:
        raise BadValue(
            "no user, password or query may stand in the address: it is written into every coding",
            where="llm:",
            next=f"put the key into {KEY_VARIABLE}",
        )
    if parts.scheme == "http" and not (allow_http or _is_this_machine(parts.hostname)):
        raise BadValue(
            f"plain http to {parts.hostname} would send the texts unencrypted",
            where="llm:",
            expected="https, or an address of this machine",
            next="--llm-allow-http allows it",
        )
    return parts


def _is_this_machine(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _seconds(said: str | None) -> float | None:
    """The seconds of a `Retry-After` header; a date there is not read."""
    return float(said) if said and said.isascii() and said.isdigit() and len(said) < 8 else None
