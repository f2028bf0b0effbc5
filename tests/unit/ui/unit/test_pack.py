"""The evidence pack from the unit page: made in the lane at the place that was chosen, told where the eye is."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from app.documents.pack_check import check_pack, read_key


def packed(qtbot, page, file):
    page.pack.make(file)
    assert not page.pack.isEnabled()
    assert page.pack.notice.isVisible()
    qtbot.waitUntil(page.pack.isEnabled)
    return page.pack.notice


def test_it_is_made_where_it_was_told_to_and_can_be_checked(qtbot, page, room, tmp_path):
    file = tmp_path / "evidence.zip"
    notice = packed(qtbot, page, file)
    assert notice.state == "ok"
    assert "evidence.zip" in notice.words[0]
    checked = check_pack(file, frozenset([read_key(room.house.folder / "keys" / "station.pub.pem")]))
    assert (checked.ok, checked.units) == (True, ("R-000001",))


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_the_keyboard_opens_the_choice_of_a_place(qtbot, page, tmp_path, key):
    page.pack.setFocus()
    qtbot.keyClick(page.pack, key)
    dialog = page.pack.findChild(QFileDialog)
    assert dialog.acceptMode() is QFileDialog.AcceptMode.AcceptSave
    assert dialog.selectedFiles()[0].endswith("evidence-R-000001.zip")
    dialog.fileSelected.emit(str(tmp_path / "chosen.zip"))
    dialog.reject()
    qtbot.waitUntil(lambda: page.pack.isEnabled() and page.pack.notice.state == "ok")
    assert (tmp_path / "chosen.zip").exists()


def test_a_place_that_cannot_be_written_is_said_and_may_be_tried_again(qtbot, page, tmp_path):
    notice = packed(qtbot, page, tmp_path / "no" / "evidence.zip")
    assert notice.state == "bad"
    assert "cannot be written" in notice.words[0]
    assert packed(qtbot, page, tmp_path / "evidence.zip").state == "ok"


def test_what_came_of_it_goes_with_the_next_unit(qtbot, page, tmp_path):
    notice = packed(qtbot, page, tmp_path / "evidence.zip")
    page.scanned("R-000002")
    qtbot.waitUntil(lambda: page.shown.lpn == "R-000002")
    assert not notice.isVisible()
