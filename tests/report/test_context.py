"""What may be quoted: the coded clause and at most `quote_limit` characters around it."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_sample import ARTICLES, sample_page, statements

from standoff.errors import BadValue
from standoff.nouns import Article, Context, PageArticle, PageData, Statement
from standoff.report import render_page


@st.composite
def places(draw):
    text = draw(st.text(alphabet="ab 🚀\n.", min_size=1, max_size=120))
    marks = sorted(draw(st.tuples(*[st.integers(0, len(text))] * 4)))
    clause = draw(st.sampled_from([(marks[1], marks[2]), (marks[0], marks[3])]))
    return text, clause, (marks[0], marks[2]), draw(st.integers(0, 60))


@given(places())
def test_a_context_holds_its_clause_and_keeps_the_limit(place):
    text, clause, sentence, limit = place
    context = Context.around(text, clause, sentence, limit)
    assert text[context.start : context.end] == context.text
    assert context.start <= clause[0] <= clause[1] <= context.end
    assert len(context.text) - (clause[1] - clause[0]) <= limit
    assert context.cut_before == (context.start > min(sentence[0], clause[0]))
    assert context.cut_after == (context.end < max(sentence[1], clause[1]))


@given(places())
def test_a_cut_falls_between_words(place):
    text, clause, sentence, limit = place
    context = Context.around(text, clause, sentence, limit)
    if context.cut_before and context.start < clause[0]:
        assert text[context.start - 1].isspace()
    if context.cut_after and context.end > clause[1]:
        assert text[context.end].isspace()


def test_a_sentence_within_the_limit_is_whole():
    text = "One. Two words here. Three."
    assert Context.around(text, (9, 14), (5, 20), 300).text == "Two words here."


def test_what_one_side_leaves_goes_to_the_other():
    text = "x" + " yy" * 30
    context = Context.around(text, (0, 1), (0, len(text)), 30)
    assert len(context.text) == 31


def test_a_page_refuses_to_quote_more_than_the_limit():
    with pytest.raises(BadValue, match="quote_limit"):
        msgspec.structs.replace(sample_page(), quote_limit=20)
    short = msgspec.structs.replace(sample_page(), quote_limit=20, statements=statements(20))
    assert max(len(s.context.text) - len(s.coding.text) for s in short.statements) <= 20


def test_a_statement_refuses_words_that_do_not_stand_in_its_context():
    statement = statements()[0]
    wrong = msgspec.structs.replace(statement.context, text="x" * len(statement.context.text))
    with pytest.raises(BadValue, match="do not stand"):
        Statement(coding=statement.coding, context=wrong)
    with pytest.raises(BadValue, match="status"):
        msgspec.structs.replace(statement, status="rejected")


def test_a_page_refuses_a_language_or_period_that_it_cannot_show():
    with pytest.raises(BadValue, match="language"):
        PageData(title="x", language="fr", start=date(2019, 1, 1), end=date(2019, 1, 2))
    with pytest.raises(BadValue, match="before"):
        PageData(title="x", language="en", start=date(2019, 1, 2), end=date(2019, 1, 1))


def test_the_text_of_an_article_is_not_on_the_page():
    assert "text" not in PageArticle.__struct_fields__
    secret = "This sentence was never coded and must stay at home."
    article = Article.of(f"{ARTICLES[1].text} {secret}", published=date(2019, 10, 7))
    page = msgspec.structs.replace(sample_page(), articles=(PageArticle.of(article),))
    assert secret not in render_page(page)
