"""The station window: its frame, which never moves, and the pages in it.

station   joins header, pages and footer; sign-in, language and scans
shops     how far the shops are in step, for the header
records   what is said, and asked, while the records are out of reach
header    where am I, what is ready, who works here
footer    the shift, and what became of the last unit
"""

from .station import StationWindow as StationWindow

__all__ = ["StationWindow"]
