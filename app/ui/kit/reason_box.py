"""Why the buyer sends it back: the reason in the reader's language, the note in the buyer's own words.

Main thread.
"""

from __future__ import annotations

from app.ui.words import _

from .notice import Notice


class ReasonBox(Notice):
    """Always in the same colour, so that it is found without reading; gone where nothing was said."""

    def show_reason(self, reason: str, note: str = "") -> None:
        """The note is quoted as it came, in whatever language."""
        self.say("warn", reason, _("“{note}”", note=note) if note else "")
