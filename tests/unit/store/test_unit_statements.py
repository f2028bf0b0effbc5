"""What is asked about one unit: of one that nobody knows, and of those of a whole shift alike on either database."""

from typing import Any

import pytest
from sqlalchemy import Connection, Engine, select

from app.store import models, unit_statements
from app.store.engine import open_engine
from app.store.mapping import new_key
from app.store.prepared import Prepared
from app.store.record_copy import copy_in, copy_out, opened
from app.store.unit_history import history

ASKED = sorted(name for name, value in vars(unit_statements).items() if isinstance(value, Prepared))
NOBODY = "00000000-0000-0000-0000-000000000000"
BESIDES: dict[str, dict[str, Any]] = {
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


COPIED = ("sha256", "operator", "station", "at")


def told_by(connection: Connection, lpn: str) -> dict[str, Any]:
    """The rows of every statement, and what is made of them."""
    (unit,) = unit_statements.UNIT.rows(connection, {"unit": lpn})
    of = {"PARCEL": ("parcel", unit.parcel_id), "LINE": ("line", unit.line_id)}
    of |= dict.fromkeys(("PHOTOS", "MARKS"), of["PARCEL"])
    asked = {name: {"unit": lpn} | dict([of[name]] if name in of else []) for name in ASKED}
    rows = {name: vars(unit_statements)[name].rows(connection, asked[name]) for name in ASKED}
    return rows | {"whole": history(connection, lpn, languages=True)}


def all_told_by(engine: Engine) -> dict[str, dict[str, Any]]:
    with engine.connect() as connection, connection.begin():
        return {lpn: told_by(connection, lpn) for lpn in connection.scalars(select(models.Unit.lpn)).all()}


def test_either_database_tells_the_same_of_every_unit_of_a_shift(played, bare_postgres_url, tmp_path):
    profile, _ = played
    file = tmp_path / "copy.db"
    with opened(profile / "regrade.db") as shift:
        copy_out(shift, file)
    with opened(file) as copied, copied.begin() as connection:  # nobody drew on a photo in that shift
        photo = connection.execute(select(models.Photo).where(models.Photo.unit.is_not(None))).mappings().first()
        assert photo
        marks = [{"kind": "arrow", "points": [[0.1, 0.25], [1, 0.5]]}]
        row = {"id": new_key(), "photo": photo["id"], "marks": marks, **{name: photo[name] for name in COPIED}}
        connection.execute(models.table(models.PhotoMarks).insert(), row)
    copy_in(file, bare_postgres_url)
    there = open_engine(bare_postgres_url)
    try:
        with opened(file) as here:
            told = all_told_by(here)
        assert all_told_by(there) == told
    finally:
        there.dispose()
    assert len(told) > 8
    assert {name for of in told.values() for name, rows in of.items() if rows} == {*ASKED, "whole"}
