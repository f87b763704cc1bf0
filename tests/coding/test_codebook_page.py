"""docs/codebook.md says what the data say, and docs/cues.md what the code does."""

from __future__ import annotations

import importlib.util
import re
import tomllib
from pathlib import Path

from standoff.coding.codebook import Entry, load_codebook
from standoff.coding.codebook.entries import check_entry

ROOT = Path(__file__).parents[2]


def rendered() -> str:
    spec = importlib.util.spec_from_file_location("codebook_tool", ROOT / "tools" / "codebook.py")
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    return tool.render()


def test_the_codebook_page_is_up_to_date():
    page = (ROOT / "docs" / "codebook.md").read_text(encoding="utf-8")
    assert page == rendered(), "run python tools/codebook.py and commit docs/codebook.md"


def test_every_cue_stands_on_the_page_once():
    ids = re.findall(r"^\| `((?:de|en)\.[^`]+)` \|", rendered(), re.MULTILINE)
    known = [entry.id for language in ("de", "en") for entry in load_codebook(language).entries]
    assert sorted(ids) == sorted(known)


def test_the_entry_that_the_docs_show_is_a_valid_one():
    text = (ROOT / "docs" / "cues.md").read_text(encoding="utf-8")
    block = re.search(r"```toml\n(.*?)```", text, re.DOTALL).group(1)
    (row,) = tomllib.loads(re.sub(r"^   ", "", block, flags=re.MULTILINE))["entry"]
    entry = check_entry(Entry(**row))
    assert entry.id in {one.id for one in load_codebook("en").entries}


def test_the_folders_that_the_docs_name_exist():
    text = (ROOT / "docs" / "cues.md").read_text(encoding="utf-8")
    for path in re.findall(r"`(?:src/standoff/)?(coding/[a-z_/.]+?)`", text):
        assert (ROOT / "src" / "standoff" / path).exists(), path
