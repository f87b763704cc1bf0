"""`Balance`: what an actor announced and what became of it, theatre by theatre."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

__all__ = ["Balance", "BalanceItem", "Given", "Reply", "TheatreBalance", "ToneWord", "ToneYear"]


class BalanceItem(Struct, frozen=True, kw_only=True):
    """One account: what was promised or announced, its state on the day, and what shows it.

    `closed_by` are events of the record, `why` a person's reason where no event decides.
    """

    id: str
    kind: str
    holder: str
    state: str
    opened_on: date | None = None
    due: date | None = None
    closed_on: date | None = None
    title: dict[str, str] = {}
    opened_by: tuple[str, ...] = ()
    closed_by: tuple[str, ...] = ()
    why: str = ""


class Given(Struct, frozen=True, kw_only=True):
    """A concession, relief, grant of status or the like: who gave it to whom.

    `in_advance`: nothing had been got from the other side in the `days` before. `returned` are
    what the other side gave in the `days` after.
    """

    event: str
    day: date | None
    source: str
    target: str
    move: str
    text: dict[str, str]
    in_advance: bool
    returned: tuple[str, ...] = ()


class ToneWord(Struct, frozen=True, kw_only=True):
    """Praise, insult, threat and the like, with the words of the press where there are any."""

    event: str
    day: date | None
    source: str
    target: str
    move: str
    text: dict[str, str]
    quotes: tuple[str, ...] = ()


class ToneYear(Struct, frozen=True, kw_only=True):
    """How often each side spoke in which tone in a year: `counts[side][tone]`."""

    year: int
    counts: dict[str, dict[str, int]]


class Reply(Struct, frozen=True, kw_only=True):
    """A reply that never came: a silence that the record names, or a letter without an answer.

    `kind` is `named` or `unanswered`; `waited` the days in which none is on record; `level` how
    well answers are covered in that time.
    """

    event: str
    day: date | None
    source: str
    target: str
    kind: str
    text: dict[str, str]
    waited: int = 0
    level: str = ""


class TheatreBalance(Struct, frozen=True, kw_only=True):
    """One theatre: accounts by state, who gave what, tone over time, replies that never came."""

    theatre: str
    members: tuple[str, ...]
    states: dict[str, int]
    items: tuple[BalanceItem, ...] = ()
    gave: tuple[Given, ...] = ()
    got: tuple[Given, ...] = ()
    tone: tuple[ToneYear, ...] = ()
    words: tuple[ToneWord, ...] = ()
    silences: tuple[Reply, ...] = ()


class Balance(Struct, frozen=True, kw_only=True):
    """`standoff balance`: the balance sheet of an actor as the record stood on `as_of`.

    It counts what somebody wrote down: a share computed from it describes this list (`remark`).
    """

    actor: str
    by: str
    as_of: date
    theatres: tuple[TheatreBalance, ...]
    states: dict[str, int]
    accepted: int
    codings: int
    proposed_counted: bool
    remark: dict[str, str] = {}
    names: dict[str, str] = {}
