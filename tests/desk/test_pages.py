"""The pages: start from nothing, review, disagree, add a coding, follow a number down."""

from __future__ import annotations

import html
import re
from threading import Thread

import pytest
from desk_sample import FIRST, HOST, ORIGIN, app_of, client_of, entered, post, started, token_in

from standoff.case import Case


@pytest.fixture
def client(tmp_path):
    return entered(tmp_path)


def field(text, name):
    return html.unescape(re.search(rf'name="{name}" value="([^"]*)"', text)[1])


def decide(client, address, decision, **fields):
    """Decide on the coding that the page at `address` shows."""
    page = client.get(address).text
    path = address.split("?")[0]
    given = {"coding": field(page, "coding"), "seen": field(page, "seen"), **fields}
    return post(client, f"{path}/decide", decision=decision, **given)


def codings(tmp_path, name="border-crisis"):
    return {item.id: item for item in Case.open(tmp_path / name).record.codings}


def test_empty_pages_say_what_to_do_next(client):
    assert "no case here yet" in client.get("/").text
    home = post(client, "/new", title="Empty").headers["location"]
    assert "No article yet" in client.get(home).text
    for name in ("timeline", "events", "claims", "phases", "ahead"):
        page = client.get(f"{home}/{name}")
        assert page.status_code == 200
        assert "Nothing in this case has a date yet" in page.text, name
    assert client.get(f"{home}/review").headers["location"] == home


def test_two_files_become_a_case_with_proposals_and_a_pasted_text_joins_them(client, tmp_path):
    home, articles = started(client)
    assert len(articles) == 2
    answer = post(client, f"{home}/articles", text="India met Pakistan for talks.\r\nThey ended.",
                  name="pasted note", published="2002-03-12")  # fmt: skip
    assert answer.status_code == 303, answer.text
    case = Case.open(tmp_path / "border-crisis")
    assert case.articles[0].text == FIRST
    assert case.articles[2].text == "India met Pakistan for talks.\nThey ended."
    assert case.articles[2].name == "pasted note.txt"
    assert len(case.codings) >= 5


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"text": "A text."}, "no publication date"),
        ({"text": "A text.", "published": "soon"}, "is no day"),
        ({}, "no article was given"),
        ({"text": "   "}, "no article was given"),
    ],
)
def test_what_cannot_be_read_is_said_and_nothing_changes(client, tmp_path, fields, told):
    home = post(client, "/new", title="Faulty").headers["location"]
    answer = post(client, f"{home}/articles", **fields)
    assert answer.status_code == 400
    assert told in answer.text
    assert Case.open(tmp_path / "faulty").articles == ()


@pytest.mark.parametrize(
    ("name", "raw", "told"),
    [
        ("a.exe", b"MZ", "no kind that is read"),
        ("../../a.txt", b"\xff\xfe\x00", "UTF-16"),
        ("a.txt", b"", "empty"),
        ("a.txt", b"x\0y", "binary"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_without_our_own_folder(client, name, raw, told):
    home = post(client, "/new", title="Faulty").headers["location"]
    answer = post(
        client, f"{home}/articles", files=[("files", (name, raw))], published="2002-01-01"
    )
    assert answer.status_code == 400
    assert told in answer.text
    assert "/tmp" not in answer.text


def test_review_goes_on_to_the_next_and_undo_comes_back(client, tmp_path):
    home, _ = started(client)
    seen = []
    while (target := client.get(f"{home}/review").headers["location"]) != home:
        seen.append(target)
        assert decide(client, target, "accept").status_code == 303
    items = codings(tmp_path)
    assert len(seen) == len(items)
    assert all(item.status == "accepted" for item in items.values())
    back = post(client, seen[-1].split("?")[0] + "/undo").headers["location"]
    assert back == f"{seen[-1]}&undone=1"
    assert sum(item.status == "proposed" for item in codings(tmp_path).values()) == 1


def test_change_and_reject_are_kept_with_their_reason(client, tmp_path):
    home, _ = started(client)
    first = client.get(f"{home}/review").headers["location"]
    assert decide(client, first, "reject").status_code == 400
    assert decide(client, first, "reject", why="only a plan").status_code == 303
    second = client.get(f"{home}/review").headers["location"]
    answer = decide(client, second, "change", stance="unconfirmed")
    assert answer.status_code == 303, answer.text
    assert decide(client, second, "change", stance="no such stance").status_code == 400
    stati = [item.status for item in codings(tmp_path).values()]
    assert stati.count("rejected") == 1
    assert stati.count("changed") == 1
    page = client.get(first).text
    assert "only a plan" in page


def test_a_change_that_changes_nothing_is_said_to_be_none(client):
    home, _ = started(client)
    first = client.get(f"{home}/review").headers["location"]
    assert decide(client, first, "change").status_code == 400


def test_two_reviewers_who_decide_at_once_lose_nothing(tmp_path):
    ada, ben = entered(tmp_path, by="Ada"), entered(tmp_path, by="Ben")
    home, _ = started(ada)
    target = ada.get(f"{home}/review").headers["location"]
    page = ben.get(target).text
    assert decide(ada, target, "accept").status_code == 303
    given = {"coding": field(page, "coding"), "seen": field(page, "seen")}
    answer = post(ben, target.split("?")[0] + "/decide", decision="reject", why="late", **given)
    assert "clash=1" in answer.headers["location"]
    shown = ben.get(answer.headers["location"]).text
    assert "Somebody decided on this coding" in shown
    assert "<bdi>Ada</bdi>" in shown
    assert decide(ben, target, "reject", why="a plan only").status_code == 303
    verdicts = codings(tmp_path)[given["coding"]].verdicts
    assert [(one.by, one.decision) for one in verdicts] == [("Ada", "accept"), ("Ben", "reject")]


def test_many_tabs_at_once_write_every_verdict(tmp_path):
    home, _ = started(entered(tmp_path))
    items = codings(tmp_path)

    def review(mine):
        client = entered(tmp_path)
        for item in mine:
            path = f"{home}/a/{item.coding.article}/decide"
            post(client, path, coding=item.id, seen="0", decision="accept")

    rows = list(items.values())
    threads = [Thread(target=review, args=(rows[n::3],)) for n in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(item.status == "accepted" for item in codings(tmp_path).values())
    assert Case.open(tmp_path / "border-crisis").verify().seq


def test_what_another_program_writes_is_seen_at_once(client, tmp_path):
    home, _ = started(client)
    client.get(home)
    other = Case.open(tmp_path / "border-crisis")
    from standoff.case.reviewing import decide as verdict

    waiting = re.search(r"(\d+) codings wait", client.get(home).text)[1]
    verdict(other, other.record.codings[0].id, "accept", by="Ben")
    assert f"{int(waiting) - 1} codings wait" in client.get(home).text


def test_words_are_marked_by_code_points(client, tmp_path):
    _home, articles = started(client)
    start = FIRST.index("Critics")
    quote = FIRST[start : start + 12]
    answer = post(client, f"{articles[0]}/mark", start=str(start), end=str(start + 12),
                  quote=quote, kind="event", move="accusation", stance="actual", source="AUTHOR",
                  target="PAK", earliest="2002-03-10", latest="2002-03-10")  # fmt: skip
    assert answer.status_code == 303, answer.text
    mine = [item for item in codings(tmp_path).values() if item.proposed.coder == "Ada"]
    assert [item.coding.text for item in mine] == [quote]
    assert mine[0].status == "accepted"
    assert mine[0].coding.plover == "ACCUSE"


@pytest.mark.parametrize("shift", [1, -1, 500, 10**8])
def test_words_that_do_not_stand_there_are_refused(client, tmp_path, shift):
    _home, articles = started(client)
    start = FIRST.index("Critics") + shift
    before = len(codings(tmp_path))
    answer = post(client, f"{articles[0]}/mark", start=str(start), end=str(start + 7),
                  quote="Critics", kind="event", move="accusation")  # fmt: skip
    assert answer.status_code == 400
    assert len(codings(tmp_path)) == before


def test_the_text_of_the_page_is_the_text_of_the_article(client):
    from lxml import html as lxml_html

    _home, articles = started(client)
    tree = lxml_html.fromstring(client.get(articles[0]).text)
    assert tree.get_element_by_id("text").text_content() == FIRST


def accept_all(client, home):
    while (target := client.get(f"{home}/review").headers["location"]) != home:
        decide(client, target, "accept")


def test_a_way_leads_from_a_forecast_down_to_the_sentence(client):
    home, _ = started(client)
    accept_all(client, home)
    page = client.get(f"{home}/ahead?who=IND&move=sanction&by=2002-06-30").text
    listed = html.unescape(re.search(r'id="such-events" href="([^"]+)"', page)[1])
    event = re.search(rf'href="({home}/event/[^"]+)"', client.get(listed).text)
    shown = client.get(event[1]).text
    assert "imposed sanctions on Pakistan" in html.unescape(re.sub(r"<[^>]+>", "", shown))
    article = html.unescape(re.search(r'class="to-article" href="([^"]+)"', shown)[1])
    assert 'class="piece pressure stance-actual accepted current"' in client.get(article).text


def test_the_forecasts_of_a_bundled_case_lead_to_their_events(tmp_path):
    Case.demo("korea", tmp_path / "korea")
    client = entered(tmp_path)
    page = client.get("/c/korea/ahead").text
    events = re.findall(r'href="(/c/korea/event/[^"]+)"', page)
    assert len(set(events)) > 5
    for address in sorted(set(events))[:5]:
        assert client.get(html.unescape(address)).status_code == 200
    claims = re.findall(r'href="(/c/korea/event/[^"]+)"', client.get("/c/korea/claims").text)
    assert claims
    assert "#e" not in "".join(re.findall(r'href="(#[^"]*)"', page))


def test_every_mark_of_the_timeline_leads_to_its_events(client):
    home, _ = started(client)
    page = client.get(f"{home}/timeline?proposed=1").text
    marks = re.findall(r'<a href="([^"]+)" aria-label="([^"]+)"><rect', page)
    assert marks
    for address, told in marks:
        shown = client.get(html.unescape(address))
        assert shown.status_code == 200, told
        assert "No event fits" not in shown.text


def test_filters_keep_what_fits(client):
    home, _ = started(client)
    everything = client.get(f"{home}/events?proposed=1").text
    few = client.get(f"{home}/events?proposed=1&move=sanction").text
    assert 0 < few.count("/event/") < everything.count("/event/")
    assert client.get(f"{home}/events?proposed=1&move=nonsense").status_code == 400
    assert client.get(f"{home}/events?proposed=1&from=2003-01-01&to=2002-01-01").status_code == 400


@pytest.mark.parametrize(
    "question", ["who=IND&move=/etc/passwd.toml&by=2002-06-30", "who=IND&move=attack",
                 "who=x.toml&move=attack&by=2002-06-30",
                 "who=IND&move=attack&whom=../q.toml&by=2002-06-30"],
)  # fmt: skip
def test_a_question_names_no_file(client, question):
    home, _ = started(client)
    page = client.get(f"{home}/ahead?proposed=1&{question}")
    assert page.status_code == 200
    assert "half a question" in page.text or "names no actor" in page.text


def test_the_report_and_the_exports_are_files_to_keep(client):
    home, _ = started(client)
    accept_all(client, home)
    page = client.get(f"{home}/export").text
    for address in re.findall(rf'href="({home}/(?:export/|report)[^"]+)"', page):
        answer = client.get(html.unescape(address))
        assert answer.status_code == 200, address
        assert answer.headers["content-disposition"].startswith("attachment;")
        assert len(answer.content) > 20, address


def test_both_languages_have_the_same_texts():
    from standoff.desk.pages import words_of

    english, german = (words_of(one)._catalogue["desk"] for one in ("en", "de"))
    assert english.keys() == german.keys()
    places = [
        {name: re.findall(r"\{\w+\}", str(entry)) for name, entry in catalogue.items()}
        for catalogue in (english, german)
    ]
    for name in english:
        assert sorted(set(places[0][name]) - {"{n}"}) == sorted(set(places[1][name]) - {"{n}"}), (
            name
        )


def test_a_reader_chooses_name_and_language(client):
    answer = post(client, "/reader", by="Zoë", language="de", back="/")
    assert answer.headers["location"] == "/"
    page = client.get("/").text
    assert '<html lang="de">' in page
    assert "Zoë" in page


def test_a_request_without_a_cookie_jar_cannot_write(tmp_path):
    token = token_in(entered(tmp_path))
    bare = client_of(app_of(tmp_path))
    answer = bare.post("/new", data={"token": token, "title": "x"}, headers=ORIGIN)
    assert answer.status_code == 403
    assert HOST in str(bare.base_url)
    assert not any(tmp_path.iterdir())
