"""What holds for every text: offsets, order, no overlap, no exception, whatever the characters."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standoff.coding.actors import KINDS, load_gazetteer
from standoff.coding.tokens import tokenize

SCRAPS = """Trump Kim Trumps US-Präsident Ex-Präsident US- -US Nordkoreas Machthaber der von in aus
U . S president of the White House Haus Weiße Regierung Merkel Präsident Bush George W 's Jong Un
Kim-Trump-Gipfel deputy minister Max Muster and , – \u2019s"""
texts = st.one_of(st.text(), st.lists(st.sampled_from(SCRAPS.split())).map(" ".join))
days = st.one_of(st.none(), st.dates(date(1, 1, 1), date(9999, 12, 31)))


@pytest.mark.parametrize("language", ["de", "en", ""])
@given(text=texts, on=days)
def test_mentions_are_ordered_spans_of_tokens(language: str, text: str, on: date | None) -> None:
    tokens = tokenize(text)
    last = 0
    for mention in load_gazetteer().find(tokens, language=language, on=on):
        assert last <= mention.first < mention.last <= len(tokens)
        assert mention.start == tokens[mention.first].start
        assert mention.end == tokens[mention.last - 1].end
        assert mention.kind in KINDS
        assert bool(mention.code) == (mention.kind != "role")
        last = mention.last
