"""Actors at the desk are written by name or by code; nobody is asked about in vain."""

from __future__ import annotations

import pytest
from desk_sample import entered, post, started
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as trees

from standoff.case import Case
from standoff.case.actor_words import actor_code, actor_codes, actors_named, state_names
from standoff.coding.actors import state_codes
from standoff.errors import BadValue


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_state_is_found_by_its_code_and_its_names(language):
    codes = {row.code for row in state_codes() if row.covers(None)}
    for code in codes:
        assert actor_code(code.lower(), language) == code
    wrong = [name for name in state_names(language) if actor_code(name, language) not in codes]
    assert wrong == []
    assert len(state_names(language)) > 190


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("north korea", "PRK"), ("die USA", "USA"), ("the United States", "USA"),
        ("Kim Jong Un", "PRK_KIM"), ("IAEA", "IAEA"), ("MYMILITIA", "MYMILITIA"),
    ],
)  # fmt: skip
def test_names_and_codes_of_ones_own(said, code):
    assert actor_code(said, "en") == code


@given(st.text(max_size=40))
def test_what_is_written_is_a_code_or_refused(said):
    try:
        code = actor_code(said, "de")
    except BadValue:
        return
    assert code.replace("_", "").isalnum()
    assert code == code.upper()


def test_several_actors_and_the_likeliest_name():
    assert actor_codes("Indien; PAK;", "de") == "IND;PAK"
    assert actor_codes("", "de") == ""
    with pytest.raises(BadValue, match="did you mean North Korea"):
        actor_code("Noth Korea", "en")
    assert actor_code("rebels", "en", {"REBELS"}) == "REBELS"
    assert actors_named(["PRK", "IND", "REBELS"], "de") == (
        ("IND", "Indien"), ("PRK", "Nordkorea"), ("REBELS", "REBELS"),
    )  # fmt: skip


def test_a_case_is_started_with_names(tmp_path):
    client = entered(tmp_path, language="de")
    answer = post(client, "/new", title="Grenze", one="Indien", other="pakistan")
    assert answer.status_code == 303
    assert Case.open(tmp_path / "grenze").info.dyad == ("IND", "PAK")
    for one, other in (("Atlantis", "Indien"), ("Indien", "IND"), ("Indien", ""), ("Nato", "IND")):
        assert post(client, "/new", title="Zwei", one=one, other=other).status_code == 400
    assert not (tmp_path / "zwei").exists()


def test_a_forecast_is_asked_by_name_and_one_about_nobody_says_so(tmp_path):
    client = entered(tmp_path)
    home, _ = started(client)
    asked = f"{home}/ahead?proposed=1&move=attack&by=2002-06-30"
    by_name = client.get(f"{asked}&who=india&whom=Pakistan").text
    by_code = client.get(f"{asked}&who=IND&whom=PAK").text
    body = [
        page.partition('class="filters"')[2].partition("</form>")[2].partition("<footer")[0]
        for page in (by_name, by_code)
    ]
    assert "%" in body[0]
    assert body[0] == body[1].replace("who=IND&amp;", "who=india&amp;")
    assert "actor=IND&amp;" in by_name
    assert "names no actor that is known here" in client.get(f"{asked}&who=Lemuria").text
    assert "Nothing on record names IRN" in client.get(f"{asked}&who=Iran").text.replace(
        "nothing", "Nothing"
    )
    assert "nothing on record" not in by_name


def test_a_coding_by_hand_takes_names(tmp_path):
    client = entered(tmp_path)
    home, articles = started(client)
    text = Case.open(tmp_path / home[3:]).articles[0].text
    start = text.index("Lahore")
    fields = {"start": str(start), "end": str(start + 6), "quote": "Lahore", "move": "talks",
              "kind": "event", "stance": "actual"}  # fmt: skip
    made = post(client, f"{articles[0]}/mark", source="India", target="the US;pakistan", **fields)
    assert made.status_code == 303, made.text
    coding = next(one for one in Case.open(tmp_path / home[3:]).codings if one.text == "Lahore")
    assert (coding.source, coding.target) == ("IND", "USA;PAK")
    answer = post(client, f"{articles[0]}/mark", source="Lemuria", **fields)
    assert answer.status_code == 400
    page = trees.fromstring(client.get(articles[0]).text)
    offered = {one.get("value"): one.text for one in page.xpath("//datalist/option")}
    assert offered["IND"] == "India"


def test_a_claim_names_its_actors(tmp_path):
    client = entered(tmp_path)
    home, _ = started(client)
    asked = (
        f"{home}/check?form=count&text=x&start=2002-01-01&end=2002-12-31&count=events&asserted=1"
    )
    page = client.get(f"{asked}&who=india&move=sanction&whom=Pakistan&proposed=1&test=1")
    assert page.status_code == 200
    assert "IND sanction -&gt; PAK" in page.text or "India" in page.text
    assert client.get(f"{asked}&who=Lemuria&move=sanction").status_code == 400


def test_a_refused_form_can_be_gone_back_to(tmp_path):
    client = entered(tmp_path)
    home, _ = started(client)
    client.headers["referer"] = f"http://{client.base_url.host}:{client.base_url.port}{home}?n=1"
    page = trees.fromstring(post(client, f"{home}/articles", text="A text.").text)
    assert page.xpath("//a[@data-back]/@href") == [f"{home}?n=1"]
    assert home in page.xpath("//main//a/@href")
    client.headers["referer"] = "http://example.org/c/x"
    page = trees.fromstring(post(client, f"{home}/articles", text="A text.").text)
    assert page.xpath("//a[@data-back]") == []
    page = trees.fromstring(client.get(f"{home}/timeline?from=tomorrow").text)
    assert page.xpath("//main//a/@href") == [home, "/"]
