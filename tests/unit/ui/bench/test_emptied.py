from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.ui.bench.emptied import emptied


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
