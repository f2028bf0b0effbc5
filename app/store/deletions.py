"""Which photos were deleted by the policy of retention: their rows stay, their files are gone, the chain says why.

A picture that was taken anew after its deletion is evidence again. Statements only, for whoever reads photos.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, ScalarSelect, exists, func, select

from app.store.models import EvidenceDeletion, Photo

NOT_DELETED: ColumnElement[bool] = ~exists().where(
    EvidenceDeletion.sha256 == Photo.sha256, EvidenceDeletion.at >= Photo.at
)
"""Of a photo row: its file was not deleted since."""

DELETED_AT: ScalarSelect[datetime] = (
    select(func.max(EvidenceDeletion.at))
    .where(EvidenceDeletion.sha256 == Photo.sha256, EvidenceDeletion.at >= Photo.at)
    .correlate(Photo)
    .scalar_subquery()
)
"""Of a photo row: when its file was deleted, or None."""
