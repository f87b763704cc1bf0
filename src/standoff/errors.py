"""Every error of standoff, and how one reads.

    StandoffError
    ├── InputError              the user's input is at fault                  (exit 1)
    │   ├── FileUnreadable      missing, a folder, binary, empty, bad encoding
    │   ├── LimitExceeded       larger than a named setting allows
    │   ├── MissingDate         an article without a publication date
    │   ├── BadValue            a value outside its vocabulary or form
    │   ├── QuestionError       a forecast question that cannot be parsed
    │   └── CaseError           no case here, or one already here
    ├── JournalError            the record on disk
    │   ├── JournalDamaged      an entry does not match its hash
    │   └── NotWritten          the disk refused; nothing was acknowledged
    ├── DataError               a data file inside the package breaks its own rules
    ├── MissingExtra            an optional part is not installed
    ├── NotAnswered             an endpoint that was asked gave no usable answer
    └── NotSolved               a solver stopped short                        (exit 3)

An error says what was wrong, where, what was expected, and what to do next, in that order.
"""

from __future__ import annotations

from collections.abc import Iterable

__all__ = [
    "BadValue",
    "CaseError",
    "DataError",
    "FileUnreadable",
    "InputError",
    "JournalDamaged",
    "JournalError",
    "LimitExceeded",
    "MissingDate",
    "MissingExtra",
    "NotAnswered",
    "NotSolved",
    "NotWritten",
    "QuestionError",
    "StandoffError",
]


_LONGEST = 2_000


def _in_one_line(text: str) -> str:
    if len(text) > _LONGEST:
        text = f"{text[: _LONGEST - 600]} … {text[-500:]}"
    if text.isprintable():
        return text
    return "".join(
        c if c.isprintable() else " " if c.isspace() else "\N{REPLACEMENT CHARACTER}" for c in text
    )


def one_of(names: Iterable[str], said: str = "") -> str:
    """What was expected where a name is none of `names`: all of them, and the likeliest."""
    from difflib import get_close_matches

    known = list(names)
    near = get_close_matches(said.lower(), known, n=1) if said else []
    return f"one of {', '.join(known)}" + (f" (did you mean {near[0]!r}?)" if near else "")


class StandoffError(Exception):
    """Base of all errors; `what` happened, `where`, what was `expected`, what to do `next`."""

    exit_code = 1

    def __init__(self, what: str, *, where: str = "", expected: str = "", next: str = "") -> None:
        self.what, self.where, self.expected, self.next = what, where, expected, next
        super().__init__(self.sentence())

    def sentence(self) -> str:
        """The error as one line a person can act on.

        What it quotes of an input may be anything: no character of it moves a cursor or breaks the
        line, and of a sentence without end the beginning and the end are shown.
        """
        head = f"{self.where}: {self.what}" if self.where else self.what
        parts = [head]
        if self.expected:
            parts.append(f"expected {self.expected}")
        if self.next:
            parts.append(self.next)
        return _in_one_line("; ".join(part.rstrip(".") for part in parts) + ".")


class InputError(StandoffError):
    """The user's input is at fault; nothing was changed."""


class FileUnreadable(InputError):
    """A file is missing, a folder, empty, binary, or not in the encoding it claims."""


class LimitExceeded(InputError):
    """An input is larger than a named setting allows."""


class MissingDate(InputError):
    """An article has no publication date; it is asked for, never guessed."""


class BadValue(InputError, ValueError):
    """A value is outside its vocabulary or form."""


class QuestionError(InputError, ValueError):
    """A forecast question cannot be parsed."""


class CaseError(InputError):
    """There is no case in this folder, or there is one already."""


class JournalError(StandoffError):
    """Something is wrong with the record on disk."""


class JournalDamaged(JournalError):
    """A stored entry does not match its hash, or the chain is cut."""


class NotWritten(JournalError):
    """The disk or database refused the write; nothing was acknowledged."""


class DataError(StandoffError):
    """A data file inside the package breaks its own rules."""


class MissingExtra(StandoffError):
    """An optional part is not installed; the message holds the exact pip line."""


class NotAnswered(StandoffError):
    """An endpoint did not answer in time, refused, or answered something unusable."""


class NotSolved(StandoffError):
    """A solver stopped short; `residual` is the last one reached."""

    exit_code = 3

    def __init__(
        self, what: str, *, residual: float, where: str = "", expected: str = "", next: str = ""
    ) -> None:
        self.residual = residual
        super().__init__(
            f"{what} (last residual {residual:.3g})", where=where, expected=expected, next=next
        )
