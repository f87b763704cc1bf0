"""An `Engine` in a process of its own: `python -m standoff.case.game_process`.

A line of JSON comes in for each question and goes out for each answer. Solving the coercion game
takes some hundred megabytes; whoever asks starts this process, and all of that is given back when
it ends: when its input closes, or after `IDLE` seconds without a question.

    in    {"id": 1, "question": {"type": "now", ...}}    {"stop": 1}
    out   {"id": 1, "done": 3, "total": 9}               how far it is; of a question with a
                                                         budget: how many seconds of it are spent
          {"id": 1, "answer": ...}     {"id": 1, "fault": {...}}     {"id": 1, "stopped": true}

Work stops in two ways: when the line `stop` names it, and when a question with a budget
(`AskExact.seconds`) has spent it, which is an answer of its own. Both interrupt the solver between
two of its steps by the signal that Ctrl-C sends; whatever was solved before is kept.
"""

from __future__ import annotations

import _thread
import os
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from math import ceil
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import Any, BinaryIO

import msgspec
from msgspec import UNSET, Raw, Struct, UnsetType

from standoff.case.game_engine import AskExact, Engine, Question
from standoff.errors import NotSolved, StandoffError
from standoff.nouns.game_page import GameExact

__all__ = ["IDLE", "Fault", "Reply", "Request", "fault_of", "raised", "serve"]

IDLE = 300.0
"""Seconds without a question after which the process ends."""

LOOK = 0.1
"""Seconds between two looks at what a question has spent."""

TELL = 10
"""Looks after which what it has spent is told."""


class Request(Struct, frozen=True, omit_defaults=True):
    """A question with its number, or the number of one to stop."""

    id: int = 0
    question: Question | None = None
    stop: int = 0


class Fault(Struct, frozen=True):
    """An error, to be raised again on the other side."""

    kind: str
    what: str
    where: str = ""
    expected: str = ""
    next: str = ""
    residual: float | None = None


class Reply(Struct, frozen=True, omit_defaults=True):
    """What comes back: progress, an answer, a fault, or that it was stopped."""

    id: int
    answer: Raw | UnsetType = UNSET
    fault: Fault | None = None
    stopped: bool = False
    done: int = 0
    total: int = 0


class _Interrupted(BaseException):
    """Raised in the midst of work, so that no handler of errors takes it for one."""


class _Loop:
    """Reads in one thread, works in the main one; only work under way is interrupted."""

    def __init__(self, engine: Engine, source: BinaryIO, sink: BinaryIO) -> None:
        self._engine, self._source, self._sink = engine, source, sink
        self._waiting: SimpleQueue[Request | None] = SimpleQueue()
        self._at = self._stop = 0
        self._began, self._budget = 0.0, float("inf")
        self._saying = Lock()

    def run(self, idle: float) -> None:
        """Answer until the input closes or nothing was asked for `idle` seconds."""
        signal.signal(signal.SIGINT, self._interrupt)
        for work in (self._read, self._watch):
            Thread(target=work, daemon=True).start()
        while True:
            try:
                request = self._waiting.get(timeout=idle)
            except Empty:
                return
            if request is None:
                return
            if request.question is not None:
                self._say(self._answered(request.id, request.question))
                _give_back()

    def _read(self) -> None:
        decoder = msgspec.json.Decoder(Request)
        for line in self._source:
            request = decoder.decode(line)
            if request.stop:
                self._stop = request.stop
                if self._at == request.stop:
                    _thread.interrupt_main()
            else:
                self._waiting.put(request)
        # Nobody is left to answer to; work under way is of no use to anybody.
        os._exit(0)

    def _watch(self) -> None:
        """Tell what a question with a budget has spent; interrupt it when that is all."""
        for look in count():
            time.sleep(LOOK)
            number, spent = self._at, self._spent
            if number and spent > self._budget:
                _thread.interrupt_main()
            elif number and look % TELL == 0 and self._budget < float("inf"):
                self._say(Reply(number, done=int(spent), total=ceil(self._budget)))

    @property
    def _spent(self) -> float:
        return time.process_time() - self._began

    def _interrupt(self, number: int, frame: Any) -> None:
        """Runs in the main thread: an interruption that comes late finds nothing to stop."""
        if self._at and (self._at == self._stop or self._spent > self._budget):
            self._at = 0
            raise _Interrupted

    def _answered(self, number: int, question: Question) -> Reply:
        def tell(done: int, total: int) -> None:
            self._say(Reply(number, done=done, total=total))

        try:
            budget = question.seconds if isinstance(question, AskExact) else float("inf")
            self._began, self._budget = time.process_time(), budget
            self._at = number
            if self._stop == number:
                raise _Interrupted
            answer = self._engine.answer(question, tell)
            self._at = 0
        except _Interrupted:
            self._at = 0
            if number == self._stop:
                return Reply(number, stopped=True)
            answer = GameExact(outcomes=None, seconds=self._spent)
        except StandoffError as fault:
            self._at = 0
            return Reply(number, fault=fault_of(fault))
        return Reply(number, answer=Raw(msgspec.json.encode(answer)))

    def _say(self, reply: Reply) -> None:
        with self._saying:
            self._sink.write(msgspec.json.encode(reply) + b"\n")
            self._sink.flush()


def _give_back() -> None:
    """Hand memory that is free within this process back to the machine, where the C library can."""
    import ctypes

    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)


def fault_of(fault: StandoffError) -> Fault:
    """An error as data."""
    residual = fault.residual if isinstance(fault, NotSolved) else None
    return Fault(
        type(fault).__name__, fault.what, fault.where, fault.expected, fault.next, residual
    )


def raised(fault: Fault) -> StandoffError:
    """The error that `fault_of` told; of a kind unknown here, its base."""
    kinds: dict[str, Callable[..., StandoffError]] = {
        kind.__name__: kind for kind in _kinds(StandoffError)
    }
    rest = {"where": fault.where, "expected": fault.expected, "next": fault.next}
    if fault.kind == NotSolved.__name__:
        told = NotSolved.__new__(NotSolved)
        told.residual = fault.residual or 0.0
        StandoffError.__init__(told, fault.what, **rest)
        return told
    return kinds.get(fault.kind, StandoffError)(fault.what, **rest)


def _kinds(kind: type[StandoffError]) -> list[type[StandoffError]]:
    return [kind, *(below for one in kind.__subclasses__() for below in _kinds(one))]


def serve(engine: Engine, source: BinaryIO, sink: BinaryIO, idle: float = IDLE) -> None:
    """Answer what comes in on `source` on `sink`; runs in the main thread."""
    _Loop(engine, source, sink).run(idle)


def main() -> None:
    """The engine on standard input and output; with `--short`, the game with short clocks."""
    from standoff.case.game_side import short_game

    engine = Engine(short_game if "--short" in sys.argv[1:] else None)
    serve(engine, sys.stdin.buffer, sys.stdout.buffer)


if __name__ == "__main__":
    main()
