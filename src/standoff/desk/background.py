"""Work that a page need not wait for: one thread that does one thing after the other.

A forecast or the charts of a large case take longer than a reader wants to look at an empty window.
So the page is shown at once, says honestly what is still being computed, and shows the rest when it
is there. The thread works on a snapshot of the case and holds no lock; it ends with the program.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from threading import Lock, Thread
from typing import Any, Generic, TypeVar

from msgspec import Struct

__all__ = ["Job", "Later", "Worker"]

T = TypeVar("T")


class Later(Struct, Generic[T], frozen=True):
    """What there is so far: `value` may be of an earlier state of the record, or None as yet."""

    value: T | None
    fresh: bool


class Job:
    """Something that takes a minute: how far it is, and what went wrong."""

    def __init__(self) -> None:
        self.done, self.total = 0, 0
        self.future: Future[Any] = Future()

    def tell(self, done: int, total: int) -> None:
        """Note how far it is."""
        self.done, self.total = done, total

    @property
    def running(self) -> bool:
        """True until it has ended, well or badly."""
        return not self.future.done()

    @property
    def fault(self) -> BaseException | None:
        """What went wrong, once it has ended."""
        return self.future.exception() if self.future.done() else None


class Worker:
    """A thread that is started with its first task."""

    def __init__(self) -> None:
        self._tasks: SimpleQueue[tuple[Future[Any], Callable[[], Any]]] = SimpleQueue()
        self._lock = Lock()
        self._thread: Thread | None = None

    def do(self, task: Callable[[], T]) -> Future[T]:
        """Put a task behind those that wait."""
        future: Future[T] = Future()
        self._tasks.put((future, task))
        with self._lock:
            if self._thread is None:
                self._thread = Thread(target=self._work, name="standoff desk", daemon=True)
                self._thread.start()
        return future

    def _work(self) -> None:
        while True:
            future, task = self._tasks.get()
            if not future.set_running_or_notify_cancel():
                continue
            try:
                future.set_result(task())
            except BaseException as fault:  # it is raised where the answer is asked for
                future.set_exception(fault)
