"""What the desk computes of games: aside, and kept as long as the desk runs.

Solutions and tangents rest on the game file alone and not on any case, so they outlive what is
derived from a journal (`shelf.Open.derived`). Quick things (a solution, tangents, an exact answer)
take turns in one thread, slow ones (mechanisms) in another. Of exact answers only the latest asked
for matters: those that wait behind it are dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from concurrent.futures import Future
from threading import Lock
from typing import Any, TypeVar

from standoff.desk.background import Job, Later, Worker

__all__ = ["Games"]

T = TypeVar("T")

#: Small things that are kept (choices in a state, sliders, exact answers).
_MOST = 200


class Games:
    """Kept solutions and what follows from them; a page waits `patience` seconds for one."""

    def __init__(self, patience: float = 0.03, worker: Worker | None = None) -> None:
        self._patience, self._lock = patience, Lock()
        self._quick, self._slow = worker or Worker(), Worker()
        self._kept: dict[Hashable, Future[Any]] = {}
        self._last: Future[Any] | None = None
        self._jobs: dict[Hashable, Job] = {}

    def at_once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What is quickly made, kept all the same."""
        future = self._kept.get(key)
        if future is None:
            future = Future()
            future.set_result(make())
            self._keep(key, future)
        kept: T = future.result()
        return kept

    def later(self, key: Hashable, make: Callable[[], T]) -> Later[T]:
        """What `make` gives, made once; raises what it raises, and tries again when asked again."""
        return self._now(key, self._begun(key, make))

    def latest(self, key: Hashable, make: Callable[[], T]) -> Later[T]:
        """The same, and what was asked so before and has not been begun is dropped."""
        with self._lock:
            fresh = key not in self._kept
            if fresh and self._last is not None:
                self._last.cancel()
        future = self._begun(key, make)
        self._last = future
        return self._now(key, future)

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
            self._keep(key, future)
        return future

    def _keep(self, key: Hashable, future: Future[Any]) -> None:
        """Of too many the oldest goes."""
        with self._lock:
            self._kept[key] = future
            while len(self._kept) > _MOST:
                del self._kept[next(iter(self._kept))]

    def _now(self, key: Hashable, future: Future[T]) -> Later[T]:
        try:
            return Later(future.result(timeout=self._patience), True)
        except TimeoutError:
            return Later(None, False)
        except BaseException:
            self._kept.pop(key, None)
            raise
