"""Write docs/tutorial.ipynb from docs/tutorial-python.md: `python tools/notebook.py`.

Text becomes Markdown cells, each Python block a code cell, outputs are left out: whoever runs the
notebook makes them. The page itself is run by `tests/docs`, and a test keeps the notebook up to
date. `--check` writes nothing and exits with 1 if the notebook is not what the page gives.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path
from typing import Any

DOCS = Path(__file__).parents[1] / "docs"
PAGE, NOTEBOOK = DOCS / "tutorial-python.md", DOCS / "tutorial.ipynb"
_FENCE = re.compile(r"^```(\w*)\n(.*?)^```\n?", re.DOTALL | re.MULTILINE)
_SHOWN = re.compile(r"<!-- prints -->\n```text\n.*?^```\n?", re.DOTALL | re.MULTILINE)


def main() -> None:
    """Write the notebook, or check it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing, exit 1 if outdated")
    text = render()
    if not parser.parse_args().check:
        NOTEBOOK.write_text(text, encoding="utf-8")
    elif not NOTEBOOK.is_file() or NOTEBOOK.read_text(encoding="utf-8") != text:
        sys.exit("docs/tutorial.ipynb is outdated: run python tools/notebook.py")


def render() -> str:
    """The notebook as JSON (nbformat 4.5)."""
    page = _SHOWN.sub("", PAGE.read_text(encoding="utf-8"))
    cells: list[dict[str, Any]] = []
    at = 0
    for fence in _FENCE.finditer(page):
        _add(cells, "markdown", page[at : fence.start()])
        _add(cells, "code" if fence.group(1) == "python" else "markdown", fence.group(2))
        at = fence.end()
    _add(cells, "markdown", page[at:])
    book = {
        "cells": cells,
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(book, ensure_ascii=False, indent=1) + "\n"


def _add(cells: list[dict[str, Any]], kind: str, text: str) -> None:
    if not text.strip():
        return
    cell: dict[str, Any] = {"cell_type": kind, "id": f"cell-{len(cells) + 1}", "metadata": {}}
    if kind == "code":
        cell |= {"execution_count": None, "outputs": []}
    cells.append(cell | {"source": text.strip().splitlines(keepends=True)})


if __name__ == "__main__":
    main()
