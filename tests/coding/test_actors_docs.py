"""docs/actors.md tells the truth: its Python runs, its CSV loads, its lists are the real ones."""

from __future__ import annotations

import re
import runpy
from datetime import date
from pathlib import Path

import pytest

from standoff.coding.actors import KINDS, load_gazetteer
from standoff.coding.actors.extra import COLUMNS, EXTRA_KINDS
from standoff.coding.tokens import tokenize

PAGE = Path(__file__).parents[2] / "docs" / "actors.md"


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


def section(title: str) -> str:
    return PAGE.read_text(encoding="utf-8").split(f"## {title}\n")[1].split("\n## ")[0]


@pytest.mark.parametrize("code", blocks("python"))
def test_the_python_of_the_page_runs(code: str, tmp_path: Path) -> None:
    script = tmp_path / "page.py"
    script.write_text(code, encoding="utf-8")
    runpy.run_path(str(script))


def test_the_csv_of_the_page_loads_and_means_what_it_says(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text(blocks("csv")[0], encoding="utf-8")
    text = (
        "Karantaniens Präsidentin traf die Freie Bergwacht in Karnburg, meldet Karantanien heute."
    )
    found = load_gazetteer(path).find(tokenize(text), language="de", on=date(2020, 1, 1))
    assert [m.code for m in found] == ["KARANTANIA_MUSTER", "BERGWACHT", "KARANTANIA"]


def test_every_kind_and_every_column_is_explained() -> None:
    assert all(f"`{kind}`" in section("Kinds") for kind in KINDS)
    own = section("Your own actors")
    assert all(f"| `{column}`" in own or f"`{column}`" in own for column in COLUMNS)
    assert all(f"`{kind}`" in own for kind in EXTRA_KINDS)


@pytest.mark.parametrize(
    ("text", "on", "language", "codes"),
    [
        ("Nordkoreas Machthaber", "2019-01-01", "de", ["PRK_KIM"]),
        ("die Führung in Peking", "2019-01-01", "de", ["CHN"]),
        ("the army of Myanmar", "2019-01-01", "en", ["MMR_MIL"]),
        ("der Mann aus Pjöngjang", "2019-01-01", "de", ["PRK_KIM"]),
        ("the US president", "1995-01-01", "en", ["USA_CLINTON"]),
        ("the US president", "2022-01-01", "en", ["USA_BIDEN"]),
        ("Die iranischen Machthaber", "2019-01-01", "de", ["IRN"]),
        ("Sprecher der israelischen Armee", "2019-01-01", "de", ["ISR_MIL"]),
        ("Bush administration", "2003-01-01", "en", ["USA"]),
        ("Paris Hilton in Real Madrid", "2019-01-01", "en", []),
        ("Bundesregierung", "2019-01-01", "de", ["DEU_GOV"]),
        ("österreichische Bundesregierung", "2019-01-01", "de", ["AUT_CHANCELLERY"]),
    ],
)
def test_what_the_rules_say(text: str, on: str, language: str, codes: list[str]) -> None:
    day = date.fromisoformat(on)
    found = load_gazetteer().find(tokenize(text), language=language, on=day)
    assert [mention.code for mention in found] == codes
