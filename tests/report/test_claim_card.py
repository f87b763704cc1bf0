"""Cards: why an open count is open, bounds as signs, scales that stay within what can be."""

import math
import re

import msgspec
import pytest
from report_sample import sample_page

from standoff.nouns import DefinitionRow
from standoff.report.charts.card import claim_card, claim_lines
from standoff.report.charts.scale import scale_chart
from standoff.report.naming import Naming, reading_named


@pytest.fixture(params=["en", "de"])
def page(request):
    return sample_page(request.param)


def counted(page, **fields):
    finding = next(f for f in page.findings if f.claim.form == "count")
    claim = {key: fields.pop(key) for key in ("bound", "asserted", "form") if key in fields}
    return msgspec.structs.replace(
        finding, claim=msgspec.structs.replace(finding.claim, **claim), **fields
    )


def ends(svg: str) -> list[float]:
    """The two numbers under the line."""
    texts = re.findall(r">(−?[\d.,]+)</text>", svg)
    return [float(text.replace("−", "-").replace(",", ".")) for text in texts[-2:]]


def test_an_open_count_says_why(page):
    why = {"en": "open: only in part", "de": "offen: nur teilweise"}
    lines = claim_lines(Naming(page), counted(page, verdict="open", remark=why))
    assert why[page.language][1:] in lines[0]


def test_a_bound_is_told_with_its_sign(page):
    lines = claim_lines(Naming(page), counted(page, bound="at_least", asserted=1))
    assert "≥ 1" in lines[0]
    lines = claim_lines(Naming(page), counted(page, bound="at_most", asserted=0))
    assert "≤ 0" in lines[0]


@pytest.mark.parametrize(
    ("form", "estimate", "interval", "region", "least", "most"),
    [
        ("count", 12.0, (12.0, 12.0), (13.0, 13.0), 11, 14),
        ("count", 0.0, (0.0, math.inf), (-math.inf, 0.0), 0, 1),
        ("sign", 0.6, (0.2, 0.9), (0.5, 1.0), 0, 1),
        ("clock", 2.6, (1.4, 4.7), (1.0, math.inf), 0, math.inf),
    ],
)
def test_the_scale_stays_within_what_the_figure_can_be(
    page, form, estimate, interval, region, least, most
):
    found = counted(page, form=form, estimate=estimate, interval=interval, region=region)
    low, high = ends(scale_chart(page, found).svg)
    assert least <= low <= estimate <= high <= most
    if form == "count":
        assert (low, high) == (round(low), round(high))
    assert claim_card(page, found).svg


def test_a_reading_that_nobody_named_is_the_literal_one():
    words = Naming(sample_page("de")).words
    bare = DefinitionRow(name="literal", value=1.0, verdict="open")
    assert reading_named(words, bare) == "Wörtliche Lesart"
    assert reading_named(words, msgspec.structs.replace(bare, name="days")) == "Days"
