"""Photos that are drawn on, in the transaction that writes what was drawn; the port of `app.services.marking`."""

from __future__ import annotations

from sqlalchemy import select

from app.services.marking import Drawable
from app.store.models import Photo
from app.store.unit_of_work import SqlWorkBeside


class SqlMarkWork(SqlWorkBeside):
    """Implements `app.services.marking.MarkWork`."""

    def photo(self, key: str) -> Drawable | None:
        """See the port."""
        of = select(Photo.sha256, Photo.format, Photo.unit, Photo.parcel_id).where(Photo.id == key)
        row = self._work.connection.execute(of).first()
        return Drawable(row.sha256, row.format, row.unit or row.parcel_id) if row is not None else None
