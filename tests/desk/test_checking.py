"""Check a sentence: the form that is filled, the card that comes back, the claim that is kept."""

from __future__ import annotations

import html
import re
import tomllib
from datetime import date
from urllib.parse import urlencode

import pytest
from desk_sample import entered, post, started
from lxml import html as trees

from standoff.case import Case
from standoff.case.checking import (
    FORM_FIELDS,
    claim_of_form,
    keep_claim,
    missing,
    parts_of_pattern,
    pattern_of_parts,
    propose_sentence,
)
from standoff.errors import BadValue

FULL = {
    "count": {"asserted": "2", "count": "events"},
    "deadline": {"terms": "to talk", "consequence": "IND attack"},
    "alternation": {"kinds": "provocation; detente"},
    "order": {"kinds": "provocation; extortion; detente"},
    "sign": {"announces": "IND announcement", "quantifier": "always"},
    "exception": {"compare_start": "2000-01-01", "compare_end": "2001-12-31", "direction": "fewer"},
    "dwell": {"kinds": "detente", "than": "provocation", "direction": "fewer"},
    "addressee": {"addressees": "PAK", "quantifier": "always"},
    "pledge": {"quantifier": "never", "outcomes": "kept"},
    "clock": {"clock": "IND election", "direction": "more"},
}


def form(kind, **changed):
    fields = {
        "form": kind, "text": "India attacked Pakistan twice.", "start": "2002-01-01",
        "end": "2002-12-31", "pattern": "IND attack -> PAK", **FULL[kind], **changed,
    }  # fmt: skip
    return {name: value for name, value in fields.items() if value}


def test_a_sentence_fills_the_form(tmp_path):
    client = entered(tmp_path)
    home, _ = started(client)
    asked = urlencode({"sentence": "India imposed sanctions on Pakistan three times in 2002."})
    page = trees.fromstring(client.get(f"{home}/check?{asked}").text)
    form = page.get_element_by_id("claim-form")
    values = {one.get("name"): one.get("value") for one in form.iter("input")}
    assert (values["who"], values["whom"], values["asserted"]) == ("IND", "PAK", "3")
    assert (values["start"], values["end"]) == ("2002-01-01", "2002-12-31")
    assert form.xpath("//select[@name='move']/optgroup/option[@selected]/@value") == ["sanction"]


def test_a_deed_without_a_number_is_at_least_one_and_a_number_is_taken_from_the_words():
    said = date(2010, 5, 1)
    one = propose_sentence("Pakistan tested a nuclear weapon in 1998.", said_on=said)
    assert one[0].fields["asserted"] == 1
    assert one[0].fields["bound"] == "at_least"
    six = propose_sentence("Pakistan zündete 1998 sechs Atombomben.", said_on=said, language="de")
    assert [found.fields["asserted"] for found in six] == [6]
    assert propose_sentence("The soup was cold.") == ()
    with pytest.raises(BadValue, match="1001"):
        propose_sentence("a" * 1001)


@pytest.mark.parametrize("kind", FORM_FIELDS)
def test_every_form_of_claim_can_be_asked_and_kept(tmp_path, kind):
    case = Case.demo("kashmir", tmp_path / "kashmir")
    (tmp_path / "kashmir" / "claims.toml").unlink()
    fields = form(kind)
    assert missing(kind, fields) == ()
    claim = claim_of_form(fields, "en")
    found = case.test([claim]).findings[0]
    assert found.verdict in ("supported", "contradicted", "open")
    keep_claim(case, claim)
    again = case.claims().findings[0]
    assert again.claim == claim
    assert again.verdict == found.verdict
    with pytest.raises(BadValue, match="already"):
        keep_claim(case, claim)


def test_what_a_form_lacks_is_named_and_nothing_is_tested(tmp_path):
    client = entered(tmp_path)
    home, _ = started(client)
    for kind in FORM_FIELDS:
        assert {"text", "start", "end"} <= set(missing(kind, {"form": kind}))
        page = client.get(f"{home}/check?form={kind}&test=1").text
        assert "Before it can be tested" in page
        assert 'class="card' not in page
    wrong = urlencode(form("count", asserted="many", test="1"))
    assert "column asserted" in client.get(f"{home}/check?{wrong}").text


def test_a_card_has_verdict_n_definition_and_evidence_and_can_be_had_as_files(tmp_path):
    client = entered(tmp_path)
    home, _ = started(client)
    fields = form(
        "count",
        pattern="IND sanction",
        asserted="1",
        bound="at_least",
        start="2002-03-08",
        end="2002-03-10",
        text="Eine Sanktion <b>ä</b>.",
    )
    asked = urlencode({**fields, "test": "1", "proposed": "1"})
    page = client.get(f"{home}/check?{asked}").text
    tree = trees.fromstring(page)
    card = tree.xpath("//article[contains(@class, 'card')]")[0]
    assert "supported" in card.get("class")
    assert card.xpath(".//a[contains(@href, '/event/')]")
    told = card.text_content()
    assert "counted as occasions" in told.lower()
    picture, sheet = (
        tree.xpath(f"//section[@class='use']//a[contains(@href, 'card.{kind}')]/@href")[0]
        for kind in ("svg", "html")
    )
    answer = client.get(picture)
    assert answer.headers["content-disposition"].endswith('.en.svg"')
    assert "<svg" in answer.text
    assert "&lt;b&gt;" in answer.text
    answer = client.get(sheet)
    assert answer.headers["content-disposition"].endswith('.en.html"')
    assert "<script" not in answer.text


def test_a_claim_that_is_kept_stands_among_the_claims_with_its_card(tmp_path):
    client = entered(tmp_path)
    home, _ = started(client)
    fields = form("count", pattern="IND sanction", asserted="1", text="One sanction.")
    answer = post(client, f"{home}/check", **fields, proposed="1")
    assert answer.status_code == 303, answer.text
    page = client.get(answer.headers["location"]).text
    assert "One sanction." in page
    kept = tomllib.loads((tmp_path / home.rpartition("/")[2] / "claims.toml").read_text())
    assert [one["text"]["en"] for one in kept["claim"]] == ["One sanction."]
    links = re.findall(r'href="([^"]+/card\.(?:svg|html)[^"]*)"', page)
    assert len(links) == 2
    for link in links:
        assert client.get(html.unescape(link)).status_code == 200
    assert client.get(f"{home}/claims/nothing/card.svg").status_code == 404
    assert client.get(f"{home}/claims/{kept['claim'][0]['id']}/card.exe").status_code == 404


@pytest.mark.parametrize(
    "pattern",
    ["PRK weapon_test", "* attack -> PAK", "USA relief -> PRK", "PRK weapon_test:nuclear"],
)
def test_a_pattern_of_one_move_can_be_taken_apart_and_put_together(pattern):
    assert pattern_of_parts(parts_of_pattern(pattern)) == pattern


@pytest.mark.parametrize("pattern", ["PRK threat|demand", "PRK attack x3", "nonsense", ""])
def test_a_pattern_that_says_more_is_left_as_it_is(pattern):
    assert parts_of_pattern(pattern) is None
