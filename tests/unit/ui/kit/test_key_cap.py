"""A quiet act by its key."""

from PySide6.QtCore import Qt

from app.ui.kit import KeyCap


def test_it_is_pressed_like_a_button(qtbot):
    cap = KeyCap("back", "⌫", "back")
    qtbot.addWidget(cap)
    cap.show()
    with qtbot.waitSignal(cap.clicked):
        qtbot.mouseClick(cap, Qt.MouseButton.LeftButton)
    assert cap.accessibleName() == "back. ⌫"


def test_it_is_large_enough_for_a_finger(qtbot):
    cap = KeyCap("park", "P")
    qtbot.addWidget(cap)
    assert cap.sizeHint().height() >= 48
    narrow = cap.sizeHint().width()
    cap.show_key("P", "park this unit")
    assert cap.sizeHint().width() > narrow


def test_its_parts_are_drawn(qtbot):
    cap = KeyCap("enter", "⏎", "take it")
    qtbot.addWidget(cap)
    cap.setEnabled(False)
    cap.resize(cap.sizeHint())
    image = cap.grab().toImage()
    assert len({image.pixelColor(x, 24).name() for x in range(image.width())}) > 2
