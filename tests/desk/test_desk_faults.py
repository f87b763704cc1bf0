"""Errors in German: every sentence that the desk's own rooms can say has a pair."""

from __future__ import annotations

import ast
import re
from importlib.resources import files

import pytest
from desk_sample import entered, post, started
from hypothesis import given
from hypothesis import strategies as st

from standoff import errors
from standoff.desk.faults import pairs, told, translated
from standoff.errors import BadValue

RAISED = {
    name for name, one in vars(errors).items()
    if isinstance(one, type) and issubclass(one, errors.StandoffError)
}  # fmt: skip
#: Files whose errors a reader of the desk can meet.
SPEAKERS = (
    "desk/*.py", "case/actor_words.py", "case/checking.py", "case/desk_*.py", "case/charting.py",
    "case/spreadsheets.py",
    "case/workbook.py", "case/accounting.py", "case/events.py", "case/reviewing.py",
    "case/forecasting.py", "case/ledger.py", "record/review.py", "record/rulings.py",
    "record/set_accounts.py", "nouns/pattern.py", "claims/load.py", "tables.py",
    "press/reading/drafts.py",
)  # fmt: skip


def literal(node):
    """The text of a literal, each thing filled in as `{}`; "" for what is none."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    if isinstance(node, ast.JoinedStr):
        return "".join(one.value if isinstance(one, ast.Constant) else "{}" for one in node.values)
    return ""


def sentences():
    root = files("standoff")
    for pattern in SPEAKERS:
        folder, _, name = pattern.rpartition("/")
        for path in sorted((root / folder).glob(name) if folder else root.glob(name)):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") in RAISED:
                    parts = [*node.args[:1]]
                    parts += [k.value for k in node.keywords if k.arg in ("expected", "next")]
                    for part in parts:
                        if re.search(r"[A-Za-z]{2}", text := literal(part)):
                            yield pytest.param(text, id=f"{path.name}: {text[:50]}")


@pytest.mark.parametrize("text", list(sentences()))
def test_every_sentence_has_a_german_pair(text):
    said = text.replace("{}", "X1")
    words, language = translated(said, "de")
    assert language == "de", said
    assert words.count("X1") <= text.count("{}")


@pytest.mark.parametrize("language", ["de", "en"])
def test_no_pair_is_hidden_behind_another(language):
    for pattern, own in pairs(language):
        sample = pattern.pattern.replace("(.*)", "X1")
        plain = re.sub(r"\\(.)", r"\1", sample)
        holes = plain.count("X1")
        assert translated(plain, language)[0] == own.format(*["X1"] * max(holes, 2)), plain


@given(st.text(max_size=60))
def test_what_an_error_fills_in_stays_as_it_is(said):
    assert translated(f"no such chart {said}", "en") == (f"no such chart {said}", "en")
    words, language = translated(f"there is no chart {said!r}", "de")
    assert language == "de"
    assert repr(said) in words


def test_a_sentence_without_a_pair_stays_english_and_says_so():
    fault = BadValue("a thing nobody foresaw", where="here", expected="something else")
    assert told(fault, "de") == (fault.sentence(), "en")
    known = BadValue("no article was given", expected="a text in the field, or files")
    words, language = told(known, "de")
    assert language == "de"
    assert words == "Es wurde kein Artikel übergeben; erwartet: ein Text im Feld oder Dateien."


def test_a_german_reader_is_told_in_german(tmp_path):
    client = entered(tmp_path, language="de")
    home, _ = started(client)
    answers = (
        post(client, f"{home}/articles"), client.get(f"{home}/timeline?from=morgen"),
        client.get("/c/nirgends"), client.get(f"{home}/a/nichts"), client.get("/nirgends"),
        post(client, f"{home}/merges/rule", ruling="?"),
        post(client, "/new", title=""), client.get(f"{home}/chart/nichts.svg"),
    )  # fmt: skip
    for answer in answers:
        assert answer.status_code in (400, 404)
        main = answer.text.partition("<main")[2].partition("</main")[0]
        assert 'lang="en"' not in main, main
        assert 'lang="de"' in main


@pytest.mark.parametrize(
    "text", [one for one in sentences() if not one.id.startswith("serving.py")]
)
def test_a_reader_of_the_desk_is_sent_to_no_command(text):
    for language in ("en", "de"):
        words, _ = translated(text.replace("{}", "X1"), language)
        assert not re.search(r"(?<![\w-])--[a-z]|`standoff", words), words


def test_an_english_reader_is_told_what_can_be_done_at_the_desk(tmp_path):
    client = entered(tmp_path)
    home, _ = started(client)
    page = post(client, f"{home}/articles", text="India tested a missile.").text
    assert "give the day in the form, or tick that it is not known" in page
    fault = BadValue("half a question", expected="a last day (--by)")
    assert told(fault, "en") == ("half a question; expected a last day.", "en")
