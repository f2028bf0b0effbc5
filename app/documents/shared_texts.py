"""The texts that a workbook's cells share, by their places: packed, for a list of them is many times as large.

One thread a workbook.
"""

from __future__ import annotations

from array import array
from typing import IO, Any
from xml.etree.ElementTree import Element

from openpyxl.cell.text import Text
from openpyxl.reader.excel import ExcelReader
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

_ENTRY, _PLAIN = f"{{{SHEET_MAIN_NS}}}si", f"{{{SHEET_MAIN_NS}}}t"
_ESCAPED_ESCAPE = "x005F_"


class SharedTexts:
    """By their places, from 0; raises `IndexError` where there is none."""

    def __init__(self, source: IO[bytes]) -> None:
        """Raises what the XML parser does for what is no XML."""
        self._bytes, self._ends = bytearray(), array("Q")
        parts = iterparse(source, ("start", "end"))
        _, root = next(parts)
        for event, node in parts:
            if event == "end" and node.tag == _ENTRY:
                self._bytes += _text(node).encode("utf-8", "surrogatepass")
                self._ends.append(len(self._bytes))
                root.clear()  # else each leaves an empty node behind

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, place: int) -> str:
        if not 0 <= place < len(self._ends):
            raise IndexError(place)
        begin = self._ends[place - 1] if place else 0
        return self._bytes[begin : self._ends[place]].decode("utf-8", "surrogatepass")


class WorkbookReader(ExcelReader):
    """The library's reader of a workbook, with its shared texts packed."""

    package: Any
    shared_strings: Any

    def read_strings(self) -> None:
        """Called by the library where it would make a list of them."""
        if (part := self.package.find(SHARED_STRINGS)) is not None:
            with self.archive.open(part.PartName[1:]) as source:
                self.shared_strings = SharedTexts(source)


def _text(entry: Element) -> str:
    """What the library takes for its text; most have no formats within, and are read at once."""
    plain = entry[0] if len(entry) == 1 else None
    rich: Any = Text
    text = plain.text or "" if plain is not None and plain.tag == _PLAIN else str(rich.from_tree(entry).content)
    return text.replace(_ESCAPED_ESCAPE, "")
