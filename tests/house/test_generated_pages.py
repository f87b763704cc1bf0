"""Generated pages: docs/reference is what the code gives, the notebook what its page gives."""

import ast
import importlib.util
import json
from pathlib import Path

import pytest

from standoff.cli import COMMANDS

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def rendered():
    spec = importlib.util.spec_from_file_location("reference", ROOT / "tools" / "reference.py")
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    return tool.render()


def test_the_pages_are_those_of_the_code(rendered):
    for name, text in rendered.items():
        page = (ROOT / "docs" / "reference" / name).read_text(encoding="utf-8")
        assert page == text, f"run python tools/reference.py and commit docs/reference/{name}"


def test_every_command_every_public_name_and_every_noun_is_there(rendered):
    import standoff
    from standoff import nouns
    from standoff.settings import Settings

    for command in COMMANDS:
        assert f"## standoff {command}\n" in rendered["commands.md"]
    for name in set(standoff.__all__) - {"__version__"}:
        assert f"so.{name}" in rendered["python.md"]
    for name in ("Article", "Coding", "Claim", "Finding", "Event", "Forecast", "Solution"):
        assert hasattr(nouns, name) == (f"## {name}\n" in rendered["nouns.md"])
    for name in Settings.__struct_fields__:
        assert f"`{name}`" in rendered["settings.md"]


def test_the_notebook_is_the_page_in_python_without_outputs():
    spec = importlib.util.spec_from_file_location("notebook", ROOT / "tools" / "notebook.py")
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    text = (ROOT / "docs" / "tutorial.ipynb").read_text(encoding="utf-8")
    assert text == tool.render(), "run python tools/notebook.py and commit docs/tutorial.ipynb"
    cells = json.loads(text)["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    assert len(code) >= 6
    for cell in code:
        ast.parse("".join(cell["source"]))
        assert cell["outputs"] == []
