"""What a person is told of an act that came to nothing: what happened, and what to do.

An error of ours says so itself. Any other is a fault of the program: its inner words help nobody at a bench, may be
endless, and go to the log; the person reads its kind, by which whoever mends it finds it there. Any thread.
"""

from __future__ import annotations

import logging

from app.errors import BenchError
from app.ui.words import _, translated

log = logging.getLogger(__name__)


def told(error: BaseException) -> tuple[str, str]:
    """Title and text in the language spoken now; a notice says them again in another."""
    if isinstance(error, BenchError):
        return translated(error.message), translated(error.hint)
    log.error("Something failed that should not", exc_info=error)
    kind = type(error).__name__
    return _("This could not be done."), _("A fault of the program ({kind}). Try again; the log tells more.", kind=kind)
