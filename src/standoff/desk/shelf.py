"""The cases that a desk serves: the one in its folder, or those in the folders below it.

A case is opened once and kept. Others may write to it at the same time (a second tab, a second
reviewer at the desk, a command in a terminal): each request first looks whether the journal has
grown and then reads the case anew. Requests on one case take turns; what they derive from it
(pages of forecasts, say) is kept until the journal changes. What takes long is made aside.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Hashable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

import msgspec

from standoff.case import Case
from standoff.desk.background import Job, Later, Worker
from standoff.errors import BadValue, CaseError

__all__ = ["Open", "Shelf", "folder_name"]

T = TypeVar("T")
_FILE = "case.toml"
#: Files that answers rest on; the first is written with every entry.
_FILES = (_FILE, "claims.toml", "questions.toml", "backtest.toml", "backtests/latest")
#: Derived things that are kept for a case.
_MOST = 64


class Open:
    """A case that is open, and what was derived from it since its journal last changed."""

    def __init__(self, folder: Path, worker: Worker, patience: float) -> None:
        self.lock = Lock()
        self._folder, self._worker, self._patience = folder, worker, patience
        self._case: Case | None = None
        self._stamp: tuple[object, ...] = ()
        self._head: tuple[object, ...] = ()
        self._derived: dict[Hashable, Any] = {}
        self._old: dict[Hashable, Any] = {}
        self.job: Job | None = None
        self._running: dict[Hashable, tuple[object, Future[Any]]] = {}

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
        # The file of the case is written with every entry; what a person says there counts, too.
        said = msgspec.structs.replace(self._case.info, head_seq=0, head_hash="")
        head = (self._case.record.head.hash, said, *self._stamp[1:])
        if head != self._head:
            self._head, self._derived = head, {}

    def derived(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` gives, made once until the journal changes."""
        if key not in self._derived:
            _put(self._derived, key, make())
        kept: T = self._derived[key]
        return kept

    def later(self, key: Hashable, make: Callable[[Case], T]) -> Later[T]:
        """The same for what takes long: made aside, on a snapshot; until then what there was.

        Raises what `make` raises, once it is known.
        """
        future = self.aside(key, make)
        try:
            value: T = future.result(timeout=self._patience)
        except TimeoutError:
            return Later(self._old.get(key), False)
        except BaseException:
            self._running.pop(key, None)
            raise
        self._running.pop(key, None)
        _put(self._derived, key, value)
        _put(self._old, key, value)
        return Later(value, True)

    def aside(self, key: Hashable, make: Callable[[Case], T]) -> Future[T]:
        """What `make` will give, behind everything that was begun before."""
        if key in self._derived:
            known: Future[T] = Future()
            known.set_result(self._derived[key])
            return known
        head, future = self._running.get(key, (None, None))
        return future if future and head == self._head else self._begin(key, make)

    def begin(self, long: Callable[[Case, Callable[[int, int], None]], Any]) -> Job:
        """Begin something that takes a minute, unless such a thing is under way; `job` shows it."""
        if self.job is None or not self.job.running:
            job, snapshot = Job(), self.fresh().snapshot()
            job.future = Worker().do(lambda: long(snapshot, job.tell))
            self.job = job
        return self.job

    def _begin(self, key: Hashable, make: Callable[[Case], T]) -> Future[T]:
        snapshot = self.fresh().snapshot()
        if key in self._running:
            self._running.pop(key)[1].cancel()
        future = self._worker.do(partial(make, snapshot))
        self._running[key] = (self._head, future)
        return future

    def _files(self) -> tuple[object, ...]:
        """When the files that answers rest on were last written; `case.toml` notes the head."""
        return tuple(_written(self._folder / name) for name in _FILES)


def _put(kept: dict[Hashable, Any], key: Hashable, value: Any) -> None:
    """Keep a value; of too many the oldest goes."""
    kept[key] = value
    while len(kept) > _MOST:
        del kept[next(iter(kept))]


def _written(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


class Shelf:
    """The cases below `folder`, by the names of their folders.

    A page waits `patience` seconds for what is computed aside before it is shown without it.
    """

    def __init__(
        self, folder: Path, *, patience: float = 0.03, worker: Worker | None = None
    ) -> None:
        self.folder = folder.resolve()
        self._open: dict[str, Open] = {}
        self._lock, self._worker, self._patience = Lock(), worker or Worker(), patience

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
            kept = self._open.setdefault(name, Open(path, self._worker, self._patience))
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
