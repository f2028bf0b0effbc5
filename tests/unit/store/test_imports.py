"""Slices of a file, each durable by itself, on both databases; imports wait for each other."""

from dataclasses import replace

import pytest
from sqlalchemy import update

from app.errors import UserError
from app.services.importing import Fate, Row
from app.store.imports import SqlImports
from app.store.models import Product, ReturnLine
from tests.importing_house import FILE, PRODUCTS, STATION, FixedClock, House, fates


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
    house.take("products", PRODUCTS)
    assert [seq for seq, _, _ in house.noted] == [1]
    house.returns("ACME,amazon,O-1,,T1,A1,1,,")
    house.returns("ACME,amazon,O-1,,T1,A1,1,,")
    assert [seq for seq, _, _ in house.noted] == [1, 2]


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


def test_the_benches_save_between_two_slices_and_a_file_that_broke_off_is_completed(house):
    rows = [Row(n, {"client": "ACME", "platform": "amazon", "order_id": f"O-{n}", "sku": "A1"}) for n in range(1, 5)]
    with pytest.raises(RuntimeError), house.imports.importing("returns", FILE) as records:  # noqa: PT012
        assert records.keep(rows[:2]) == [Fate.INSERTED] * 2
        with house.store.engine.begin() as bench:  # another connection writes while the file is open
            bench.execute(update(ReturnLine).values(size="42"))
        assert house.expected() == 2
        raise RuntimeError
    with house.imports.importing("returns", FILE) as records:
        assert records.keep(rows) == [Fate.UNCHANGED] * 2 + [Fate.INSERTED] * 2
    assert house.expected() == 4


def test_a_rehearsal_leaves_nothing_and_remembers_what_the_file_said(house):
    row = Row(1, {"client": "ACME", "sku": "C3", "title": "Coat"})
    with house.imports.importing("products", FILE, rehearse=True) as records:
        assert records.keep([row]) == [Fate.INSERTED]
        assert records.keep([replace(row, number=2)]) == [Fate.UNCHANGED]
        (turned,) = records.keep([replace(row, number=3, values={**row.values, "title": "Cape"})])
        assert "row 1" in turned.reason
    assert len(house.noted) == 1
    assert "C3" not in [sku for (sku,) in house.rows(Product, Product.sku)]
