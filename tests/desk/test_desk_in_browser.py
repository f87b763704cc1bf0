"""The desk in a real browser: from nothing to an answer, by keyboard, quietly, at every width."""

from __future__ import annotations

import socket
from contextlib import contextmanager
from threading import Thread

import pytest
import uvicorn
from desk_sample import FIRST, KEY, SECOND

from standoff.case import Case
from standoff.desk import Shelf, make_app
from standoff.desk.app import Desk

WIDTHS = (400, 1024, 1920)


@contextmanager
def running(folder):
    """The desk's address while it serves `folder`."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    listening.listen()
    port = listening.getsockname()[1]
    app = make_app(Desk(shelf=Shelf(folder), key=KEY, port=port, by="Ada"))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off", ws="none"))
    thread = Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(10)
        listening.close()


def watched(browser, base, **options):
    """A page, with what it said in the console and what it asked of others."""
    page = browser.new_page(**options)
    faults = []
    page.on("console", lambda message: faults.append(message.text))
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.on(
        "request",
        lambda request: (
            faults.append(request.url) if not request.url.startswith((base, "data:")) else None
        ),
    )
    page.goto(f"{base}/?key={KEY}")
    return page, faults


def settled(page):
    """Wait until nothing on the page is being computed any more."""
    page.wait_for_selector("[data-waiting]", state="detached")


def select(page, words):
    """Select words of the article as a reader's mouse would leave them."""
    page.evaluate(
        """words => {
            const text = document.getElementById("text");
            const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
            for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                const at = node.data.indexOf(words);
                if (at < 0) continue;
                const range = document.createRange();
                range.setStart(node, at);
                range.setEnd(node, at + words.length);
                getSelection().removeAllRanges();
                getSelection().addRange(range);
                return;
            }
            throw new Error("these words are not in one piece");
        }""",
        words,
    )


def test_the_whole_walk(browser, tmp_path):
    cases, texts = tmp_path / "cases", tmp_path / "texts"
    cases.mkdir()
    texts.mkdir()
    (texts / "first.txt").write_bytes(FIRST.encode())
    (texts / "second.txt").write_bytes(SECOND.encode())
    with running(cases) as base:
        page, faults = watched(browser, base, viewport={"width": 1280, "height": 900})
        assert page.url == f"{base}/"
        page.fill("[name=title]", "Border crisis")
        page.fill("[name=one]", "IND")
        page.fill("[name=other]", "PAK")
        page.click("form[action='/new'] button")
        page.set_input_files("[name=files]", [texts / "first.txt", texts / "second.txt"])
        page.fill("[name=published]", "2002-03-10")
        page.click("form[action$='/articles'] button")
        assert "2 articles were added" in page.inner_text("[role=status]")

        def keyed(key):
            page.wait_for_load_state("load")  # Before, the script does not listen yet.
            with page.expect_navigation():
                page.keyboard.press(key)

        def stati():
            found = Case.open(cases / "border-crisis").record.codings
            return sorted(item.status for item in found)

        keyed("n")
        keyed("a")
        keyed("u")
        assert set(stati()) == {"proposed"}
        page.wait_for_load_state("load")
        page.keyboard.press("r")
        page.keyboard.type("only announced")
        keyed("Enter")
        assert stati().count("rejected") == 1
        page.wait_for_load_state("load")
        page.keyboard.press("c")
        page.select_option("details[open] [name=stance]", "unconfirmed")
        with page.expect_navigation():
            page.click("details[open] form button")
        assert stati().count("changed") == 1
        while "proposed" in stati():
            keyed("a")

        page.goto(f"{base}/c/border-crisis")
        with page.expect_navigation():
            page.click("text=first.txt")
        page.wait_for_load_state("load")
        select(page, "Critics")
        start = FIRST.index("Critics")
        assert page.input_value("#mark-start") == str(start)
        assert page.input_value("#mark-end") == str(start + 7)
        page.select_option("#mark [name=move]", "accusation")
        page.fill("#mark [name=source]", "AUTHOR")
        with page.expect_navigation():
            page.click("#mark button")
        assert "added and accepted" in page.inner_text("[role=status]")
        mine = [item for item in Case.open(cases / "border-crisis").codings if item.coder == "Ada"]
        assert [one.text for one in mine] == ["Critics"]
        assert FIRST[mine[0].start : mine[0].end] == "Critics"

        page.click("nav >> text=Forecasts")
        page.fill("[name=who]", "IND")
        page.select_option("[name=move]", "sanction")
        page.fill("main [name=by]", "2002-06-30")
        page.click(".filters button")
        settled(page)
        page.click("#such-events")
        settled(page)
        page.click(".event-rows a")
        assert "imposed sanctions on Pakistan" in page.inner_text("blockquote")
        page.click(".to-article")
        assert "imposed sanctions" in page.inner_text("#text .current")
        page.click("nav >> text=Export")
        with page.expect_download() as download:
            page.click("#report")
        assert download.value.suggested_filename.endswith(".html")
        assert faults == []
        page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_fits_every_width_and_is_quiet(browser, tmp_path, scheme):
    Case.demo("kashmir", tmp_path / "kashmir")
    names = ("", "/review", "/timeline", "/events", "/claims", "/phases", "/ahead", "/export")
    with running(tmp_path) as base:
        for width in WIDTHS:
            page, faults = watched(
                browser, base, viewport={"width": width, "height": 900}, color_scheme=scheme
            )
            for address in ("/", *(f"/c/kashmir{name}?proposed=1" for name in names)):
                page.goto(base + address)
                settled(page)
                for box in page.query_selector_all("details > summary"):
                    if box.is_visible():
                        box.click()
                across = page.evaluate(
                    "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
                )
                assert across[0] <= across[1], f"{address} at {width} px is {across[0]} px wide"
            assert faults == []
            page.close()
