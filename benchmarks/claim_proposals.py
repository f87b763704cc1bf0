"""How many claims are proposed from the press articles, and from news nobody wrote cues for.

    python benchmarks/claim_proposals.py [--show] [--shared DIR]

Counts proposals by cue in ../shared/press and in the articles of topic International of
../shared/data/news/german_news.jsonl. Whether a reader would call them claims is for a reader:
`--show` prints each with its words.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

from standoff.case import propose_from_files
from standoff.coding import propose_claims
from standoff.nouns.proposal import Proposal

ROOT = Path(__file__).parents[1]


def tell(name: str, articles: int, found: list[Proposal], show: bool) -> None:
    """One line a corpus, one a proposal if asked."""
    cues = Counter(proposal.cue for proposal in found)
    told = ", ".join(f"{n} {cue}" for cue, n in cues.most_common())
    print(f"{name}: {len(found)} proposals in {articles} articles ({told})")
    for proposal in found if show else ():
        print(f"  {proposal.form:12} {proposal.cue:22} {proposal.evidence.quote}")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--show", action="store_true")
    options.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    told = options.parse_args()
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
