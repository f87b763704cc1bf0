"""Pages of the sample, drawn once for all tests of this room."""

from __future__ import annotations

import pytest
from lxml import html
from report_sample import sample_page

from standoff.report import render_page


@pytest.fixture(scope="session", params=["en", "de"])
def page(request):
    """The sample page's data in both languages."""
    return sample_page(request.param)


@pytest.fixture(scope="session")
def drawn(page):
    """The sample page as HTML."""
    return render_page(page)


@pytest.fixture(scope="session")
def tree(drawn):
    """The sample page, parsed."""
    return html.fromstring(drawn)
