"""What a page of the docs asks the reader to do, block by block.

Every fenced block ```sh and ```python of README.md and docs/ is run, in order, in one temporary
folder a page. HTML comments, which a reader does not see, say what else there is to know; those
about a block stand on the lines right above it:

    <!-- file: NAME -->             the block is the content of the file NAME
    <!-- prints -->                 the block shows what the block before it prints: each line must
                                    be there in this order ("..." stands for anything)
    <!-- not run: REASON -->        shown only; REASON is one of `REASONS`
    <!-- needs: WHAT -->            shared, postgres, cluster or model: started on loopback, or
                                    skipped where it is not (but failing where CI is true)
    <!-- keys: KEYS -->             what a person types into the last command; `_` is a blank
    <!-- exit: N -->                the last command of the block ends with N

Elsewhere on a page:

    <!-- case: NAME -->             a copy of the bundled case korea, as `standoff demo` leaves it
    <!-- quietly: COMMAND -->       one command that a reader has done already, or need not see
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["REASONS", "Block", "blocks_of", "pages"]

ROOT = Path(__file__).parents[1]
#: Why a block may be shown without being run.
REASONS = (
    "installs",  # pip, pipx, make: the tests run in what it makes
    "talks",  # asks questions in a terminal, or serves until it is stopped
    "long",  # minutes; the sentence beside it says how long
    "needs a file",  # a data set that we may not ship
    "needs a model",  # a pipeline or an endpoint of somebody else
    "sketch",  # names stand for something of the reader's
)
_RUN = ("sh", "python")
_MARK = re.compile(r"<!--\s*(file|prints|not run|needs|keys|exit|case|quietly)(?::\s*(.*?))?\s*-->")


@dataclass
class Block:
    """One thing to do: `kind` is sh, python, text (shown), case or quietly."""

    page: Path
    line: int
    kind: str
    text: str
    marks: dict[str, str] = field(default_factory=dict)

    @property
    def where(self) -> str:
        """Page and line, as an editor opens them."""
        return f"{self.page.relative_to(ROOT)}:{self.line}"


def pages() -> list[Path]:
    """README.md and every page under docs/ that is not generated."""
    made = ROOT / "docs" / "reference"
    rest = [path for path in sorted((ROOT / "docs").rglob("*.md")) if made not in path.parents]
    return [ROOT / "README.md", *rest]


def blocks_of(page: Path) -> list[Block]:
    """The blocks of a page in order; raises `AssertionError` for a mark that is not understood."""
    found: list[Block] = []
    marks: dict[str, str] = {}
    lines = page.read_text(encoding="utf-8").splitlines()
    at = 0
    while at < len(lines):
        line = lines[at].strip()
        mark = _MARK.fullmatch(line)
        if mark and mark.group(1) in ("case", "quietly"):
            found.append(Block(page, at + 1, mark.group(1), mark.group(2)))
        elif mark:
            marks[mark.group(1)] = mark.group(2) or ""
        elif line.startswith("```"):
            end = next(n for n in range(at + 1, len(lines)) if lines[n].strip() == "```")
            indent = len(lines[at]) - len(lines[at].lstrip())
            text = "\n".join(row[indent:] for row in lines[at + 1 : end])
            kind = line[3:].strip()
            found.append(Block(page, at + 1, kind if kind in _RUN else "text", text, marks))
            marks, at = {}, end
        else:
            above = line.startswith("<!--") and "\n".join(lines[at + 1 : at + 2]).startswith("```")
            assert not above, f"{page}:{at + 1}: what does {line} mean?"
            assert not marks or not line, f"{page}:{at + 1}: no block under {marks}"
        at += 1
    return found
