"""A unit that was never at Amazon's has nothing of Amazon's beside it; the demands show one that has."""

from app.store.fba_history import amazon_said
from tests.importing_house import PRODUCTS, House


def test_a_unit_that_nobody_told_of_has_nothing_beside_it(tmp_path):
    house = House(f"sqlite:///{tmp_path / 'house.db'}", tmp_path)
    house.take("products", PRODUCTS)
    house.take("fba-returns", "order-id,sku,license-plate-number,disposition\nO-1,A1,LPN000001,DEFECTIVE\n")
    unit = {"amazon_lpn": "", "client": "ACME", "line_id": None}
    with house.store.reading() as connection:
        assert amazon_said(connection, unit) is None
        assert amazon_said(connection, unit | {"amazon_lpn": "LPN000009"}) is None
        assert amazon_said(connection, unit | {"amazon_lpn": "LPN000001", "client": "BETA"}) is None
        said = amazon_said(connection, unit | {"amazon_lpn": "LPN000001"})
    house.store.close()
    assert said is not None
    assert (said["disposition"], said["return"]["order_id"], said["removal"]) == ("DEFECTIVE", "O-1", None)
