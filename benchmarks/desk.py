"""How fast the desk answers on a large case, and how much memory it takes.

    python benchmarks/desk.py [--codings 10000] [--browser]

Makes a case of invented articles (five sentences each, every one coded and accepted), rejects one
coding and asks each page after it. `look` is what the reader waits for until the page is there
(with a mark where part of it is still being computed), `aside` what is then computed in the
background, `again` the median of seven more looks. Times are CPU milliseconds of this process, on
the server's side only; the background work is held back until the look is over, so that each counts
for itself.
"""

from __future__ import annotations

import argparse
import re
import resource
import statistics
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import Future
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from standoff.case import Case
from standoff.desk import Shelf, make_app
from standoff.desk.app import Desk
from standoff.desk.background import Worker
from standoff.desk.games import Games
from standoff.nouns import Article, Coding, Verdict
from standoff.record import article_entry, coding_entry, verdict_entry

MOVES = ("attack", "threat", "talks", "concession", "protest")
HOST, KEY = "127.0.0.1:4711", "benchmark"


def large_case(folder: Path, codings: int) -> str:
    """A case of `codings` codings in articles of five; returns an article's id."""
    from datetime import UTC, datetime

    case = Case.create(folder, title="Large", dyad=("IND", "PAK"))
    entries, first = [], ""
    for n in range(codings // 5):
        day = date(1990, 1, 1) + timedelta(days=n * 6)
        lines = [f"On day {n} one side made its move {move}." for move in MOVES]
        article = Article.of("\n".join(lines), published=day, language="en", name=f"{n}.txt")
        first = first or article.id
        entries.append(article_entry(article))
        start = 0
        for line, move in zip(lines, MOVES, strict=True):
            coding = Coding(
                start=start, end=start + len(line), text=line, kind="event", move=move,
                source=("IND", "PAK")[n % 2], target=("PAK", "IND")[n % 2], earliest=day,
                latest=day, article=article.id, doc=article.name,
            )  # fmt: skip
            verdict = Verdict(
                coding=coding.id, decision="accept", by="Ada", at=datetime(2026, 1, 1, tzinfo=UTC)
            )
            entries += [coding_entry(coding), verdict_entry(verdict)]
            start += len(line) + 1
    case.append(entries)
    return first


class Held(Worker):
    """Does what was put aside only when it is told to."""

    def __init__(self) -> None:
        super().__init__()
        self.held: list[tuple[Future[Any], Callable[[], Any]]] = []

    def do(self, task: Callable[[], Any]) -> Future[Any]:
        future: Future[Any] = Future()
        self.held.append((future, task))
        return future

    def go(self) -> None:
        while self.held:
            future, task = self.held.pop(0)
            if future.set_running_or_notify_cancel():
                future.set_result(task())


def timed(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


def look(client: TestClient, path: str) -> float:
    def ask() -> None:
        answer = client.get(path)
        assert answer.status_code in (200, 303), (path, answer.status_code)

    return timed(ask)


def settle(client: TestClient, path: str, worker: Held) -> float:
    """CPU time aside until the page is whole; a page may ask for one thing after another."""
    aside = 0.0
    while client.get(path).headers.get("x-standoff-waiting"):
        aside += timed(worker.go)
    return aside


def reject(client: TestClient, article: str) -> None:
    """Reject a coding of an article, again and again: each is an entry after which all is anew."""
    path = f"/c/large/a/{article}"
    page = client.get(path).text
    fields = {
        name: re.search(rf'name="{name}" value="([^"]*)"', page)[1]
        for name in ("token", "coding", "seen")
    }
    answer = client.post(
        f"{path}/decide", data={**fields, "decision": "reject", "why": "a test"},
        headers={"origin": f"http://{HOST}"}, follow_redirects=False,
    )  # fmt: skip
    assert answer.status_code == 303, answer.status_code


def in_browser(folder: Path, article: str) -> None:
    """Wall milliseconds in Chromium from asking for a page until it is loaded and laid out."""
    import shutil
    import socket
    from threading import Thread

    import uvicorn
    from playwright.sync_api import sync_playwright

    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    listening.listen()
    port = listening.getsockname()[1]
    app = make_app(Desk(shelf=Shelf(folder), key=KEY, port=port, by="Ada"))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off", ws="none"))
    Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True).start()
    base = f"http://127.0.0.1:{port}"
    print("in the browser, wall milliseconds until loaded (median of five)")
    with sync_playwright() as play:
        chromium = play.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        page = chromium.new_page()
        page.goto(f"{base}/?key={KEY}")
        for name in ("", "/review", f"/a/{article}", "/timeline", "/events", "/phases", "/check"):
            page.goto(f"{base}/c/large{name}")
            page.wait_for_selector("[data-waiting]", state="detached")
            times = []
            for _ in range(5):
                page.goto(f"{base}/c/large{name}")
                times.append(
                    page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")
                )
            print(f"{name or '(case)':24}{statistics.median(times):8.0f}")
        chromium.close()
    server.should_exit = True


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--codings", type=int, default=10_000)
    parser.add_argument("--browser", action="store_true", help="Also load each page in Chromium.")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        article = large_case(Path(folder) / "large", asked.codings)
        worker = Held()
        shelf = Shelf(Path(folder), patience=0.0, worker=worker)
        games = Games(patience=0.0, worker=worker)
        app = make_app(Desk(shelf=shelf, key=KEY, port=4711, by="Ada", games=games))
        client = TestClient(app, base_url=f"http://{HOST}", client=("127.0.0.1", 50000))
        opened = timed(lambda: client.get("/", params={"key": KEY}))
        print(f"{asked.codings} codings; CPU milliseconds; opening the case {opened:.0f}")
        print(f"{'page after a verdict':24}{'look':>8}{'aside':>8}{'again':>8}")
        for page in (
            "", "/review", f"/a/{article}", "/timeline", "/events", "/accounts", "/merges",
            "/disagree", "/claims", "/check", "/phases", "/ahead", "/export",
            "/game", "/game/play?side=target",
        ):  # fmt: skip
            path = f"/c/large{page}"
            client.get(path)
            worker.go()
            solved = settle(client, path, worker)
            if solved > 2000:
                print(f"{page}: {solved:.0f} aside the first time")
            reject(client, article)
            first, aside = look(client, path), timed(worker.go) + settle(client, path, worker)
            again = statistics.median(look(client, path) for _ in range(7))
            print(f"{page or '(case)':24}{first:8.0f}{aside:8.0f}{again:8.0f}")
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"peak memory {peak:.0f} MB (the making of the case included)")
        if asked.browser:
            in_browser(Path(folder), article)


if __name__ == "__main__":
    main()
