"""Every widget of the kit, in both themes and three languages: drawn, and nothing of it cut.

The pictures go to the folder that `REGRADE_SHOTS` names, else to the test's own.
"""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from app.ui import kit
from app.ui.theme import look
from app.ui.words import language
from tests.ui.gallery import SHEETS


@pytest.fixture
def shots(tmp_path):
    folder = Path(os.environ.get("REGRADE_SHOTS") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(autouse=True)
def _as_before(qapp):
    look.dress(qapp, "light")
    yield
    language.speak("en")
    look.dress(qapp, "light")


def _shown(qtbot, sheet: QWidget, size: QSize) -> QWidget:
    qtbot.addWidget(sheet)
    sheet.resize(size)
    with qtbot.waitExposed(sheet):
        sheet.show()
    choice = sheet.findChild(QWidget, "choice_1")
    if choice is not None:
        choice.setFocus()
        qtbot.waitUntil(choice.hasFocus)
    return sheet


def _cut(sheet: QWidget) -> list[str]:
    """Whoever needs more room than it has; what may be shortened shows the whole in its tooltip."""
    found = []
    for widget in sheet.findChildren(QWidget):
        if (
            not widget.isVisible()
            or isinstance(widget, kit.ElidedLabel)
            or not isinstance(widget, kit.Pressable | QLabel)
        ):
            continue
        need = (
            widget.heightForWidth(widget.width()) if widget.hasHeightForWidth() else widget.minimumSizeHint().height()
        )
        if need > widget.height() + 1:
            found.append(f"{widget.objectName()} is {widget.height()} high and needs {need}")
        if isinstance(widget, QLabel) and not widget.wordWrap() and widget.sizeHint().width() > widget.width() + 1:
            found.append(f"{widget.objectName()} “{widget.text()}” is {widget.width()} wide")
    return found


@pytest.mark.parametrize("code", ["en", "zh_CN", "es"])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", SHEETS)
def test_nothing_is_cut_at_the_smallest_window(qtbot, shots, name, theme, code):
    look.choose(theme)
    language.speak(code)
    sheet = _shown(qtbot, SHEETS[name](), QSize(1366, 768))
    grabbed = sheet.grab()
    assert grabbed.save(str(shots / f"kit-{name}-{theme}-{code}.png"))
    assert sheet.size() == QSize(1366, 768), "the sheet needs more room than the smallest window has"
    assert _cut(sheet) == []


@pytest.mark.parametrize("name", SHEETS)
def test_nothing_is_cut_with_text_half_as_large_again(qtbot, shots, name):
    look.enlarge(1.5)
    language.speak("zh_CN")
    sheet = _shown(qtbot, SHEETS[name](), QSize(1920, 1200))
    sheet.grab().save(str(shots / f"kit-{name}-large.png"))
    assert _cut(sheet) == []


def test_what_is_drawn_changes_with_the_theme_in_place(qtbot):
    sheet = _shown(qtbot, SHEETS["grade"](), QSize(1366, 768))
    light = sheet.grab().toImage()
    look.choose("dark")
    QApplication.sendPostedEvents()
    dark = sheet.grab().toImage()
    points = [(x, y) for x in range(20, 1340, 60) for y in range(60, 760, 50)]
    same = [point for point in points if light.pixelColor(*point) == dark.pixelColor(*point)]
    assert len(same) < len(points) * 0.05
