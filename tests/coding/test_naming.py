"""What an actor code is called on a page: its own name, never that of a city or people of it."""

import pytest

from standoff.coding.actors.naming import name_of
from standoff.coding.actors.tables import package_rows

STATES = [row for row in package_rows("names") if row["code"]]


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_state_is_called_by_its_own_name(language):
    wrong = {
        row["code"]: name_of(row["code"], language)
        for row in STATES
        if not row[f"name_{language}"].startswith(name_of(row["code"], language)[:3])
    }
    assert wrong == {}


def test_persons_and_houses_keep_theirs():
    assert name_of("PRK_KIM", "en") == "Kim Jong Un"
    assert name_of("USA_WH", "en") == "White House"
    assert name_of("XYZ", "en") == ""
