"""The records and the evidence files: the only place that knows SQLAlchemy and the disk layout.

On PostgreSQL every transaction takes its locks in one order, so that none waits for another crosswise: the turn of the
imports, the bench's row, the running number, the unit, the parcel and its lines, the balances by article and account,
and the station's audit chain last of all. An import books and audits when its file has ended. Where two still stand in
each other's way the server ends one of them; that is a `Conflict`, and the bench does its unit of work once more.
"""
