"""axe-core on every page of the desk: no serious fault, light and dark, in both languages.

Two sights of every page are looked at each time, which between them have each scheme, language and
width; all eight with `make test-full`.
"""

from __future__ import annotations

from itertools import product
from urllib.parse import urlencode

import pytest
from axe_playwright_python.sync_playwright import Axe
from test_desk_in_browser import running, settled, watched

from standoff.case import Case

#: Only what is wrong is worked out in full.
VIOLATIONS = {"resultTypes": ["violations"]}
GRAVE = ("serious", "critical")
#: Pages of a case; what stands behind `?` is the state in which a page has most to show.
CHECK = {
    "sentence": "India attacked Pakistan twice in 2002.", "said_on": "2003-01-01",
}  # fmt: skip
CARD = {
    "form": "count", "text": "India attacked Pakistan twice.", "start": "2002-01-01",
    "end": "2002-12-31", "asserted": "2", "who": "IND", "move": "attack", "test": "1",
}  # fmt: skip
PAGES = (
    "", "/review", "/timeline?proposed=1", "/events?proposed=1", "/accounts?proposed=1",
    "/merges?proposed=1", "/disagree", "/claims?proposed=1", "/check",
    f"/check?{urlencode(CHECK)}", f"/check?{urlencode(CARD)}", "/phases?proposed=1",
    "/ahead?proposed=1", "/export", "/nothing", "/events?move=nonsense", "?proposed=1",
    "/game?deadline=1", "/game/mechanisms", "/game/play?seed=2&moves=hold.pressure",
    "/game/play?moves=hold.hold.hold.hold.hold.hold", "/game?capability=none",
)  # fmt: skip
ALWAYS = (("light", "en", 1024), ("dark", "de", 400))
SIGHTS = [
    sight if sight in ALWAYS else pytest.param(*sight, marks=pytest.mark.full)
    for sight in product(("light", "dark"), ("en", "de"), (400, 1024))
]


@pytest.fixture(scope="module")
def cases(tmp_path_factory):
    made = tmp_path_factory.mktemp("cases")
    Case.demo("kashmir", made / "kashmir")
    return made


@pytest.fixture(scope="module")
def events(cases):
    """Pages of a single event: one that the press tells, one without a sentence."""
    found = Case.open(cases / "kashmir").events(proposed=True)
    told = next(event for event in found if event.evidence)
    bare = next(event for event in found if not event.evidence)
    return tuple(f"/event/{event.id}?proposed=1" for event in (told, bare))


@pytest.mark.parametrize(("scheme", "language", "width"), SIGHTS)
def test_axe_finds_no_serious_fault_on_any_page(browser, cases, events, scheme, language, width):
    axe, faults = Axe(), []
    with running(cases, patience=60.0) as base:
        size = {"width": width, "height": 900}
        page, _ = watched(browser, base, viewport=size, color_scheme=scheme, bypass_csp=True)
        name = f"standoff_{base.rpartition(':')[2]}_language"
        page.context.add_cookies([{"name": name, "value": language, "url": base}])
        for address in ("/", *(f"/c/kashmir{one}" for one in (*PAGES, *events))):
            page.goto(base + address)
            settled(page)
            assert page.get_attribute("html", "lang") == language
            tiles = page.locator("#standing article")
            assert all(tile.is_visible() for tile in tiles.all()), address
            for box in page.query_selector_all("details > summary"):
                if box.is_visible():
                    box.click()
            for fault in axe.run(page, options=VIOLATIONS).response["violations"]:
                if fault["impact"] in GRAVE:
                    where = [node["target"] for node in fault["nodes"]][:3]
                    faults.append(f"{address}: {fault['id']} ({fault['impact']}) {where}")
        page.close()
    assert faults == []
