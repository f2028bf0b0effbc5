"""In the built program: zbar's library is the one that came along, not one that the machine would have to know.

pyzbar asks the system's loader for the library by its name. It does not know of the program's folder, and would say
that there is none.
"""

import ctypes.util
import sys
from pathlib import Path

_asked_of_the_machine = ctypes.util.find_library


def _find(name: str) -> str | None:
    """What came along, else what the machine has."""
    along = next(Path(getattr(sys, "_MEIPASS", "")).glob("libzbar.*"), None) if name == "zbar" else None
    return str(along) if along else _asked_of_the_machine(name)


ctypes.util.find_library = _find
