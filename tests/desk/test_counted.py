"""What is counted is said on each page, and a page without anything to show says what to do."""

from __future__ import annotations

import pytest
from desk_sample import entered, post, started
from lxml import html as trees

from standoff.case import Case

COUNTED = (
    "timeline",
    "events",
    "accounts",
    "claims",
    "check",
    "phases",
    "ahead",
    "export",
    "merges",
)
FACTS = (
    "id,earliest,who,move,whom\none,2002-03-01,IND,sanction,PAK\ntwo,2002-03-02,PAK,threat,IND\n"
)


def main_of(client, address):
    return trees.fromstring(client.get(address).text).get_element_by_id("content")


def told(client, address):
    return " ".join(main_of(client, address).text_content().split())


@pytest.fixture
def facts(tmp_path):
    client = entered(tmp_path)
    home, articles = started(client)
    sheet = [("files", ("facts.csv", FACTS.encode(), "text/csv"))]
    assert post(client, f"{home}/articles", files=sheet).status_code == 303
    return client, home, articles


@pytest.mark.parametrize("page", ["", *COUNTED])
def test_facts_are_said_to_be_counted(facts, page):
    client, home, _ = facts
    address = f"{home}/{page}".rstrip("/")
    assert "Counted: 2 recorded facts, and 0 of 8 codings" in told(client, address)
    assert "and the proposed codings, too" in told(client, f"{address}?proposed=1")


def test_without_facts_only_codings_are_spoken_of(tmp_path):
    client = entered(tmp_path)
    home, _ = started(client)
    assert "Only codings that people accepted are counted" in told(client, f"{home}/claims")
    assert "recorded fact" not in told(client, f"{home}/claims")


@pytest.mark.parametrize("page", ["timeline", "events", "accounts", "phases"])
def test_a_page_without_anything_to_show_says_what_to_do(tmp_path, page):
    client = entered(tmp_path)
    home, _ = started(client)
    links = main_of(client, f"{home}/{page}").xpath("//p[@class='next-step']/a/@href")
    assert links == [f"{home}/review", f"{home}/{page}?proposed=1"]


def test_phases_of_undated_codings_are_not_drawn_as_an_empty_chart(tmp_path):
    client = entered(tmp_path)
    home = post(client, "/new", title="Undated").headers["location"]
    post(client, f"{home}/articles", text="Pakistan threatened India.", undated="1", name="a")
    case = Case.open(tmp_path / "undated")
    assert case.codings
    page = main_of(client, f"{home}/phases?proposed=1")
    assert page.xpath(".//svg") == []


def test_claims_at_the_desk_are_kept_at_the_desk(tmp_path):
    client = entered(tmp_path)
    home, _ = started(client)
    page = told(client, f"{home}/claims")
    assert "No claim is kept yet" in page
    assert "standoff claims" not in page


def test_a_forecast_of_the_past_says_what_was_known_when(tmp_path):
    Case.demo("kashmir", tmp_path / "kashmir")
    client = entered(tmp_path)
    row = main_of(client, "/c/kashmir").xpath("//ul[@class='odds']/li")[0].text_content()
    assert "base rate" in row
    assert "comparable stretch" in row


def test_an_undo_says_what_was_taken_back(facts):
    client, home, _ = facts
    first = client.get(f"{home}/review").headers["location"]
    coding = first.partition("coding=")[2]
    path = first.partition("?")[0]
    post(client, f"{path}/decide", coding=coding, seen="0", decision="accept")
    back = post(client, f"{path}/undo").headers["location"]
    assert coding in back
    assert "Your latest decision was taken back" in told(client, back)
    assert "taken back" not in told(client, first)


def test_a_text_without_a_heading_is_known_by_its_first_words(tmp_path):
    client = entered(tmp_path)
    home = post(client, "/new", title="Words").headers["location"]
    told_twice = (
        "Pakistan threatened India on Monday, as often before, and India answered the threat. "
    )
    files = [("files", ("0815.txt", (told_twice * 3).encode(), "text/plain"))]
    post(client, f"{home}/articles", files=files, published="2002-03-10")
    post(client, f"{home}/articles", text="India tested a missile. Nobody spoke.",
         published="2002-03-11")  # fmt: skip
    rows = [
        " ".join(row.text_content().split())
        for row in main_of(client, home).xpath("//ul[@class='rows']/li")
    ]
    assert "0815.txt" in rows[0]
    assert "Pakistan threatened India on Monday, as often before, and India answered the" in rows[0]
    assert rows[0].count("threatened") == 1
    assert rows[1].startswith("India tested a missile. Nobody spoke.txt")


def test_events_outside_the_period_are_said_not_to_be_drawn(facts, tmp_path):
    client, home, _ = facts
    assert "outside the period" not in told(client, f"{home}/timeline")
    path = tmp_path / home.rpartition("/")[2] / "case.toml"
    period = "\n[period]\nstart = 2002-03-02\nend = 2002-03-31\n"
    path.write_text(path.read_text("utf-8") + period, "utf-8")
    page = told(client, f"{home}/timeline")
    assert "1 event lies outside the period of the case" in page, page
    assert "outside the period" not in told(client, f"{home}/timeline?from=2002-03-02")
