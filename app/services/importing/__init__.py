"""Taking in what clients announce: a file becomes rows, rows become records, or the file is refused whole.

A package because three ideas change for different reasons:

    cells   how one cell is read: quantities, times, money, tracking numbers
    kinds   which columns each kind of file has, and which of them must be there
    pictures  the reference pictures that a file of products names
    job     the job itself: match the header, judge the rows, hand them to the records batch by batch, report

A new kind of file: its columns in `kinds`, what becomes of its rows in `app.store`. One transaction a file: either
what is good in it comes in, and what is not is listed row by row, or nothing does.
"""

from app.services.importing.job import (
    Fate,
    Imported,
    ImportRecords,
    ImportStore,
    Rejected,
    Row,
    TableReader,
    Turned,
    import_file,
)
from app.services.importing.kinds import KINDS, LATER, Kind, kind_named
from app.services.importing.pictures import Pictures, References

__all__ = [
    "KINDS",
    "LATER",
    "Fate",
    "ImportRecords",
    "ImportStore",
    "Imported",
    "Kind",
    "Pictures",
    "References",
    "Rejected",
    "Row",
    "TableReader",
    "Turned",
    "import_file",
    "kind_named",
]
