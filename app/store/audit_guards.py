"""Whether what guards the records is still in force: triggers, unique indexes, counters, rules, the bench's log whole.

A trigger that is gone or does nothing leaves the records open to whoever comes next; a counter set back gives a number
for the second time. Reads within the caller's transaction and changes nothing.
"""

from collections.abc import Iterator

from sqlalchemy import Connection, Select, func, or_, select, text

from app.domain.returns import ParcelKind
from app.store import counters
from app.store import models as m
from app.store.audit import digest_of
from app.store.migrations.triggers import GUARDED, ON_SALE

AT_ONCE = 2000

_TRIGGERS = {
    "sqlite": "SELECT name, sql, 1 FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": """
        SELECT tgname, replace(pg_get_triggerdef(pg_trigger.oid), current_schema() || '.', ''),
               tgenabled::text IN ('O', 'A') AND prosrc LIKE '%%RAISE EXCEPTION%%'
        FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid JOIN pg_proc ON pg_proc.oid = tgfoid
        WHERE NOT tgisinternal AND relnamespace = current_schema()::regnamespace
    """,
}
_INDEXES = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL",
    "postgresql": "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema()",
}
_REFUSES = {"sqlite": " BEGIN SELECT RAISE(ABORT, '", "postgresql": " FOR EACH ROW EXECUTE FUNCTION refuse_change()"}

_NO_CODE = select(m.Parcel.tracking).where(m.Parcel.kind == ParcelKind.NO_CODE.value)
_NUMBERED: tuple[tuple[str, Select[str]], ...] = (
    (counters.LPN, select(m.Unit.lpn)),
    (counters.PARCEL, _NO_CODE),
    (counters.CLAIM, select(m.Claim.number)),
)

_SEQ = m.BenchLog.seq
_LOGGED = (
    select(m.BenchLog.station, func.count().label("acts"))
    .add_columns(func.min(_SEQ).label("oldest"), func.max(_SEQ).label("newest"))
    .group_by(m.BenchLog.station)
    .subquery()
)
_LOGS = (
    select(m.Bench.station, m.Bench.version, _LOGGED.c.acts, _LOGGED.c.oldest, _LOGGED.c.newest)
    .outerjoin(_LOGGED, _LOGGED.c.station == m.Bench.station)
    .where(
        or_(
            func.coalesce(_LOGGED.c.acts, 0) != func.coalesce(_LOGGED.c.newest, 0),
            func.coalesce(_LOGGED.c.newest, 0) != m.Bench.version,
            _LOGGED.c.oldest != 1,
        )
    )
)


def guard_problems(connection: Connection) -> Iterator[str]:
    """What is no longer guarded, in words."""
    yield from _trigger_problems(connection)
    yield from _sale_problems(connection)
    yield from _index_problems(connection)
    yield from _counter_problems(connection)
    yield from _rulebook_problems(connection)
    for station, acts, logged, oldest, newest in connection.execute(_LOGS):
        yield (
            f"The log of the bench {station} has {logged or 0} entries, from {oldest or 0} to {newest or 0}, "
            f"but {acts} acts were taken: some are missing, or somebody added to it."
        )


def _trigger_problems(connection: Connection) -> Iterator[str]:
    there = {name: (sql, on) for name, sql, on in connection.execute(text(_TRIGGERS[connection.dialect.name]))}
    refuses = _REFUSES[connection.dialect.name]
    for table, changes in GUARDED.items():
        for change in changes:
            deed = change.split(maxsplit=1)[0]
            sql, is_on = there.get(f"{table}_refuses_{deed.lower()}", ("", False))
            whole = f"CREATE TRIGGER {table}_refuses_{deed.lower()} BEFORE {change} ON {table}{refuses}"
            if not sql:
                yield f"The trigger that refuses {deed} on {table} is gone: its rows can be altered."
            elif not is_on or not sql.startswith(whole):
                yield f"The trigger that refuses {deed} on {table} was altered: it no longer refuses."


def _sale_problems(connection: Connection) -> Iterator[str]:
    there = {name: (sql, on) for name, sql, on in connection.execute(text(_TRIGGERS[connection.dialect.name]))}
    for name, (change, rows, said) in ON_SALE.items():
        sql, is_on = there.get(name, ("", False))
        whole = f"CREATE TRIGGER {name} BEFORE {change} "
        if connection.dialect.name == "sqlite":
            whole += f"WHEN {rows} BEGIN SELECT RAISE(ABORT, '{said}'); END"
        if not sql:
            yield f"The trigger {name} is gone: ungraded stock can be put on sale."
        elif not is_on or not sql.startswith(whole):
            yield f"The trigger {name} was altered: ungraded stock can be put on sale."


def _index_problems(connection: Connection) -> Iterator[str]:
    """A unit sold twice, a label's code given twice: the database refuses it only as long as it is told to."""
    kind = connection.dialect.name
    there = {name: " ".join(sql.split()) for name, sql in connection.execute(text(_INDEXES[kind]))}
    for table in m.Base.metadata.sorted_tables:
        for index in sorted((one for one in table.indexes if one.unique), key=lambda one: str(one.name)):
            sql, where = there.get(str(index.name), ""), index.dialect_options[kind]["where"]
            whole = sql.startswith(f"CREATE UNIQUE INDEX {index.name} ON ")
            # PostgreSQL writes a condition in words of its own.
            holds = where is None or (sql.endswith(f" WHERE {where}") if kind == "sqlite" else " WHERE " in sql)
            if not (whole and holds):
                yield f"The index {index.name}, by which the database keeps {table.name} from doubles, is gone."


def _counter_problems(connection: Connection) -> Iterator[str]:
    given = {name: _highest(connection, codes) for name, codes in _NUMBERED}
    for number, kind in connection.execute(select(m.Certificate.number, m.Certificate.kind)):
        name = f"certificate:{kind}"
        given[name] = max(given.get(name, 0), counters.number_in(number))
    coming = {row.name: row.value for row in connection.execute(select(m.Counter.name, m.Counter.value))}
    for name, highest in sorted(given.items()):
        if highest and coming.get(name, 1) <= highest:
            yield (
                f"The counter {name} stands at {coming.get(name, 1)}, but {highest} is on record: "
                "a number would be given for the second time."
            )


def _rulebook_problems(connection: Connection) -> Iterator[str]:
    """Nothing may be judged by a checklist or policy that was changed on record."""
    rows = connection.execute(select(m.Rulebook.__table__).execution_options(yield_per=AT_ONCE))
    for row in rows:
        if digest_of(row.content) != row.sha256:
            yield f"Version {row.version} of {row.kind} {row.id} was changed: its content does not fit its digest."


def _highest(connection: Connection, codes: Select[str]) -> int:
    found = connection.execute(codes.execution_options(yield_per=AT_ONCE)).scalars()
    return max(map(counters.number_in, found), default=0)
