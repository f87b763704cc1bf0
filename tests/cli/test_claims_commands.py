"""`standoff claims` with its options and `standoff balance`: answers by schema, files, errors."""

import json
import re
from datetime import date
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner
from lxml import etree

import standoff as so
from standoff.cli import root
from standoff.errors import StandoffError

SCHEMAS = Path(__file__).parents[2] / "docs" / "schema"


def run(*words):
    done = CliRunner().invoke(root, [str(word) for word in words])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done


def answer_of(schema, *words):
    done = run(*words, "--json")
    assert done.exit_code == 0, done.stderr
    answer = json.loads(done.stdout)
    jsonschema.validate(answer, json.loads((SCHEMAS / f"{schema}.json").read_text("utf-8")))
    return answer


@pytest.fixture(scope="module")
def korea(tmp_path_factory):
    folder = tmp_path_factory.mktemp("claims") / "korea"
    so.Case.demo("korea", folder)
    return folder


def test_all_ten_forms_are_in_the_bundled_case_with_findings(korea):
    answer = answer_of("claims", "claims", "--case", korea)
    from standoff.claims import FORMS

    forms = {found["claim"]["form"] for found in answer["findings"]}
    assert forms == set(FORMS)
    assert answer["page"]["tests"] == answer["tests"] == len(answer["findings"])
    for found in answer["findings"]:
        assert found["comparison"]
        assert found["definitions"]
        assert found["remark"]["de"]
        if found["p_value"] is not None:
            assert found["adjusted"] >= found["p_value"] - 1e-12


def test_the_table_speaks_both_languages(korea):
    english = run("claims", "--case", korea)
    assert "not borne out by this record" in english.stdout
    assert "n for a power of 80 %" in english.stdout
    german = run("claims", "--case", korea, "--language", "de")
    assert "von diesem Bestand nicht gedeckt" in german.stdout
    assert "Nächste wahre Aussage" in german.stdout
    assert not re.search(r"\d\.\d", german.stdout)


def test_cards_are_whole_pictures_and_pages_in_both_languages(korea, tmp_path):
    done = run("claims", "--case", korea, "--cards", tmp_path / "cards")
    assert done.exit_code == 0, done.stderr
    claims = run("claims", "--case", korea, "--json")
    count = len(json.loads(claims.stdout)["findings"])
    pictures = sorted((tmp_path / "cards").glob("*.svg"))
    pages = sorted((tmp_path / "cards").glob("*.html"))
    assert len(pictures) == len(pages) == 2 * count
    for picture in pictures:
        tree = etree.fromstring(picture.read_bytes())
        assert tree.tag.endswith("svg")
        assert not tree.findall(".//{*}script")
    page = (tmp_path / "cards" / "strict-order.de.html").read_text(encoding="utf-8")
    assert 'lang="de"' in page
    assert "Content-Security-Policy" in page
    assert "<script" not in page


def test_proposals_are_a_claims_file_and_an_answer(tmp_path):
    text = tmp_path / "a.txt"
    words = (
        "Nordkorea hat in diesem Jahr schon elf Raketentests unternommen. Das sagte ein Sprecher"
    )
    text.write_text(
        f"{words} der Regierung in Seoul am Montag, und die USA sorgen sich.\n", "utf-8"
    )
    answer = answer_of("claims-propose", "claims", "--propose", text, "--published", "2015-06-01")
    [found] = answer["proposals"]
    assert found["form"] == "count"
    assert found["said_on"] == "2015-06-01"
    done = run("claims", "--propose", text, "--published", "2015-06-01")
    assert "[[claim]]" in done.stdout
    assert run("claims", text).exit_code == 2
    assert run("claims", "--propose").exit_code == 2


def test_both_articles_of_the_press_give_ten_proposals(shared):
    files = sorted((shared / "press").glob("*.txt"))
    answer = answer_of("claims-propose", "claims", "--propose", *files)
    assert len(answer["proposals"]) >= 10
    texts = {}
    for path in files:
        text = path.read_text(encoding="utf-8")
        texts[path] = text
    for found in answer["proposals"]:
        at = found["evidence"]
        assert any(text[at["start"] : at["end"]] == at["quote"] for text in texts.values())


def test_the_balance_of_an_actor_by_theatre(korea, tmp_path):
    answer = answer_of("balance", "balance", "usa", "--by", "theatre", "--case", korea)
    theatres = {one["theatre"]: one for one in answer["theatres"]}
    assert {"PRK", "IRN", "SYR", "ISR", "AFG", "CHN", "NATO"} <= set(theatres)
    assert sum(answer["states"].values()) == sum(len(one["items"]) for one in theatres.values())
    assert any(gift["in_advance"] for gift in theatres["PRK"]["gave"])
    assert theatres["PRK"]["tone"]
    assert theatres["PRK"]["silences"]
    early = answer_of("balance", "balance", "USA", "--as-of", "2017-12-31", "--case", korea)
    assert early["as_of"] == "2017-12-31"
    assert sum(early["states"].values()) < sum(answer["states"].values())
    done = run("balance", "USA", "--case", korea, "--page", tmp_path / "b.html", "--language", "de")
    assert done.exit_code == 0, done.stderr
    assert "Schauplatz" in (tmp_path / "b.html").read_text(encoding="utf-8")


def test_groups_of_theatres_come_from_a_file(korea, tmp_path):
    groups = tmp_path / "groups.toml"
    groups.write_text('[groups]\n"middle east" = ["IRN", "SYR", "ISR"]\n', encoding="utf-8")
    answer = answer_of("balance", "balance", "USA", "--groups", groups, "--case", korea)
    [one] = answer["theatres"]
    assert one["theatre"] == "middle east"
    assert one["members"] == ["IRN", "SYR", "ISR"]
    groups.write_text("groups = 3\n", encoding="utf-8")
    done = CliRunner().invoke(
        root, ["balance", "USA", "--groups", str(groups), "--case", str(korea)]
    )
    assert "no groups" in str(done.exception)
    done = CliRunner().invoke(root, ["balance", "XXX", "--case", str(korea)])
    assert "nothing on record of actor 'XXX'" in str(done.exception)


def test_claims_made_in_python_are_tested_like_those_of_the_file(korea):
    asked = so.Claim(
        id="nuclear-2017",
        form="count",
        text={"en": "One nuclear test in 2017."},
        start=date(2017, 1, 1),
        end=date(2017, 12, 31),
        asserted=1,
        definitions=(so.Definition(name="literal", pattern="PRK weapon_test:nuclear"),),
    )
    answer = so.Case.open(korea).test([asked])
    assert [found.verdict for found in answer.findings] == ["supported"]
    assert answer.tests == 1


def test_claims_with_like_ids_have_cards_of_their_own(korea, tmp_path):
    rows = [f"{id_},count,A,PRK weapon_test,2019-05-01,2019-12-31,{n}"
            for n, id_ in enumerate(("über 1", "über/1", "Über 1", "1月", "1日"))]  # fmt: skip
    sheet = tmp_path / "s.csv"
    sheet.write_text("\n".join(["id,form,text,pattern,start,end,asserted", *rows]), "utf-8")
    cards = tmp_path / "cards"
    done = run("claims", "--sheet", sheet, "--cards", cards, "--case", korea)
    assert done.exit_code == 0, done.stderr
    names = [path.name for path in cards.iterdir()]
    assert len({name.lower() for name in names}) == len(rows) * 4
    assert "ueber-1.de.svg" in names


@pytest.mark.parametrize(
    "words",
    [
        ("--out", "f.csv"),
        ("--published", "2019-12-09"),
        ("--sheet", "c.csv", "--sensitivity"),
        ("--propose", "a.txt", "--cards", "cards"),
    ],
)
def test_an_option_of_claims_that_would_change_nothing_is_a_usage_error(words, korea):
    done = run("claims", *words, "--case", korea)
    assert (done.exit_code, done.stdout) == (2, "")


def test_a_balance_that_is_empty_names_the_days_asked_for(korea):
    with pytest.raises(StandoffError, match="up to 1900-01-01"):
        run("balance", "USA", "--as-of", "1900-01-01", "--case", korea)
