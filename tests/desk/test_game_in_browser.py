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
