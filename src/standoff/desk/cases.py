"""A case: what is in it, what to do next, and how articles come in."""

from __future__ import annotations

import tempfile
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from starlette.responses import Response

from standoff.case import Case
from standoff.case.desk_side import heading_of, opening_of, read_in
from standoff.case.spreadsheets import COLUMNS, Sheet, empty_sheet, read_sheet
from standoff.desk.ask import Ask, Upload
from standoff.desk.pages import case_page
from standoff.desk.shelf import Open
from standoff.desk.standing import standing
from standoff.errors import BadValue, CaseError, StandoffError
from standoff.settings import Settings

__all__ = ["add_articles", "overview"]

ENDINGS = (".txt", ".md", ".html", ".htm", ".jsonl", ".csv", ".xlsx")


#: Articles on one page of the list.
PAGE = 100


def overview(ask: Ask) -> Response:
    """The articles with how far each is reviewed, and the form that adds some."""
    with ask.case() as (case, kept):
        decided: Counter[str] = Counter()
        total: Counter[str] = Counter()
        for item in case.record.codings:
            total[item.coding.article] += 1
            decided[item.coding.article] += item.status != "proposed"
        first = min(ask.number("first", 0), max(0, len(case.articles) - 1))
        rows = [
            {
                "id": article.id,
                "title": heading_of(article),
                "opening": opening_of(article),
                "outlet": article.outlet,
                "published": article.published,
                "language": article.language,
                "total": total[article.id],
                "decided": decided[article.id],
            }
            for article in case.articles[first : first + PAGE]
        ]
        return case_page(
            ask,
            case,
            "case.html",
            rows=rows,
            n=len(case.articles),
            first=first,
            page_size=PAGE,
            undecided=sum(total.values()) - sum(decided.values()),
            **_standing(ask, case, kept),
            facts=len(case.record.facts),
            added=ask.number("added", -1),
            entered=ask.number("rows", -1),
            same=ask.number("same", 0),
            kinds=tuple(COLUMNS),
            known=ask.number("known", 0),
            endings=",".join(ENDINGS),
            most=Settings().max_file_bytes,
            dyad=case.info.dyad,
        )


def _standing(ask: Ask, case: Case, kept: Open) -> dict[str, Any]:
    """The headline answers, once there is anything to say."""
    if not (case.articles or case.record.facts or case.record.imports):
        return {"asked": False, "pending": False}
    told = standing(ask, kept)
    return {"asked": True, "pending": not told["settled"], **told}


def add_articles(ask: Ask) -> Response:
    """Read pasted text, articles and spreadsheets into the case: all of them, or none and why."""
    published, undated = ask.day("published"), ask.field("undated") == "1"
    uploads = [*ask.uploads, *_pasted(ask)]
    if not uploads:
        raise BadValue("no article was given", expected="a text in the field, or files")
    with ask.case() as (case, _), tempfile.TemporaryDirectory() as folder:
        try:
            sheets, texts = _sorted(case, _written(uploads, Path(folder)))
            outlet = ask.field("outlet").strip()
            answer = _read(case, texts, published, outlet, undated) if texts else (-1, 0)
            taken = [sheet.into(case, by=ask.by) for sheet in sheets]
        except StandoffError as fault:
            # Where our copy lies tells nobody anything; the file's own name does.
            fault.where = fault.where.replace(f"{folder}/", "")
            raise
    rows = {
        "rows": str(sum(one.added for one in taken)) if taken else "",
        "same": sum(one.known for one in taken) or "",
    }
    added = {} if answer[0] < 0 else {"added": str(answer[0]), "known": answer[1] or ""}
    return ask.go(ask.address(**added, **rows))


def _written(uploads: list[Upload], folder: Path) -> list[Path]:
    """The uploads as files of ours."""
    paths = []
    for upload in uploads:
        path = folder / _file_name(upload.name)
        if path.exists():
            raise BadValue("two files of one name", where=path.name, next="send one at a time")
        path.write_bytes(upload.raw)
        paths.append(path)
    return paths


def _sorted(case: Case, paths: list[Path]) -> tuple[list[Sheet], list[Path]]:
    """Spreadsheets of events, accounts, coverage or claims, read; and the other files."""
    sheets, texts = [], []
    for path in paths:
        tabled = path.suffix.lower() in (".xlsx", ".csv") and path.name != "index.csv"
        sheet = read_sheet(path, case.info.settings) if tabled else None
        if sheet is None:
            texts.append(path)
        else:
            sheets.append(sheet)
    return sheets, texts


def _read(
    case: Case, paths: list[Path], published: date | None, outlet: str, undated: bool
) -> tuple[int, int]:
    texts = [path for path in paths if path.name != "index.csv"]
    if not texts:
        raise BadValue("only an index and no article", where="index.csv")
    answer = read_in(case, texts, published=published, outlet=outlet, undated=undated)
    return answer.added, answer.known


def sheet(ask: Ask) -> Response:
    """An empty sheet of a kind, to fill in and send back."""
    kind = ask.part("kind").removesuffix(".csv")
    if kind not in COLUMNS:
        raise CaseError("there is no such sheet", expected=f"one of {', '.join(COLUMNS)}")
    named = f'attachment; filename="{kind}.csv"'
    return Response(
        empty_sheet(kind), media_type="text/csv", headers={"content-disposition": named}
    )


def _pasted(ask: Ask) -> list[Upload]:
    """The pasted text as a file of its own; a form writes CR LF, which nobody typed."""
    text = ask.field("text").replace("\r\n", "\n")
    if not text.strip():
        return []
    opening = " ".join(text[:400].split())[:50].replace("/", " ").strip(" .,;:")
    title = ask.field("name").strip() or opening or "-"
    return [Upload(name=f"{title[:100]}.txt", raw=text.encode("utf-8", "surrogatepass"))]


def _file_name(said: str) -> str:
    """The last part of a file's name, fit for a folder of ours."""
    name = said.replace("\\", "/").rpartition("/")[2]
    plain = "".join(sign if sign.isprintable() else "\ufffd" for sign in name).strip(". ")
    if not plain or not plain.lower().endswith(ENDINGS):
        raise BadValue(
            "this file is of no kind that is read", where=plain or "a file without a name",
            expected=f"one that ends in {', '.join(ENDINGS)}",
            next="save it as text, or paste its words into the form",
        )  # fmt: skip
    stem, dot, ending = plain.rpartition(".")
    return f"{stem.encode()[:150].decode(errors='ignore')}{dot}{ending}"
