"""Coders: proposals must stand in the text, coders are named, several are laid side by side."""

from __future__ import annotations

import sys
from datetime import date
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standoff.coding.coders import Proposal, checked, coder_named, pool_codings
from standoff.coding.scoring.matching import overlap
from standoff.errors import BadValue, MissingExtra
from standoff.nouns import Article, Coding

TEXT = "Oslo warnte Bern. Gestern drohte Rom. Später drohte Rom."


def article(text=TEXT):
    return Article.of(text, published=date(2020, 3, 3), name="a.txt", language="de")


def event(start, end, text=TEXT, **fields):
    return Coding(start=start, end=end, text=text[start:end], kind="event", **fields)


def test_offsets_that_hold_are_kept_and_wrong_ones_set_right():
    good, moved = event(0, 16, move="warning"), Coding(start=3, end=8, text="Oslo ", kind="event")
    codings, dropped = checked([good, moved], article(), "someone")
    assert [(c.start, c.text, c.coder, c.doc) for c in codings] == [
        (0, "Oslo ", "someone", "a.txt"),
        (0, "Oslo warnte Bern", "someone", "a.txt"),
    ]
    assert not dropped


@pytest.mark.parametrize(
    ("quote", "before", "start"),
    [
        ("Oslo warnte Bern", "", 0),
        ("drohte Rom", "Später", 45),
        ("drohte Rom", "Gestern ", 26),
        ("drohte Rom", "", None),
        ("drohte Rom", "Nie", None),
        ("oslo warnte Bern", "", None),
        ("Oslo warnte  Bern", "", None),
        ("  ", "", None),
    ],
)
def test_a_quote_counts_where_it_has_exactly_one_place(quote, before, start):
    proposal = Proposal(quote=quote, before=before, fields={"kind": "event"})
    codings, dropped = checked([proposal], article())
    assert [c.start for c in codings] == ([] if start is None else [start])
    assert dropped.total() == (start is None)


def test_values_outside_the_codebook_and_fields_not_written_there():
    fields = {"kind": "event", "said": "nächste Woche", "place": "Bern"}
    codings, dropped = checked(
        [
            Proposal(quote="Oslo warnte Bern", fields=fields),
            Proposal(quote="Oslo", fields={"kind": "event", "move": "dance"}),
            Proposal(quote="Oslo", fields={}),
        ],
        article(),
    )
    assert [(c.said, c.place) for c in codings] == [("", "Bern")]
    assert dropped == {"a value outside the codebook": 2}


@given(st.text(max_size=40), st.text(max_size=6), st.text(max_size=4))
def test_whatever_is_kept_stands_in_the_text(text, quote, before):
    proposal = Proposal(quote=quote, before=before, fields={"kind": "event"})
    codings, dropped = checked([proposal], article(text))
    assert len(codings) + dropped.total() == 1
    for coding in codings:
        assert text[coding.start : coding.end] == coding.text == quote


def test_the_rules_behind_the_interface_say_the_same():
    from standoff.coding import code_article

    given_article = article("Nordkorea testete am Montag eine Kurzstreckenrakete.")
    assert coder_named("rules").code(given_article) == code_article(given_article) != []


@pytest.mark.parametrize("spec", ["", "rule", "rules:x", "spacy", "spacy:", "llm:", "RULES"])
def test_unknown_coders_are_refused_with_the_known_ones(spec):
    with pytest.raises(BadValue, match="rules, spacy:NAME or llm:URL"):
        coder_named(spec)


def test_a_missing_spacy_names_its_pip_line(monkeypatch):
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(MissingExtra, match=r"pip install 'standoff\[spacy\]'"):
        coder_named("spacy:de_core_news_sm")


def test_pool_shows_who_says_what():
    same, also = event(0, 16, move="warning"), event(0, 15, move="threat", coder="b")
    alone = event(26, 36, move="threat", coder="b")
    pool = pool_codings(["rules", "b"], [alone, same, also])
    first, second = pool.statements
    assert first.codings == (same, also)
    assert first.differ == ("move",)
    assert second.silent == ("rules",)
    assert (pool.agreed, pool.shared, pool.alone) == (0, 1, 1)
    (pair,) = pool.pairs
    assert (pair.both, pair.only_one, pair.only_other, pair.same_type) == (1, 0, 1, 0)
    assert pair.f1 == pytest.approx(2 / 3, abs=1e-3)


def test_pool_refuses_strangers_and_doubles():
    with pytest.raises(BadValue, match="codings of 'b'"):
        pool_codings(["rules"], [event(0, 4, coder="b")])
    with pytest.raises(BadValue, match="twice"):
        pool_codings(["rules", "rules"], [])


SPANS = st.lists(
    st.tuples(st.integers(0, 30), st.integers(1, 20), st.sampled_from("abc")),
    max_size=10,
    unique_by=lambda row: (row[0], row[1], row[2]),
)


@given(SPANS)
def test_pool_keeps_every_coding_once_and_joins_only_what_overlaps(rows):
    codings = [event(s, s + n, coder=who) for s, n, who in rows]
    pool = pool_codings("abc", codings)
    laid = [coding for statement in pool.statements for coding in statement.codings]
    assert sorted(c.id for c in laid) == sorted(c.id for c in codings)
    for statement in pool.statements:
        assert len({c.coder for c in statement.codings}) == len(statement.codings)
        for one, other in permutations(statement.codings, 2):
            assert overlap(one, other) >= 0.5
