"""The pages of the game in a real browser: sliders answer at once, the exact answer follows."""

from __future__ import annotations

from desk_sample import entered, started
from test_desk_in_browser import WIDTHS, running, settled, watched


def test_sliders_and_a_play_by_keyboard(browser, tmp_path):
    home = started(entered(tmp_path))[0]
    with running(tmp_path) as base:
        page, faults = watched(browser, base)
        page.goto(f"{base}{home}/game")
        settled(page)
        row = page.locator("tr[data-slopes]").first
        assert row.locator(".approximate").inner_text() == "–"
        # By keyboard: the arrow keys move a slider, the approximation is there with the next frame.
        page.focus("#s-relief_gain")
        for _ in range(2):
            page.keyboard.press("ArrowRight")
        assert page.inner_text("output[for=s-relief_gain]") == "0.30"
        told = row.locator(".approximate").inner_text()
        assert told.startswith("≈")
        page.get_by_text("The exact answer is there.").wait_for()
        exact = row.locator(".exact").inner_text()
        near, sure = (float(x.strip("≈ %")) for x in (told, exact))
        assert abs(near - sure) < 0.5
        page.click("#reset")
        assert row.locator(".exact").inner_text() == "–"
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("() => document.documentElement.scrollWidth") <= width
        page.click("nav.tabs a:has-text('Play')")
        settled(page)
        turns = page.locator("ol.turns > li")
        for number in range(1, 7):
            page.wait_for_load_state("load")
            page.keyboard.press("1")
            turns.nth(number - 1).wait_for()
        assert turns.count() == 6
        assert page.locator("main [role=status] p").count() >= 2
        page.close()
    assert faults == []


def test_an_exact_answer_says_how_far_it_is_can_be_stopped_and_where_the_regime_ends(
    browser, tmp_path
):
    home = started(entered(tmp_path))[0]
    asked = []

    def answer(route):
        asked.append(route.request.url)
        told = {"ready": False, "outcomes": None, "ended": {}, "done": 35, "total": 120}
        if "breach_cost" in route.request.url:
            outcomes = [0.5] * page.locator("tr[data-slopes]").count()
            told |= {"ready": True, "outcomes": outcomes, "ended": {"breach_cost": -1.234}}
        route.fulfill(json=told)

    with running(tmp_path) as base:
        page, faults = watched(browser, base)
        page.goto(f"{base}{home}/game")
        settled(page)
        page.route("**/exact.json*", answer)
        page.focus("#s-relief_gain")
        page.keyboard.press("ArrowRight")
        assert page.inner_text("#shift").startswith("Largest shift: ")
        page.get_by_text("35 of at most 120 seconds").wait_for()
        assert page.locator("#spent").evaluate("one => one.value / one.max") == 35 / 120
        page.click("#stop")
        assert page.inner_text("#exact-state").startswith("Stopped")
        assert "--change relief_gain=0.25" in page.inner_text("#command")
        assert page.evaluate("document.activeElement.id") == "s-relief_gain"
        seen = len(asked)
        page.wait_for_timeout(1000)
        assert len(asked) == seen
        page.focus("#s-breach_cost")
        page.keyboard.press("ArrowLeft")
        page.get_by_text("it exists only up to").wait_for()
        told = page.inner_text("#exact-state")
        assert "cost of breaking a moratorium” \N{MINUS SIGN}1.23" in told
        assert "percentage points" in told
        assert page.locator("#command").is_hidden()
        # On a telephone the answer stays in sight while the sliders are moved.
        page.set_viewport_size({"width": 400, "height": 700})
        page.locator("#s-patience_target").scroll_into_view_if_needed()
        assert page.locator("#shift").bounding_box()["y"] >= 0
        page.unroute("**/exact.json*")
        page.route("**/exact.json*", lambda route: route.abort())
        page.focus("#s-relief_gain")
        page.keyboard.press("ArrowRight")
        page.get_by_text("The desk does not answer").wait_for()
        page.close()
    assert [one for one in faults if "ERR_FAILED" not in one] == []
