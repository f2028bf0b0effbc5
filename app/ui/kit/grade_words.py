"""The grades' names, as every screen and every screen reader says them. Main thread."""

from __future__ import annotations

from app.ui.words import _


def grade_name(letter: str) -> str:
    """`Grade B: open box`."""
    title = grade_title(letter)
    return _("Grade {letter}: {title}", letter=letter, title=title) if letter else title


def grade_title(letter: str) -> str:
    """What the grade means, in two words."""
    titles = {"A": _("As new"), "B": _("Open box"), "C": _("Faulty"), "S": _("Scrap")}
    return titles.get(letter) or _("Not asked")
