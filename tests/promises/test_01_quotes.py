"""Promise 1: every coding's quote stands in its article at its offsets, for any Unicode."""

from __future__ import annotations

import random
import shutil
from datetime import date
from pathlib import Path

import msgspec
import pytest
from desk_sample import entered, started
from test_desk_in_browser import running, watched

from standoff import code_text
from standoff.case import Case
from standoff.case.taking_in import take_in
from standoff.nouns import Article, Coding
from standoff.record import article_entry, coding_entry

DISPATCHES = sorted(
    (Path(__file__).parents[2] / "src/standoff/cases/korea/dispatches").glob("*.txt")
)
STRANGE = (
    "\N{GRINNING FACE}", "👩‍👩‍👧", "e\u0301", "\u202b", "\ufeff", "\r\n", "\u2028", "ﬁ", "İ", "ß",
    "\U0001f1e9\U0001f1ea", "\u00a0", "한", "\u0e33",
)  # fmt: skip
"""No zero byte: a file that holds one is refused as binary."""


def strange_text(text: str, chance: random.Random) -> str:
    """The text with strange characters at some of its gaps between words."""
    words = text.replace("\n", "\r\n").split(" ")
    return "".join(
        f"{word}{' ' if chance.random() < 0.85 else f' {chance.choice(STRANGE)} '}"
        for word in words
    )


def with_random_spans(article: Article, chance: random.Random) -> list[Coding]:
    """What the coder finds, and ten codings that begin and end anywhere."""
    found = list(code_text(article.text, published=article.published, language=article.language))
    for _ in range(10):
        start = chance.randrange(len(article.text) - 1)
        end = chance.randrange(start + 1, len(article.text))
        found.append(
            Coding(start=start, end=end, text=article.text[start:end], kind="event",
                   move="threat", coder="chance", rule="chance")
        )  # fmt: skip
    return found


@pytest.fixture(scope="module")
def made_once(tmp_path_factory, all_of_it):
    """The folder of a case of articles full of strange characters."""
    folder = tmp_path_factory.mktemp("quotes") / "case"
    chance, made = random.Random(1), Case.create(folder, dyad=("PRK", "USA"))
    for path in DISPATCHES:
        for copy in range(20 if all_of_it else 1):
            text = strange_text(path.read_text("utf-8"), chance)
            language = "de" if "-de" in path.name or "_de" in path.name else "en"
            article = Article.of(
                text, published=date(2019, 12, 9), outlet=f"copy {copy}", language=language,
                name=f"{path.stem}-{copy}.txt",
            )  # fmt: skip
            told = [coding_entry(_of(one, article)) for one in with_random_spans(article, chance)]
            made.append([article_entry(article), *told])
    return folder


@pytest.fixture
def case(made_once, tmp_path):
    """A copy of it, for tests that take files in again."""
    return Case.open(shutil.copytree(made_once, tmp_path / "case"))


def _of(coding: Coding, article: Article) -> Coding:
    return msgspec.structs.replace(coding, article=article.id, doc=article.name)


def assert_in_place(case: Case) -> set[tuple[str, int, int, str]]:
    """All quotes of the case, each seen to stand where it says."""
    texts = {article.id: article.text for article in case.articles}
    for coding in case.codings:
        assert texts[coding.article][coding.start : coding.end] == coding.text
    return {(one.article, one.start, one.end, one.text) for one in case.codings}


@pytest.mark.parametrize("form", ["archive", "bundle", "brat", "annotations"])
def test_promise_01_every_quote_stands_at_its_offsets(case, form, tmp_path, kept):
    before = assert_in_place(case)
    case.export(tmp_path / "out", form, proposed=True, with_texts=True)
    if form in ("archive", "bundle"):
        take_in(tmp_path / "back", tmp_path / "out", form)
        assert assert_in_place(Case.open(tmp_path / "back")) == before
    else:
        taken = take_in(case.folder, tmp_path / "out", form)
        assert (taken.added, taken.lost) == (0, ()), "every coding is the one that went out"
        assert taken.known == len(case.codings)
    kept(f"quotes back from {form}", len(before))


def test_promise_01_in_the_browser_too(browser, all_of_it, tmp_path, kept):
    """JavaScript counts UTF-16 units; what a reader selects arrives as code points."""
    _, articles = started(entered(tmp_path))
    text = Case.open(tmp_path / "border-crisis").articles[0].text
    chance = random.Random(2)
    with running(tmp_path) as base:
        page, faults = watched(browser, base)
        page.goto(f"{base}{articles[0]}")
        shown = page.evaluate("document.getElementById('text').textContent")
        assert shown == text
        for _ in range(300 if all_of_it else 15):
            start = chance.randrange(len(text) - 1)
            end = chance.randrange(start + 1, len(text) + 1)
            page.evaluate(SELECT, [_units(text[:start]), _units(text[:end])])
            found = (page.input_value("#mark-start"), page.input_value("#mark-end"))
            assert found == (str(start), str(end)), repr(text[start:end])
        assert faults == []
        page.close()
    kept("selections in the browser", 300 if all_of_it else 15)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


SELECT = """([from, to]) => {
    const walker = document.createTreeWalker(
        document.getElementById("text"), NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    let seen = 0, begun = false;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const end = seen + node.data.length;
        if (!begun && from < end) { range.setStart(node, from - seen); begun = true; }
        if (begun && to <= end) { range.setEnd(node, to - seen); break; }
        seen = end;
    }
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    document.dispatchEvent(new Event("selectionchange"));
}"""
