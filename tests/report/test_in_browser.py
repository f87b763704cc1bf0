"""The page in a real browser: no layout break, no console error, no outside request."""

from __future__ import annotations

import pytest
from report_sample import sample_page

from standoff.report import write_page

WIDTHS = (400, 1024, 1920)


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_fits_and_is_quiet(browser, tmp_path, language, scheme):
    path = tmp_path / "page.html"
    write_page(sample_page(language), path)
    for width in WIDTHS:
        page = browser.new_page(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            java_script_enabled=True,
        )
        asked, said = [], []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.on("console", lambda message, said=said: said.append(message.text))
        page.on("pageerror", lambda fault, said=said: said.append(str(fault)))
        page.goto(path.as_uri())
        for box in page.query_selector_all("details > summary"):
            box.click()
        across = page.evaluate(
            "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
        )
        assert across[0] <= across[1], f"{width} px: the page is {across[0]} px wide"
        assert said == []
        assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
        page.close()
