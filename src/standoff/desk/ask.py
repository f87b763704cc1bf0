"""`Desk`: what the whole desk shares; `Ask`: one request with what it asks for, in plain types."""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any
from urllib.parse import quote, unquote

from msgspec import Struct, field
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse

from standoff.case import Case
from standoff.case.desk_side import clean_text
from standoff.desk.apart import Apart, Asked
from standoff.desk.games import Games
from standoff.desk.shelf import Open, Shelf
from standoff.errors import BadValue

__all__ = ["LANGUAGES", "Ask", "Desk", "Upload", "path_of"]

LANGUAGES = ("en", "de")


class Desk(Struct, frozen=True, kw_only=True):
    """The cases, the key, the port, what a reader who has said nothing is taken for; games."""

    shelf: Shelf
    key: str
    port: int
    language: str = "en"
    by: str = "reader"
    games: Games = field(default_factory=Games)
    engine: Asked = field(default_factory=Apart)


class Upload(Struct, frozen=True, kw_only=True):
    """A file that came with a form."""

    name: str
    raw: bytes


def path_of(*parts: str) -> str:
    """An address of the desk; every part is quoted, so that it stays one part."""
    return "/" + "/".join(quote(part, safe="") for part in parts)


class Ask:
    """One request: its path, its question, its form, and who asks."""

    def __init__(self, desk: Desk, request: Request, form: FormData) -> None:
        self.desk, self._request, self._form = desk, request, form
        self.uploads: tuple[Upload, ...] = ()

    # -- who asks -------------------------------------------------------------------------------

    @property
    def language(self) -> str:
        """The language that the reader chose, else the desk's."""
        chosen = self._request.cookies.get(self.cookie("language"), "")
        return chosen if chosen in LANGUAGES else self.desk.language

    @property
    def by(self) -> str:
        """Under which name the reader reviews."""
        return unquote(self._request.cookies.get(self.cookie("by"), ""))[:100] or self.desk.by

    def cookie(self, name: str) -> str:
        """The name of a cookie of this desk (cookies do not know ports)."""
        return f"standoff_{self.desk.port}_{name}"

    # -- what is asked --------------------------------------------------------------------------

    @property
    def here(self) -> str:
        """The address that was asked for, with its question."""
        url = self._request.url
        path = quote(url.path, safe="/%")
        return f"{path}?{url.query}" if url.query else path

    @property
    def came_from(self) -> str:
        """The page of the desk's own whose form was sent; empty if nothing was written."""
        if self._request.method != "POST":
            return ""
        _, _, rest = self._request.headers.get("referer", "").partition("://")
        host, slash, path = rest.partition("/")
        return slash + path if host == self._request.headers.get("host") else ""

    def part(self, name: str) -> str:
        """A part of the path."""
        return str(self._request.path_params.get(name, ""))

    def query(self, name: str) -> str:
        """A word of the question; empty if it is not asked."""
        return self._request.query_params.get(name, "").strip()

    def all(self, name: str) -> list[str]:
        """All words of this name in the question, else in the form."""
        asked = self._request.query_params.getlist(name)
        return [said.strip() for said in asked or self._form.getlist(name) if isinstance(said, str)]

    def day(self, name: str) -> date | None:
        """A day of the question or form; raises `BadValue` if it is none."""
        said = self.query(name) or self.field(name)
        if not said:
            return None
        try:
            return date.fromisoformat(said)
        except ValueError:
            raise BadValue(f"{said[:40]!r} is no day", expected="YYYY-MM-DD") from None

    def number(self, name: str, otherwise: int) -> int:
        """A whole number of the question or form; raises `BadValue` if it is none."""
        said = self.query(name) or self.field(name)
        if not said:
            return otherwise
        if not (said.isascii() and said.isdigit() and len(said) < 10):
            raise BadValue(f"{said[:40]!r} is no number", expected="a whole number")
        return int(said)

    @property
    def proposed(self) -> bool:
        """True if codings that nobody has reviewed are to be counted, too."""
        return self.query("proposed") == "1"

    def field(self, name: str) -> str:
        """A field of the form, as it was written; empty if it is not there."""
        value = self._form.get(name, "")
        return value if isinstance(value, str) else ""

    def fields(self, names: tuple[str, ...]) -> dict[str, str]:
        """Those fields of the form that are there."""
        return {name: self.field(name).strip() for name in names if name in self._form}

    def has_token(self, token: str) -> bool:
        """True if the form brought this token."""
        return hmac.compare_digest(self.field("token").encode(), token.encode())

    async def take_files(self, form: FormData) -> None:
        """Read the files of the form, so that a page can have them at once."""
        found = [part for _, part in form.multi_items() if isinstance(part, UploadFile)]
        self.uploads = tuple(
            [
                Upload(name=clean_text(part.filename or ""), raw=await part.read())
                for part in found
                if part.filename
            ]
        )

    # -- the case -------------------------------------------------------------------------------

    @contextmanager
    def case(self) -> Iterator[tuple[Case, Open]]:
        """The case of the path, fresh; raises `CaseError`."""
        with self.desk.shelf.use(self.part("case")) as found:
            yield found

    def address(self, *parts: str, **question: Any) -> str:
        """An address in the case of the path."""
        path = path_of("c", self.part("case"), *parts)
        asked = "&".join(
            f"{name}={quote(str(value), safe='')}"
            for name, value in question.items()
            if value not in ("", None, False)
        )
        return f"{path}?{asked}" if asked else path

    @staticmethod
    def go(address: str) -> RedirectResponse:
        """Go on to another page after writing, so that reloading writes nothing again."""
        return RedirectResponse(address, status_code=303)
