"""What is asked about one unit can be asked of a unit that nobody knows, on either kind of database."""

import pytest

from app.store import unit_statements
from app.store.prepared import Prepared

ASKED = sorted(name for name, value in vars(unit_statements).items() if isinstance(value, Prepared))
NOBODY = "00000000-0000-0000-0000-000000000000"
BESIDES = {
    "PARCEL": {"parcel": NOBODY},
    "PHOTOS": {"parcel": NOBODY},
    "MARKS": {"parcel": NOBODY},
    "LINE": {"line": None},
}


def test_there_is_one_for_each_part_of_a_units_page():
    assert len(ASKED) == 17


@pytest.mark.parametrize("name", ASKED)
def test_it_is_asked_for_in_vain(name, store):
    with store.engine.begin() as connection:
        assert vars(unit_statements)[name].rows(connection, {"unit": "R-000001"} | BESIDES.get(name, {})) == []
