"""Layouts made anew leave nothing behind, and nothing for later."""

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.ui.bench.emptied import emptied, filled


def test_what_was_in_a_layout_is_gone_at_once_nested_or_not(qtbot):
    room = QWidget()
    qtbot.addWidget(room)
    column = QVBoxLayout(room)
    inner = QVBoxLayout()
    for layout, name in ((column, "one"), (inner, "two")):
        label = QLabel(name)
        label.setObjectName(name)
        layout.addWidget(label)
    column.addLayout(inner)
    emptied(column)
    assert column.count() == 0
    assert room.findChildren(QLabel) == []


def test_what_is_put_in_is_there_before_the_next_event(qtbot):
    room = QWidget()
    qtbot.addWidget(room)
    column = QVBoxLayout(room)
    inner = QVBoxLayout()
    column.addLayout(inner)
    room.resize(200, 100)
    room.show()
    one, two = QLabel("one"), QLabel("two")
    column.addWidget(one)
    inner.addWidget(two)
    filled(room)
    assert one.isVisible()
    assert two.isVisible()
    assert one.y() > two.y()
