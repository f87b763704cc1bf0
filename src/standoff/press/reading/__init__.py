"""Reading articles: one reader a file format, one way from what was found to the `Article`.

    files, tables (ground floor)   bytes within limits, CSV rows
    plain, html, jsonl, csv_table  one reader each: bytes -> drafts
    index                          what `index.csv` beside a file knows
    drafts                         date order, language, limits: drafts -> articles

A reader either gives every article of a file or raises one error; nothing is half read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from importlib import import_module
from pathlib import Path

from standoff.errors import FileUnreadable
from standoff.files import read_bytes, shown
from standoff.nouns import Article
from standoff.press.reading.drafts import Draft, Known, first_known, to_article
from standoff.press.reading.index import Indexes, is_index
from standoff.settings import Settings

__all__ = ["READERS", "iter_files", "read_file", "read_files"]

DEFAULTS = Settings()

#: File name ending to (module, function); a module is imported when its first file comes.
READERS = {
    ".txt": ("plain", "read_plain"),
    ".md": ("plain", "read_plain"),
    ".html": ("html", "read_html"),
    ".htm": ("html", "read_html"),
    ".jsonl": ("jsonl", "read_jsonl"),
    ".csv": ("csv_table", "read_csv"),
}


def read_files(
    paths: Sequence[str | Path],
    *,
    published: date | None = None,
    outlet: str = "",
    language: str | None = None,
    undated: bool = False,
    settings: Settings = DEFAULTS,
) -> list[Article]:
    """The articles of all files, in order; `published`, `outlet`, `language` hold for each.

    Raises `FileUnreadable`, `LimitExceeded`, `MissingDate` or `BadValue`; with `undated`, articles
    without a date are read with `published` None.
    """
    return list(
        iter_files(
            paths, published=published, outlet=outlet, language=language, undated=undated,
            settings=settings,
        )
    )  # fmt: skip


def iter_files(
    paths: Iterable[str | Path],
    *,
    published: date | None = None,
    outlet: str = "",
    language: str | None = None,
    undated: bool = False,
    settings: Settings = DEFAULTS,
) -> Iterator[Article]:
    """`read_files`, one file at a time: for corpora that are too large to be held at once.

    An `index.csv` among them, as `FOLDER/*` names it too, is passed over.
    """
    given = Known(published=published, outlet=outlet, language=language or "")
    indexes, passed, taken = Indexes(settings), "", 0
    for name in paths:
        path = Path(name)
        if is_index(path, settings):
            passed = shown(path)
            continue
        taken += 1
        reader = _reader_of(path)
        drafts = reader(read_bytes(path, settings), path, settings)
        if not drafts:
            raise FileUnreadable("there is no article in it", where=shown(path))
        beside = indexes.about(path)
        for draft in drafts:
            known = first_known((given, beside, draft.known))
            yield to_article(draft, known, undated=undated, settings=settings)
    if passed and not taken:
        raise FileUnreadable(
            "it tells of the articles beside it and is none itself",
            where=passed,
            expected="articles",
            next="name them: FOLDER/*.txt",
        )


def read_file(
    path: str | Path,
    *,
    published: date | None = None,
    outlet: str = "",
    language: str | None = None,
    undated: bool = False,
    settings: Settings = DEFAULTS,
) -> list[Article]:
    """The articles of one file (several for JSONL and CSV); see `read_files`."""
    return read_files(
        [path],
        published=published,
        outlet=outlet,
        language=language,
        undated=undated,
        settings=settings,
    )


def _reader_of(path: Path) -> Callable[[bytes, Path, Settings], list[Draft]]:
    known = READERS.get(path.suffix.lower())
    if known is None and not path.is_dir() and path.exists():
        ending = f"the ending {path.suffix!r}" if path.suffix else "no ending"
        raise FileUnreadable(
            f"a file with {ending} cannot be read",
            where=shown(path),
            expected=f"one of {', '.join(sorted(READERS))}",
            next="save the article as plain text (UTF-8) with the ending .txt",
        )
    module, function = known or READERS[".txt"]
    reader: Callable[[bytes, Path, Settings], list[Draft]] = getattr(
        import_module(f"standoff.press.reading.{module}"), function
    )
    return reader
