"""Ctrl-C: what is said agrees with what is kept."""

from __future__ import annotations

import pytest

from standoff.cli import COMMANDS
from standoff.cli.stopping import KEEPS, farewell


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["simulate", "coercion"], "nothing was stored"),
        (["read", "a.txt", "--case", "k"], "what was finished is kept"),
        (["demo", "--case", "k"], "begins anew"),
        (["estimate", "escalation"], "`--keep`"),
        (["estimate", "escalation", "--keep", "d"], "what was finished is kept"),
        (["estimate", "escalation", "--keep=d"], "what was finished is kept"),
        ([], "nothing was stored"),
    ],
)
def test_only_what_is_kept_is_said_to_be(words: list[str], said: str) -> None:
    assert said in farewell(words)


def test_commands_that_keep_are_commands() -> None:
    assert set(KEEPS) <= set(COMMANDS)
