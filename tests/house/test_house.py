"""The house itself: who imports whom, how big a file may be, what the pins hold."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "standoff"
FILES = sorted(SOURCE.rglob("*.py"))


def test_rooms_import_only_as_the_design_draws():
    script = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([script, "--no-cache"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_a_file_holds_one_idea(path):
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 400, "a file of this length holds more than one idea"
    assert not text.strip() or ast.get_docstring(ast.parse(text)), "no module docstring"


def test_import_and_public_surface_are_light():
    code = (
        "import sys, standoff; heavy = {'numpy', 'scipy', 'altair', 'sqlalchemy', 'simplemma', "
        "'click', 'polars'} & set(sys.modules); assert not heavy, heavy; "
        "assert list(standoff.__all__) == sorted(standoff.__all__)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_every_public_name_can_be_had():
    import standoff

    for name in standoff.__all__:
        assert getattr(standoff, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        standoff.nonsense  # noqa: B018


def test_no_index_address_in_the_pins():
    pins = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    assert "://" not in pins
    assert "999.9.9" not in pins
    for line in pins.splitlines():
        assert re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+!_-]+", line), line


def test_every_promise_has_a_test_of_its_own_name_and_a_row_in_the_docs():
    page = (ROOT / "docs" / "promises.md").read_text(encoding="utf-8")
    for number in range(1, 17):
        (path,) = (ROOT / "tests" / "promises").glob(f"test_{number:02}_*.py")
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = [node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
        assert [name for name in names if name.startswith(f"test_promise_{number:02}_")], path
        assert f"`{path.name}`" in page, "run `make promises`"


def test_test_files_in_folders_that_are_no_packages_have_names_of_their_own():
    """Python knows such a file by its name alone, so two of one name cannot be collected."""
    loose = [
        path.name
        for path in (ROOT / "tests").rglob("*.py")
        if path.name != "conftest.py" and not (path.parent / "__init__.py").exists()
    ]
    assert sorted(loose) == sorted(set(loose))
