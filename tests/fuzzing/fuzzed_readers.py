"""Every reader of what a user may bring, each with the sound files of our own that it starts from.

A reader is called with the path of a file and does nothing but read it. Files in binary forms are
written here by our own writers from the sound ones; in packed forms the damage goes inside, and
the pack is made anew around it, so that no checksum shields the reader behind it.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

import polars as pl

from standoff.case.balancing import read_groups
from standoff.case.bundle import SUMS, unpack_bundle
from standoff.case.claim_sheet import claims_of_sheet, read_claim_rows
from standoff.case.folder import read_info
from standoff.case.spreadsheets import read_sheet
from standoff.case.workbook import workbook_of
from standoff.claims import load_claims
from standoff.coding import read_codings
from standoff.coding.actors import load_gazetteer
from standoff.cycle.rule import load_rule
from standoff.files import decode, read_bytes
from standoff.forecast.kinds import load_kinds
from standoff.forecast.question import load_questions
from standoff.game import read_declaration
from standoff.game.estimation.reading import read_panel
from standoff.game.estimation_signalling.crises import read_crises
from standoff.press.reading import read_files
from standoff.record.chronology import load_chronology, load_coverage
from standoff.record.exchange.annotations import read_annotations
from standoff.record.exchange.archive import read_archive
from standoff.record.exchange.brat import read_brat
from standoff.record.exchange.packing import pack
from standoff.record.exchange.parquet import read_codings as read_parquet_codings
from standoff.record.exchange.parquet import read_events, write_codings, write_events
from standoff.record.importing.reading import read_foreign
from standoff.record.set_accounts import load_accounts
from standoff.record.tabulating.month_rules import month_rules
from standoff.settings import Settings

CORPUS = Path(__file__).parent / "corpus"
DAY = date(2019, 12, 9)
SETTINGS = Settings()


class Reader(NamedTuple):
    """A sound file, how it is packed around damaged content, and what reads it.

    A dear reader is tried that many times less often.
    """

    seed: bytes
    name: str
    read: Callable[[Path], object]
    packed: Callable[[bytes], bytes] = bytes
    dear: int = 1


def _text(path: Path) -> str:
    return decode(read_bytes(path, SETTINGS), path)


def _foreign(form: str) -> Callable[[Path], object]:
    return lambda path: read_foreign(path, form)


def _beside(name: str) -> Callable[[Path], object]:
    """Reads a sound file whose neighbour of that name is the damaged one."""

    def read(path: Path) -> object:
        other = path.with_name("a.txt")
        other.write_text("Norland schwieg.", encoding="utf-8")
        return read_files([other])

    return read


def _panel(name: str) -> Callable[[Path], object]:
    def read(path: Path) -> object:
        for one in (CORPUS / "panel").iterdir():
            if one.name != name:
                path.with_name(one.name).write_bytes(one.read_bytes())
        return read_panel(path.parent)

    return read


def _zipped(raw: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", raw)
    return out.getvalue()


def _bundled(name: str) -> Callable[[bytes], bytes]:
    """A bundle whose sums fit, whatever stands in the file of that name."""
    whole = {"journal.jsonl": seed("archive.jsonl"), "case.toml": seed("case.toml")}

    def packed(raw: bytes) -> bytes:
        files = {**whole, name: raw}
        sums = "".join(f"{hashlib.sha256(files[n]).hexdigest()}  {n}\n" for n in sorted(files))
        return pack({**files, SUMS: sums.encode()})

    return packed


def _sheet(raw: bytes) -> bytes:
    """The lines of a CSV as a workbook, cells cut at commas."""
    rows = [line.split(",") for line in raw.decode("utf-8", "replace").splitlines()] or [[""]]
    return workbook_of(rows[0], rows[1:])


def seed(name: str) -> bytes:
    return (CORPUS / name).read_bytes()


def _plain() -> Mapping[str, tuple[str, Callable[[Path], object]]]:
    """Reader -> (file of the corpus, what reads it)."""
    articles = {
        f"article {name}": (name, lambda path: read_files([path], published=DAY))
        for name in ("article.txt", "article.md", "article.html", "articles.jsonl", "articles.csv")
    }
    foreign = {
        f"import {form}": (name, _foreign(form))
        for form, name in (
            ("keds", "keds.csv"), ("icews", "icews.tsv"), ("mid", "mid.csv"),
            ("series", "series.csv"), ("gdelt2", "gdelt.tsv"), ("polecat", "polecat.tsv"),
            ("acled", "acled.csv"),
        )
    }  # fmt: skip
    panels = {
        f"panel {path.name}": (f"panel/{path.name}", _panel(path.name))
        for path in sorted((CORPUS / "panel").iterdir())
    }
    mapped = CORPUS / "mapped.csv"
    mapping = CORPUS / "mapping.toml"
    text = (CORPUS / "brat.txt").read_text("utf-8")
    return {
        **articles, **foreign, **panels,
        "index beside articles": ("beside/index.csv", _beside("index.csv")),
        "import csv": ("mapped.csv", lambda path: read_foreign(path, "csv", mapping=mapping)),
        "mapping": ("mapping.toml", lambda path: read_foreign(mapped, "csv", mapping=path)),
        "case": ("case.toml", lambda path: read_info(path.parent)),
        "claims": ("claims.toml", load_claims),
        "sheet of claims": (
            "claims.csv", lambda path: claims_of_sheet(read_claim_rows(path, SETTINGS), path)
        ),
        "questions": ("questions.toml", load_questions),
        "kinds of a backtest": ("kinds.toml", load_kinds),
        "groups": ("groups.toml", read_groups),
        "rule of the cycle": ("rule.toml", load_rule),
        "months of the game": ("months.toml", month_rules),
        "game": ("game.toml", read_declaration),
        "crises": ("crises.csv", read_crises),
        "chronology": ("chronology.csv", load_chronology),
        "coverage": ("coverage.csv", load_coverage),
        "accounts": ("accounts.csv", load_accounts),
        "sheet": ("chronology.csv", lambda path: read_sheet(path, SETTINGS)),
        "codings as csv": ("codings.csv", read_codings),
        "codings as json lines": ("codings.jsonl", read_codings),
        "archive": (
            "archive.jsonl", lambda path: read_archive(filter(None, _text(path).split("\n")))
        ),
        "annotations": ("annotations.json", lambda path: read_annotations(_text(path))),
        "brat": ("brat.ann", lambda path: read_brat(text, _text(path))),
    }  # fmt: skip


def _dear_and_binary() -> dict[str, Reader]:
    keds, table = seed("keds.csv"), io.BytesIO()
    gazetteer = load_gazetteer.__wrapped__  # not the one that it has kept
    pl.read_csv(keds).write_parquet(table)
    facts = write_events(load_chronology(CORPUS / "chronology.csv"))
    told = write_codings(read_codings(CORPUS / "codings.csv"))
    return {
        "actors": Reader(seed("actors.csv"), "own.csv", gazetteer, dear=8),
        "import zip": Reader(keds, "x.zip", _foreign("keds"), _zipped),
        "import gzip": Reader(keds, "x.gz", _foreign("keds"), gzip.compress),
        "import zip, broken": Reader(_zipped(keds), "x.zip", _foreign("keds")),
        "import parquet": Reader(table.getvalue(), "x.parquet", _foreign("keds")),
        "events as parquet": Reader(facts, "x.parquet", read_events),
        "codings as parquet": Reader(told, "x.parquet", read_parquet_codings),
        "workbook": Reader(
            seed("claims.csv"), "x.xlsx", lambda path: read_sheet(path, SETTINGS), _sheet, 4
        ),
        "workbook, broken": Reader(
            _sheet(seed("coverage.csv")), "x.xlsx", lambda path: read_sheet(path, SETTINGS)
        ),
    } | {
        f"bundle, {name}": Reader(
            raw, "x.zip", lambda path: unpack_bundle(path, path.with_name("new")), _bundled(name), 4
        )
        for name, raw in (
            ("case.toml", seed("case.toml")), ("journal.jsonl", seed("archive.jsonl")),
        )
    }  # fmt: skip


READERS: Mapping[str, Reader] = {
    **{name: Reader(seed(file), Path(file).name, read) for name, (file, read) in _plain().items()},
    **_dear_and_binary(),
}
