"""`standoff mechanisms` without a case, by two draws of one variant: its answer and its page."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
from click.testing import CliRunner

from standoff.cli import root
from standoff.game.statics.mechanisms import statics_file

SCHEMA = Path(__file__).parents[2] / "docs" / "schema" / "mechanisms.json"


def test_the_answer_and_the_page(tmp_path: Path) -> None:
    page = tmp_path / "mechanisms.html"
    words = ["mechanisms", "--case", str(tmp_path), "--draws", "2", "--page", str(page), "--json",
             "--variant", "tension_for_relief", "--short"]  # fmt: skip
    done = CliRunner().invoke(root, words)
    assert done.exit_code == 0, done.stderr
    answer = json.loads(done.stdout)
    jsonschema.validate(answer, json.loads(SCHEMA.read_text(encoding="utf-8")))
    assert [one["id"] for one in answer["results"]] == [m.id for m in statics_file().mechanisms]
    assert answer["unsolved"] == {"tension_for_relief": 0}
    assert all(not one["seen"] for one in answer["results"])
    # That tension which pays more at home is more frequent can hardly be otherwise.
    home = next(one for one in answer["results"] if one["id"] == "tension_for_home")
    assert home["implied"][0]["share"] == 1
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert done.stderr.strip().splitlines()[-1].startswith("Next:")
