"""A bare plural behind a time or a place is a phrase of its own, not part of when and where."""

from __future__ import annotations

import pytest

from standoff.coding import code_text


@pytest.mark.parametrize("when", ["im Herbst", "am Montag", "in Genf", "seit Januar"])
def test_what_stands_behind_when_or_where_is_the_object(when):
    (found,) = code_text(f"Mali und Ghana haben {when} Verhandlungen aufgenommen.", None, "de")
    assert (found.move, found.source) == ("talks", "MLI;GHA")


@pytest.mark.parametrize("behind", ["Putin", "Wladimir Putin"])
def test_a_name_stays_with_its_title(behind):
    (found,) = code_text(f"Mali hat bei Präsident {behind} Hilfe erbeten.", None, "de")
    assert (found.source, found.target) == ("MLI", "RUS_PUTIN")


def test_a_length_is_no_when():
    found = code_text("Iran verurteilte den Amerikaner zu zehn Jahren Lagerhaft.", None, "de")
    assert [coding.move for coding in found] == ["coercion"]
