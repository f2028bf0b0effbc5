"""A house that files can be taken into: the real records, a clock that stands still."""

from datetime import UTC, datetime

from sqlalchemy import select, update

from app.documents.tables import DelimitedTables
from app.services.importing import KINDS, Source, import_file
from app.store.imports import SqlImports
from app.store.keys import StationIdentity
from app.store.models import ReturnLine
from app.store.queries import SqlReads
from app.store.unit_of_work import open_store

STATION = "01a200ce-0000-7000-8000-000000000001"
PRODUCTS = "client,sku,title,barcodes,price\nACME,A1,Shoe,4006381333931;012345678905,12.50\nACME,B2,Shirt,,\n"
FILE = Source("file.csv", "0" * 64, "command line")
RETURNS = "client,platform,order_id,rma,tracking,sku,quantity,serial,reason_code\n"


class FixedClock:
    def now(self):
        return datetime(2026, 11, 21, 12, tzinfo=UTC)


class House:
    """A store, and files taken into it."""

    def __init__(self, url, folder):
        self.store = open_store(url, StationIdentity(STATION, "bench-01"))
        self.noted: list[tuple[int, str, datetime]] = []
        self.imports = SqlImports(
            self.store.engine, STATION, FixedClock(), lambda seq, digest, at: self.noted.append((seq, digest, at))
        )
        self.reads = SqlReads(self.store.reading)
        self.folder = folder

    def take(self, kind, text):
        path = self.folder / f"{kind}.csv"
        path.write_text(text, encoding="utf-8")
        done = import_file(self.imports, DelimitedTables(), KINDS[kind], path)
        assert done.rows == done.inserted + done.updated + done.unchanged + len(done.rejected)
        return done

    def returns(self, *lines):
        return self.take("returns", RETURNS + "".join(line + "\n" for line in lines))

    def rows(self, model, *columns):
        with self.store.reading() as connection:
            return [tuple(row) for row in connection.execute(select(*columns).select_from(model).order_by(*columns))]

    def expected(self, sku="A1"):
        (line,) = self.reads.stock(sku)
        return line["expected"]

    def count_received(self, pieces):
        with self.store.engine.begin() as connection:
            connection.execute(update(ReturnLine).values(received=pieces))


def fates(done):
    return done.inserted, done.updated, done.unchanged, [(each.row, each.field) for each in done.rejected]
