"""The cases that a desk serves: the one in its folder, or those in the folders below it.

A case is opened once and kept. Others may write to it at the same time (a second tab, a second
reviewer at the desk, a command in a terminal): each request first looks whether the journal has
grown and then reads the case anew. Requests on one case take turns; what they derive from it
(pages of forecasts, say) is kept until the journal changes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

from standoff.case import Case
from standoff.errors import BadValue, CaseError

__all__ = ["Open", "Shelf", "folder_name"]

T = TypeVar("T")
_FILE = "case.toml"


class Open:
    """A case that is open, and what was derived from it since its journal last changed."""

    def __init__(self, folder: Path) -> None:
        self.lock = Lock()
        self._folder = folder
        self._case: Case | None = None
        self._stamp: tuple[object, ...] = ()
        self._head = ""
        self._derived: dict[Hashable, Any] = {}

    def fresh(self) -> Case:
        """The case as it stands now; raises what `Case.open` raises."""
        case = self._case
        if case is None or self._files() != self._stamp or case.record.head.hash != case.head_hash:
            case = self._case = Case.open(self._folder)
        self.settle()
        return case

    def settle(self) -> None:
        """Note how things stand, so that the desk's own writing is no reason to read anew."""
        if self._case is None:
            return
        self._stamp = self._files()
        head = self._case.record.head.hash
        if head != self._head:
            self._head, self._derived = head, {}

    def derived(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` gives, made once until the journal changes."""
        if key not in self._derived:
            self._derived[key] = make()
        kept: T = self._derived[key]
        return kept

    def _files(self) -> tuple[object, ...]:
        """When the files that answers rest on were last written; `case.toml` notes the head."""
        names = (_FILE, "claims.toml", "questions.toml")
        return tuple(_written(self._folder / name) for name in names)


def _written(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


class Shelf:
    """The cases below `folder`, by the names of their folders."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self._open: dict[str, Open] = {}
        self._lock = Lock()

    @property
    def single(self) -> bool:
        """True if the folder is a case itself; then no other can be started here."""
        return (self.folder / _FILE).is_file()

    def names(self) -> list[str]:
        """Names of the cases, in order."""
        if self.single:
            return [self.folder.name]
        if not self.folder.is_dir():
            return []
        return sorted(path.name for path in self.folder.iterdir() if (path / _FILE).is_file())

    def path(self, name: str) -> Path:
        """The folder of a case; raises `CaseError` for any other name."""
        if name not in self.names():
            raise CaseError("there is no case of this name here", next="go back to all cases")
        return self.folder if self.single else self.folder / name

    @contextmanager
    def use(self, name: str) -> Iterator[tuple[Case, Open]]:
        """The case, fresh, for the time of one request."""
        path = self.path(name)
        with self._lock:
            kept = self._open.setdefault(name, Open(path))
        with kept.lock:
            yield kept.fresh(), kept
            kept.settle()

    def create(self, title: str, dyad: tuple[str, str] | None) -> str:
        """Start a case called `title`; returns its name. Raises `BadValue`, `CaseError`."""
        if self.single:
            raise CaseError("this desk serves a single case", next="serve the folder above it")
        if not title.strip():
            raise BadValue("a case without a title", expected="a few words")
        name = folder_name(title)
        Case.create(self.folder / name, title=title.strip(), dyad=dyad)
        return name


def folder_name(title: str) -> str:
    """A plain folder name for a title: letters, digits and hyphens.

    >>> folder_name("Kaschmir: März 2002")
    'kaschmir-marz-2002'
    """
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")
    return name or "case"
