"""The page of forecasts: change since last week, frozen forecasts, a backtest, work done aside."""

from __future__ import annotations

import time
from datetime import date, timedelta
from threading import Event as Signal

import pytest
from desk_sample import client_of, entered, post, started
from lxml import html as trees

from standoff.case import Case
from standoff.case.backtesting import kept_backtest
from standoff.case.forecasting import asked_before
from standoff.desk import Shelf, make_app
from standoff.desk.app import Desk

QUESTION = """
[[question]]
id = "sanction"
pattern = "IND sanction -> PAK"
start = {start}
end = {end}
text = {{ en = "Will India impose sanctions on Pakistan?" }}
"""
TODAY = date.today()


@pytest.fixture
def kashmir(tmp_path):
    Case.demo("kashmir", tmp_path / "kashmir")
    return tmp_path


def ask_of(folder, start, end):
    path = folder / "kashmir" / "questions.toml"
    path.write_text(QUESTION.format(start=start, end=end))


def test_each_forecast_stands_beside_what_it_was_a_week_before(kashmir):
    case = Case.open(kashmir / "kashmir")
    now = case.forecast().forecasts
    before = asked_before(case, now)
    for one, other in zip(now, before, strict=True):
        assert other.question == one.question
        assert other.knows_until == one.knows_until - timedelta(days=7)
        asked = case.forecast(
            str(one.question.pattern), by=one.question.end, start=one.question.start,
            knows_until=other.knows_until,
        ).forecasts[0]  # fmt: skip
        assert other.probability == asked.probability
    tree = trees.fromstring(entered(kashmir).get("/c/kashmir/ahead").text)
    changes = [one.text_content() for one in tree.xpath("//small[@class='change']")]
    assert len(changes) == len(now)
    assert all("since" in told for told in changes)


def test_only_forecasts_of_the_future_can_be_frozen_and_stand_in_the_ledger(kashmir):
    client = entered(kashmir)
    ask_of(kashmir, TODAY - timedelta(days=3), TODAY + timedelta(days=30))
    page = client.get("/c/kashmir/ahead").text
    assert 'id="freeze"' in page
    answer = post(client, "/c/kashmir/ahead/freeze")
    assert answer.headers["location"].endswith("ahead?saved=1")
    ledger = Case.open(kashmir / "kashmir").ledger()
    assert [one.by for one in ledger.open] == ["Ada"]
    page = client.get("/c/kashmir/ahead").text
    assert "Will India impose sanctions on Pakistan?" in page
    assert "deadline ahead" in page
    ask_of(kashmir, TODAY - timedelta(days=30), TODAY - timedelta(days=3))
    assert 'id="freeze"' not in client.get("/c/kashmir/ahead").text
    answer = post(client, "/c/kashmir/ahead/freeze")
    assert answer.status_code == 400
    assert "every deadline has passed" in answer.text


KINDS = (
    'label = "curated with hindsight"\ndays = [90]\nfirst = {year}-01-31\nlast = {year}-12-31\n'
    '[[kind]]\nid = "sanction"\npattern = "IND sanction -> PAK"\n'
)


def ended(client):
    """The page of forecasts once no backtest is running."""
    return trees.fromstring(eventually(client, "/c/kashmir/ahead").text)


def test_a_backtest_is_run_aside_kept_and_shown(kashmir):
    folder = kashmir / "kashmir"
    (folder / "backtest.toml").write_text(KINDS.format(year=2019))
    client = entered(kashmir)
    assert "have not been asked" in ended(client).text_content()
    assert post(client, "/c/kashmir/ahead/backtest").status_code == 303
    assert "nothing to ask: the first day" in ended(client).text_content()
    (folder / "backtest.toml").write_text(KINDS.format(year=2002))
    assert post(client, "/c/kashmir/ahead/backtest").status_code == 303
    tree = ended(client)
    assert tree.xpath("//section[@id='record']//section[@id='reliability']//*[name()='svg']")
    assert "changed since" not in tree.text_content()
    made = kept_backtest(Case.open(folder))
    assert {row.kind for row in made.scored} == {"sanction"}
    (folder / "backtests" / "latest").write_bytes(b"\x93broken")
    assert "have not been asked" in ended(client).text_content()


def test_a_page_is_shown_before_what_takes_long_and_says_so(tmp_path, monkeypatch):
    from standoff.desk import answers

    go_on, real = Signal(), answers.answer_page

    def slow(case, **options):
        go_on.wait(30)
        return real(case, **options)

    started(entered(tmp_path))
    desk = Desk(shelf=Shelf(tmp_path, patience=0.0), key="k", port=4711)
    client = client_of(make_app(desk))
    client.get("/", params={"key": "k"})
    monkeypatch.setattr(answers, "answer_page", slow)
    address = "/c/border-crisis/phases?proposed=1"
    first = client.get(address)
    assert first.headers["x-standoff-waiting"] == "1"
    assert "This is being computed" in first.text
    go_on.set()
    ready = eventually(client, address)
    assert "being computed" not in ready.text
    assert "<table" in ready.text
    # A new entry: the old page is shown, with a mark, until the new one is there.
    go_on.clear()
    target = client.get("/c/border-crisis/review").headers["location"]
    page = trees.fromstring(client.get(target).text)
    fields = {one: page.xpath(f"//input[@name='{one}']/@value")[0]
              for one in ("token", "coding", "seen")}  # fmt: skip
    answer = client.post(
        target.split("?")[0] + "/decide",
        data={**fields, "decision": "reject", "why": "so"},
        headers={"origin": "http://127.0.0.1:4711"},
    )
    assert answer.status_code == 303
    stale = client.get(address)
    assert stale.headers["x-standoff-waiting"] == "1"
    assert "being recomputed" in stale.text
    assert "<table" in stale.text
    go_on.set()
    assert "being recomputed" not in eventually(client, address).text


def eventually(client, address):
    until = time.monotonic() + 60
    while time.monotonic() < until:
        answer = client.get(address)
        if "x-standoff-waiting" not in answer.headers:
            return answer
        time.sleep(0.05)
    raise AssertionError("it never came")


def test_a_fault_of_what_is_made_aside_is_told_on_the_page(tmp_path):
    client = entered(tmp_path)
    home, _ = started(client)
    folder = tmp_path / home.rpartition("/")[2]
    (folder / "claims.toml").write_text("[[claim]]\nid = 3\n")
    answer = client.get(f"{home}/claims?proposed=1")
    assert answer.status_code == 400
    assert "claims.toml" in answer.text
