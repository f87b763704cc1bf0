"""How to cite a case, one event or one coding: BibTeX, CSL-JSON, CITATION.cff, DataCite.

A record is cited with its version and its hash: the number of its last entry and the beginning of
that entry's hash, which stands for everything before it. Whoever has the bundle can check both.
An event or coding has an id that stays the same as the record grows; with the hash it is
`urn:standoff:CASE:HASH:event:ID`. Who made the record stands in `[cite]` of case.toml:

    [cite]
    authors = ["Anna Muster", "Bert Beispiel"]
    publisher = "..."    licence = "CC-BY-4.0"    doi = "..."    url = "..."
"""

from __future__ import annotations

import json
import re
from datetime import date
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from standoff import __version__
from standoff.errors import BadValue
from standoff.nouns.record_answers import CiteAnswer

if TYPE_CHECKING:
    from standoff.case.case import Case
    from standoff.case.folder import CiteInfo

__all__ = ["Citation", "citation_of", "cite", "to_bibtex", "to_cff", "to_csl", "to_datacite"]

_TEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "%": r"\%", "&": r"\&", "#": r"\#",
    "_": r"\_", "$": r"\$", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
_UNKNOWN = ":unkn"  # DataCite's code for a value that is not known


class Citation(Struct, frozen=True, kw_only=True):
    """Everything that any form of a citation needs; `part` is `event` or `coding` and its id."""

    case: str
    title: str
    about: CiteInfo
    version: str
    head: str
    day: date
    part: tuple[str, str] | None = None

    @property
    def urn(self) -> str:
        """`urn:standoff:CASE:HASH`, with `:event:ID` or `:coding:ID` behind it for a part."""
        name = re.sub(r"[^A-Za-z0-9._-]", "-", self.case) or "case"
        whole = f"urn:standoff:{name}:{self.head[:16] or 'empty'}"
        return ":".join((whole, *self.part)) if self.part else whole

    @property
    def note(self) -> str:
        """The program, and the hash in full."""
        return f"standoff {__version__}, record {self.head or 'empty'}, {self.urn}"


def citation_of(case: Case, part: str = "", *, language: str = "en") -> Citation:
    """The citation of a case, or of the event or coding with the id `part`; raises `BadValue`."""
    head = case.record.head
    title = " ".join(case.info.title_in(language).split())
    last = next(iter(case.entries(after=head.seq - 1)), None) if head.seq else None
    kind = _kind_of(case, part) if part else ""
    return Citation(
        case=case.info.id,
        title=f"{kind.capitalize()} {part} of: {title}" if part else title,
        about=case.info.cite,
        version=f"{head.seq}-{head.hash[:12]}" if head.seq else "0",
        head=head.hash,
        day=last.instant.date() if last else date.min.replace(year=1970),
        part=(kind, part) if part else None,
    )


def _kind_of(case: Case, part: str) -> str:
    events = (*case.events(), *case.events(proposed=True))
    if any(event.id == part for event in events):
        return "event"
    if any(item.id == part for item in case.record.codings):
        return "coding"
    raise BadValue(
        f"no event or coding {part!r} in this case",
        next="`standoff events --proposed` lists them with their ids",
    )


def cite(case: Case, part: str = "", *, language: str = "en") -> CiteAnswer:
    """How to cite the case, or the event or coding `part` of it."""
    found = citation_of(case, part, language=language)
    return CiteAnswer(id=found.urn, bibtex=to_bibtex(found), csl=to_csl(found), head=found.head)


def to_bibtex(cited: Citation) -> str:
    """A BibTeX entry; what TeX would run is escaped."""
    about = cited.about
    fields = {
        "title": f"{{{_tex(cited.title)}}}",
        "author": " and ".join(f"{{{_tex(name)}}}" for name in about.authors),
        "year": str(cited.day.year),
        "month": str(cited.day.month),
        "version": cited.version,
        "publisher": _tex(about.publisher),
        "doi": _tex(about.doi),
        "url": about.url.replace("}", "%7D").replace("{", "%7B"),
        "note": _tex(cited.note),
    }
    key = re.sub(r"[^A-Za-z0-9]", "", f"{cited.case}{''.join(cited.part or ())}") or "case"
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{standoff-{key}-{cited.version},", *lines, "}"]) + "\n"


def _tex(words: str) -> str:
    return "".join(_TEX.get(letter, letter) for letter in " ".join(words.split()))


def to_csl(cited: Citation) -> dict[str, object]:
    """A CSL-JSON item (https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html)."""
    about, day = cited.about, cited.day
    fields: dict[str, object] = {
        "id": cited.urn,
        "type": "dataset",
        "title": cited.title,
        "author": [{"literal": name} for name in about.authors],
        "issued": {"date-parts": [[day.year, day.month, day.day]]},
        "version": cited.version,
        "publisher": about.publisher,
        "DOI": about.doi,
        "URL": about.url,
        "note": cited.note,
    }
    return {name: value for name, value in fields.items() if value}


def to_cff(cited: Citation) -> str:
    """A CITATION.cff (format 1.2.0); every value is quoted as JSON, which YAML reads as it is."""
    about = cited.about
    authors = about.authors or ("unknown",)
    lines = [
        "cff-version: 1.2.0",
        "message: If you use this record, please cite it with its version and hash.",
        "type: dataset",
        f"title: {_quoted(cited.title)}",
        "authors:",
        *(f"  - name: {_quoted(name)}" for name in authors),
        f"version: {_quoted(cited.version)}",
        f"date-released: {cited.day.isoformat()}",
        "identifiers:",
        "  - type: other",
        f"    value: {_quoted(cited.urn)}",
        f"    description: {_quoted(cited.note)}",
    ]
    for name, value in (("license", about.licence), ("doi", about.doi), ("url", about.url)):
        lines += [f"{name}: {_quoted(value)}"] if value else []
    return "\n".join(lines) + "\n"


def _quoted(value: str) -> str:
    return json.dumps(value, ensure_ascii=True)


def to_datacite(cited: Citation, *, counts: str) -> dict[str, Any]:
    """DataCite metadata (schema 4, as JSON); `counts` is a sentence on what the record holds."""
    about = cited.about
    identifiers = [{"identifier": cited.urn, "identifierType": "URN"}]
    if about.doi:
        identifiers.insert(0, {"identifier": about.doi, "identifierType": "DOI"})
    return {
        "schemaVersion": "http://datacite.org/schema/kernel-4",
        "identifiers": identifiers,
        "creators": [{"name": name} for name in about.authors or (_UNKNOWN,)],
        "titles": [{"title": cited.title}],
        "publisher": {"name": about.publisher or _UNKNOWN},
        "publicationYear": str(cited.day.year),
        "types": {"resourceTypeGeneral": "Dataset", "resourceType": "event record"},
        "dates": [{"date": cited.day.isoformat(), "dateType": "Updated"}],
        "version": cited.version,
        "formats": ["application/zip", "application/jsonl", "text/csv"],
        "rightsList": [{"rights": about.licence}] if about.licence else [],
        "descriptions": [
            {"description": counts, "descriptionType": "Abstract"},
            {"description": cited.note, "descriptionType": "TechnicalInfo"},
        ],
    }
