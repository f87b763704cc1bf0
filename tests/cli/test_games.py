"""`standoff solve` and `standoff simulate`: answers, drawings, and what they refuse."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner
from tests.game.test_declaring import LADDER

from standoff.cli import main, root
from standoff.errors import NotSolved
from standoff.game import solving
from standoff.nouns.schemas import schema_of


def run(*args: object):
    return CliRunner().invoke(root, [*map(str, args)])


def test_solve_answers_its_schema() -> None:
    done = run("solve", "deadline", "--json", "--by", "relief")
    answer = json.loads(done.stdout)
    jsonschema.validate(answer, schema_of("solve"))
    (found,) = answer["equilibria"]
    assert found["residual"] < 1e-10
    assert sum(found["levels"].values()) == pytest.approx(36)
    for state in found["states"]:
        for chances in state["choices"].values():
            assert sum(chances.values()) == pytest.approx(1)
    assert done.stderr.splitlines()[-1].startswith("Next: ")


def test_a_last_resort_is_told_to_reader_and_program(monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(*_: object, **__: object) -> None:
        raise NotSolved("lost", residual=1.0)

    for way in ("natural", "follow", "newton"):
        monkeypatch.setattr(solving, way, lost)
    done = run("solve", "chicken", "--json")
    (found,) = json.loads(done.stdout)["equilibria"]
    assert (found["method"], found["followed"]) == ("damped_replies", False)
    assert "last resort" in done.stderr
    told = run("solve", "chicken")
    assert told.exit_code == 0
    assert "Beware: no branch could be followed; damped replies" in " ".join(told.stderr.split())


def test_other_equilibria_and_one_state() -> None:
    done = run("solve", "chicken", "--precision", 2, "--equilibria", 30, "--json")
    assert len(json.loads(done.stdout)["equilibria"]) == 3
    done = run("solve", "deadline", "--at", "deadline=1", "--set", "taboo_cost=-9", "--json")
    answer = json.loads(done.stdout)
    (state,) = answer["equilibria"][0]["states"]
    assert state["state"]["deadline"] == "1"
    assert answer["parameters"]["taboo_cost"] == -9


def test_a_file_of_ones_own_is_solved_drawn_and_simulated(tmp_path: Path) -> None:
    file = tmp_path / "tiny.toml"
    events = '[events]\nhot = { heat = "hot" }\n[parameters]'
    file.write_text(LADDER.replace("[parameters]", events), encoding="utf-8")
    done = run("solve", file, "--svg", tmp_path / "a.svg", "--graph", tmp_path / "b.png")
    assert done.exit_code == 0
    assert "equilibrium 1 of 1" in done.stdout
    assert "warm" in (tmp_path / "a.svg").read_text(encoding="utf-8")
    assert (tmp_path / "b.png").read_bytes().startswith(b"\x89PNG")
    told = run("simulate", file, "--months", 8, "--paths", 500, "--seed", 3, "--json")
    answer = json.loads(told.stdout)
    jsonschema.validate(answer, schema_of("simulate"))
    shares = answer["events"]["hot"]["by_month"]
    assert len(shares) == 8
    assert shares == sorted(shares)
    assert shares[-1] == answer["events"]["hot"]["chance"] > 0
    again = run("simulate", file, "--months", 8, "--paths", 500, "--seed", 3, "--threads", 2,
                "--json")  # fmt: skip
    assert again.stdout == told.stdout


def test_tables_for_people() -> None:
    done = run("simulate", "deadline", "--paths", 300, "--months", 4)
    assert "taboo_broken" in done.stdout
    assert "path 0" in done.stdout
    assert "illustrative" in done.stderr
    assert "breaks a taboo" in run("solve", "deadline", "--describe").stdout


@pytest.mark.parametrize(
    ("args", "words", "code"),
    [
        (("solve", "chess"), "deadline", 1),
        (("solve", "missing.toml"), "cannot be read", 1),
        (("solve", "deadline", "--set", "patience"), "NAME=VALUE", 2),
        (("solve", "deadline", "--set", "calm_gain=much"), "not a number", 2),
        (("solve", "deadline", "--set", "nothing=1"), "unknown parameter", 1),
        (("solve", "deadline", "--variant", "rash"), "variant", 1),
        (("solve", "deadline", "--by", "mood"), "mood", 1),
        (("solve", "deadline", "--at", "deadline=9"), "factor deadline", 1),
        (("simulate", "deadline", "--paths", "0"), "paths", 2),
    ],
)
def test_what_is_refused_says_so(args, words, code, monkeypatch, capsys) -> None:
    monkeypatch.setattr("sys.argv", ["standoff", *args])
    with pytest.raises(SystemExit) as caught:
        main()
    assert caught.value.code == code
    assert words in capsys.readouterr().err


def test_a_game_is_described_and_drawn_in_german(tmp_path: Path) -> None:
    steps, choices = tmp_path / "steps.svg", tmp_path / "choices.svg"
    done = run("solve", "deadline", "--language", "de", "--by", "last_month", "--graph", steps,
               "--svg", choices)  # fmt: skip
    assert done.exit_code == 0
    drawn = steps.read_text(encoding="utf-8")
    assert "Tabubruch" in drawn
    assert "taboo" not in drawn
    assert "Herausforderer: stillhalten" in choices.read_text(encoding="utf-8")
    told = run("solve", "deadline", "--language", "de", "--describe").stdout
    assert "ein Ultimatum mit Frist" in told
