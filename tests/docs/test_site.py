"""The bundled case as a static site: every link leads to a file, nothing is loaded from outside."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOAD = re.compile(r'(?:src="|url\(["\']?|<link[^>]*href=")https?:')
LINK = re.compile(r'(?:href|src)="([^"#]+)')


@pytest.fixture(scope="module")
def site():
    spec = importlib.util.spec_from_file_location("site_tool", ROOT / "tools" / "site.py")
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    return tool


def links(page: Path) -> list[str]:
    return LINK.findall(page.read_text(encoding="utf-8"))


def test_the_first_page_links_what_was_written_and_nothing_else(site, tmp_path):
    for name in ("en/report.html", "en/charts/a <b>.svg", "de/cycle.html", "bundle.zip"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")
    page = site.index(tmp_path, ["en", "de"])
    (tmp_path / "index.html").write_text(page, encoding="utf-8")
    assert "a &lt;b&gt;.svg" in page
    assert "<b>" not in page
    found = {
        link.replace("&lt;", "<").replace("&gt;", ">") for link in links(tmp_path / "index.html")
    }
    assert found == {"en/report.html", "en/charts/a <b>.svg", "de/cycle.html", "bundle.zip"}
    assert all((tmp_path / link).is_file() for link in found)


@pytest.mark.full
def test_the_site_of_the_bundled_case_is_whole(site, tmp_path):
    out = tmp_path / "site"
    site.main(["--out", str(out), "--page", "report", "--page", "cycle"])
    for page in (out / "index.html", *out.glob("??/*.html")):
        for link in links(page):
            there = link.startswith(("http:", "https:", "data:"))
            assert there or (page.parent / link).is_file(), link
        assert not LOAD.search(page.read_text(encoding="utf-8"))
    assert len(list(out.glob("??/charts/*.svg"))) >= 10
    assert (out / "bundle.zip").stat().st_size > 10_000
