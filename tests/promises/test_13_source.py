"""Promise 13: nothing dangerous stands in the source."""

from __future__ import annotations

import ast
import re
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "standoff"
MODULES = {"pickle", "cPickle", "dill", "cloudpickle", "shelve", "marshal", "yaml"}
CALLS = {"eval", "exec", "compile", "print", "__import__"}


def faults_in(path: Path) -> list[str]:
    """What a module of Python imports or calls that it must not."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = {alias.name.split(".")[0] for alias in node.names}
            names.add((getattr(node, "module", None) or "").split(".")[0])
            found += [f"imports {name}" for name in names & MODULES]
        if isinstance(node, ast.Call):
            called = node.func.id if isinstance(node.func, ast.Name) else ""
            found += [f"calls {called}"] if called in CALLS else []
            loose = isinstance(node.func, ast.Attribute) and node.func.attr == "to_html"
            found += ["writes a page of Altair"] if loose else []
            for key in node.keywords:
                if key.arg == "shell" and getattr(key.value, "value", None) is not False:
                    found.append("calls a shell")
                if key.arg == "allow_pickle" and getattr(key.value, "value", None) is not False:
                    found.append("reads a pickle")
    return found


def template_faults(text: str) -> list[str]:
    """What a template or a script holds that lets text become markup or code."""
    bad = (r"innerHTML", r"outerHTML", r"insertAdjacentHTML", r"document\.write", r"\beval\(",
           r"\|\s*safe\b", r"autoescape\s+false")  # fmt: skip
    return [pattern for pattern in bad if re.search(pattern, text)]


def test_promise_13_the_source_holds_nothing_dangerous(kept):
    modules = sorted(SOURCE.rglob("*.py"))
    faults = {str(path): found for path in modules if (found := faults_in(path))}
    assert not faults
    kept("modules read", len(modules))


def test_promise_13_no_template_or_script_makes_markup_of_text(kept):
    files = [path for ending in ("html", "j2", "js", "svg") for path in SOURCE.rglob(f"*.{ending}")]
    faults = {
        str(path): found
        for path in files
        if (found := template_faults(path.read_text(encoding="utf-8")))
    }
    assert not faults
    kept("templates and scripts read", len(files))


def test_promise_13_the_look_itself_finds_each_fault(tmp_path):
    """The test of the test: each forbidden thing is found where it stands."""
    wrong = (
        "import pickle\nfrom yaml import load\neval('1')\nexec('1')\nprint(1)\n"
        "subprocess.run('ls', shell=True)\nchart.to_html()\nnumpy.load('x', allow_pickle=True)\n"
    )
    (tmp_path / "wrong.py").write_text(wrong, encoding="utf-8")
    assert len(faults_in(tmp_path / "wrong.py")) == wrong.count("\n")
    assert template_faults("{{ x|safe }} a.innerHTML = b {% autoescape false %}").__len__() == 3
