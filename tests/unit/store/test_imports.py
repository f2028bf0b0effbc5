"""One transaction a file, on both databases; imports wait for each other."""

import pytest

from app.errors import UserError
from app.store.imports import SqlImports
from app.store.models import ReturnLine
from tests.importing_house import PRODUCTS, STATION, FixedClock, House, fates


@pytest.fixture
def house(database_url, tmp_path):
    house = House(database_url, tmp_path)
    house.take("products", PRODUCTS)
    yield house
    house.store.close()


def test_a_file_that_breaks_off_leaves_nothing(house):
    with pytest.raises(UserError):
        house.returns(*["ACME,amazon,O-1,,T1,A1,1,,"] * 1200, '"')
    assert house.rows(ReturnLine, ReturnLine.id) == []
    assert house.expected() == 0


def test_the_chain_is_noted_after_the_commit_and_only_where_it_grew(house):
    assert house.noted == []
    house.returns("ACME,amazon,O-1,,T1,A1,1,,")
    house.returns("ACME,amazon,O-1,,T1,A1,1,,")
    assert [seq for seq, _, _ in house.noted] == [1]


@pytest.mark.expects_warning
def test_a_chains_end_that_cannot_be_noted_spoils_no_import(house):
    def note(*_):
        raise ValueError("the folder of the checkpoints is gone")

    house.imports = SqlImports(house.store.engine, STATION, FixedClock(), note)
    assert fates(house.returns("ACME,amazon,O-1,,T1,A1,1,,")) == (1, 0, 0, [])
    assert house.expected() == 1


def test_one_import_sees_what_another_has_left(house, tmp_path, database_url):
    other = House(database_url, tmp_path)
    house.returns("ACME,amazon,O-1,,T1,A1,1,,")
    assert fates(other.returns("ACME,amazon,O-1,,T1,A1,1,,")) == (0, 0, 1, [])
    other.store.close()
