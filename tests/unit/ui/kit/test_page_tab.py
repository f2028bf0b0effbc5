"""A page's name in the header."""

from PySide6.QtCore import Qt

from app.ui.kit import PageTab
from app.ui.theme import current


def test_the_open_page_stands_out(qtbot):
    tab = PageTab("page_bench", "Bench")
    qtbot.addWidget(tab)
    tab.resize(tab.sizeHint())
    tab.show()
    assert tab.height() >= 48
    qtbot.mouseClick(tab, Qt.MouseButton.LeftButton)
    assert tab.isChecked()
    assert tab.grab().toImage().pixelColor(4, 24).name().upper() == current().accent_weak


def test_it_is_as_wide_as_its_words(qtbot):
    tab = PageTab("page_stock", "Stock")
    qtbot.addWidget(tab)
    narrow = tab.sizeHint().width()
    tab.say("Existencias")
    assert tab.sizeHint().width() > narrow
    assert tab.minimumSizeHint() == tab.sizeHint()
    assert tab.accessibleName() == "Existencias"
