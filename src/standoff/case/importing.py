"""Taking a foreign data set into a case: read whole, kept as a table, vouched for by one entry."""

from __future__ import annotations

from pathlib import Path

import msgspec

from standoff.case.case import Case
from standoff.case.folder import CASE_FILE, read_info
from standoff.files import write_bytes
from standoff.nouns.answers import ImportAnswer
from standoff.settings import Settings

__all__ = ["import_file"]


def import_file(
    folder: str | Path, path: str | Path, form: str, *, mapping: Path | None = None, by: str = ""
) -> ImportAnswer:
    """Take `path` into the case in `folder`, starting one if there is none.

    `form` is one of `reading.FORMS`; `csv` needs a `mapping` file, `series` may have one. The file
    is read before anything is written: one that cannot be used changes nothing. Bad rows stand in
    `imports/ID-set-aside.csv` of the case. Raises `FileUnreadable`, `LimitExceeded`, `BadValue`,
    `NotWritten`.
    """
    from standoff.record.importing.batch import FOLDER, import_entry, keep
    from standoff.record.importing.reading import UNTRIED, aside_table, read_foreign

    folder, path = Path(folder), Path(path)
    exists = (folder / CASE_FILE).is_file()
    settings = read_info(folder).settings if exists else Settings()
    foreign = read_foreign(path, form, mapping=mapping, settings=settings)
    case = Case.open(folder) if exists else Case.create(folder)
    known = foreign.batch.id in {batch.id for batch in case.record.imports}
    listed = folder / FOLDER / f"{foreign.batch.id}-set-aside.csv"
    if not known:
        tables = tuple(keep(folder, kind, one) for kind, one in foreign.parsed.tables.items())
        if foreign.parsed.aside:
            write_bytes(listed, aside_table(foreign.parsed.aside).encode("utf-8"))
        batch = msgspec.structs.replace(foreign.batch, tables=tables)
        case.append([import_entry(batch, by=by)])
    events = foreign.parsed.tables.get("events")
    series = foreign.parsed.tables.get("series")
    return ImportAnswer(
        case=case.info.id,
        started=not exists,
        known=known,
        id=foreign.batch.id,
        events=0 if events is None else len(events),
        without_move=0 if events is None else int((events["move"] == "").sum()),
        series=0 if series is None else len(series),
        aside=foreign.batch.aside,
        aside_file=str(listed) if foreign.parsed.aside else "",
        head=case.head_hash,
        untried=form in UNTRIED,
    )
