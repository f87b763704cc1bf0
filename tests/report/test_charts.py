"""Drawings show every row of their data, alone and inside the page."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import altair as alt
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import ValidationError
from lxml import etree
from report_sample import events, sample_page

from standoff.errors import BadValue
from standoff.nouns import Event, Phases, When
from standoff.report import (
    Chart,
    claim_card,
    counts_chart,
    definitions_chart,
    forecast_chart,
    phase_ribbon,
    save_chart,
    standalone_svg,
    timeline_chart,
    transitions_chart,
)  # fmt: skip
from standoff.report import grammar as g
from standoff.report.lettering import text_width, wrap
from standoff.report.naming import BOTH, OTHERS, Naming
from standoff.report.palette import light
from standoff.report.spans import spans_of
from standoff.report.svg import inline_svg

CHARTS = (timeline_chart, phase_ribbon, counts_chart, transitions_chart, forecast_chart)


def drawing(chart):
    return etree.fromstring(standalone_svg(chart).encode())


def of_colour(root, colour):
    """Shapes filled or drawn in a colour."""
    return [n for n in root.iter() if colour in (n.get("fill"), n.get("stroke"))
            and not n.tag.endswith("text")]  # fmt: skip


def all_charts(page):
    yield from (draw(page) for draw in CHARTS)
    for finding in page.findings:
        yield claim_card(page, finding)
        yield definitions_chart(page, finding)


def test_specifications_are_good_vega_lite(page):
    # Altair knows the schema of Vega-Lite; it raises on a word that the schema does not know.
    for chart in all_charts(page):
        if chart.spec:
            alt.Chart.from_dict(chart.spec)
    spoilt = phase_ribbon(page).spec | {"layers": []}
    with pytest.raises(ValidationError):
        alt.Chart.from_dict(spoilt)


def test_a_label_is_no_longer_than_a_drawing_can_hold():
    page = sample_page()
    event = msgspec.structs.replace(page.events[-1], place="W" * 100_000, move="summit")
    long = msgspec.structs.replace(page, events=(event,))
    assert len(standalone_svg(timeline_chart(long))) < 20_000


def test_a_drawing_that_travels_carries_title_source_and_review_count(page):
    for chart in all_charts(page):
        root = drawing(chart)
        told = " ".join(node.text or "" for node in root.iter() if node.tag.endswith("text"))
        assert root[0].text == chart.title
        assert root[1].text == chart.alt
        assert len(chart.alt) > 20
        assert chart.note.split()[0] in told
        assert page.head_hash[:12] in told
        assert "11" in chart.note
        assert chart.rows
        assert all(set(row) >= set(chart.headings) for row in chart.rows)


def test_every_dated_event_is_a_stroke_or_bar(page):
    root = drawing(timeline_chart(page))
    naming = Naming(page)
    groups = Counter(naming.group_of(event.move) for event in page.events)
    for group, n in groups.items():
        spans = {"yielding": 1, "pressure": 1}.get(group, 0)  # one moratorium, one deadline
        assert len(of_colour(root, light(f"groups.{group}"))) == n + spans, group


def test_every_phase_is_a_bar(page):
    root = drawing(phase_ribbon(page))
    assert page.phases
    for name, n in Counter(phase.name for phase in page.phases.phases).items():
        assert len(of_colour(root, light(f"phases.{name}"))) == n


def test_events_outside_the_period_or_without_a_date_are_not_drawn():
    page = sample_page()
    extra = (
        Event(id="x1", when=When(), source="PRK", move="weapon_test"),
        Event(id="x2", when=When(earliest=date(1999, 1, 1), latest=date(1999, 1, 1)),
              source="PRK", move="weapon_test"),
    )  # fmt: skip
    more = msgspec.structs.replace(page, events=page.events + extra)
    assert timeline_chart(more).rows == timeline_chart(page).rows
    assert timeline_chart(more).spec == timeline_chart(page).spec


def test_a_fuzzy_event_is_drawn_over_all_its_days():
    when = When(earliest=date(2018, 1, 1), latest=date(2018, 12, 31))
    event = Event(id="f", when=when, source="PRK", move="weapon_test")
    page = msgspec.structs.replace(sample_page(), events=(event,), phases=None, spans=())
    shapes = of_colour(drawing(timeline_chart(page)), light("groups.force"))
    (bar,) = [shape for shape in shapes if shape.get("d")]
    width = float(bar.get("d").split("h")[1].split("v")[0])
    assert width == pytest.approx((860 - 108) / 4, abs=1.5)


def test_counts_add_up_and_leave_out_what_falls_in_two_months(page):
    chart = counts_chart(page)
    assert sum(row["events"] for row in chart.rows) == len(page.events)
    when = When(earliest=date(2019, 3, 30), latest=date(2019, 4, 2))
    fuzzy = Event(id="f", when=when, source="PRK", move="weapon_test")
    more = msgspec.structs.replace(page, events=(*page.events, fuzzy))
    assert counts_chart(more).rows == chart.rows


def test_transitions_show_every_count_of_the_table(page):
    table = page.phases.transitions
    chart = transitions_chart(page)
    assert sum(row["n"] for row in chart.rows) == sum(sum(row.values()) for row in table.values())
    told = [node.text for node in drawing(chart).iter() if node.tag.endswith("text")]
    assert str(table["quiet"]["quiet"]) in told


def test_a_phase_that_nobody_knows_is_drawn_in_the_spare_colour():
    page = sample_page()
    phase = msgspec.structs.replace(page.phases.phases[0], name="frenzy")
    phases = msgspec.structs.replace(page.phases, phases=(phase,), transitions={})
    odd = msgspec.structs.replace(page, phases=phases)
    assert of_colour(drawing(phase_ribbon(odd)), light("phases.other"))
    assert "Frenzy" in phase_ribbon(odd).alt


def test_names_of_phases_given_by_the_record_win():
    page = sample_page("de")
    phases = msgspec.structs.replace(page.phases, name_texts={"quiet": {"de": "Stille"}})
    assert "Stille" in phase_ribbon(msgspec.structs.replace(page, phases=phases)).alt


@pytest.mark.parametrize("draw", CHARTS)
def test_nothing_to_draw_is_still_a_drawing(draw):
    page = msgspec.structs.replace(
        sample_page(), events=(), phases=None, spans=(), forecasts=(), then_what=None, statements=()
    )
    assert drawing(draw(page)).tag.endswith("svg")
    empty = Phases(phases=(), months=(), names=(), transitions={}, rule="", dyad=("USA", "PRK"))
    assert drawing(draw(msgspec.structs.replace(page, phases=empty))).tag.endswith("svg")


def test_two_drawings_share_no_id(page):
    chart = timeline_chart(page)
    first, second = (etree.fromstring(inline_svg(chart, key)) for key in ("a", "b"))
    ids = [set(root.xpath("//@id")) for root in (first, second)]
    assert ids[0]
    assert not ids[0] & ids[1]


@pytest.mark.parametrize("form", ["svg", "png"])
def test_charts_are_saved_alike_every_time(form, page, tmp_path):
    for n, chart in enumerate(all_charts(page)):
        paths = [tmp_path / f"{n}{copy}.{form}" for copy in "ab"]
        for path in paths:
            save_chart(chart, path)
        assert paths[0].read_bytes() == paths[1].read_bytes()
    head = paths[0].read_bytes()[:8]
    assert head == b"\x89PNG\r\n\x1a\n" if form == "png" else head.startswith(b"<svg")


def test_another_format_is_refused(page, tmp_path):
    with pytest.raises(BadValue, match="svg or png"):
        save_chart(phase_ribbon(page), tmp_path / "a.html")
    assert not list(tmp_path.iterdir())


def test_sides_are_the_dyad_both_and_others():
    naming = Naming(sample_page())
    made = {event.id: naming.side_of(event) for event in events()}
    assert (made["E03"], made["E01"], made["E09"], made["E05"]) == ("USA", "PRK", BOTH, OTHERS)


def test_without_a_dyad_the_two_busiest_states_are_the_sides():
    assert Naming(msgspec.structs.replace(sample_page(), dyad=None)).sides == ("PRK", "USA")


def test_spans_are_read_off_codings_and_events():
    page = msgspec.structs.replace(sample_page(), spans=())
    deadline, moratorium = spans_of(page)
    assert (deadline.kind, deadline.start, deadline.end) == (
        "deadline", date(2019, 12, 9), date(2019, 12, 31),
    )  # fmt: skip
    assert (moratorium.start, moratorium.end, moratorium.open) == (
        date(2018, 4, 20), date(2020, 12, 31), True,
    )  # fmt: skip
    breach = Event(id="b", when=When(earliest=date(2020, 1, 1), latest=date(2020, 1, 1)),
                   source="PRK", move="breach")  # fmt: skip
    ended = msgspec.structs.replace(page, events=(*page.events, breach))
    assert (spans_of(ended)[1].end, spans_of(ended)[1].open) == (date(2020, 1, 1), False)


@given(st.text(max_size=200), st.integers(30, 300), st.integers(1, 5))
def test_lines_fit_and_lose_nothing_without_saying_so(text, width, most):
    lines = wrap(text, width, 12, most)
    assert len(lines) <= most
    for line in lines:
        assert text_width(line, 12) <= width or len(line) <= 3
    if not any(line.endswith("…") for line in lines):
        assert "".join(lines).replace(" ", "") == "".join(text.split())


@pytest.mark.parametrize("top", [1, 2, 3, 4, 9])
def test_no_two_ticks_of_a_count_are_the_same_number(top):
    rows = [{"lane": "a", "n": top, "zero": 0}]
    spec = g.finish(
        g.over(
            g.bars(rows, height=9, x=g.by_number("n", top), y=g.by_name("lane", ["a"])),
            width=300, height=40,
        )
    )  # fmt: skip
    chart = Chart(
        name="n", title="n", alt="n", language="de", spec=spec, rows=(), headings={}, note=""
    )  # fmt: skip
    numbers = re.findall(r">(\d+)</text>", inline_svg(chart, "n"))
    assert numbers
    assert len(numbers) == len(set(numbers))


def test_a_record_of_four_days_is_drawn_within_its_month(page):
    """The months of phases and counts, and a deadline after the last day, stay on the page."""
    days = {"start": date(2019, 12, 7), "end": date(2019, 12, 10)}
    short = msgspec.structs.replace(page, **days)
    for draw, width in ((timeline_chart, 860), (counts_chart, 860), (phase_ribbon, 330)):
        root = etree.fromstring(inline_svg(draw(short, width), "k").encode())
        assert float(root.get("width")) <= width + 60
    ticks = [n.text or "" for n in drawing(counts_chart(short)).iter()]
    assert any(tick.startswith("1 De") for tick in ticks)


@pytest.mark.parametrize(
    ("start", "end", "first", "last"),
    [(date(2019, 12, 7), date(2019, 12, 10), date(2019, 12, 1), date(2019, 12, 31)),
     (date(2020, 2, 29), date(2021, 2, 1), date(2020, 2, 1), date(2021, 2, 28))],
)  # fmt: skip
def test_a_time_axis_shows_whole_months(start, end, first, last):
    assert g.whole_months(start, end) == (first, last)
