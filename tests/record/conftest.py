"""A fresh journal for each test of the record."""

from __future__ import annotations

import pytest

from standoff.record import Journal


@pytest.fixture
def journal(tmp_path):
    return Journal.create(tmp_path / "journal.sqlite")
