"""In the built program: what it starts (the file manager, a browser) gets the libraries of the machine, not ours.

The program was started with its own folder before those of the system; its loader has read that already, and keeps it.
"""

import os

_before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
os.environ.pop("LD_LIBRARY_PATH", None)
if _before:
    os.environ["LD_LIBRARY_PATH"] = _before
