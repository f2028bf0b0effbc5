"""Writes the marks that people draw on photos."""

from __future__ import annotations

from app.domain.photo_marks import PhotoMarked, rows_of
from app.store.mapping import new_key
from app.store.models import PhotoMarks

from .batch import Batch


def marked(batch: Batch, fact: PhotoMarked) -> None:
    key = new_key()
    said = {"photo": fact.photo, "sha256": fact.sha256, "marks": rows_of(fact.marks)}
    batch.insert(PhotoMarks, {"id": key, **said, "operator": batch.by, "station": batch.station.id, "at": batch.at})
    batch.subject = fact.subject
    batch.acknowledge("photo_marks", key, {"photo": fact.photo})
    batch.tell("photo_marks", key, **said)
