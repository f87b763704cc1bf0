"""What a notebook shows of a case, an article, an event, an account: escaped, and marked."""

from __future__ import annotations

import html
import re
from datetime import date, datetime
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import standoff as so
from standoff.case import Case
from standoff.errors import BadValue
from standoff.nouns import Account, AccountChange, Article, Coding, Event, Evidence, When
from standoff.nouns.display import MarkedArticle
from standoff.record.tabulating.table import Table

DISPATCHES = sorted(Path(__file__).with_name("dispatches").glob("*.txt"))
DAY = date(2019, 12, 7)
ALLOWED = {"table", "caption", "b", "tr", "th", "td", "bdi", "br", "small", "div", "p", "mark",
           "ol", "li", "code"}  # fmt: skip

hostile = st.sampled_from(
    ["<script>alert(1)</script>", "</bdi><img src=x onerror=y>", "&lt;b&gt;", "\"'><svg onload=x>"]
)
words = st.one_of(hostile, st.text(max_size=8))


def elements(shown):
    return set(re.findall(r"</?([a-zA-Z][^\s/>]*)", shown))


def attributes(shown):
    return set(re.findall(r"<[a-z]+ ([^>]*)>", shown))


def harmless(shown):
    assert elements(shown) <= ALLOWED
    assert attributes(shown) <= {"style='text-align:left'", "style='white-space:pre-wrap'"}
    return True


@given(words, words, words)
def test_an_event_and_an_account_are_only_ever_text(a, b, c):
    proof = Evidence(article=a, start=0, end=1, quote=b)
    event = Event(id=a, when=When(earliest=DAY), source=b, target=c, move="talks", place=c,
                  text={"en": a}, provenance=b, evidence=(proof,))  # fmt: skip
    change = AccountChange(state="kept", on=DAY, events=(a,), by=b, why=c)
    account = Account(id=a, kind=b, holder=c, opened_by=(a,), terms=b, changes=(change,))
    for noun in (event, account):
        shown = noun._repr_html_()
        assert harmless(shown)
        assert html.escape(b) in shown


@given(st.text(min_size=1, max_size=30) | hostile, st.data())
def test_exactly_the_coded_words_are_marked(text, data):
    home = Article.of(text, published=DAY, title="<i>")
    codings = []
    for _ in range(data.draw(st.integers(0, 3))):
        start = data.draw(st.integers(0, len(text) - 1))
        end = data.draw(st.integers(start + 1, len(text)))
        codings.append(Coding(start=start, end=end, text=text[start:end], kind="event",
                              move="talks"))  # fmt: skip
    shown = MarkedArticle(article=home, codings=tuple(codings))._repr_html_()
    assert harmless(shown)
    body = re.search(r"<p style='white-space:pre-wrap'>(.*?)</p>", shown, re.DOTALL).group(1)
    assert html.unescape(re.sub("</?mark>", "", body)) == text
    marked, inside, at = set(), False, 0
    for part in re.split("(</?mark>)", body):
        if part in ("<mark>", "</mark>"):
            inside = part == "<mark>"
            continue
        length = len(html.unescape(part))
        marked |= set(range(at, at + length)) if inside else set()
        at += length
    assert marked == {n for one in codings for n in range(one.start, one.end)}


def test_a_case_and_its_articles_show_themselves(tmp_path):
    case, _ = Case.read_into(tmp_path / "<b>c", DISPATCHES, dyad="PRK,USA")
    shown = case._repr_html_()
    assert harmless(shown)
    assert "&lt;b&gt;c" in shown
    assert case.head_hash[:16] in shown
    assert "0 of" in shown
    article = case.marked("sohae_en")._repr_html_()
    assert harmless(article)
    assert "<mark>North Korea tests a rocket engine</mark>" in article
    assert harmless(case.articles[0]._repr_html_())


def test_a_withheld_article_shows_its_hash_and_a_long_one_is_cut():
    long = Article.of("x" * 30_000, published=None)
    assert len(long._repr_html_()) < 25_000
    bare = Article(id="a", text_hash="f" * 64, text="", published=DAY)
    assert "text withheld; hash ffff" in bare._repr_html_()


@given(words, words)
def test_a_table_is_only_ever_text(a, b):
    frame = pl.DataFrame({"a": [a, None] * 40, "n": [1, None] * 40})
    shown = Table(frame, (b,))._repr_html_()
    assert harmless(shown)
    assert html.escape(a) in shown
    assert "The first 60 of 80 rows" in shown


def test_days_may_be_written_as_texts_and_what_is_no_day_says_so(tmp_path):
    text = "North Korea tested a missile on Monday."
    as_date = so.code_text(text, published=date(2019, 12, 9))
    assert so.code_text(text, published="2019-12-09") == as_date
    assert so.code_text(text, published=datetime(2019, 12, 9, 8)) == as_date
    assert so.find_times(text, published="9.12.2019", language="en")[0].earliest == date(
        2019, 12, 9
    )
    case, _ = Case.read_into(tmp_path / "c", DISPATCHES, dyad="PRK,USA")
    asked = {"by": "2020-03-31", "knows_until": "2019-12-09"}
    found = case.forecast("PRK weapon_test:nuclear", model="base_rate", **asked).forecasts[0]
    assert (found.deadline, found.knows_until) == (date(2020, 3, 31), date(2019, 12, 9))
    assert case.phases(start="2019-12-01", end="2019-12-31").months[0].month == date(2019, 12, 1)
    with pytest.raises(BadValue, match="published: 'Monday' is not a date"):
        so.code_text(text, published="Monday")
    with pytest.raises(BadValue, match="start: int is no day"):
        case.counts(start=2017)
