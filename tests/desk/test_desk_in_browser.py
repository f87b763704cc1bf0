"""The desk in a real browser: from nothing to an answer, by keyboard, quietly, at every width."""

from __future__ import annotations

import socket
from contextlib import contextmanager
from threading import Thread

import pytest
import uvicorn
from desk_sample import FIRST, KEY, SECOND, THIRD, engine, entered, started

from standoff.case import Case
from standoff.desk import Shelf, make_app
from standoff.desk.app import Desk
from standoff.desk.games import Games

WIDTHS = (400, 1024, 1920)


@contextmanager
def running(folder, patience=0.03):
    """The desk's address while it serves `folder`; it waits so long for what is made aside."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    listening.listen()
    port = listening.getsockname()[1]
    shelf, games = Shelf(folder, patience=patience), Games(patience)
    desk = Desk(shelf=shelf, key=KEY, port=port, by="Ada", engine=engine(), games=games)
    app = make_app(desk)
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
    while True:
        # A page that loads itself anew holds nothing for a moment, and may then wait for more.
        page.wait_for_selector("[data-waiting]", state="detached")
        page.wait_for_load_state("load")
        if page.locator("[data-waiting]").count() == 0:
            return


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


INDEX = "file,published,language\nfirst.txt,2002-04-10,en\nsecond.txt,2002-03-10,en\n"
WALKED = (("first.txt", FIRST + THIRD), ("second.txt", SECOND), ("index.csv", INDEX))
ASKED = """[[question]]
id = "sanction"
pattern = "IND sanction -> PAK"
start = 2002-04-15
end = 2002-04-24
text = { en = "Will India impose sanctions on Pakistan?" }
"""


class Walk:
    """A reader at the desk: goes from page to page, presses keys, looks at what is counted."""

    def __init__(self, page, base, folder):
        self.page, self.base, self.folder = page, base, folder
        self.home = f"{base}/c/{folder.name}"

    def key(self, key):
        self.page.wait_for_load_state("load")  # Before, the script does not listen yet.
        with self.page.expect_navigation():
            self.page.keyboard.press(key)

    def see(self, name):
        self.page.goto(f"{self.home}/{name}")
        settled(self.page)
        return self.page.inner_text("main")

    def stati(self):
        found = Case.open(self.folder).record.codings
        return sorted(item.status for item in found)

    def counted(self):
        """How many events the list counts, what the phases say, and the forecast."""
        events = self.see("events")
        number = events.split("No event is counted")[0] if "No event is counted" in events else 0
        lead = self.page.query_selector(".lead")
        return (
            lead.inner_text() if lead else str(number),
            self.see("phases"),
            self.see("ahead").partition("Frozen forecasts")[0],
        )


def test_the_whole_walk(browser, tmp_path):
    cases, texts = tmp_path / "cases", tmp_path / "texts"
    cases.mkdir()
    texts.mkdir()
    for name, text in WALKED:
        (texts / name).write_bytes(text.encode())
    with running(cases) as base:
        page, faults = watched(browser, base, viewport={"width": 1280, "height": 900})
        assert page.url == f"{base}/"
        page.fill("[name=title]", "Border crisis")
        page.fill("[name=one]", "IND")
        page.fill("[name=other]", "PAK")
        page.click("form[action='/new'] button")
        page.set_input_files("[name=files]", [texts / name for name, _ in WALKED])
        page.click("form[action$='/articles'] button")
        assert "2 articles were added" in page.inner_text("[role=status]")
        walk = Walk(page, base, cases / "border-crisis")
        (walk.folder / "questions.toml").write_text(ASKED)
        _review_ten(walk)
        _mark_words(walk)
        _down_from_a_forecast(walk)
        assert faults == []
        page.close()


def _review_ten(walk):
    """Ten codings by keyboard, one taken back; counts, phases and forecast follow."""
    before = walk.counted()
    walk.page.goto(walk.home)
    walk.key("n")
    walk.key("a")
    walk.key("u")
    assert set(walk.stati()) == {"proposed"}
    walk.page.wait_for_load_state("load")
    walk.page.keyboard.press("r")
    walk.page.keyboard.type("only announced")
    walk.key("Enter")
    assert walk.stati().count("rejected") == 1
    walk.page.wait_for_load_state("load")
    walk.page.keyboard.press("c")
    walk.page.select_option("details[open] [name=stance]", "unconfirmed")
    with walk.page.expect_navigation():
        walk.page.click("details[open] form button")
    assert walk.stati().count("changed") == 1
    for _ in range(8):
        walk.key("a")
    assert len(walk.stati()) - walk.stati().count("proposed") == 10
    after = walk.counted()
    assert all(one != other for one, other in zip(before, after, strict=True))
    walk.page.goto(f"{walk.home}/review")
    while "proposed" in walk.stati():
        walk.key("a")
    later = walk.counted()
    assert later[0] != after[0]
    assert later[2] != after[2]


def _mark_words(walk):
    """A coding on words behind emoji: the browser's UTF-16 units become code points."""
    page, text = walk.page, FIRST + THIRD
    page.goto(walk.home)
    with page.expect_navigation():
        page.click("text=first.txt")
    page.wait_for_load_state("load")
    for words in ("Critics", "to India on 2 April 2002"):
        select(page, words)
        start = text.index(words)
        assert page.input_value("#mark-start") == str(start)
        assert page.input_value("#mark-end") == str(start + len(words))
    select(page, "Critics")
    page.select_option("#mark [name=move]", "accusation")
    page.fill("#mark [name=source]", "AUTHOR")
    with page.expect_navigation():
        page.click("#mark button")
    assert "added and accepted" in page.inner_text("[role=status]")
    mine = [item for item in Case.open(walk.folder).codings if item.coder == "Ada"]
    assert [one.text for one in mine] == ["Critics"]
    assert text[mine[0].start : mine[0].end] == "Critics"


def _down_from_a_forecast(walk):
    """From a probability to its events, to a sentence, to its place in the article; then export."""
    page = walk.page
    assert "Will India impose sanctions on Pakistan?" in walk.see("ahead")
    page.click("#then-what details > summary >> nth=0")
    page.click("#then-what details details > summary >> nth=0")
    with page.expect_navigation():
        page.click("#then-what .events a >> nth=0")
    assert "imposed sanctions on Pakistan" in page.inner_text("blockquote")
    page.click(".to-article")
    assert "imposed sanctions" in page.inner_text("#text .current")
    page.click("nav >> text=Forecasts")
    page.fill("[name=who]", "IND")
    page.select_option("[name=move]", "sanction")
    page.fill("main [name=by]", "2002-12-31")
    page.click(".filters button")
    settled(page)
    page.click("#such-events")
    settled(page)
    page.click(".event-rows a")
    assert "imposed sanctions on Pakistan" in page.inner_text("blockquote")
    page.click("nav >> text=Export")
    with page.expect_download() as download:
        page.click("#report")
    assert download.value.suggested_filename.endswith(".html")


def test_a_sentence_is_checked_and_its_card_kept(browser, tmp_path):
    Case.demo("kashmir", tmp_path / "kashmir")
    with running(tmp_path) as base:
        page, faults = watched(browser, base, viewport={"width": 1280, "height": 900})
        page.goto(f"{base}/c/kashmir/check?proposed=1")
        page.fill("[name=sentence]", "India attacked Pakistan five times in 2002.")
        page.fill("[name=said_on]", "2003-01-01")
        with page.expect_navigation():
            page.click(".stack button")
        assert page.input_value("[name=asserted]") == "5"
        with page.expect_navigation():
            page.select_option("[name=form]", "clock")  # Another kind has other fields, at once.
        assert page.is_visible("[name=before_months]")
        with page.expect_navigation():
            page.select_option("[name=form]", "count")
        page.fill("[name=asserted]", "5")
        with page.expect_navigation():
            page.click("#test")
        assert page.is_visible("article.card")
        with page.expect_download() as download:
            page.click(".use a[href*='card.svg']")
        assert download.value.suggested_filename.endswith(".svg")
        with page.expect_navigation():
            page.click("#keep")
        settled(page)
        assert "India attacked Pakistan five times in 2002." in page.inner_text("main")
        assert faults == []
        page.close()


def test_files_are_dropped_and_data_is_copied(browser, tmp_path):
    Case.demo("kashmir", tmp_path / "kashmir")
    with running(tmp_path) as base:
        page, faults = watched(browser, base, permissions=["clipboard-read", "clipboard-write"])
        page.goto(f"{base}/c/kashmir")
        page.evaluate(
            """() => {
                const data = new DataTransfer();
                data.items.add(new File(["India attacked Pakistan.\\n"], "dropped.txt"));
                const where = document.querySelector("[data-drop]");
                const made = { bubbles: true, cancelable: true, dataTransfer: data };
                where.dispatchEvent(new DragEvent("dragover", made));
                where.dispatchEvent(new DragEvent("drop", made));
            }"""
        )
        page.fill("[name=published]", "2003-01-01")
        with page.expect_navigation():
            page.click("form[action$='/articles'] button")
        assert "1 article was added" in page.inner_text("[role=status]")
        page.goto(f"{base}/c/kashmir/phases?proposed=1")
        settled(page)
        page.click("a[data-copy] >> nth=0")
        page.wait_for_selector("a[data-copy][role=status]")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert "\t" in copied
        assert faults == []
        page.close()


def _counting_all(address):
    return f"{address}{'&' if '?' in address else '?'}proposed=1"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_fits_every_width_and_is_quiet(browser, tmp_path, scheme):
    Case.demo("kashmir", tmp_path / "kashmir")
    names = ("", "/review", "/timeline", "/events", "/accounts", "/merges", "/disagree", "/claims",
             "/check", "/check?form=sign", "/check?form=exception&test=1", "/phases", "/ahead",
             "/export")  # fmt: skip
    with running(tmp_path) as base:
        for width in WIDTHS:
            page, faults = watched(
                browser, base, viewport={"width": width, "height": 900}, color_scheme=scheme
            )
            for address in ("/", *(_counting_all(f"/c/kashmir{name}") for name in names)):
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


def test_a_refused_form_is_gone_back_to_as_it_was_filled_in(browser, tmp_path):
    home, _ = started(entered(tmp_path))
    with running(tmp_path) as base:
        page, faults = watched(browser, base)
        page.goto(f"{base}{home}")
        settled(page)
        for name, words in (("text", "India tested a missile."), ("outlet", "Evening Post")):
            page.fill(f"[name={name}]", words)
        page.click("form[action$='/articles'] button")
        assert "ive the day in the form" in page.inner_text("[role=alert]")
        page.click("[data-back]")
        page.wait_for_url(f"{base}{home}")
        assert page.input_value("[name=text]") == "India tested a missile."
        assert page.input_value("[name=outlet]") == "Evening Post"
        page.close()
    assert [one for one in faults if "400" not in one] == []


def test_a_page_that_waits_says_when_the_desk_has_ended(browser, tmp_path):
    home, _ = started(entered(tmp_path))
    with running(tmp_path) as base:
        page, _ = watched(browser, base)
        page.goto(f"{base}{home}/events?proposed=1")
        settled(page)
        page.evaluate("document.querySelector('.lead').dataset.waiting = ''")
        page.add_script_tag(url=f"{base}/static/desk.js")
    page.get_by_text("The desk does not answer").wait_for(timeout=15000)
    page.close()


def test_files_too_large_are_not_sent_and_what_is_read_says_so(browser, tmp_path):
    home, _ = started(entered(tmp_path))
    text = tmp_path / "third.txt"
    text.write_text(THIRD, encoding="utf-8")
    with running(tmp_path) as base:
        page, faults = watched(browser, base)
        page.goto(f"{base}{home}")
        settled(page)
        page.fill("[name=published]", "2002-04-10")
        files, button = page.locator("[name=files]"), page.locator("form[data-busy] button")
        assert int(files.get_attribute("data-most")) > 1_000_000
        files.evaluate("one => { one.dataset.most = 10; }")
        files.set_input_files(text)
        assert "megabytes" in files.evaluate("one => one.validationMessage")
        button.click()
        assert page.url == f"{base}{home}"
        files.evaluate("one => { one.dataset.most = 10000; }")
        files.set_input_files([])
        files.set_input_files(text)
        with page.expect_request("**/articles") as sent:
            page.evaluate(
                """() => {
                    const form = document.querySelector("form[data-busy]");
                    window.addEventListener("submit", () => {
                        sessionStorage.said = form.querySelector("button").textContent;
                    });
                    form.requestSubmit();
                }"""
            )
        assert sent.value.method == "POST"
        page.get_by_text("1 article was added").wait_for()
        assert page.evaluate("sessionStorage.said").startswith("Being read")
        page.close()
    assert faults == []
