"""Review: what people decided about a proposed coding, and what stands because of it.

    accept            -> accepted
    change (changes)  -> changed
    reject (why)      -> rejected
    undo              -> one's own latest verdict is taken back; what stood before stands again

A coding without verdicts is `proposed`. Each verdict leads from any state to its own; the latest
that stands counts, whoever gave it. Nothing is overwritten: verdicts are entries of the journal,
an undo is one more. The changes of a verdict are told against the proposal, so a later `accept`
accepts the proposal as it was made.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

import msgspec
from msgspec import Struct

from standoff.errors import BadValue
from standoff.nouns import Coding, Verdict
from standoff.nouns.vocabulary import DECISIONS, MOVE_PLOVER

__all__ = [
    "CHANGEABLE",
    "COUNTING",
    "STATUSES",
    "Reviewed",
    "apply_changes",
    "decide",
    "review",
    "standing",
]

STATUSES = ("proposed", "accepted", "changed", "rejected")

#: What enters figures: people have accepted it, as it was proposed or changed.
COUNTING = ("accepted", "changed")

#: Columns of a coding that a person may change; `text` follows from `start` and `end`.
CHANGEABLE = (
    "start", "end", "kind", "source", "target", "move", "plover", "stance", "earliest", "latest",
    "said", "speaker", "number", "system", "terms", "place",
)  # fmt: skip

_LONGEST = 2_000_000
_STATUS = {"accept": "accepted", "change": "changed", "reject": "rejected"}
_EMPTY_IS_NONE = ("earliest", "latest", "number")
_NO_PLOVER = ("assessment", "deadline", "count")


class Reviewed(Struct, frozen=True, kw_only=True):
    """A coding with its history: `proposed` as it was made, `coding` as it stands now.

    `id` is the proposal's and stays the same through all changes. `verdicts` holds all of them,
    those taken back too; `seq` is the journal entry that first proposed it.
    """

    id: str
    proposed: Coding
    coding: Coding
    status: str = "proposed"
    verdicts: tuple[Verdict, ...] = ()
    seq: int = 0

    @property
    def counts(self) -> bool:
        """True if people have accepted it, as proposed or changed."""
        return self.status in COUNTING


def standing(verdicts: Iterable[Verdict]) -> tuple[Verdict, ...]:
    """The verdicts that were not taken back, oldest first."""
    stand: list[Verdict] = []
    for verdict in verdicts:
        if verdict.decision != "undo":
            stand.append(verdict)
            continue
        for place in range(len(stand) - 1, -1, -1):
            if stand[place].by == verdict.by:
                del stand[place]
                break
    return tuple(stand)


def review(
    proposed: Coding, verdicts: Sequence[Verdict], text: str | None, seq: int = 0
) -> Reviewed:
    """What stands of a proposal after its verdicts; `text` is the article's, None if withheld."""
    stand = standing(verdicts)
    status = _STATUS[stand[-1].decision] if stand else "proposed"
    coding = apply_changes(proposed, stand[-1].changes, text) if stand else proposed
    return Reviewed(
        id=proposed.id,
        proposed=proposed,
        coding=coding,
        status=status,
        verdicts=tuple(verdicts),
        seq=seq,
    )


def apply_changes(coding: Coding, changes: Mapping[str, str], text: str | None) -> Coding:
    """The coding with `changes` (column to value, as written in the CSV) made.

    PLOVER follows a changed move or kind unless it is given; `text` gives the words of changed
    offsets; where it is withheld (None), letters that nobody here can know are `□`. Raises
    `BadValue` for columns that cannot be changed and values outside the codebook.
    """
    if not changes:
        return coding
    unknown = sorted(set(changes) - set(CHANGEABLE))
    if unknown:
        raise BadValue(
            f"the column {unknown[0]!r} cannot be changed", expected=f"{', '.join(CHANGEABLE)}"
        )
    fields: dict[str, object] = msgspec.to_builtins(coding)
    for column, value in changes.items():
        fields[column] = None if column in _EMPTY_IS_NONE and not value else value
    if {"move", "kind"} & set(changes) and "plover" not in changes:
        fields["plover"] = plover_of(str(fields["kind"]), str(fields["move"]))
    if {"start", "end"} & set(changes):
        fields["text"] = _words(changes, coding, text)
    try:
        return msgspec.convert(fields, Coding, strict=False)
    except msgspec.ValidationError as fault:
        raise BadValue(f"cannot be changed so: {fault}") from None


def plover_of(kind: str, move: str) -> str:
    """The PLOVER type of a coding with this kind and move, "" if it has none."""
    return "" if kind in _NO_PLOVER else MOVE_PLOVER.get(move, "")


def _words(changes: Mapping[str, str], coding: Coding, text: str | None) -> str:
    try:
        start, end = int(changes.get("start", coding.start)), int(changes.get("end", coding.end))
    except ValueError:
        raise BadValue(
            "offsets that are no numbers", expected="start and end as integers"
        ) from None
    if text is None and 0 <= start < end <= start + _LONGEST:
        known = zip(range(coding.start, coding.end), coding.text, strict=True)
        letters = dict(known)
        return "".join(letters.get(place, "□") for place in range(start, end))
    text = text or ""
    if not 0 <= start < end <= len(text):
        raise BadValue(
            f"offsets {start}..{end}", expected=f"within the text's {len(text)} characters"
        )
    return text[start:end]


def decide(
    reviewed: Reviewed,
    decision: str,
    *,
    by: str,
    why: str = "",
    changes: Mapping[str, str] | None = None,
    text: str = "",
    at: datetime | None = None,
) -> Verdict:
    """A valid verdict on a coding, to be appended to the journal.

    Raises `BadValue` without a name, for a rejection without a reason, a change without changes
    (or with ones that the codebook does not allow), and an undo of nothing.
    """
    if decision not in DECISIONS:
        raise BadValue(f"decision {decision!r}", expected=f"one of {', '.join(DECISIONS)}")
    if not by.strip() or not by.isprintable():
        raise BadValue("a verdict without a name", expected="who decides (setting or --by NAME)")
    if decision == "reject" and not why.strip():
        raise BadValue("a rejection without a reason", expected="a few words why")
    if (decision == "change") != bool(changes):
        raise BadValue(
            f"{decision!r} with {len(changes or {})} changes", expected="a change has some"
        )
    if decision == "undo" and not any(one.by == by for one in standing(reviewed.verdicts)):
        raise BadValue(f"{by} has no verdict on this coding to take back")
    apply_changes(reviewed.proposed, changes or {}, text)
    return Verdict(
        coding=reviewed.id,
        decision=decision,
        by=by,
        at=at or datetime.now(UTC),
        why=why,
        changes=dict(changes or {}),
    )
