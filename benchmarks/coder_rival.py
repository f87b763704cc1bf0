"""An installed spaCy pipeline on the texts of benchmarks/coder.py, one process, one thread.

    .venv-rivals/bin/python benchmarks/coder_rival.py PIPELINE TEXTS.json [PLOVER.csv]

TEXTS.json is a list of texts. Prints one line of JSON: texts, CPU seconds of parsing them, peak MB;
with PLOVER.csv and standoff in the same environment also how many of its rows the coder
`spacy:PIPELINE` types rightly (the most confident coding).
"""

from __future__ import annotations

import csv
import json
import resource
import sys
import time
from pathlib import Path

import spacy

LEFT_OUT = {"FIGHT", "INVESTIGATE"}


def main() -> None:
    """Parse the texts, code the rows."""
    name, texts = sys.argv[1], json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
    pipeline = spacy.blank(name[6:]) if name.startswith("blank:") else spacy.load(name)
    if name.startswith("blank:"):
        pipeline.add_pipe("sentencizer")
    pipeline(texts[0])
    started = time.process_time()
    for text in texts:
        pipeline(text)
    told = {"texts": len(texts), "seconds": time.process_time() - started}
    told["megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if len(sys.argv) > 3:
        told["plover"] = plover(name, Path(sys.argv[3]))
    print(json.dumps(told))


def plover(name: str, path: Path) -> list[int] | None:
    """[right, rows], or None where standoff is not in this environment."""
    try:
        from standoff.coding.coders import coder_named
        from standoff.nouns import Article
    except ImportError:
        return None
    coder, right = coder_named(f"spacy:{name}"), 0
    with path.open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["plover_2021"] not in LEFT_OUT]
    for row in rows:
        article = Article.of(row["text"], published=None, language="en")
        found = [coding for coding in coder.code(article) if coding.plover]
        best = max(found, key=lambda coding: coding.confidence, default=None)
        right += best is not None and best.plover == row["plover_2021"]
    return [right, len(rows)]


if __name__ == "__main__":
    main()
