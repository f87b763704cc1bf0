"""A fresh journal for each test of the record, in SQLite or in a real PostgreSQL."""

from __future__ import annotations

import itertools

import pytest

from standoff.record import Journal

from . import server

_NUMBERS = itertools.count()


@pytest.fixture
def journal(tmp_path):
    return Journal.create(tmp_path / "journal.sqlite")


@pytest.fixture(scope="session")
def postgres():
    """The address of a PostgreSQL server."""
    reason = server.missing()
    if reason:
        pytest.skip(reason)
    with server.server() as address:
        yield address


@pytest.fixture(params=["sqlite", "postgres"])
def address(request, tmp_path):
    """Where a journal can be made, in both stores."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'journal.sqlite'}"
    return server.new_database(request.getfixturevalue("postgres"), f"case{next(_NUMBERS)}")
