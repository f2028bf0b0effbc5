"""Taking in what clients announce: a file becomes rows, rows become records, or the file is refused whole.

A package because three ideas change for different reasons:

    cells   how one cell is read: quantities, times, money, tracking numbers
    dates   times in the forms that the marketplaces write
    kinds   which columns each kind of file has, and which of them must be there
    market_kinds  the same of the files that the marketplaces write, whose columns have several names
    known   all kinds by their names
    pictures  the reference pictures that a file of products names
    asking  a file that somebody at the window wants taken in: looked into first, then at their word
    rejects  the rejected rows as a file to mend
    job     the job itself: match the header, judge the rows, hand them to the records batch by batch, report

A new kind of file: its columns in `kinds`, what becomes of its rows in `app.store`. A file is read to its end before
anything of it is written. Where it is a table, what is good in it comes in and what is not is listed row by row; where
it is none, nothing does.
"""

from app.services.importing.job import (
    AS_USUAL,
    Fate,
    Imported,
    ImportRecords,
    ImportStore,
    Manner,
    Rejected,
    Remarked,
    Row,
    TableReader,
    Turned,
    import_file,
)
from app.services.importing.kinds import OUR_REASON, Kind, pulled
from app.services.importing.known import KINDS, kind_named
from app.services.importing.pictures import Pictures, References, not_looked_at

__all__ = [
    "AS_USUAL",
    "KINDS",
    "OUR_REASON",
    "Fate",
    "ImportRecords",
    "ImportStore",
    "Imported",
    "Kind",
    "Manner",
    "Pictures",
    "References",
    "Rejected",
    "Remarked",
    "Row",
    "TableReader",
    "Turned",
    "import_file",
    "kind_named",
    "not_looked_at",
    "pulled",
]
