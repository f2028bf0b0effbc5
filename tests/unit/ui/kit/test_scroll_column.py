"""A column scrolls where it is longer than its place."""

from app.ui.kit import Label, ScrollColumn


def test_what_is_too_long_scrolls_and_is_not_squeezed(qtbot):
    scroll = ScrollColumn("queue")
    for number in range(40):
        scroll.column.addWidget(Label(f"R-{number:06}"))
    qtbot.addWidget(scroll)
    scroll.resize(200, 200)
    scroll.show()
    assert scroll.verticalScrollBar().maximum() > 300
    assert scroll.horizontalScrollBar().maximum() == 0
