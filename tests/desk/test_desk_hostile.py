"""Promise 7 on every reading route: hostile text stays text, in every place that text can come."""

from __future__ import annotations

import re
from urllib.parse import urlencode

import msgspec
from desk_sample import app_of, entered, post
from lxml import html

from standoff.case import Case
from standoff.case.checking import claim_of_form, keep_claim
from standoff.case.desk_side import add_coding
from standoff.nouns import Event, When
from standoff.record import fact_entry
from standoff.report.clean import clean_text

SCRIPTS = ("/static/desk.js", "/static/game.js")
TAGS = '"><hostile onhostile="1">\'</title></script></textarea></svg><hostile>'
BITE = f"{TAGS}{{{{ 99991*99991 }}}}\u202eevil\x07"
TEXT = (
    f"India imposed sanctions on Pakistan on 4 March 2002.\n\n{BITE}\n\nIndia attacked Pakistan.\n"
)


CLAIM = {"form": "count", "start": "2002-01-01", "end": "2002-12-31", "asserted": "1",
         "pattern": "IND attack"}  # fmt: skip
CHECKED = urlencode({**CLAIM, "text": BITE, "said_by": BITE, "test": "1", "proposed": "1"})
READ = urlencode({"sentence": f"India attacked Pakistan twice in 2002 {BITE}", "pick": "0"})


def _day(day):
    return When(earliest=day, latest=day)


def hostile(folder):
    """A desk over a case in which everything that can hold a text holds a hostile one."""
    from datetime import date

    client = entered(folder, by=f"Ada {BITE[:40]}")
    home = post(client, "/new", title=BITE, one="IND", other="PAK").headers["location"]
    name = f"{BITE.replace('/', '')}.txt"
    answer = post(client, f"{home}/articles", files=[("files", (name, TEXT.encode()))],
                  published="2002-03-05", outlet=BITE)  # fmt: skip
    assert answer.status_code == 303, answer.text
    case = Case.open(folder / home.rpartition("/")[2])
    fact = Event(
        id=f"x{BITE}", when=_day(date(2002, 3, 7)), source="IND", target=f"PAK_{BITE}",
        move="attack", text={"en": BITE}, place=BITE, terms=BITE, provenance=BITE, certainty=BITE,
    )  # fmt: skip
    case.append([fact_entry(fact), fact_entry(msgspec.structs.replace(fact, id="plain"))])
    item = case.record.codings[0]
    path = f"{home}/a/{item.coding.article}"
    post(client, f"{path}/decide", coding=item.id, seen="0", decision="reject", why=BITE)
    start = TEXT.index(BITE)
    words = (start, start + len(BITE), clean_text(BITE))
    fields = {"kind": "event", "move": "attack", "source": "IND"}
    answer = post(client, f"{path}/mark", start=str(start), end=str(words[1]), quote=words[2],
                  **fields)  # fmt: skip
    assert answer.status_code == 303, answer.text
    # The desk takes no such actor; a coder of somebody's own may bring one all the same.
    add_coding(case, item.coding.article, *words, {**fields, "target": TAGS}, by="Eve")
    _promises_and_claims(client, home, case)
    return client, home, path


def _promises_and_claims(client, home, case):
    """A claim, a promise with a setting, and a ruling on a merge, all in hostile words."""
    from datetime import date

    keep_claim(case, claim_of_form({**CLAIM, "text": BITE, "said_by": BITE}, "en"))
    told = [
        Event(id=f"p{n}{TAGS}", when=_day(date(2002, 3, 1 + n)), source="IND", target="PAK",
              move="pledge", text={"en": BITE}, terms=BITE)
        for n in range(2)
    ]  # fmt: skip
    case.append([fact_entry(one) for one in told])
    account = case.accounts().accounts[0]
    answer = post(client, f"{home}/accounts/settle", account=account.id, state="broken", why=BITE)
    assert answer.status_code == 303, answer.text
    item = case.record.codings[0]
    answer = post(client, f"{home}/merges/rule", ruling="together", one=item.id, other="plain",
                  why=BITE)  # fmt: skip
    assert answer.status_code == 303, answer.text


def assert_inert(text, where):
    tree = html.fromstring(text)
    for element in tree.iter():
        if isinstance(element.tag, str):
            assert element.tag != "hostile", where
            assert not any("hostile" in name for name in element.attrib), (where, element.attrib)
            assert element.tag != "script" or element.get("src") in SCRIPTS, where
    assert "\u202e" not in text, where
    assert "\x07" not in text, where
    assert "9998200081" not in text, f"{where}: a template ran"


def test_hostile_text_is_only_text_on_every_reading_route(tmp_path):
    client, home, path = hostile(tmp_path)
    case = home.rpartition("/")[2]
    parts = {
        "case": case,
        "article": path.rpartition("/")[2],
        "form": "csv",
        "name": "desk.js",
        "claim": "hostile",
        "file": "timeline.svg",
        "kind": "x",
        "card": "card.svg",
    }
    seen = 0
    for route in app_of(tmp_path).routes:
        if "GET" not in route.methods:
            continue
        for event in ("plain", "%22%3E%3Chostile%3E"):
            address = re.sub(
                r"\{(\w+)\}", lambda m, event=event: parts.get(m[1], event), route.path
            )
            for question in (
                "",
                "?proposed=1",
                f"?{CHECKED}",
                f"?{READ}",
                f"?who={'%3Chostile%3E'}&move=x&by=1&coding=%3C",
            ):
                answer = client.get(address + question)
                if answer.headers.get("content-type", "").startswith("text/html"):
                    if "attachment" in answer.headers.get("content-disposition", ""):
                        continue  # The report is tested in its own room.
                    assert_inert(answer.text, address + question)
                    seen += 1
    assert seen > 40


def test_hostile_words_of_forms_and_paths_are_only_text_in_errors(tmp_path):
    client, home, path = hostile(tmp_path)
    answers = [
        client.get("/c/%3Chostile%3E%22"),
        client.get(f"{home}/a/%3Chostile%20onhostile=1%3E"),
        client.get(f"{home}/events?move=%3Chostile%3E"),
        client.get(f"{home}/timeline?from=%3Chostile%3E"),
        client.get(f"{home}/%3Chostile%3E?x=%22%3E%3Chostile%3E"),
        post(client, f"{home}/articles", text="x", published=BITE),
        post(client, f"{path}/decide", coding=BITE, decision=BITE, seen=BITE),
        post(client, f"{path}/mark", start=BITE, end="1", quote=BITE, move=BITE),
        post(client, "/new", title="x", one=BITE, other=BITE),
    ]
    for answer in answers:
        assert answer.status_code in (400, 404), answer.text
        assert_inert(answer.text, str(answer.url))


def test_the_marked_text_is_hostile_and_whole(tmp_path):
    client, _, path = hostile(tmp_path)
    shown = html.fromstring(client.get(path).text).get_element_by_id("text").text_content()
    assert len(shown) == len(TEXT)
    assert shown == TEXT.replace("\u202e", "\ufffd").replace("\x07", "\ufffd")
