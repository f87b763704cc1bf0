"""The journal of a case: appended to, noted in `case.toml`, folded into the record.

    append(entries)   at the journal's end; `case.toml` then knows the number and hash of the last
    record            what all entries amount to, kept until the journal grows
    verify()          every entry, and every imported table that one vouches for

A journal that lacks entries which `case.toml` knows of was cut, and is not opened.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from standoff.case.folder import CaseInfo, write_head
from standoff.errors import JournalDamaged

if TYPE_CHECKING:
    from standoff.record import Draft, Fold, Head, Journal, Record

__all__ = ["CaseJournal"]


class CaseJournal:
    """The methods of `Case` on its journal, and the record folded from it."""

    def __init__(self, folder: Path, info: CaseInfo, journal: Journal) -> None:
        self.folder, self.info, self._journal = folder, info, journal

    def _check_head(self) -> None:
        seq, hash_ = self.info.head_seq, self.info.head_hash
        if not seq:
            return
        found = self._journal.hash_at(seq)
        if found != hash_:
            raise JournalDamaged(
                f"the journal {'ends before' if found is None else 'differs at'} entry {seq}, "
                "which case.toml knows of",
                where=str(self.folder),
                expected=f"an entry {seq} with hash {hash_[:16]}…",
                next="restore the journal from a copy; `standoff doctor --case DIR` checks it",
            )

    def append(self, entries: Sequence[Draft]) -> None:
        """Append entries to the journal and note its new head in `case.toml`."""
        if not entries:
            return
        self._journal.append(entries)
        self._ends_at(self._note_head())

    def _note_head(self) -> Head:
        """Note the journal's last entry in `case.toml`.

        Of two writers the one whose entry came first may note it last; so each looks once more
        whether the journal has gone on, and the last to look notes the later entry.
        """
        noted, head = None, self._journal.head
        while noted != head:
            write_head(self.folder, head.seq, head.hash)
            noted, head = head, self._journal.head
        return head

    def forget(self, head: Head) -> None:
        """Let the record be folded anew: entries were put in or changed, the last is `head`."""
        self._ends_at(head)
        self.__dict__.pop("_fold", None)

    def _ends_at(self, head: Head) -> None:
        self.info = msgspec.structs.replace(self.info, head_seq=head.seq, head_hash=head.hash)
        self.__dict__.pop("record", None)

    @cached_property
    def record(self) -> Record:
        """The record: a pure fold of the journal, brought up to date after each change."""
        return self._fold.catch_up(self._journal)

    @cached_property
    def _fold(self) -> Fold:
        from standoff.record import Fold

        return Fold(self.folder)

    @property
    def head_hash(self) -> str:
        """Hash of the journal's last entry."""
        return self._journal.head.hash

    def verify(self) -> Head:
        """Check every entry of the journal and every imported table that one vouches for.

        Raises `JournalDamaged` naming the entry or the file at fault.
        """
        self._journal.verify()
        if self.record.imports:
            from standoff.record.importing.imported import check_imports

            check_imports(self.folder, self.record.imports)
        return self._journal.head
