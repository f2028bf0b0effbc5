"""Of rows that came in before the chain told of such there can only become fewer."""

import pytest
from sqlalchemy import insert, update

from app.store import models as m
from app.store.audit_imported import TABLES
from app.store.audit_untold import OF_BEFORE, counted, take, untold_problems
from tests.importing_house import PRODUCTS, FixedClock, House


@pytest.fixture
def house(database_url, tmp_path):
    house = House(database_url, tmp_path)
    house.take("products", PRODUCTS)
    yield house
    house.store.close()


def test_they_are_counted_by_the_kind_of_their_file(house):
    rule = {"id": "01890000-0000-7000-8000-000000000001", "client": "ACME", "grade": "A", "rank": 1, "place": "live"}
    with house.store.engine.begin() as connection:
        assert counted(connection) == dict.fromkeys(TABLES, 0)
        connection.execute(insert(m.table(m.SellingRule)), {**rule, "updated_at": FixedClock().now()})
        connection.execute(update(m.table(m.Product)).values(version=0))
        assert counted(connection) == dict.fromkeys(TABLES, 0) | {"selling": 1, "products": 2}


def test_the_least_that_was_told_counts_whichever_station_told_it():
    least: dict[str, int] = {}
    for count in (3, 1, 2):
        take(least, {"kind": "import", OF_BEFORE: {"products": count}})
    take(least, {"kind": "import"})
    take(least, {"kind": "grade", OF_BEFORE: {"products": 0}})
    assert least == {"products": 1}
    with pytest.raises(ValueError, match="invalid literal"):
        take(least, {"kind": "import", OF_BEFORE: {"products": "some"}})


def test_more_of_them_are_a_problem_where_anything_was_told(house):
    with house.store.engine.begin() as connection:
        connection.execute(update(m.table(m.Product)).values(version=0))
        assert list(untold_problems(connection, {})) == []
        assert list(untold_problems(connection, {"products": 2, "listings": 0})) == []
        (problem,) = untold_problems(connection, {"products": 1})
    assert problem.startswith("Product: 2 are in the records")
