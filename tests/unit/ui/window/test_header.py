"""The header says what is ready and tells what was chosen."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from app.ui.theme import look
from app.ui.window.header import Header


@pytest.fixture
def header(qtbot):
    made = Header(("bench", "stock"))
    qtbot.addWidget(made)
    made.retranslate()
    return made


def test_a_page_is_chosen_by_its_tab(qtbot, header):
    with qtbot.waitSignal(header.page_chosen) as told:
        header._tabs["stock"].click()
    assert told.args == ["stock"]


def test_a_device_has_one_chip_and_its_words_change_in_place(qtbot, header):
    header.say("camera", "Camera", "ok")
    header.say("camera", "No camera", "bad")
    chip = header._chips["camera"]
    assert (chip.accessibleName(), chip.state) == ("No camera", "bad")
    with qtbot.waitSignal(header.device_asked) as told:
        chip.click()
    assert told.args == ["camera"]


def test_a_device_with_nothing_to_say_has_no_chip(header):
    header.say("camera", "Camera", "ok")
    header.say("camera", "", "neutral")
    assert header._chips["camera"].isHidden()


def test_without_a_person_there_are_no_pages(header):
    header.show_signed_in(False)
    assert header._tabs["bench"].isHidden()
    assert header.person.isHidden()


def test_where_it_is_crowded_what_needs_no_eye_gives_way(header):
    header.show()
    header.show_signed_in(True)
    header.say("camera", "Camera", "ok")
    header.say("printer", "Labels to file, and to nothing else", "neutral")
    header.resize(1900, 48)
    assert not header._chips["printer"].isHidden()
    header.resize(700, 48)
    assert header._chips["printer"].isHidden()
    assert not header._chips["camera"].isHidden()
    header.say("printer", "Check printer", "warn")
    assert not header._chips["printer"].isHidden()


def test_no_chip_is_cut_and_the_search_keeps_its_room(header):
    header.show()
    header.show_signed_in(True)
    header.person.say("Maria Ortiz · bench-01", "neutral")
    header.say("camera", "Camera", "ok")
    header.say("shops", "Shops 100 % · 2 s", "ok")
    header.say("printer", "Check printer “labels”", "warn")
    for width in (1900, 1000, 900):
        header.resize(width, 48)
        header.layout().activate()
        shown = [chip for chip in (*header._chips.values(), header.person) if not chip.isHidden()]
        assert all(chip.width() >= chip.sizeHint().width() for chip in shown)
        assert not header._chips["printer"].isHidden()
    assert header._chips["camera"].isHidden(), "what is well gives way before a word is cut"


def test_a_chip_that_goes_leaves_the_keys_to_the_page(qtbot, header):
    header.say("printer", "Labels to file", "neutral")
    header.resize(1900, 48)
    header.show()
    header._chips["printer"].setFocus()
    header.say("printer", "Labels to files", "neutral")  # it says something else: nothing is left
    assert header.focusWidget() is header._chips["printer"]
    with qtbot.waitSignal(header.keys_left):
        header.say("printer", "", "neutral")


def test_tab_goes_through_the_header_as_it_stands_and_escape_leaves_it(qtbot, header):
    field = QLineEdit()
    search = QWidget()
    field.setParent(search)
    header.set_search(search)
    header.say("camera", "Camera", "ok")
    header.say("shops", "Shops behind", "warn")
    chips = [header._chips["camera"], header._chips["shops"], header.language, header.person]
    header.show_signed_in(True)
    names = [chip.objectName() for chip in chips]
    one: QWidget | None = field
    met: list[str] = []
    while (one := one.nextInFocusChain() if one is not None else None) is not None and one is not field:
        met += [name for name in names if name == one.objectName()]
    assert met == names
    with qtbot.waitSignal(header.keys_left):
        qtbot.keyClick(chips[1], Qt.Key.Key_Escape)


def test_larger_text_takes_room_from_the_search_and_from_no_chip(qtbot, dressed, header):
    header.show()
    header.show_signed_in(True)
    header.person.say("Maria Ortiz · bench-01", "neutral")
    header.say("camera", "Camera", "ok")
    header.resize(960, 48)
    wide = header._search_room.width()
    look.enlarge(1.3)
    try:
        qtbot.waitUntil(lambda: header._search_room.width() < wide)
    finally:
        look.enlarge(1.0)
