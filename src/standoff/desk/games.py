"""What the desk computes of games: aside, and kept as long as the desk runs.

Answers of the game rest on the game file alone and not on any case, so they outlive what is
derived from a journal (`shelf.Open.derived`). Quick things (choices, sliders, an exact answer) take
turns in one thread, slow ones (mechanisms) in another.

An exact answer may take minutes, so it gives way: of those that one reader asks for only the latest
matters, and the one before is dropped, or stopped if it is under way; it is stopped, too, when
nobody has looked for it for `LAPSE` seconds (its page was left) and when another page of the game
wants something quick (it is then begun anew behind that, when it is next looked for).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from functools import partial
from threading import Lock
from typing import Any, TypeVar

from standoff.desk.apart import Stopped
from standoff.desk.background import Job, Later, Worker

__all__ = ["Games"]

T = TypeVar("T")

#: Answers that are kept (choices in a state, sliders, exact answers), and readers.
_MOST = 200

LAPSE = 10.0
"""Seconds after which nobody waits any more for what nobody has looked for."""

Tell = Callable[[int, int], None]


class Exact(Job):
    """An exact answer under way: how far it is, when it was last looked for, how to stop it."""

    def __init__(self, stop: Callable[[], None]) -> None:
        super().__init__()
        self.stop, self.looked = stop, time.monotonic()

    def tell(self, done: int, total: int) -> None:
        """Note how far it is; stop it if nobody waits for it any more."""
        super().tell(done, total)
        if time.monotonic() - self.looked > LAPSE:
            self.stop()


class Games:
    """Kept solutions and what follows from them; a page waits `patience` seconds for one."""

    def __init__(self, patience: float = 0.03, worker: Worker | None = None) -> None:
        self._patience, self._lock = patience, Lock()
        self._quick, self._slow = worker or Worker(), Worker()
        self._kept: dict[Hashable, Future[Any]] = {}
        self._exact: dict[Hashable, Exact] = {}
        self._last: dict[Hashable, tuple[Hashable, Exact]] = {}
        self._jobs: dict[Hashable, Job] = {}

    def later(self, key: Hashable, make: Callable[[], T]) -> Later[T]:
        """What `make` gives, made once; raises what it raises, and tries again when asked again."""
        before = self._kept.get(key)
        future = self._begun(key, make)
        if future is not before:
            for job in [*self._exact.values()]:
                _drop(job)
        return self._now(key, future)

    def latest(
        self, reader: Hashable, key: Hashable, make: Callable[[Tell], T], stop: Callable[[], None]
    ) -> tuple[Later[T], Job]:
        """The same for an exact answer, with how far it is; see above for when it gives way."""
        last = self._last.get(reader)
        if last is not None and last[0] != key:
            _drop(last[1])
        job = self._exact.get(key)
        if job is None or job.future.cancelled() or key not in self._kept:
            job = Exact(stop)
            job.future = self._begun(key, partial(make, job.tell))
            with self._lock:
                _put(self._exact, key, job)
        job.looked = time.monotonic()
        with self._lock:
            _put(self._last, reader, (key, job))
        try:
            return self._now(key, job.future), job
        except Stopped:
            return Later(None, False), job

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


def _drop(job: Exact) -> None:
    """Take it from the queue, or stop it if it is under way."""
    if not job.future.cancel() and job.running:
        job.stop()


def _put(kept: dict[Hashable, Any], key: Hashable, value: Any) -> None:
    """Keep a value; of too many the oldest goes."""
    kept[key] = value
    while len(kept) > _MOST:
        del kept[next(iter(kept))]
