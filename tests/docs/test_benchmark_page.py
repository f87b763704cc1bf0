"""The page of benchmarks: a step that is run again replaces its own section and no other."""

from __future__ import annotations

import importlib.util
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_a_section_run_again_takes_its_own_place():
    spec = importlib.util.spec_from_file_location("everything", ROOT / "benchmarks/everything.py")
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    first, second, *_ = tool.STEPS
    head = tool.HEAD.format(command="c", day="d", machine="m", python="p", version="v")
    parts = [tool.section(step, "old", 1.0, "") for step in (first, second)]
    page = head + "".join(parts)
    assert tool._renewed(page, []) == (head, parts)
    new = tool.section(second, "new", 2.0, "no rival")
    assert tool._renewed(page, [new]) == (head, [parts[0], new])
