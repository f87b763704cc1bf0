"""Pages of the docs are marked so that they can be run (`tests/docs`), linked, and listed.

The quick half of the tests of the docs: what a change of a page or a command most often breaks.
"""

from __future__ import annotations

import re

import pytest

from docs_pages import REASONS, ROOT, Block, blocks_of, pages

PAGES = pages()
LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]+)(#[^)\s]*)?\)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_marks_are_meant_and_reasons_known(page):
    for block in blocks_of(page):
        reason = block.marks.get("not run")
        assert reason is None or reason.partition(":")[0] in REASONS, block.where
        if block.kind == "text" and not {"prints", "file", "not run"} & set(block.marks):
            assert not _commands(block), (
                f"{block.where}: a command that is not run: write ```sh above it, or a mark that"
                " tests/docs_pages.py explains"
            )


def _commands(block: Block) -> list[str]:
    return [line for line in block.text.splitlines() if re.match(r"(\$ )?standoff [a-z]", line)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_inside_the_repository_lead_somewhere(page):
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target, _ in LINK.findall(text):
        assert (page.parent / target).exists(), f"{page}: {target}"


def test_every_page_is_in_the_table_of_contents():
    told = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    for page in [*PAGES[1:], *sorted((ROOT / "docs" / "reference").glob("*.md"))]:
        name = page.relative_to(ROOT / "docs").as_posix()
        assert name == "index.md" or f"({name})" in told, f"docs/index.md lacks {name}"
    assert "docs/index.md" in (ROOT / "README.md").read_text(encoding="utf-8")
