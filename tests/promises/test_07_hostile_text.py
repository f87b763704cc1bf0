"""Promise 7: hostile text is only ever text, wherever it comes from and wherever it is shown."""

from __future__ import annotations

from collections import Counter

import test_desk_hostile as desk
import test_hostile as pages
from lxml import html
from report_sample import sample_page

from standoff.report import render_page


def test_promise_07_no_payload_makes_an_element_of_a_page(all_of_it, kept):
    """Every free text of a page is the payload; the elements stay those of an innocent text."""
    payloads = pages.HOSTILE if all_of_it else pages.HOSTILE[1::7]
    page = sample_page("en")
    for payload in payloads:
        bad, good = (
            Counter(pages.skeleton(html.fromstring(render_page(pages.swapped(page, text)))))
            for text in (payload, pages.innocent(payload))
        )
        # Wider letters may break a line of a drawing elsewhere.
        loose = {key for key in bad | good if key[0] in ("text", "tspan") or key == ("g", ())}
        assert {k: n for k, n in bad.items() if k not in loose} == {
            k: n for k, n in good.items() if k not in loose
        }
    kept("payloads in every text of a page", len(payloads))


def test_promise_07_no_payload_makes_an_element_of_the_desk(all_of_it, tmp_path, kept, monkeypatch):
    """Every reading route, over a case in which everything that can hold a text holds one."""
    payloads = pages.HOSTILE if all_of_it else pages.HOSTILE[:2]
    shown = 0
    for number, payload in enumerate(payloads):
        bite = f"{desk.TAGS} {{{{ 99991*99991 }}}} {payload[:300]} ".replace("\ud800", "").replace(
            "\x00", ""
        )
        monkeypatch.setattr(desk, "BITE", " ".join(bite.split()))
        told = "India imposed sanctions on Pakistan on 4 March 2002."
        monkeypatch.setattr(desk, "TEXT", f"{told}\n\n{desk.BITE}\n\nIndia attacked Pakistan.\n")
        (tmp_path / str(number)).mkdir()
        client, home, path = desk.hostile(tmp_path / str(number))
        routes = [route.path for route in desk.app_of(tmp_path).routes if "GET" in route.methods]
        case, article = home.rpartition("/")[2], path.rpartition("/")[2]
        for route in routes:
            address = route.replace("{case}", case).replace("{article}", article)
            if "{" in address or route.endswith("/report"):
                continue  # The report is the test above.
            answer = client.get(f"{address}?proposed=1")
            assert answer.status_code in (200, 303), (address, payload)
            if answer.headers.get("content-type", "").startswith("text/html"):
                desk.assert_inert(answer.text, address)
                shown += 1
    kept("pages of the desk shown", shown)
