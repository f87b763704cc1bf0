"""The codings of a long journal as a table that is kept beside it, so that a case opens quickly.

A million codings take half a minute to read from the journal and a second to read as a table. The
table is a cache and nothing more: it may be deleted at any time, and is never trusted over the
journal. The file `cache/codings.snapshot` of a case is two lines of JSON and a Parquet table:

    {"form": ..., "seq": 1000000, "hash": "9c1f...", "sha256": "04ab..."}
    {"ID OF ARTICLE": ENTRY, ...}
    PAR1...

It is used only if what follows the first line matches `sha256`, its form is ours, and the journal
has an entry `seq` with that `hash`: then it was made from exactly the entries up to there. What the
journal holds behind that entry is read from the journal and folded in (`folding`). In any other
case (damage, an older form, a journal restored from a copy) it is made anew. It is written beside
itself and renamed, so two programs may both write it: either file is whole and right.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from pathlib import Path

import msgspec
from msgspec import Struct

from standoff.errors import NotWritten
from standoff.files import write_bytes
from standoff.record.entry import Head
from standoff.record.folding import Folded, fold_on, nothing_folded
from standoff.record.journal import Journal

__all__ = ["FILE", "FOLDER", "codings_of", "drop_snapshot", "read_snapshot", "write_snapshot"]

FOLDER, FILE = "cache", "codings.snapshot"

#: To be raised when the fold of codings or the columns of its table change.
_FORM = 1
#: A journal with fewer entries behind the snapshot (or at all) is folded anew each time.
_WORTH = 20_000

Progress = Callable[[int, int], None]


class _Label(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The first line of the file."""

    form: int
    seq: int
    hash: str
    sha256: str


def codings_of(
    journal: Journal, folder: Path, *, progress: Progress | None = None, worth: int = _WORTH
) -> Folded:
    """The codings of a journal as they stand after its last entry; `folder` is the case's.

    Reads the snapshot if it can be used, and writes a new one if more than `worth` entries had to
    be read. A stop in between (Ctrl-C) keeps what was folded. `progress` hears how many entries of
    how many are done. Raises `JournalDamaged`.
    """
    kept = folded = read_snapshot(folder, journal) or nothing_folded()
    try:
        for further in fold_on(kept, journal):
            folded = further
            if progress:
                progress(folded.head.seq, journal.head.seq)
    finally:
        if folded.head.seq - kept.head.seq > worth:
            write_snapshot(folder, folded)
    return folded


def read_snapshot(folder: Path, journal: Journal) -> Folded | None:
    """The snapshot of a case if it is whole, of our form, and of this journal; else None."""
    import polars as pl

    try:
        first, _, rest = (folder / FOLDER / FILE).read_bytes().partition(b"\n")
        label = msgspec.json.decode(first, type=_Label)
        if label.form != _FORM or hashlib.sha256(rest).hexdigest() != label.sha256:
            return None
        if label.seq < 1 or journal.hash_at(label.seq) != label.hash:
            return None
        articles, _, table = rest.partition(b"\n")
        folded = Folded(
            frame=pl.read_parquet(io.BytesIO(table)),
            head=Head(seq=label.seq, hash=label.hash),
            articles=msgspec.json.decode(articles, type=dict[str, int]),
        )
    except (OSError, msgspec.MsgspecError, pl.exceptions.PolarsError):
        return None
    return folded if folded.frame.schema == nothing_folded().frame.schema else None


def drop_snapshot(folder: Path) -> None:
    """Forget the snapshot of a case, since the words it rests on have become known."""
    (folder / FOLDER / FILE).unlink(missing_ok=True)


def write_snapshot(folder: Path, folded: Folded) -> bool:
    """Keep a snapshot; False where it cannot be written (it is only a cache)."""
    stream = io.BytesIO()
    folded.frame.write_parquet(stream, compression="zstd", compression_level=1)
    rest = msgspec.json.encode(folded.articles) + b"\n" + stream.getvalue()
    label = _Label(
        form=_FORM,
        seq=folded.head.seq,
        hash=folded.head.hash,
        sha256=hashlib.sha256(rest).hexdigest(),
    )
    try:
        (folder / FOLDER).mkdir(exist_ok=True)
        write_bytes(folder / FOLDER / FILE, msgspec.json.encode(label) + b"\n" + rest)
    except (OSError, NotWritten):
        return False
    return True
