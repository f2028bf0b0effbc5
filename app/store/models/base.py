"""How the records keep keys, times, money and JSON, the same on SQLite and PostgreSQL.

Refuses what cannot be kept exactly: a time without its zone, money as a float. No threads of its own.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any, cast

from sqlalchemy import DateTime, Dialect, Index, MetaData, Numeric, String, Table, Text, TypeDecorator, Uuid
from sqlalchemy.orm import DeclarativeBase, mapped_column
from sqlalchemy.types import TypeEngine


class UtcTime(TypeDecorator[datetime]):
    """A time in UTC: `timestamptz` on PostgreSQL, on SQLite ISO 8601 text of one width, so that text sorts as time."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        kind: TypeEngine[Any] = String(32) if dialect.name == "sqlite" else DateTime(timezone=True)
        return dialect.type_descriptor(kind)

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            msg = f"a time without its zone cannot be kept: {value.isoformat()}"
            raise ValueError(msg)
        return _utc_text(value) if dialect.name == "sqlite" else value.astimezone(UTC)

    def process_result_value(self, value: object, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's
        if isinstance(value, str):
            return datetime.fromisoformat(value).astimezone(UTC)
        return value.astimezone(UTC) if isinstance(value, datetime) else None


@lru_cache(maxsize=64)
def _utc_text(value: datetime) -> str:
    """All rows of one act carry the same time: it is written once."""
    return value.astimezone(UTC).isoformat(timespec="microseconds")


class Exact(TypeDecorator[Decimal]):
    """A decimal number without rounding: `numeric` on PostgreSQL, text on SQLite, which knows only floats."""

    impl = Numeric
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        kind: TypeEngine[Any] = String(40) if dialect.name == "sqlite" else Numeric()
        return dialect.type_descriptor(kind)

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | Decimal | None:
        if value is None:
            return None
        if type(value) is not Decimal or not value.is_finite():
            msg = f"an exact number is a finite Decimal, not {value!r}"
            raise TypeError(msg)
        return format(value, "f") if dialect.name == "sqlite" else value

    def process_result_value(self, value: object, dialect: Dialect) -> Decimal | None:  # noqa: ARG002 - SQLAlchemy's
        return None if value is None else Decimal(str(value))


_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def canonical(value: object) -> str:
    """JSON with sorted keys and no spaces: equal content has equal text, and so one hash."""
    return _ENCODER.encode(value)


class Json(TypeDecorator[Any]):
    """Plain data as canonical JSON text on both databases."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: object, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's
        if not value and isinstance(value, list | dict):
            return "{}" if isinstance(value, dict) else "[]"  # most columns of most rows; the encoder takes 3 µs
        return None if value is None else canonical(value)

    def process_result_value(self, value: object, dialect: Dialect) -> Any:  # noqa: ARG002 - JSON is anything
        return None if value is None else json.loads(str(value))


Key = Annotated[str, mapped_column(Uuid(as_uuid=False))]
"""A UUIDv7 made by the station, as text in Python: native on PostgreSQL, 32 characters on SQLite."""

Name = Annotated[str, mapped_column(Text)]
Flag = Annotated[bool, mapped_column(default=False)]
Count = Annotated[int, mapped_column(default=0)]
Empty = Annotated[str, mapped_column(Text, default="")]
"""A text that is empty where nothing is known; never NULL, so that uniqueness holds."""

Plain = Annotated[Any, mapped_column(Json)]


class Base(DeclarativeBase):
    """Of every table. Constraints get names by rule, so that a migration can speak of them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {str: Text, datetime: UtcTime, Decimal: Exact}  # noqa: RUF012 - SQLAlchemy's own declaration


def by_beginning(name: str, column: str) -> Index:
    """An index that also finds texts by their beginning: on PostgreSQL their usual order forbids that."""
    return Index(name, column, postgresql_ops={column: "text_pattern_ops"})


def table(model: type[Base]) -> Table:
    """The table that a model declares, for statements."""
    return cast("Table", model.__table__)
