"""The docs do what they say: every command and snippet runs, every figure shown is printed.

`docs_pages` tells how a page marks what is not to be run, and `docs_running` how the rest is.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from docs_running import PageRunner

from docs_pages import ROOT, Block, blocks_of, pages
from standoff.case import Case

PAGES = pages()
demo_case = Case.demo  # before any test replaces it


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    """Gives the folder of one demo case, made when it is first asked for."""
    made: list[Path] = []

    def give() -> Path:
        if not made:
            folder = tmp_path_factory.mktemp("docs") / "korea"
            demo_case("korea", folder)
            made.append(folder)
        return made[0]

    return give


def _copied(demo):
    """`Case.demo` that copies the one demo of all pages."""

    def copy(cls, name, folder, **_):
        assert name == "korea"
        shutil.copytree(demo(), folder, dirs_exist_ok=True)
        return cls.open(folder)

    return copy


def needs_of(page: Path) -> set[str]:
    return {word for block in blocks_of(page) for word in block.marks.get("needs", "").split()}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_what_a_page_says_can_be_done(page, demo, tmp_path, monkeypatch, request):
    known = {}
    for need in needs_of(page):
        known |= request.getfixturevalue(f"docs_{need}")
    monkeypatch.setattr(Case, "demo", classmethod(_copied(demo)))
    monkeypatch.chdir(tmp_path)
    runner = PageRunner(tmp_path, demo, known)
    for block in blocks_of(page):
        runner.run(block)


def test_a_line_that_is_not_printed_is_found(tmp_path, demo):
    runner = PageRunner(tmp_path, demo, {})
    page = ROOT / "docs" / "x.md"
    runner.run(Block(page, 1, "python", "print('one two')"))
    runner.run(Block(page, 2, "text", "one ...", {"prints": ""}))
    with pytest.raises(AssertionError, match="is not printed: three"):
        runner.run(Block(page, 3, "text", "three", {"prints": ""}))
    with pytest.raises(AssertionError, match="exit 2"):
        runner.run(Block(page, 4, "sh", "standoff code"))
    runner.run(Block(page, 5, "sh", "standoff code", {"exit": "2"}))


# -- what blocks may need -------------------------------------------------------------------------


@pytest.fixture
def docs_shared(shared):
    return {"../shared": str(shared)}


@pytest.fixture
def docs_cluster(cluster):
    return {"tcp://127.0.0.1:8786": cluster}


@pytest.fixture
def docs_model():
    """An endpoint on loopback that answers as a model would, in place of the page's."""
    from importlib.util import module_from_spec, spec_from_file_location

    path = ROOT / "tests" / "coding" / "test_coders_llm.py"
    spec = spec_from_file_location("docs_stub", path)
    assert spec is not None
    assert spec.loader is not None
    stubs = module_from_spec(spec)
    spec.loader.exec_module(stubs)
    stub = stubs.Stub()
    quote = "North Korea tested a missile on Sunday"
    said = {"quote": quote, "source": ["North Korea"], "target": [], "move": "weapon_test",
            "said": "on Sunday"}  # fmt: skip
    stub.answers = [stubs.completion(stubs.GOOD | said)]
    yield {"http://127.0.0.1:8080/v1": stub.url}
    stub.close()


@pytest.fixture
def docs_postgres():
    """A PostgreSQL of our own on loopback; its address takes the place of the page's."""
    from importlib.util import module_from_spec, spec_from_file_location

    spec = spec_from_file_location("docs_server", ROOT / "tests" / "record" / "server.py")
    assert spec is not None
    assert spec.loader is not None
    server = module_from_spec(spec)
    spec.loader.exec_module(server)
    if reason := server.missing():
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with server.server() as address:
        yield {"postgresql://ann@db.example.org/korea": server.new_database(address, "korea")}
