"""What the desk computes of games: aside, and kept as long as the desk runs.

Answers of the game rest on the game file alone and not on any case, so they outlive what is
derived from a journal (`shelf.Open.derived`). Quick things (choices, sliders, an exact answer) take
turns in one thread, slow ones (mechanisms) in another. Of the exact answers that one reader asks
for only the latest matters: the one before is dropped, or stopped if it is under way.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from concurrent.futures import Future
from threading import Lock
from typing import Any, TypeVar

from standoff.desk.apart import Stopped
from standoff.desk.background import Job, Later, Worker

__all__ = ["Games"]

T = TypeVar("T")

#: Answers that are kept (choices in a state, sliders, exact answers), and readers.
_MOST = 200


class Games:
    """Kept solutions and what follows from them; a page waits `patience` seconds for one."""

    def __init__(self, patience: float = 0.03, worker: Worker | None = None) -> None:
        self._patience, self._lock = patience, Lock()
        self._quick, self._slow = worker or Worker(), Worker()
        self._kept: dict[Hashable, Future[Any]] = {}
        self._last: dict[Hashable, tuple[Hashable, Future[Any], Callable[[], None]]] = {}
        self._jobs: dict[Hashable, Job] = {}

    def later(self, key: Hashable, make: Callable[[], T]) -> Later[T]:
        """What `make` gives, made once; raises what it raises, and tries again when asked again."""
        return self._now(key, self._begun(key, make))

    def latest(
        self, reader: Hashable, key: Hashable, make: Callable[[], T], stop: Callable[[], None]
    ) -> Later[T]:
        """The same; what this reader asked before is dropped, by its `stop` if it is under way."""
        last = self._last.get(reader)
        if last is not None and last[0] != key and not last[1].cancel() and not last[1].done():
            last[2]()
        future = self._begun(key, make)
        if last is None or last[1] is not future:
            with self._lock:
                _put(self._last, reader, (key, future, stop))
        try:
            return self._now(key, future)
        except Stopped:
            return Later(None, False)

    def slowly(
        self, key: Hashable, make: Callable[[Callable[[int, int], None]], T]
    ) -> tuple[Later[T], Job]:
        """What takes a minute, with how far it is."""
        with self._lock:
            job = self._jobs.get(key)
            if job is None or job.future.cancelled():
                job = self._jobs[key] = Job()
                job.future = self._slow.do(lambda: make(job.tell))
        try:
            return self._now(key, job.future), job
        except BaseException:
            self._jobs.pop(key, None)
            raise

    def _begun(self, key: Hashable, make: Callable[[], T]) -> Future[T]:
        future = self._kept.get(key)
        if future is None or future.cancelled():
            future = self._quick.do(make)
            with self._lock:
                _put(self._kept, key, future)
        return future

    def _now(self, key: Hashable, future: Future[T]) -> Later[T]:
        try:
            return Later(future.result(timeout=self._patience), True)
        except TimeoutError:
            return Later(None, False)
        except BaseException:
            self._kept.pop(key, None)
            raise


def _put(kept: dict[Hashable, Any], key: Hashable, value: Any) -> None:
    """Keep a value; of too many the oldest goes."""
    kept[key] = value
    while len(kept) > _MOST:
        del kept[next(iter(kept))]
