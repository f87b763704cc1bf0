"""The archive: a whole journal as JSON Lines, entry for entry, hashes and all.

The first line says what this is; each other line is one entry, its body as it stands in the
journal. Without texts, articles leave with their hash and address only, since press texts belong
to their publishers; `attach` puts a text back for those who have it, which its hash proves. Who
lacks the texts can still read the rest: with `withheld`, articles come without them (`withheld`
in this room). An archive goes into an empty journal of either store (`Journal.restore`) and gives
the same record and the same head.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec
from msgspec import Struct

from standoff.errors import BadValue, JournalDamaged
from standoff.nouns import Article, hash_text
from standoff.record.entry import Entry, canonical, chain_hash
from standoff.record.withheld import bare, is_withheld, withhold

__all__ = ["attach", "read_archive", "texts_of", "write_archive"]

_NAME, _FORMAT = "standoff journal archive", 1


class _Header(Struct, kw_only=True):
    standoff: str
    format: int
    texts: bool


class _Line(Struct, kw_only=True):
    seq: int
    at: str
    kind: str
    by: str
    hash: str
    body: msgspec.Raw


def write_archive(entries: Iterable[Entry], *, with_texts: bool) -> Iterator[str]:
    """The lines of an archive, each with its line end."""
    header = _Header(standoff=_NAME, format=_FORMAT, texts=with_texts)
    yield _encode(header)
    for entry in entries:
        body = entry.body
        if entry.kind == "article" and (not with_texts or is_withheld(entry.kind, body)):
            body = bare(body)
        line = _Line(
            seq=entry.seq,
            at=entry.at,
            kind=entry.kind,
            by=entry.by,
            hash=entry.hash,
            body=msgspec.Raw(body.encode("utf-8")),
        )
        yield _encode(line)


def _encode(line: object) -> str:
    return msgspec.json.encode(line).decode("utf-8") + "\n"


def read_archive(
    lines: Iterable[str], texts: Mapping[str, str] | None = None, *, withheld: bool = False
) -> list[Entry]:
    """The entries of an archive; `texts` maps text hashes to texts that it left out.

    With `withheld`, articles whose text is missing come without it. Raises `BadValue` (no archive,
    or texts missing) or `JournalDamaged` naming the entry.
    """
    stream = iter(lines)
    header = _parsed(next(stream, ""), _Header, "line 1")
    if header.standoff != _NAME or header.format != _FORMAT:
        raise BadValue("no archive of a journal", expected=f"format {_FORMAT} of a {_NAME}")
    entries: list[Entry] = []
    for number, words in enumerate(stream, 2):
        line = _parsed(words, _Line, f"line {number}")
        body = bytes(line.body).decode("utf-8")
        if line.kind == "article" and _lacks_text(body, f"line {number}"):
            there = str(msgspec.json.decode(body).get("text_hash")) in (texts or {})
            keep_out = withheld and not there
            body = withhold(body) if keep_out else attach(body, texts or {}, f"line {number}")
        entries.append(_checked(line, body, entries[-1] if entries else None))
    return entries


def _lacks_text(body: str, where: str) -> bool:
    try:
        return bool(msgspec.json.decode(body)["text"] == "")
    except (ValueError, KeyError, TypeError) as fault:
        raise BadValue(f"no article ({fault})", where=where) from None


def attach(body: str, texts: Mapping[str, str], where: str = "") -> str:
    """The body of an article entry with its text put back; raises `BadValue` if nobody has it."""
    article: dict[str, Any] = msgspec.json.decode(body)
    text = texts.get(str(article.get("text_hash")))
    if text is None or hash_text(text) != article["text_hash"]:
        raise BadValue(
            f"the text of {article.get('name') or article.get('url') or 'an article'} is missing",
            where=where,
            expected=f"a text with the hash {str(article.get('text_hash'))[:16]}…",
            next="attach it from your own copy of the article",
        )
    return canonical({**article, "text": text})


def _parsed(words: str, form: type[Any], where: str) -> Any:
    try:
        return msgspec.json.decode(words, type=form)
    except (ValueError, RecursionError) as fault:
        raise BadValue(
            f"no line of an archive ({fault})", where=where, expected=f"a line of a {_NAME}"
        ) from None


def _checked(line: _Line, body: str, before: Entry | None) -> Entry:
    seq, hash_ = (before.seq, before.hash) if before else (0, "")
    if line.seq != seq + 1:
        raise JournalDamaged(f"entry {seq + 1} is missing from the archive")
    fits = chain_hash(hash_, line.seq, line.at, line.kind, line.by, body) == line.hash
    if not fits and not is_withheld(line.kind, body):
        raise JournalDamaged(f"entry {line.seq} of the archive does not match its hash")
    return Entry(seq=line.seq, at=line.at, kind=line.kind, by=line.by, body=body, hash=line.hash)


def texts_of(articles: Iterable[Article]) -> dict[str, str]:
    """Texts by their hash, for `read_archive`."""
    return {article.text_hash: article.text for article in articles}
