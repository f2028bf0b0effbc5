"""Every state of the bench screen, drawn: nothing is cut, nothing makes the window grow, nothing is without a name.

The pictures go to the folder that `REGRADE_SHOTS` names, if any.
"""

import os
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QLineEdit

from app.ui.kit import Label
from app.ui.theme import look
from tests.bench_window import bench_window
from tests.ui.bench.walk import walk

SIZES = {"1366x768": (1366, 768), "1920x1080": (1920, 1080)}
ALWAYS = (("light", "1366x768"),)
EVERY = tuple((theme, size) for theme in ("light", "dark") for size in SIZES)


@pytest.mark.parametrize(("theme", "size"), EVERY if os.environ.get("REGRADE_SHOTS") else ALWAYS)
def test_every_state_is_drawn_whole(folder, qapp, theme, size):
    kept = os.environ.get("REGRADE_SHOTS")
    shots = Path(kept) / f"bench-{theme}-{size}" if kept else None
    if shots is not None:
        shots.mkdir(parents=True, exist_ok=True)
    look.dress(qapp, theme)
    with bench_window(folder, size=SIZES[size]) as hands:
        for number, name in enumerate(walk(hands), start=1):
            hands.read().grab(None if shots is None else shots / f"{number:02d}-{name}.png")
            assert (hands.window.width(), hands.window.height()) == SIZES[size], f"{name} makes the window grow"
            assert not _without_name(hands.page), name
            assert not _cut(hands.page), name
        assert number > 40


def _without_name(page):
    """What can be pressed or typed into, and has no name for a test or a screen reader."""
    kinds = (*page.findChildren(QAbstractButton), *page.findChildren(QLineEdit))
    return [one for one in kinds if one.isVisible() and not (one.objectName() and one.accessibleName())]


def _cut(page):
    """Labels of one's own words that are higher than their place."""
    shown = [one for one in page.findChildren(Label) if one.isVisible() and one.wordWrap()]
    return [one.text() for one in shown if one.heightForWidth(one.width()) > one.height() + 1]
