"""`standoff compare`: two articles side by side, as a table, as JSON and as a page."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import msgspec
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from standoff.case import Case
from standoff.case.comparing import compare_files
from standoff.case.comparing_quotes import RUN, quoted_words, shared_quotes
from standoff.case.comparison_page import comparison_sheet, write_comparison
from standoff.case.reviewing import decide
from standoff.cli import root
from standoff.coding.attitude import attitudes
from standoff.errors import BadValue
from standoff.nouns import Article, Coding
from standoff.report.sheet import render_sheet

HERE = Path(__file__).with_name("dispatches")
ENGLISH, GERMAN, HANOI = HERE / "sohae_en.txt", HERE / "sohae_de.txt", HERE / "hanoi_en.txt"
SCHEMA = Path(__file__).parents[2] / "docs" / "schema" / "compare.json"


@pytest.fixture(scope="module")
def found():
    return compare_files(ENGLISH, GERMAN)


def test_what_both_tell_is_found_across_languages(found):
    shared = {event.move: event for event in found.events}
    assert {"weapon_test", "ultimatum"} <= set(shared)
    for event in found.events:
        for path, side in ((ENGLISH, event.one), (GERMAN, event.other)):
            text = path.read_text("utf-8")
            assert side
            assert all(text[one.start : one.end] == one.text for one in side)


def test_every_statement_is_shared_or_left_out_once(found):
    for side, lone in (("one", found.only_one), ("other", found.only_other)):
        shared = [p.coding for event in found.events for p in getattr(event, side)]
        ids = [*{*shared}, *(one.passage.coding for one in lone)]
        assert len(ids) == len({*ids}) == getattr(found, side).codings


def test_the_mirror_image_says_the_same(found):
    mirror = compare_files(GERMAN, ENGLISH)
    assert {(e.move, frozenset(p.coding for p in e.one)) for e in found.events} == {
        (e.move, frozenset(p.coding for p in e.other)) for e in mirror.events
    }
    assert mirror.only_one == found.only_other
    assert [(row.code, row.one, row.other) for row in mirror.actors] == [
        (row.code, row.other, row.one) for row in found.actors
    ]
    tones = {row.code: (row.one, row.other) for row in found.tone}
    assert {row.code: (row.other, row.one) for row in mirror.tone} == tones


def test_dates_of_both_are_days_and_not_words(found):
    shared = {str(row.earliest): row for row in found.dates if row.one and row.other}
    assert shared["2019-12-07"].one == ("Saturday",)
    assert "Samstag" in shared["2019-12-07"].other[0]
    assert "2019-12-31" in shared


def write(path, text, day="2019-12-09"):
    path.write_text(text, "utf-8")
    with (path.parent / "index.csv").open("a") as index:
        if not index.tell():
            index.write("file,published,language\n")
        index.write(f"{path.name},{day},en\n")
    return path


def test_what_differs_on_the_same_event_is_named(tmp_path):
    a = write(tmp_path / "a.txt", "North Korea fired two missiles on 4 May 2019.\n", "2019-05-06")
    b = write(tmp_path / "b.txt", "North Korea may have fired missiles on 4 May 2019.\n",
              "2019-05-06")  # fmt: skip
    (event,) = compare_files(a, b).events
    differ = {one.field: (one.one, one.other) for one in event.differ}
    assert differ["stance"] == ("actual", "unconfirmed")
    assert "source" not in differ


def test_articles_without_a_date_are_taken_for_the_same_week(tmp_path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("North Korea fired a missile.\n" + name, "utf-8")
    found = compare_files(tmp_path / "a.txt", tmp_path / "b.txt", language="en")
    assert [event.move for event in found.events] == ["weapon_test"]
    assert found.events[0].earliest is None, "that dates nothing"


def test_tone_is_counted_in_the_articles_own_words():
    text = (
        "The brutal dictator Kim Jong Un arrived. Trump said: “He is a great friend.” "
        "Trump was not a good partner. Moon Jae-in was a wise and successful host."
    )
    found = attitudes(Article.of(text, published=None, language="en"))
    by_state = {code: (one.warm, one.cold) for code, one in found.items()}
    assert by_state["PRK_KIM"] == (0, 2)
    trump = next(value for code, value in by_state.items() if code.startswith("USA"))
    assert trump == (0, 0), "what is quoted is not the article's tone, and 'not good' is neither"
    moon = next(value for code, value in by_state.items() if code.startswith("KOR"))
    assert moon[0] == 1


def test_friendly_and_hostile_treatment_are_counted_apart(tmp_path):
    a = write(tmp_path / "a.txt", "Donald Trump praised Kim Jong Un. Japan threatened North Korea.")
    b = write(tmp_path / "b.txt", "Donald Trump insulted Kim Jong Un.")
    tone = {row.code: row for row in compare_files(a, b).tone}["PRK_KIM"]
    assert (tone.one.friendly, tone.one.hostile, tone.one.treatment) == (1, 0, 1.0)
    assert (tone.other.friendly, tone.other.hostile, tone.other.treatment) == (0, 1, -1.0)


def test_the_same_words_quoted_are_known(tmp_path):
    quote = "“There is no hurry at all in this matter,”"
    a = write(tmp_path / "a.txt", f"{quote} Donald Trump said about North Korea.\n")
    b = write(tmp_path / "b.txt", f"Donald Trump told North Korea in Hanoi: {quote[:-2]}.”\n")
    found = compare_files(a, b)
    assert [one.verbatim for one in found.quotes] == [True]


said = st.lists(st.sampled_from(["a", "b", "c", "d"]), min_size=1, max_size=7).map(" ".join)
speakers = st.sampled_from(["USA_TRUMP", "USA", "PRK_KIM", "PRK;USA"])


def same_words(one, other):
    """The slow twin: any run of four words, or the shorter as a whole."""
    a, b = quoted_words(one), quoted_words(other)
    run = min(RUN, len(a), len(b))
    runs = [a[at : at + run] for at in range(len(a) - run + 1)]
    return any(b[at : at + run] in runs for at in range(len(b) - run + 1))


def states(codes):
    return {code.split("_")[0] for code in codes.split(";")}


@given(*[st.lists(st.tuples(said, speakers), max_size=5)] * 2)
def test_the_first_quote_with_the_same_words_is_found(ours, theirs):
    def quotes(rows, article):
        return [
            Coding(start=0, end=len(text), text=text, kind="quote", speaker=speaker,
                   article=f"{article}{n}")
            for n, (text, speaker) in enumerate(rows)
        ]  # fmt: skip

    a, b = quotes(ours, "a"), quotes(theirs, "b")
    rows = [row for row in shared_quotes(a, b) if row.verbatim]
    found = {row.one.coding: row.other.coding for row in rows}
    for quote in a:
        fitting = [one.id for one in b
                   if same_words(quote.text, one.text) and states(quote.speaker)
                   & states(one.speaker)]  # fmt: skip
        assert found.get(quote.id) == (fitting[0] if fitting else None)


def test_a_reprint_and_the_same_article_are_told_apart(tmp_path):
    a = write(tmp_path / "a.txt", "North Korea fired a missile.\n")
    b = write(tmp_path / "b.txt", "North Korea fired a missile.\n", "2019-12-10")
    assert compare_files(a, b).reprint
    with pytest.raises(BadValue, match="the same article twice"):
        compare_files(a, a)


@pytest.fixture
def case(tmp_path):
    made, _ = Case.read_into(tmp_path / "c", [ENGLISH, GERMAN, HANOI], dyad="PRK,USA")
    return made


def test_articles_of_a_case_are_compared_with_its_reviews(case, found):
    in_case = case.compare("sohae_en", case.articles[1].id[:8])
    assert {event.move for event in in_case.events} == {event.move for event in found.events}
    assert in_case.proposed == in_case.one.codings + in_case.other.codings
    test = next(one for one in case.record.codings if one.coding.move == "weapon_test")
    decide(case, test.id, "reject", by="anna", why="no")
    assert case.compare("sohae_en", "sohae_de").one.codings == in_case.one.codings - 1
    assert case.compare("sohae_en", "sohae_de", proposed=False).one.codings == 0
    with pytest.raises(BadValue, match="no article 'nothing'"):
        case.compare("nothing", "sohae_de")


def test_the_command_says_it_as_table_json_and_page(case, tmp_path):
    page = tmp_path / "p.html"
    words = ["compare", str(ENGLISH), str(GERMAN), "--page", str(page)]
    shown = CliRunner().invoke(root, words)
    assert shown.exit_code == 0
    for part in ("both tell", "differ on", "tone towards", "only A", "only B"):
        assert part in shown.stdout
    assert "nobody has reviewed them" in shown.stderr
    answer = json.loads(CliRunner().invoke(root, [*words, "--json"]).stdout)
    jsonschema.validate(answer, json.loads(SCHEMA.read_text("utf-8")))
    assert answer == json.loads(msgspec.json.encode(compare_files(ENGLISH, GERMAN)))
    html = page.read_text("utf-8")
    assert "Two articles compared" in html
    inside = ["compare", "sohae_en", "sohae_de", "--case", str(case.folder), "--json"]
    assert json.loads(CliRunner().invoke(root, inside).stdout)["events"]
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    with pytest.raises(BadValue, match="no page of standoff"):
        write_comparison(compare_files(ENGLISH, GERMAN), tmp_path / "mine.txt")


HOSTILE = "<img src=x onerror=alert(1)>\u202e&\"'"


@pytest.mark.parametrize("language", ["en", "de"])
def test_hostile_words_stay_words_on_the_page(found, language):
    passage = msgspec.structs.replace(found.events[0].one[0], text=HOSTILE)
    event = msgspec.structs.replace(found.events[0], one=(passage,), source=HOSTILE)
    evil = msgspec.structs.replace(
        found,
        one=msgspec.structs.replace(found.one, title=HOSTILE, outlet=HOSTILE),
        events=(event,),
    )
    page = render_sheet(comparison_sheet(evil, language))
    assert "<img" not in page
    assert "\u202e" not in page
    assert not re.search(r"<script|\son\w+=", page.replace("onerror=alert(1)&gt;", ""))
    assert page == render_sheet(comparison_sheet(evil, language)), "the same bytes"


def test_the_press_articles_share_no_event_and_leave_much_out(shared):
    opinion, report = sorted((shared / "press").glob("*.txt"))
    found = compare_files(opinion, report)
    assert {row.code for row in found.actors if row.one and row.other} >= {"USA_TRUMP", "PRK_KIM"}
    assert any(one.move == "ultimatum" for one in found.only_one)
    assert any(one.move == "breakdown" for one in found.only_other)
