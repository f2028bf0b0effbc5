"""A deletion counts for the rows before it: a picture that was taken anew is evidence again."""

from datetime import timedelta

from sqlalchemy import insert, select

from app.store.deletions import DELETED_AT, NOT_DELETED
from app.store.mapping import new_key
from app.store.models import EvidenceDeletion, Photo, table


def test_only_what_was_there_before_is_deleted(small):
    with small.engine.begin() as connection:
        sha256, at = connection.execute(select(Photo.sha256, Photo.at)).first()
        for hours, deleted in ((-1, False), (1, True)):
            row = {"id": new_key(), "sha256": sha256, "size": 1, "rule": "r", "reason": "w", "operator": None}
            when = at + timedelta(hours=hours)
            connection.execute(insert(table(EvidenceDeletion)), [{**row, "station": small.station, "at": when}])
            of = select(NOT_DELETED, DELETED_AT).where(Photo.sha256 == sha256)
            stays, since = connection.execute(of).first()
            assert (stays, since) == ((False, when) if deleted else (True, None))
        connection.rollback()
