"""Python's own import, as it was before Qt for Python came.

With its first module it puts a function of its own in front of every `import` of the process, for `__feature__`, which
this program does not use. It looks into each module that comes, of whatever library, for the word PySide6: it reads the
source, and keeps its lines for good. That is a sixth of what loading the program takes, tens of megabytes, and a call
of Python at each `import` within a function. Any thread.
"""

from __future__ import annotations

import builtins


def give_back() -> None:
    """Imports go to Python itself again; nothing happens where nobody stands between."""
    own = getattr(builtins, "__orig_import__", None)
    if own is not None and builtins.__import__ is getattr(builtins, "__feature_import__", None):
        builtins.__import__ = own
