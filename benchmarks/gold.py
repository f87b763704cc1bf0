"""How good is the rule coder on texts it was not made with? Scores on the blind gold codings.

    python benchmarks/gold.py [--half dev|test|author-dev|author-held|stances-dev|stances-fresh
                              |dyads-dev|dyads-held] [--language de|en] [--show]
                              [--shared DIR]

benchmarks/gold/ holds codings made by reading, before the coder was run on these texts (its
README.md says how). `dev` may be read while rules are written; `test` is only for the score, so
`--show`, which lists what was missed and what was extra, is refused for it. The author and
stances halves are texts and codings by the author of the rules, so they are a measure for
development only; stances-fresh was coded after the rules that stances-dev led to.

Texts of our own lie in the folder. Texts of ../shared/data/news/german_news.jsonl are not ours to
copy: news.csv names their line, the SHA-256 of the text and how many characters were read, and
they are left out, with a word on stderr, where ../shared is missing. Of an article that was read
in part, the coder sees the whole, and its codings count that end within the part.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import NamedTuple

from standoff.coding import code_text, score_codings
from standoff.coding.scoring.matching import pair_up
from standoff.coding.table import read_noted
from standoff.nouns import Coding

GOLD = Path(__file__).parent / "gold"
SHARED = Path(__file__).parents[2] / "shared"
NEWS = Path("data", "news", "german_news.jsonl")
OPTIONAL = "[weaker mention]"
HALVES = (
    "dev", "test", "author-dev", "author-held", "stances-dev", "stances-fresh", "dyads-dev",
    "dyads-held",
)  # fmt: skip
UNREAD = ("test", "author-held", "stances-fresh", "dyads-held")


class GoldText(NamedTuple):
    """One text with the part of it that was read (`limit` characters)."""

    text: str
    published: date | None
    language: str
    limit: int


def own_texts() -> dict[str, GoldText]:
    """The texts written for this purpose, by file name."""
    lists = {GOLD / "index.csv": GOLD}
    folders = {path: GOLD / path.stem[:-3] for path in GOLD.glob("*_??.csv")}
    lists.update({path: folder for path, folder in folders.items() if folder.is_dir()})
    rows, texts = [], {}
    for path, folder in lists.items():
        with path.open(encoding="utf-8", newline="") as stream:
            listed = list(csv.DictReader(stream))
        rows += listed
        texts.update({r["file"]: (folder / r["file"]).read_text(encoding="utf-8") for r in listed})
    return {
        row["file"]: GoldText(
            texts[row["file"]],
            date.fromisoformat(row["published"]),
            row["language"],
            len(texts[row["file"]]),
        )
        for row in rows
    }


def news_texts(shared: Path) -> dict[str, GoldText]:
    """The news articles that news.csv names, each checked against its hash; no date is known."""
    path, table = shared / NEWS, GOLD / "news.csv"
    if not path.is_file() or not table.is_file():
        print(f"news articles left out: {NEWS.name} is not in {shared.name}/", file=sys.stderr)
        return {}
    lines = path.read_text(encoding="utf-8").splitlines()
    with table.open(encoding="utf-8", newline="") as stream:
        return {row["doc"]: _article(row, lines) for row in csv.DictReader(stream)}


def _article(row: dict[str, str], lines: list[str]) -> GoldText:
    text = json.loads(lines[int(row["line"]) - 1])["text"]
    if hashlib.sha256(text.encode()).hexdigest() != row["sha256"]:
        raise SystemExit(f"{row['doc']}: line {row['line']} is not the article that was read")
    return GoldText(text, None, "de", int(row["limit"]))


def gold_rows(half: str) -> list[dict[str, str]]:
    """The rows of one half as they stand in its file, or of the author's in one file a language."""
    rows: list[dict[str, str]] = []
    for path in sorted(GOLD.glob(f"{half.replace('-', '_??_')}.csv")):
        with path.open(encoding="utf-8", newline="") as stream:
            rows += csv.DictReader(stream)
    return rows


def filled(rows: list[dict[str, str]], texts: dict[str, GoldText]) -> list[tuple[Coding, str]]:
    """Codings with their note; the evidence is cut from the texts."""
    known = [row for row in rows if row["doc"] in texts]
    for row in known:
        row["text"] = texts[row["doc"]].text[int(row["start"]) : int(row["end"])]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "gold.csv"
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, rows[0].keys())
            writer.writeheader()
            writer.writerows(known)
        return read_noted(path)


def coded(texts: dict[str, GoldText]) -> list[Coding]:
    """What the coder finds in the parts that were read."""
    found = []
    for doc, (text, published, language, limit) in texts.items():
        for coding in code_text(text, published, language):
            if coding.end <= limit:
                fields = {name: getattr(coding, name) for name in coding.__struct_fields__}
                found.append(Coding(**{**fields, "doc": doc}))
    return found


def table(name: str, gold: list[tuple[Coding, str]], found: list[Coding]) -> None:
    """One block of scores."""
    if not gold:
        return
    scores = score_codings([c for c, _ in gold], found, [note for _, note in gold])
    print(f"\n{name}: {scores['gold']} statements, {scores['predicted']} predicted")
    for key in ("found", "typed", "full"):
        row = scores[key]
        low, high = row["interval90"]
        base = row.get("constant_baseline_f1")
        print(
            f"  {key:6} F1 {row['f1']:.3f} [{low:.3f}, {high:.3f}]"
            f"  precision {row['precision']:.3f}  recall {row['recall']:.3f}"
            + (f"  constant baseline {base:.3f}" if base is not None else "")
        )
    stance, speaker = scores["stance"] or {}, scores.get("speaker") or {}
    print(f"  stance agreement {stance.get('agree')}, kappa {stance.get('kappa')}")
    if speaker:
        print(
            f"  speaker right {speaker['right']} of {speaker['n']} found quotes,"
            f" constant baseline {speaker['constant_baseline']}"
        )


def dates(gold: list[tuple[Coding, str]], found: list[Coding]) -> None:
    """When it happened: days of the found events beside the days that the reader gave them."""
    asked = [coding for coding, _ in gold if coding.kind == "event"]
    given = [coding for coding in found if coding.kind == "event"]
    pairs = [(asked[i], given[j]) for i, j in pair_up(asked, given).pairs]
    dated = [(one, two) for one, two in pairs if one.earliest and one.latest]
    told = [(one, two) for one, two in dated if two.earliest and two.latest]
    touching = [
        one for one, two in told if one.earliest <= two.latest and two.earliest <= one.latest
    ]
    same = [one for one, two in told if (one.earliest, one.latest) == (two.earliest, two.latest)]
    ours = [two for _, two in pairs if two.earliest and two.latest]
    inferred = sum(not two.said for two in ours)
    print(
        f"  dates: {len(ours)} of {len(pairs)} found events dated, {inferred} of them from the"
        f" sentence before or the lead; of {len(dated)} that the reader dated, {len(told)} dated:"
        f" {len(touching)} with a day in common, {len(same)} the same days"
    )


def show(gold: list[tuple[Coding, str]], found: list[Coding]) -> None:
    """What was missed, what was extra, and what was found but coded otherwise."""
    asked = [(c, note) for c, note in gold if c.kind != "assessment"]
    given = [c for c in found if c.kind != "assessment"]
    pairing = pair_up([c for c, _ in asked], given)
    for i in pairing.missed:
        if OPTIONAL not in asked[i][1]:
            _line("missed", asked[i][0])
    for j in pairing.extra:
        _line("extra", given[j])
    for i, j in pairing.pairs:
        if OPTIONAL not in asked[i][1] and _codes(asked[i][0]) != _codes(given[j]):
            _line("gold", asked[i][0])
            _line("  coder", given[j])


def _codes(coding: Coding) -> tuple[str, ...]:
    return tuple(str(part) for part in (*_who(coding), coding.move, coding.stance, coding.speaker))


def _who(coding: Coding) -> tuple[str, str]:
    return str(coding.source or ""), str(coding.target or "")


def _line(name: str, coding: Coding) -> None:
    source, target = _who(coding)
    print(
        f"{name:7} {coding.doc[:14]:14} {coding.start:5}-{coding.end:<5} {coding.kind:8}"
        f" {source}>{target} {coding.move}/{coding.plover} {coding.stance}"
        f" speaker={coding.speaker or ''} {coding.text[:110]!r}"
    )


def main() -> None:
    """Scores by language and overall."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--half", choices=HALVES, default="dev")
    parser.add_argument("--language", choices=("de", "en"))
    parser.add_argument("--show", action="store_true", help="list what differs (dev halves only)")
    parser.add_argument("--shared", type=Path, default=SHARED)
    asked = parser.parse_args()
    if asked.show and asked.half in UNREAD:
        parser.error(
            f"--show is refused for the {asked.half} half: a half whose errors have been read"
            " measures nothing any more; use --half dev or author-dev"
        )
    texts, rows = {**own_texts(), **news_texts(asked.shared)}, gold_rows(asked.half)
    docs = {row["doc"] for row in rows}
    texts = {
        doc: text
        for doc, text in texts.items()
        if doc in docs and asked.language in (None, text.language)
    }
    gold, found = filled(rows, texts), coded(texts)
    groups = {
        "German, own texts": lambda d: texts[d].language == "de" and texts[d].published,
        "German, news": lambda d: texts[d].published is None,
        "German": lambda d: texts[d].language == "de",
        "English": lambda d: texts[d].language == "en",
        "overall": lambda d: True,
    }
    for name, belongs in groups.items():
        table(
            f"{asked.half}, {name}",
            [(c, note) for c, note in gold if belongs(c.doc)],
            [c for c in found if belongs(c.doc)],
        )
    dates(gold, found)
    if asked.show:
        show(gold, found)


if __name__ == "__main__":
    main()
