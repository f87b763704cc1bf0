"""The page says what the data says, to everyone, without asking anyone."""

from __future__ import annotations

import base64
import hashlib
import itertools
import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import msgspec
import pytest
from lxml import html
from report_sample import sample_page

from standoff.errors import NotWritten
from standoff.nouns import LabelledMonth, PageData, Phase, Phases
from standoff.report import render_page, write_page
from standoff.report.naming import Naming
from standoff.report.words import load_words


def plain(text):
    """Without line breaks and narrow or fixed spaces."""
    return " ".join(text.split())


def text_of(node):
    return plain(node.text_content())


# What it says


def test_the_answers_come_first(page, tree):
    words = load_words(page.language)
    answers = tree.get_element_by_id("answers")
    assert tree.xpath("//main/section")[0] is answers
    told = text_of(answers)
    for finding in page.findings:
        assert words.pick(finding.claim.text) in told
        assert words.t(f"verdict.{finding.verdict}") in told
    assert words.pick(page.findings[0].nearest_true) in told
    base = words.percent(page.forecasts[0].probability)
    assert plain(words.t("ahead.counted", base=base, k="2", n=33)) in told


@pytest.mark.parametrize("language", ["en", "de"])
def test_of_many_claims_the_first_are_shown_and_all_are_counted(language):
    page, words = sample_page(language), load_words(language)
    many = tuple(itertools.islice(itertools.cycle(page.findings), 20))
    tree = html.fromstring(render_page(msgspec.structs.replace(page, findings=many)))
    answers = tree.get_element_by_id("answers")
    shown, rest = answers.xpath("./ol[@class='verdicts']/li"), answers.xpath(".//details//li")
    assert (len(shown), len(rest)) == (6, 14)
    borne = sum(finding.verdict == "supported" for finding in many)
    assert words.number(borne) in text_of(answers.xpath("./p[@class='lead']")[0])
    assert len(answers.xpath(".//a[starts-with(@href, '#claim')]")) == 20


def test_the_literal_reading_is_the_first_row_and_carries_its_name(page, tree):
    words = load_words(page.language)
    rows = tree.xpath('//article[@id="claim1"]//table/tbody/tr')
    assert [row.xpath("td[1]")[0].text for row in rows] == ["12", "13", "24", "26"]
    assert words.t("claims.literal") in text_of(rows[0])
    assert not any(words.t("claims.literal") in text_of(row) for row in rows[1:])


def test_a_claim_shows_n_comparison_evidence_and_what_would_change_it(page, tree):
    words, finding = load_words(page.language), page.findings[0]
    card = tree.get_element_by_id("claim1")
    told = text_of(card)
    assert "12" in [text_of(n) for n in card.xpath('.//dt[text()="n"]/following-sibling::dd')]
    assert finding.comparison in told
    assert words.pick(finding.would_change) in told
    assert words.pick(finding.remark) in told
    assert finding.claim.evidence[0].quote in [text_of(mark) for mark in card.xpath(".//mark")]
    links = card.xpath('.//ul[@class="events"]//a/@href')
    assert len(links) == 12
    rows = [tree.get_element_by_id(link[1:]) for link in links]
    assert all(row.tag == "tr" for row in rows)


def test_the_game_is_marked_illustrative_wherever_it_speaks(page, tree):
    words = load_words(page.language)
    boxes = tree.xpath('//*[contains(@class, "illustrative")]') + tree.xpath('//*[@class="game"]')
    assert len(boxes) >= 3
    told = " ".join(text_of(box) for box in boxes)
    assert words.t("ahead.illustrative_note") in told
    assert words.t("ahead.assumed") in text_of(tree.xpath('//div[@class="game"]//caption')[0])
    for drawing in tree.xpath('//figure[@id="ahead"]//*[name()="svg"]'):
        # A title may go on in a second line, whose words stand in an element of their own.
        assert words.t("ahead.assumed").replace(" ", "") in text_of(drawing).replace(" ", "")


def test_base_rates_carry_interval_and_counts(page, tree):
    words = load_words(page.language)
    told = text_of(tree.get_element_by_id("then-what"))
    for forecast in page.forecasts:
        assert plain(words.percents(forecast.interval)) in told
        assert words.t("ahead.of", k=str(forecast.k), n=str(forecast.n)) in told


def test_every_statement_shows_its_marked_words_stance_rule_and_status(page, tree):
    words = load_words(page.language)
    section = tree.get_element_by_id("evidence")
    marked = [text_of(mark) for mark in section.xpath(".//mark")]
    items = section.xpath('.//ul[@class="codings"]/li')
    assert len(items) == len(page.statements)
    for statement in page.statements:
        coding = statement.coding
        assert coding.text in marked
        fitting = [
            item for item in items
            if coding.rule in text_of(item)
            and words.t(f"evidence.{statement.status}") in text_of(item)
            and plain(words.percent(coding.confidence)) in text_of(item)
        ]  # fmt: skip
        assert fitting, coding.rule
    assert text_of(section).count("↔") == 3


def test_every_fact_shows_provenance_and_certainty(page, tree):
    words = load_words(page.language)
    rows = tree.xpath('//section[@id="facts"]//tbody/tr')
    assert len(rows) == len(page.events)
    for row in rows:
        source, certainty = (text_of(cell) for cell in row.xpath("td")[1:])
        assert source.startswith(("public launch list", "own chronology"))
        assert certainty.split()[0] in {
            words.label("certainty", c) for c in ("high", "medium", "low")
        }


def test_a_fact_leads_down_to_its_sentence():
    page = sample_page()
    statement = page.statements[8]
    event = msgspec.structs.replace(
        page.events[12], codings=(statement.coding.id, "0" * 16),
        evidence=(statement.coding.evidence,),
    )  # fmt: skip
    tree = html.fromstring(render_page(msgspec.structs.replace(page, events=(event,))))
    (link,) = tree.xpath('//section[@id="facts"]//td//a/@href')
    line = tree.get_element_by_id(link[1:])
    assert statement.coding.rule in text_of(line)


def test_every_figure_says_how_much_was_reviewed(page, tree):
    words = load_words(page.language)
    said = re.compile(
        words.t("page.reviewed", done="NN", all="MM").replace("NN", r"\d+").replace("MM", r"\d+")
    )
    figures = tree.xpath("//figure")
    assert len(figures) >= 5
    for figure in figures:
        around = figure.xpath("./figcaption") or figure.xpath("ancestor::article")
        assert said.search(text_of(around[0])), figure.get("id")


def test_unreviewed_codings_in_the_figures_are_announced():
    said = load_words("en").t("page.proposed_counted")
    assert said not in render_page(sample_page())
    assert said in render_page(msgspec.structs.replace(sample_page(), proposed_counted=True))


def test_seal_versions_and_citation_are_there(page, tree):
    told = text_of(tree.get_element_by_id("method"))
    for expected in (page.head_hash, page.cite, *page.versions, page.articles[0].text_hash):
        assert expected in told


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_bare_case_says_what_to_do_next(language):
    words = load_words(language)
    page = PageData(title="New", language=language, start=date(2019, 1, 1), end=date(2019, 2, 1))
    told = text_of(html.fromstring(render_page(page)))
    for key in ("answers.no_claims", "answers.no_answer", "evidence.none", "facts.none",
                "phases.none", "ahead.none", "timeline.none", "method.no_coverage"):  # fmt: skip
        assert words.t(key) in told, key


def phases_of(phases=(), months=()):
    return Phases(phases=phases, months=months, names=("quiet",), transitions={}, rule="",
                  dyad=("PRK", "USA"))  # fmt: skip


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_page_on_which_nothing_counts_yet_says_why(language):
    words = load_words(language)
    page = PageData(title="New", language=language, start=date(2019, 1, 1), end=date(2019, 2, 1),
                    reviewed=(0, 12), phases=phases_of())  # fmt: skip
    tree = html.fromstring(render_page(page))
    assert words.t("answers.nothing_counts") in text_of(tree)
    assert words.t("timeline.none") in text_of(tree), "no empty drawing"
    assert words.t("answers.nothing_counts") not in render_page(sample_page())


def test_an_office_has_a_name_and_not_a_code():
    page = PageData(title="x", language="de", start=date(2019, 1, 1), end=date(2019, 2, 1))
    naming = Naming(page)
    assert naming.actor("PRK_MOD") == "Nordkorea (Verteidigungsministerium)"
    assert naming.actor("PRK_CHOE") == "Nordkorea (Choe)"


def test_quiet_is_no_more_than_the_record_covers():
    months = tuple(
        LabelledMonth(month=date(2019, n, 1), label="quiet", probabilities={}, level=level)
        for n, level in ((1, "complete"), (2, "partial"))
    )
    for seen, partly in ((months, True), (months[:1], False)):
        phase = Phase(start=date(2019, 1, 1), end=date(2019, len(seen), 28), name="quiet",
                      probability=1.0, months=len(seen))  # fmt: skip
        page = msgspec.structs.replace(
            sample_page("en"), phases=phases_of(phases=(phase,), months=seen)
        )
        told = text_of(html.fromstring(render_page(page)))
        assert ("it covers this time only in part" in told) == partly
        assert ("called “Quiet” that the record covers only in part" in told) == partly


# To everyone


def test_headings_tables_and_drawings_can_be_heard(page, tree):
    assert tree.get("lang") == page.language
    levels = [int(node.tag[1]) for node in tree.xpath("//h1|//h2|//h3|//h4")]
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in itertools.pairwise(levels))
    for table in tree.xpath("//table"):
        assert text_of(table.xpath("./caption")[0])
        assert all(cell.get("scope") in ("col", "row") for cell in table.xpath(".//th"))
    for drawing in tree.xpath('//*[name()="svg"]'):
        assert drawing.get("role") == "img"
        title, desc = (
            tree.get_element_by_id(key) for key in drawing.get("aria-labelledby").split()
        )
        assert text_of(title)
        assert len(text_of(desc)) > 20
    assert tree.xpath("//nav/@aria-label")
    assert tree.xpath("//a[@class='skip']")


def test_ids_are_unique_and_links_arrive(tree):
    ids = tree.xpath("//@id")
    assert len(set(ids)) == len(ids)
    targets = {link[1:] for link in tree.xpath("//@href") if link.startswith("#")}
    assert targets <= set(ids)


def test_quotations_say_their_language(tree):
    assert set(tree.xpath('//section[@id="evidence"]//blockquote/@lang')) == {"de", "en"}


# Without asking anyone


def test_the_page_asks_for_nothing_outside(page, tree, drawn):
    assert not tree.xpath("//script|//iframe|//object|//embed|//img|//form|//video|//audio")
    assert not tree.xpath("//@src|//@style|//@srcset|//@action|//@background")
    outside = {link for link in tree.xpath("//@href") if not link.startswith("#")}
    assert outside == {"data:,", *(article.url for article in page.articles)}
    style = tree.xpath("//style")[0].text
    assert "url(" not in style
    assert "@import" not in style


def test_the_policy_allows_the_one_style_sheet_and_nothing_else(tree):
    policy = tree.xpath('//meta[@http-equiv="Content-Security-Policy"]/@content')[0]
    style = tree.xpath("//style")[0].text
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy


def test_the_same_data_gives_the_same_bytes(page, drawn):
    assert render_page(page) == drawn


@pytest.mark.parametrize("zone", ["Asia/Seoul", "America/New_York"])
def test_neither_zone_nor_hash_seed_of_the_machine_shows(zone, page, drawn):
    code = (
        "import sys; sys.stdout.reconfigure(encoding='utf-8', newline='');"
        "from report_sample import sample_page; from standoff.report import render_page;"
        f"sys.stdout.write(render_page(sample_page({page.language!r})))"
    )
    env = os.environ | {"TZ": zone, "PYTHONHASHSEED": "7", "PYTHONPATH": str(Path(__file__).parent)}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, check=True)
    assert done.stdout.decode("utf-8") == drawn


def test_the_page_is_written_whole_or_not_at_all(tmp_path, page, drawn):
    path = tmp_path / "page.html"
    write_page(page, path)
    assert path.read_bytes().decode("utf-8") == drawn
    assert [file.name for file in tmp_path.iterdir()] == ["page.html"]
    with pytest.raises(NotWritten, match="nowhere"):
        write_page(page, tmp_path / "nowhere" / "page.html")


def test_a_refused_rename_leaves_the_old_page(tmp_path, page, monkeypatch):
    path = tmp_path / "page.html"
    path.write_text("old", encoding="utf-8")

    def refuse(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("standoff.files.os.replace", refuse)
    with pytest.raises(NotWritten, match="No space left"):
        write_page(page, path)
    assert path.read_text(encoding="utf-8") == "old"
    assert [file.name for file in tmp_path.iterdir()] == ["page.html"]
