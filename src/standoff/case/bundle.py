"""The replication bundle: a zip from which every figure of a report can be made again.

    README.md              what this is, and the three commands that rebuild the report
    case.toml, claims.toml, questions.toml, settings.json
    journal.jsonl          the archive of the journal, hashes and all
    imports/*.parquet      tables of other data sets, which the journal vouches for by hash
    articles.csv           address, date, outlet and text hash of each article
    events.csv, codings.csv, coverage.csv    the record for people, offsets and coded clauses
    codebook.md, data-dictionary.csv
    CITATION.cff, datacite.json, citation.bib, citation.csl.json
    versions.json          the programs that wrote it
    SHA256SUMS             hashes of all other files (`sha256sum --check` reads it)

Press texts are in it only `with_texts`: they belong to their publishers. Without them all counts,
phases, claims and forecasts come out the same, since they rest on codings; the sentence around a
coded clause is missing from the page until somebody attaches the texts. The same record on the same
versions gives the same bytes: nothing in it says when it was packed.
"""

from __future__ import annotations

import hashlib
import json
import re
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from standoff import __version__
from standoff.case.citing import citation_of, to_bibtex, to_cff, to_csl, to_datacite
from standoff.case.codebook import codebook_page, data_dictionary
from standoff.case.folder import CASE_FILE
from standoff.errors import CaseError, FileUnreadable
from standoff.files import decode, make_folder, shown, write_bytes
from standoff.settings import Settings
from standoff.tables import write_table

if TYPE_CHECKING:
    from standoff.case.case import Case
    from standoff.case.exporting import Wanted

__all__ = ["SUMS", "bundle_files", "unpack_bundle"]

SUMS = "SHA256SUMS"
JOURNAL = "journal.jsonl"
#: Files of a bundle that become files of the new case, besides `imports/`.
_OWN = (CASE_FILE, "claims.toml", "questions.toml")
_IMPORT = re.compile(r"imports/[0-9a-f]{64}\.parquet")
_ARTICLE = ("id", "published", "outlet", "language", "title", "name", "url", "text_hash")

_README = """# {title}

A replication bundle of standoff {version}: the record of the case `{case}`, {counts}
Its last entry is number {seq} with the hash `{head}`.

    standoff import THIS.zip --as bundle --case NEW_FOLDER
    standoff attach TEXTS... --case NEW_FOLDER
    standoff report --case NEW_FOLDER

The first command checks every hash. The second is for those who hold the press texts (articles.csv
says which); without them all figures come out the same and only the sentences around the coded
clauses are missing. {texts}
"""


def bundle_files(case: Case, wanted: Wanted) -> dict[str, bytes]:
    """The files of a bundle by name."""
    from standoff.case.exporting import codings_table, write_form
    from standoff.record.exchange.sheets import write_coverage

    cited = citation_of(case, language=wanted.language)
    counts = case.reviewed_line(proposed=wanted.proposed)
    texts: dict[str, str | bytes] = {
        "README.md": _readme(case, wanted, counts),
        "articles.csv": _articles(case),
        "codings.csv": codings_table(case, proposed=True),
        "coverage.csv": write_coverage(case.coverage),
        "events.csv": write_form(case, "csv", wanted).raw,
        "codebook.md": codebook_page(),
        "data-dictionary.csv": data_dictionary(),
        "CITATION.cff": to_cff(cited),
        "citation.bib": to_bibtex(cited),
        "citation.csl.json": _json([to_csl(cited)]),
        "datacite.json": _json(to_datacite(cited, counts=counts)),
        "settings.json": _json(msgspec.to_builtins(case.info.settings)),
        "versions.json": _json(_versions()),
        JOURNAL: write_form(case, "archive", wanted).raw,
        **_case_files(case),
    }
    files = {
        name: text.encode("utf-8") if isinstance(text, str) else text
        for name, text in texts.items()
    }
    sums = (f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))
    return {**files, SUMS: "".join(sums).encode("ascii")}


def _readme(case: Case, wanted: Wanted, counts: str) -> str:
    head = case.record.head
    return _README.format(
        title=case.info.title_in(wanted.language).replace("\n", " "),
        version=__version__,
        case=case.info.id.replace("`", "'"),
        counts=counts,
        seq=head.seq,
        head=head.hash,
        texts="The press texts are in this bundle." if wanted.with_texts
        else "No press text is in this bundle.",
    )  # fmt: skip


def _articles(case: Case) -> str:
    rows = [
        {name: str(getattr(article, name) or "") for name in _ARTICLE} for article in case.articles
    ]
    return write_table(_ARTICLE, rows)


def _json(value: Any) -> str:
    return json.dumps(value, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def _versions() -> dict[str, str]:
    from standoff.case.page import PROGRAMS

    return {"standoff": __version__, **{name: version(name) for name in (*PROGRAMS, "polars")}}


def _case_files(case: Case) -> dict[str, bytes]:
    """The case's own files; its journal lies in the folder, wherever it was kept before."""
    import tomlkit

    files = {
        name: (case.folder / name).read_bytes()
        for name in _OWN
        if (case.folder / name).is_file()
    }  # fmt: skip
    about = tomlkit.parse(files[CASE_FILE].decode("utf-8"))
    about["case"]["journal"] = "journal.sqlite"
    about["head"] = {"seq": case.record.head.seq, "hash": case.record.head.hash}
    files[CASE_FILE] = tomlkit.dumps(about).encode("utf-8")
    for batch in case.record.imports:
        for kept in batch.tables:
            name = f"imports/{kept.sha256}.parquet"
            files[name] = (case.folder / name).read_bytes()
    return files


def unpack_bundle(path: Path, folder: Path) -> None:
    """Make `folder` the case that a bundle holds; raises before anything is written if it is bad.

    `CaseError` (there is a case already), `FileUnreadable`, `LimitExceeded`, `JournalDamaged`.
    """
    from standoff.record import Journal, Record
    from standoff.record.exchange.archive import read_archive
    from standoff.record.exchange.packing import unpack

    if (folder / CASE_FILE).exists():
        raise CaseError(
            "there is a case here already", where=str(folder), next="choose another folder"
        )
    files = unpack(path, Settings())
    _require_sums(files, shown(path))
    lines = decode(files[JOURNAL], path / JOURNAL).split("\n")
    entries = read_archive([line for line in lines if line], withheld=True)
    Record.from_entries(entries)  # What cannot be understood is refused before anything is written.
    make_folder(folder / "imports")
    Journal.create(str(folder / "journal.sqlite")).restore(entries)
    for name in sorted(files):
        if (name in _OWN and name != CASE_FILE) or _IMPORT.fullmatch(name):
            write_bytes(folder / name, files[name])
    write_bytes(folder / CASE_FILE, files[CASE_FILE])


def _require_sums(files: dict[str, bytes], where: str) -> None:
    """Raise `FileUnreadable` unless every file is there with the hash that `SHA256SUMS` names."""
    missing = {SUMS, JOURNAL, CASE_FILE} - set(files)
    if missing:
        raise FileUnreadable(
            f"{', '.join(sorted(missing))} is not in it",
            where=where,
            expected="a bundle that `standoff export --as bundle` wrote",
        )
    told = (line.split("  ", 1) for line in files[SUMS].decode("utf-8", "replace").splitlines())
    sums = {parts[1]: parts[0] for parts in told if len(parts) == 2}
    for name in sorted({*files, *sums} - {SUMS}):
        raw = files.get(name)
        if raw is None or hashlib.sha256(raw).hexdigest() != sums.get(name):
            raise FileUnreadable(
                f"{name[:80]} does not match its hash in {SUMS}",
                where=where,
                next="fetch the bundle again; nothing was changed",
            )
