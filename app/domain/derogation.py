"""A claimed derogation from a law that forbids destruction: the code of the case with its justification.

It is kept as the reason of the route, which is audited, in the form `[code] justification`. Pure; any thread.
"""

from __future__ import annotations

import re

_WRITTEN = re.compile(r"\[([a-z0-9_]{1,40})\] ?(.*)", re.DOTALL)


def written(code: str, justification: str) -> str:
    """The reason of a route that is taken under a derogation; without a code just the justification."""
    return f"[{code}] {justification.strip()}" if code else justification.strip()


def claimed(reason: str) -> tuple[str, str]:
    """The code that a reason claims, or empty, and the justification."""
    found = _WRITTEN.fullmatch(reason.strip())
    return (found[1], found[2].strip()) if found else ("", reason.strip())
