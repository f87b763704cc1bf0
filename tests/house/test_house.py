"""The house itself: who imports whom, what must not stand in the source, how big a file may be."""

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
TEMPLATES = sorted([*SOURCE.rglob("*.html"), *SOURCE.rglob("*.j2"), *SOURCE.rglob("*.js")])


def test_rooms_import_only_as_the_design_draws():
    script = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([script, "--no-cache"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_source_holds_nothing_dangerous(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = {alias.name.split(".")[0] for alias in node.names}
            module = getattr(node, "module", None) or ""
            assert not ({"pickle", "shelve", "marshal", "yaml"} & (names | {module.split(".")[0]}))
        if isinstance(node, ast.Call):
            called = node.func.id if isinstance(node.func, ast.Name) else ""
            assert called not in {"eval", "exec", "print", "compile"}, f"{called} in {path}"
            assert not any(
                key.arg == "shell" and getattr(key.value, "value", None) is True
                for key in node.keywords
            ), f"shell=True in {path}"


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: p.name)
def test_templates_escape_everything(path):
    text = path.read_text(encoding="utf-8")
    assert "innerHTML" not in text
    assert not re.search(r"\|\s*safe\b", text), f"|safe in {path}"
    assert not re.search(r"autoescape\s+false", text)


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_a_file_holds_one_idea(path):
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 450, "a file of this length holds more than one idea"
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
