"""Questions from one line or from a file; errors name the place."""

import pytest

from planted import day
from standoff.errors import FileUnreadable, QuestionError
from standoff.forecast import load_questions, parse_question

START, END = day("2001-06-01"), day("2001-06-30")


def test_a_line_is_a_question():
    found = parse_question("AAA weapon_test:submarine x2", START, END)
    assert str(found.pattern) == "AAA weapon_test:submarine x2"
    assert (found.days, found.id) == (30, "")


@pytest.mark.parametrize(
    "text", ["", "AAA", "AAA dance", "AAA talks x0", "AAA talks -> ", "?" * 900]
)
def test_an_unreadable_line_is_refused(text):
    with pytest.raises(QuestionError):
        parse_question(text, START, END)


def test_a_window_must_not_end_before_it_starts():
    with pytest.raises(QuestionError, match="start before the end"):
        parse_question("AAA talks", END, START)


def test_a_file_of_questions(tmp_path):
    path = tmp_path / "questions.toml"
    path.write_text(
        '[[question]]\nid = "a"\npattern = "AAA talks -> BBB"\nstart = 2001-06-01\n'
        'end = 2001-06-30\ntext = {en = "Talks?", de = "Gespräche?"}\n'
        '[[question]]\npattern = "AAA attack"\nstart = 2001-06-01\ndays = 10\n',
        encoding="utf-8",
    )
    first, second = load_questions(path)
    assert first.text["de"] == "Gespräche?"
    assert first.id == "a"
    assert second.end == day("2001-06-10")


def test_an_empty_file_holds_no_question(tmp_path):
    path = tmp_path / "questions.toml"
    path.write_text("")
    assert load_questions(path) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[question", "not valid TOML"),
        ("odd = 1", "only .*question"),
        ("question = 3", "only .*question"),
        ("question = [3]", "question 1"),
        ('[[question]]\nid = "a"\nstart = 2001-06-01\nend = 2001-06-30', r"\(a\).*pattern"),
        ('[[question]]\npattern = "AAA talks"\nstart = "soon"\ndays = 1', r"question 1.*start"),
        ('[[question]]\npattern = "AAA talks"\nstart = 2001-06-01', "either"),
        ('[[question]]\npattern = "AAA talks"\nstart = 2001-06-01\ndays = 0', "days = 0"),
        ('[[question]]\npattern = "AAA dance"\nstart = 2001-06-01\ndays = 1', "question 1.*dance"),
        ('[[question]]\npattern = "AAA talks"\nstart = 2001-06-01\ndays = 1\nodd = 1', "odd"),
        (
            '[[question]]\npattern = "AAA talks"\nstart = 2001-06-01\nend = 2001-05-01',
            "question 1: the window",
        ),
    ],
)
def test_a_broken_file_names_the_question_and_the_key(tmp_path, text, told):
    path = tmp_path / "questions.toml"
    path.write_text(text)
    with pytest.raises(QuestionError, match=told) as caught:
        load_questions(path)
    assert "questions.toml" in str(caught.value)


def test_a_missing_or_binary_file_is_named(tmp_path):
    with pytest.raises(FileUnreadable, match=r"gone\.toml"):
        load_questions(tmp_path / "gone.toml")
    path = tmp_path / "binary.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(FileUnreadable, match=r"binary\.toml"):
        load_questions(path)
