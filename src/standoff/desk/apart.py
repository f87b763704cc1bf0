"""The game in a process of its own, so that the desk stays small; or inside it, for tests.

    Apart     starts `standoff.case.game_process` with the first question and again when it has
              ended; asks one question after the other; can stop the one under way
    Inside    the same questions to an engine in this process

The other process gives its memory back when nothing was asked for a while, when the desk ends, or
when it is closed. Nothing is sent but over its own standard input and output.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from threading import Lock
from typing import Any, Protocol

import msgspec

from standoff.case.game_engine import ANSWERS, Engine, Question
from standoff.case.game_process import Reply, Request, raised
from standoff.errors import NotAnswered

__all__ = ["Apart", "Asked", "Inside", "Stopped"]

Tell = Callable[[int, int], None]
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
_REPLY = msgspec.json.Decoder(Reply)


class Stopped(Exception):
    """The question was stopped before it was answered."""


class Asked(Protocol):
    """Something that answers questions on the game."""

    def ask(self, question: Question, tell: Tell | None = None) -> Any:
        """The answer; raises the errors of the engine, `Stopped`, `NotAnswered`."""
        ...

    def stop(self, question: Question) -> None:
        """Stop this question if it is the one under way."""
        ...

    def another(self) -> Asked:
        """One more of its kind, for long work beside this one; to be closed by who asked for it."""
        ...

    def close(self) -> None:
        """Give back what is held."""
        ...


class Inside:
    """An engine in this process; what is under way cannot be stopped."""

    def __init__(self, engine: Engine | None = None) -> None:
        self._engine, self._lock = engine or Engine(), Lock()

    def ask(self, question: Question, tell: Tell | None = None) -> Any:
        """See `Asked.ask`."""
        with self._lock:
            return self._engine.answer(question, tell)

    def stop(self, question: Question) -> None:
        """See `Asked.stop`."""

    def another(self) -> Asked:
        """See `Asked.another`."""
        return self

    def close(self) -> None:
        """See `Asked.close`."""


class Apart:
    """An engine in a process of its own."""

    def __init__(self, *options: str) -> None:
        """`options` go to the process (`--short`: the game with short clocks, for tests)."""
        self._options = options
        self._process: subprocess.Popen[bytes] | None = None
        self._turn, self._writing = Lock(), Lock()
        self._number = 0
        self._under_way: Question | None = None

    @property
    def pid(self) -> int | None:
        """The number of the process, while there is one."""
        process = self._process
        return process.pid if process and process.poll() is None else None

    def ask(self, question: Question, tell: Tell | None = None) -> Any:
        """See `Asked.ask`."""
        with self._turn:
            for _ in range(2):
                answer = self._asked(question, tell)
                if answer is not None:
                    return _opened(answer, question)
        raise NotAnswered(
            "the process that solves the game has ended",
            expected="one that answers",
            next="is there memory left? Then look again",
        )

    def stop(self, question: Question) -> None:
        """See `Asked.stop`."""
        with self._writing:
            if self._under_way is question:
                self._send(Request(stop=self._number))

    def another(self) -> Asked:
        """See `Asked.another`."""
        return Apart(*self._options)

    def close(self) -> None:
        """End the process; a question under way is not answered."""
        process, self._process = self._process, None
        if process:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                with suppress(OSError):
                    if pipe:
                        pipe.close()

    def _asked(self, question: Question, tell: Tell | None) -> Reply | None:
        """The reply; None where the process had ended, or ends before it answers."""
        process = self._running()
        with self._writing:
            self._number += 1
            number, self._under_way = self._number, question
            sent = self._send(Request(number, question))
        try:
            while sent:
                assert process.stdout is not None
                line = process.stdout.readline()
                if not line:
                    break
                reply = _REPLY.decode(line)
                if reply.id != number:
                    continue
                if not reply.total:
                    return reply
                if tell:
                    tell(reply.done, reply.total)
        finally:
            with self._writing:
                self._under_way = None
        self.close()
        return None

    def _send(self, request: Request) -> bool:
        process = self._process
        if process is None or process.stdin is None:
            return False
        try:
            process.stdin.write(msgspec.json.encode(request) + b"\n")
            process.stdin.flush()
        except OSError:
            return False
        return True

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            # -P: what lies in the folder that the desk was started in is no module.
            command = [sys.executable, "-P", "-m", "standoff.case.game_process", *self._options]
            self._process = subprocess.Popen(  # noqa: S603
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                env=os.environ | dict.fromkeys(_THREADS, "1"),
                # Ctrl-C in the terminal is for the desk; this process ends when its input does.
                start_new_session=True,
            )  # fmt: skip
        return self._process


def _opened(reply: Reply, question: Question) -> Any:
    """The answer in a reply; raises what it tells instead."""
    if reply.stopped:
        raise Stopped
    if reply.fault is not None:
        raise raised(reply.fault)
    assert isinstance(reply.answer, msgspec.Raw)
    kind = next(kind for asked, kind in ANSWERS if isinstance(question, asked))
    return msgspec.json.decode(reply.answer, type=kind)
