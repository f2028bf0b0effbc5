"""Layouts made anew leave nothing behind, and nothing for later."""

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.ui.bench.emptied import emptied, filled
from app.ui.kit import Chip, FlowLayout


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


def test_a_room_that_was_seen_is_seen_again_when_it_is_filled_and_one_that_was_not_is_not(qtbot):
    whole = QWidget()
    room = QWidget(whole)
    column = QVBoxLayout(room)
    qtbot.addWidget(whole)
    whole.show()
    emptied(column, to_fill=True)
    one = QLabel("one")
    column.addWidget(one)
    assert not one.isVisible()
    filled(room)
    assert one.isVisible()
    room.hide()
    emptied(column, to_fill=True)
    column.addWidget(QLabel("two"))
    filled(room)
    assert not room.isVisible()


def test_a_room_that_is_only_emptied_stays_seen(qtbot):
    room = QWidget()
    column = QVBoxLayout(room)
    qtbot.addWidget(room)
    room.show()
    emptied(column)
    assert room.isVisible()


def test_chips_that_flow_have_their_places_at_once(dressed, qtbot):
    whole, room = QWidget(), QWidget()
    QVBoxLayout(whole).addWidget(room)
    flow = FlowLayout(room)
    qtbot.addWidget(whole)
    whole.resize(300, 200)
    with qtbot.waitExposed(whole):
        whole.show()
    emptied(flow, to_fill=True)
    chips = [Chip(name, name, "ok", filled=True) for name in ("sharp", "light")]
    for chip in chips:
        flow.addWidget(chip)
    filled(room)
    assert chips[0].height() == chips[0].sizeHint().height()
    assert chips[1].x() > chips[0].x() + chips[0].width()
