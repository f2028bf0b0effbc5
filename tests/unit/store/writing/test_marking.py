"""What was drawn only grows, and the chain vouches for it."""

import pytest
from sqlalchemy import text

from app.domain.photo_marks import Ink, Mark, PhotoMarked, Shape
from app.errors import Conflict
from app.store import models
from tests.claims import ClaimHouse


def test_what_was_drawn_cannot_be_altered(tmp_path):
    at = ClaimHouse(tmp_path)
    lpn = at.broken()
    photo = at.house.rows(models.Photo)[0]
    fact = PhotoMarked(photo["id"], lpn, photo["sha256"], (Mark(Shape.ARROW, Ink.RED, 0, 0, 500, 500),))
    with at.house.store.unit_of_work() as work:
        work.records.write((fact,), at=at.house.clock.now(), operator=None)
        work.commit()
    for statement in ("UPDATE photo_marks SET marks = '[]'", "DELETE FROM photo_marks"):
        with at.house.store.engine.connect() as connection, pytest.raises(Conflict, match="only grows"):
            connection.execute(text(statement))
    (row,) = at.house.rows(models.PhotoMarks)
    assert row["marks"] == [{"shape": "arrow", "ink": "red", "at": [0, 0, 500, 500]}]
    assert at.audit_problems() == []
    at.close()
