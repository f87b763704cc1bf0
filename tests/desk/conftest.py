"""What the desk's tests share: mechanisms, a minute's work, are told as asked."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from standoff.case import game_side


@pytest.fixture(autouse=True)
def quick_mechanisms(monkeypatch):
    """The page of mechanisms says of whom they were asked."""
    monkeypatch.setattr(
        game_side, "mechanisms_html",
        lambda case, language, draws, tell: Markup("<p>Asked of {} in {}.</p>").format(
            case.info.id, language
        ),
    )  # fmt: skip
