"""What a terminal shows: words and columns fit its width; what is piped is left as it is."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standoff.cli.common import show_listing
from standoff.cli.lines import column_widths, wrapped

LINES = st.text(alphabet="ab -.", max_size=300)


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture(autouse=True)
def narrow(monkeypatch):
    monkeypatch.setenv("COLUMNS", "50")


@given(LINES)
def test_no_word_is_broken_or_lost(text):
    shown = wrapped(text, Terminal())
    assert shown.split() == text.split()
    longest = max((len(word) for word in text.split()), default=0)
    assert all(len(line) <= max(49, longest + 2 + len(text) - len(text.lstrip()))
               for line in shown.split("\n"))  # fmt: skip
    assert wrapped(text, io.StringIO()) == text


def test_a_command_to_copy_stays_on_one_line():
    line = "Next: `standoff report --case a/long/name/of/a/folder` writes the page of it."
    assert wrapped(line, Terminal()) == line


@given(st.lists(st.lists(st.text("ab ", max_size=40), min_size=2, max_size=2), min_size=1,
                max_size=5), st.integers(1, 200))  # fmt: skip
def test_columns_share_a_line(columns, room):
    natural = [max(map(len, cells)) for cells in columns]
    widths = column_widths(columns, room)
    if sum(natural) <= room:
        assert widths == natural
    elif widths is not None:
        assert sum(widths) <= room
        for cells, width, full in zip(columns, widths, natural, strict=True):
            words = [len(word) for cell in cells for word in cell.split()]
            assert min(max(words, default=0), 24) <= width <= full


def test_a_listing_leaves_empty_columns_out(capsys):
    show_listing(("a", "b", "c"), [((1, "", "x"), ["words of it"]), ((20, None, ""), [])])
    shown = capsys.readouterr().out
    assert shown == "a   c\n1   x\n    words of it\n20\n"
