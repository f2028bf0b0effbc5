"""D3: what files say of prices, listings, instructions and FBA is in the audit chain, and stays as it was told."""

from __future__ import annotations

import json
import random
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, text

from app.documents.tables import DelimitedTables
from app.services.importing import KINDS, Manner, Row, import_file
from app.services.importing.source import digest_of
from app.store import models
from app.store.audit_verify import Read, record_problems
from app.store.imports import SqlImports
from app.store.keys import StationIdentity
from app.store.unit_of_work import open_store
from tests.importing_house import STATION
from tests.integration.evidence.day import FILE, START, USER, Clock, Day

FILES = {
    "products": ("client,sku,title,price,cost,barcodes\nACME,P-1,Pan,20.00,9.00,4006381333931\nACME,P-2,Pot,5,,\n"),
    "listings": "client,sku,grade,channel,listing_sku\nACME,P-1,A,shop,L-1\n",
    "instructions": "client,sku,text,forbid_routes\nACME,P-1,Never sell it used,open_box\n",
    "selling": "client,sku,grade,rank,place\nACME,P-1,B,1,outlet\n",
    "sales": "client,platform,sku,order_id,quantity,sold_at\nACME,shopify,P-1,O-1,1,2026-03-01\n",
    "fba-returns": "client,order-id,sku,return-date\nACME,114-1,P-1,2026-03-01\n",
    "fba-removal-orders": "client,order-id,sku,requested-quantity\nACME,RM-1,P-1,2\n",
    "fba-removal-shipments": "client,order-id,sku,shipped-quantity,tracking-number\nACME,RM-1,P-1,1,1Z9\n",
    "mfn-returns": "client,order-id,merchant-sku\nACME,114-2,P-1\n",
    "tiktok-returns": "client,main-order-id,seller-sku\nACME,577,P-1\n",
}
DEARER = "client,sku,title,price\nACME,P-1,Pan,2.00\nACME,P-2,Pot,5\n"


class Bench:
    """A day on which files are taken in."""

    def __init__(self, folder: Path, url: str) -> None:
        self.day = Day(folder, url)
        self.folder = folder

    def take(self, kind: str, content: str, manner: Manner) -> Path:
        file = self.folder / f"{kind}.csv"
        file.write_text(content, "utf-8")
        imports = SqlImports(self.day.engine, self.day.station, Clock(), self.day.checkpoints.note)
        done = import_file(imports, DelimitedTables(), KINDS[kind], file, manner)
        assert not done.rejected, done.rejected
        return file

    def entries(self) -> list[Any]:
        with self.day.engine.begin() as connection:
            found = connection.execute(text("SELECT seq, kind, actor, payload FROM audit ORDER BY seq")).all()
        return [(each.kind, each.actor, json.loads(each.payload)["facts"]) for each in found]

    def sql(self, statement: str) -> None:
        with self.day.engine.begin() as connection:
            connection.execute(text(statement))


@pytest.fixture
def bench(tmp_path, database_url):
    bench = Bench(tmp_path, database_url)
    yield bench
    bench.day.engine.dispose()


def test_demand_d3_every_file_is_told_once_with_who_brought_it(bench: Bench) -> None:
    before = len(bench.entries())
    for kind, content in FILES.items():
        digest, _ = digest_of(bench.take(kind, content, Manner(by=USER)))
        entry, actor, facts = bench.entries()[-1]
        (told,) = [fact for fact in facts if fact["kind"] == "import"]
        assert (actor, told["of"], told["file"], told["sha256"]) == (USER, kind, f"{kind}.csv", digest)
        assert told["inserted"] == content.count("\n") - 1, entry
        assert told["rows"] == [1, told["inserted"]]
    told = len(bench.entries())
    assert told == before + len(FILES)
    for kind, content in FILES.items():
        bench.take(kind, content, Manner(by=USER))
    assert len(bench.entries()) == told, "taken in twice changes nothing"
    assert bench.day.verify().problems == ()


def test_demand_d3_a_price_is_told_with_what_it_was(bench: Bench) -> None:
    bench.take("products", FILES["products"], Manner())
    bench.take("products", DEARER, Manner(by="command line"))
    _, actor, (told,) = bench.entries()[-1]
    (changed,) = told["changed"]
    assert (actor, told["updated"], changed["key"]) == ("command line", 1, ["ACME", "P-1"])
    assert (changed["was"], changed["is"]) == ({"price": "20.00"}, {"price": "2.00"})


ALTERED = {
    "UPDATE products SET price = '200.00' WHERE sku = 'P-1'": "Product ACME P-1 was changed",
    "UPDATE products SET cost = NULL WHERE sku = 'P-1'": "Product ACME P-1 was changed",
    "UPDATE product_codes SET code = '04006381333948' WHERE kind = 'barcode'": "Product ACME P-1 was changed",
    "DELETE FROM product_codes WHERE sku = 'P-2'": "Product ACME P-2 was changed",
    """UPDATE listings SET params = '{"listing_sku":"L-2"}' WHERE sku = 'P-1'""": "Listing",
    "UPDATE instructions SET forbid_routes = '[]'": "Instruction",
    "DELETE FROM selling_rules": "is told in the audit chain, but missing in the records",
    "UPDATE fba_returns SET reason = 'SOLD'": "FBA return",
    "UPDATE fba_removals SET requested = 1": "FBA removal order",
    "UPDATE fba_shipments SET tracking = '1Z8'": "FBA removal shipment",
    "UPDATE selling_rules SET version = 0": "missing in the records",
    """INSERT INTO listings SELECT 'f0000000000070008000000000000001', client, sku, 'B', channel,
       '{"listing_sku":"MINE"}', updated_at, 0 FROM listings WHERE sku = 'P-1'""": "Listing: 1 are in the records",
}


@pytest.mark.parametrize("statement", ALTERED)
def test_demand_d3_what_was_altered_behind_the_files_is_found(tmp_path: Path, statement: str) -> None:
    bench = Bench(tmp_path, f"sqlite:///{tmp_path / 'regrade.db'}")
    for kind, content in FILES.items():
        bench.take(kind, content, Manner())
    bench.sql(statement)
    assert any(ALTERED[statement] in problem for problem in bench.day.verify().problems)
    bench.day.engine.dispose()


def test_demand_d3_what_came_in_before_it_was_told_is_no_alarm(database_url: str) -> None:
    """Its next change is told, and from then on it is vouched for; more of it there can never be."""
    store = open_store(database_url, StationIdentity(STATION, "bench-01"))
    imports = SqlImports(store.engine, STATION, Clock())

    def problems() -> list[str]:
        with store.reading() as connection:
            return list(record_problems(connection, Read()))

    def put(sku: str) -> None:
        row = {"client": "ACME", "sku": sku, "title": "Pan", "price": Decimal("3.00"), "updated_at": START}
        with store.engine.begin() as connection:
            connection.execute(insert(models.table(models.Product)), row)

    with store.engine.begin() as connection:
        connection.execute(insert(models.table(models.Client)), {"name": "ACME", "created_at": START})
    put("OLD")
    put("OLDER")
    assert problems() == []
    with imports.importing("products", FILE) as records:
        records.keep([Row(1, {"client": "ACME", "sku": "OLD", "title": "Pan", "price": Decimal("4.00")})])
    assert problems() == []
    with store.engine.begin() as connection:
        connection.execute(text("UPDATE products SET price = '3.00' WHERE sku = 'OLD'"))
    assert [problem.partition(":")[0] for problem in problems()] == ["Product ACME OLD was changed"]
    put("FORGED")
    put("FORGED TOO")
    (_, found) = problems()
    assert "3 are in the records that the audit chain tells nothing of, and there were no more than 2" in found
    store.close()


ARTICLES = (("client", ("ACME",)), ("sku", ("SKU-1", "SKU-2")))
SAID: dict[str, tuple[tuple[str, tuple[Any, ...]], ...]] = {
    "products": (("title", ("Pan", "Pot")), ("barcodes", ((), ("4006381333931",), ("4006381333931", "X-1")))),
    "listings": (("grade", ("A", "B")), ("channel", ("shop",)), ("listing_sku", ("L-1", "L-2"))),
    "instructions": (("text", ("Keep the box", "Throw it away")), ("shots", ((), ("front",)))),
    "selling": (("grade", ("A", "B")), ("place", ("outlet", "live"))),
    "sales": (("order_id", ("O-1", "O-2")), ("quantity", (1, 2)), ("sold_at", (START,))),
    "fba-returns": (("order_id", ("114-1",)), ("lpn", ("", "", "LPN1", "lpn1", "LPN2", "--")), ("reason", ("", "X"))),
    "fba-removal-orders": (("order_id", ("RM-1",)), ("requested", (1, 3)), ("status", ("", "Completed"))),
    "fba-removal-shipments": (("order_id", ("RM-1",)), ("quantity", (1, 2)), ("tracking", ("", "1Z9", "1Z8"))),
}
"""Of what files are made that contradict, complete and repeat each other."""


def test_demand_d3_whatever_files_say_in_whatever_order_is_no_alarm(tmp_path: Path) -> None:
    day = Day(tmp_path, f"sqlite:///{tmp_path / 'regrade.db'}")
    imports = SqlImports(day.engine, day.station, Clock())
    for _ in range(40):
        kind = random.choice(list(SAID))
        with imports.importing(kind, FILE, rehearse=random.random() < 0.1) as records:
            for _ in range(random.choice((1, 1, 2))):
                rows = [
                    {name: random.choice(values) for name, values in (*ARTICLES, *SAID[kind])}
                    for _ in range(random.randrange(1, 6))
                ]
                records.keep([Row(number, row) for number, row in enumerate(rows, 1)])
    with day.store.reading() as connection:
        assert list(record_problems(connection, Read())) == []
    day.engine.dispose()
