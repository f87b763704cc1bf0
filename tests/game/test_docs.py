"""docs/game.md: its TOML is a game that solves, its Python runs, its names exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import standoff.game as room
from standoff.game import Game, parse_declaration

TEXT = (Path(__file__).parents[2] / "docs" / "game.md").read_text(encoding="utf-8")


def _blocks(kind: str) -> list[str]:
    return re.findall(rf"```{kind}\n(.*?)```", TEXT, flags=re.DOTALL)


def test_the_example_game_solves() -> None:
    (text,) = _blocks("toml")
    assert Game(parse_declaration(text)).solve().residual < 1e-10


def test_the_example_code_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (code,) = _blocks("python")
    (tmp_path / "doc.py").write_text(code, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    module = __import__("doc")
    assert module.solution.residual < 1e-10
    assert len(module.play.turns) == 1


def test_every_public_name_is_loaded_and_told() -> None:
    assert sorted(room.__all__, key=lambda n: (not n[0].isupper(), n)) == room.__all__
    for name in room.__all__:
        assert getattr(room, name) is not None
        assert room.__doc__
    with pytest.raises(AttributeError):
        room.nothing  # noqa: B018


def test_calls_of_the_table_exist() -> None:
    table = [row for row in TEXT.splitlines() if row.startswith("| ")][1:]
    called = {name for row in table for name in re.findall(r"`(\w+)\(", row)}
    assert called >= {"find_equilibria", "simulate", "gradient", "to_gambit"}
    assert called <= set(room.__all__)
