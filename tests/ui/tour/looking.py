"""Looks at the window where it stands: in each size, theme and language, as a picture and by what does not fit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from app.ui.kit import Pulse
from app.ui.theme import look as theme
from app.ui.words import language
from tests.ui.tour.fitting import faults_of
from tests.ui.tour.walking import Guide

SIZES = ((1366, 768), (1920, 1080))
THEMES = ("light", "dark")
LANGUAGES = ("en", "zh_CN", "es")
QUALITY = 60
"""Compressed a little: files a third larger, in a third of the time."""


@dataclass(frozen=True)
class Look:
    """One way to see the window."""

    width: int = 1366
    height: int = 768
    theme: str = "light"
    language: str = "en"

    def __str__(self) -> str:
        return f"{self.width}-{self.theme}-{self.language}"


USUAL = Look()
EVERY = tuple(Look(*size, worn, spoken) for size, worn, spoken in product(SIZES, THEMES, LANGUAGES))


def looked(guide: Guide, looks: tuple[Look, ...], folder: Path | None, stop: str) -> Iterator[tuple[Look, list[str]]]:
    """Each look with what does not fit in it; the pictures are left in a folder."""
    for one in looks:
        wear(guide, one)
        if folder is not None:
            image = guide.window.grab().toImage()
            assert image.save(str(folder / f"{one}-{stop}.png"), quality=QUALITY)
        yield one, faults_of(guide.window, one.width, one.height)
    wear(guide, USUAL)


def wear(guide: Guide, one: Look) -> None:
    """The window looks so now."""
    language.speak(one.language)
    theme.choose(one.theme)
    guide.window.resize(one.width, one.height)
    for twin in guide.window.findChildren(Pulse):
        twin.hide()
    guide.settle()
