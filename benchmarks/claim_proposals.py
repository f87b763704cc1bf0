"""How many claims are proposed: from sentences invented for this, from the press, from news.

    python benchmarks/claim_proposals.py [--show] [--shared DIR]

`claim_sentences.jsonl` holds invented claims in all ten forms and texts without one, German and
English, all by one hand. Each set was written before the cues were changed with it in sight: `read`
and `second` (50 claims), `third` and `fourth` (24 each, in less usual words). What was found of a
set before that change is what the cues can do on words they do not know: 18 of 50, 5 of 24, 8 of
24. `fifth` (20 claims) is worded to be unlike every cue; no miss of it was mended. Recall is the
share of claims with a proposal of the right form on their words; a proposal anywhere in a text
without a claim is a false one.

From ../shared/press and from the articles of topic International of
../shared/data/news/german_news.jsonl proposals are counted by cue. Whether a reader would call them
claims is for a reader: `--show` prints each with its words (of the invented, `read` and `third`).
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from datetime import date
from pathlib import Path

from standoff.case import propose_from_files
from standoff.coding import propose_claims
from standoff.nouns.proposal import Proposal

ROOT = Path(__file__).parents[1]
SENTENCES = Path(__file__).with_name("claim_sentences.jsonl")
DAY = date(2024, 11, 8)
Row = dict[str, str]


def tell(name: str, articles: int, found: list[Proposal], show: bool) -> None:
    """One line a corpus, one a proposal if asked."""
    cues = Counter(proposal.cue for proposal in found)
    told = ", ".join(f"{n} {cue}" for cue, n in cues.most_common())
    print(f"{name}: {len(found)} proposals in {articles} articles ({told})")
    for proposal in found if show else ():
        print(f"  {proposal.form:12} {proposal.cue:22} {proposal.evidence.quote}")


def is_found(row: Row, found: list[Proposal]) -> bool:
    """Whether a proposal of one of the row's forms stands on its words."""
    start = row["text"].index(row["words"])
    end = start + len(row["words"])
    return any(
        p.form in row["forms"] and p.evidence.start < end and start < p.evidence.end for p in found
    )


def score(rows: list[Row], half: str, language: str, show: bool) -> None:
    """Claims found, in the right form, and proposals where there is no claim."""
    chosen = [row for row in rows if (row["half"], row["language"]) == (half, language)]
    claims = [row for row in chosen if row["forms"]]
    others = [row for row in chosen if not row["forms"]]
    told = {row["text"]: propose_claims(row["text"], DAY, language) for row in chosen}
    right = sum(is_found(row, told[row["text"]]) for row in claims)
    whole = sum(any(row["words"] in p.evidence.quote for p in told[row["text"]]) for row in claims)
    false = sum(len(told[row["text"]]) for row in others)
    print(
        f"invented, {half}, {language}: {right} of {len(claims)} claims in the right form"
        f" ({whole} with all their words), {false} proposals in {len(others)} texts without one"
    )
    for row in chosen if show and half in ("read", "third") else ():
        quotes = [f"{p.form} {p.cue}: {p.evidence.quote}" for p in told[row["text"]]]
        wrong = bool(quotes) if not row["forms"] else not is_found(row, told[row["text"]])
        print(f"  {'WRONG' if wrong else 'right'} {row['forms']} {row['words'] or row['text']}")
        for quote in quotes:
            print(f"        {quote}")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--show", action="store_true")
    options.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    told = options.parse_args()
    rows = [json.loads(line) for line in SENTENCES.read_text(encoding="utf-8").splitlines()]
    for half in ("read", "second", "third", "fourth", "fifth"):
        for language in ("de", "en"):
            score(rows, half, language, told.show)
    files = sorted((told.shared / "press").glob("*.txt"))
    answer = propose_from_files(files)
    tell("press", answer.articles, list(answer.proposals), told.show)
    with (told.shared / "data" / "news" / "german_news.jsonl").open(encoding="utf-8") as stream:
        rows = [json.loads(line) for line in stream]
    texts = [row["text"] for row in rows if row["topic"] == "International"]
    found = [proposal for text in texts for proposal in propose_claims(text, None, "de")]
    tell("news, International", len(texts), found, told.show)


if __name__ == "__main__":
    main()
