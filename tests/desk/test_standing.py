"""A case's first page says where things stand, and every answer leads to what it rests on."""

from __future__ import annotations

import html
from datetime import date

import pytest
from desk_sample import entered, started
from lxml import html as tree_of

from standoff.case import Case
from standoff.case.desk_headlines import headlines_of, latest_deed, next_due
from standoff.case.desk_side import heading_of
from standoff.nouns import Account, Article, Event, When

TILES = ("st-phase", "st-latest", "st-promises", "st-due", "st-claims", "st-ahead")


def event(id_, first, last=None, stance="actual"):
    days = When(earliest=date.fromisoformat(first), latest=date.fromisoformat(last or first))
    return Event(id=id_, when=days, source="IND", target="PAK", move="threat", stance=stance)


def account(id_, due, state="open"):
    return Account(
        id=id_, kind="ultimatum", holder="IND", due=date.fromisoformat(due), state=state,
        opened_by=("e",),
    )  # fmt: skip


def test_the_last_deed_is_the_last_that_certainly_happened():
    events = (
        event("a", "2001-01-01"), event("b", "2001-03-01", "2001-03-31"), event("c", "2001-03-31"),
        event("plan", "2001-06-01", stance="planned"), event("later", "2002-01-01"),
        Event(id="undated", when=When(), source="IND", move="threat"),
    )  # fmt: skip
    assert latest_deed(events, date(2001, 12, 31)).id == "c"
    assert latest_deed(events[:2], date(2001, 3, 15)).id == "a"
    assert latest_deed((), date(2001, 1, 1)) is None


def test_a_promise_dated_by_what_it_promises_is_no_last_deed():
    told = When(earliest=date(2001, 9, 1), latest=date(2001, 9, 30))
    promise = Event(
        id="p", when=told, source="IND", move="pledge", known_from=date(2001, 4, 1)
    )  # fmt: skip
    assert latest_deed((event("a", "2001-01-01"), promise), date(2001, 12, 31)).id == "a"


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("Two sides meet\n\nThey met on Monday.", "Two sides meet"),
        ("Two sides meet\r\n\r\nThey met on Monday.", "Two sides meet"),
        ("They met on Monday.\n\nThey parted.", "a.txt"),
        ("They met\non Monday.", "a.txt"),
        ("x" * 200 + "\n\nThey met.", "a.txt"),
    ],
)
def test_a_first_line_that_reads_like_a_heading_is_one(text, heading):
    article = Article.of(text, published=date(2001, 1, 1), language="en", name="a.txt")
    assert heading_of(article) == heading


def test_the_next_deadline_is_open_and_ahead_else_the_last_is_told():
    accounts = (
        account("past", "2001-01-01"), account("kept", "2001-05-01", "kept"),
        account("far", "2002-01-01"), account("near", "2001-06-30", "partly"),
    )  # fmt: skip
    assert next_due(accounts, date(2001, 4, 1)).id == "near"
    assert next_due(accounts, date(2001, 6, 30)).id == "near"
    assert next_due(accounts, date(2003, 1, 1)).id == "far"
    assert next_due((), date(2003, 1, 1)) is None


@pytest.mark.parametrize(("language", "word"), [("en", "open"), ("de", "offen")])
def test_every_headline_leads_to_what_it_rests_on(tmp_path, language, word):
    case = Case.demo("kashmir", tmp_path / "kashmir")
    client = entered(tmp_path, language=language)
    page = tree_of.fromstring(client.get("/c/kashmir?proposed=1").text)
    for tile in TILES:
        (box,) = page.xpath(f"//article[@aria-labelledby='{tile}']")
        links = box.xpath(".//a/@href")
        assert links or tile == "st-due", tile
        for address in links:
            assert client.get(html.unescape(address)).status_code == 200, (tile, address)
    now = headlines_of(case, proposed=True)
    told = page.get_element_by_id("standing").text_content()
    assert f"{now.states.get('open', 0)} {word}" in told
    assert str(now.as_of.year) in told
    assert now.counted == len(case.events(proposed=True))


def test_before_anything_is_counted_it_says_what_to_do(tmp_path):
    client = entered(tmp_path)
    home = started(client)[0]
    page = tree_of.fromstring(client.get(home).text)
    box = page.get_element_by_id("standing")
    assert "Review" in box.text_content()
    (look,) = box.xpath(".//a/@href")
    assert look == f"{home}?proposed=1"
    proposed = tree_of.fromstring(client.get(look).text)
    assert proposed.xpath("//article[@aria-labelledby='st-latest']//a[contains(@href, '/event/')]")
