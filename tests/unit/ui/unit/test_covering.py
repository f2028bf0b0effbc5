"""What is covered is proposed, drawn and decided on the unit page; only who may claim decides."""

from PySide6.QtCore import Qt

from app.domain.redaction import Box
from app.store import models
from tests.lane import PIN


def covering(qtbot, page):
    page.gallery._tiles[0].click()
    page.gallery.cover_button.click()
    found = page.gallery.covering
    qtbot.waitUntil(found.nothing.isEnabled)
    return found


def test_a_box_is_laid_by_keys_and_decided(qtbot, page, room):
    found = covering(qtbot, page)
    assert not found.do.isEnabled()
    qtbot.keyClick(found.sheet, Qt.Key.Key_N)
    found.do.click()
    qtbot.waitUntil(lambda: found.notice.state == "ok")
    (row,) = room.house.rows(models.Redaction)
    assert [Box(*box) for box in row["boxes"]] == list(found.sheet.boxes)
    found.close_button.click()
    assert page.gallery.viewer.isVisible()


def test_that_there_is_nothing_to_cover_is_a_decision_too(qtbot, page, room):
    found = covering(qtbot, page)
    found.nothing.click()
    qtbot.waitUntil(lambda: found.notice.state == "ok")
    assert [row["boxes"] for row in room.house.rows(models.Redaction)] == [[]]


def test_who_may_not_claim_is_not_asked(qtbot, page, room):
    room.sign_in(qtbot, "LN-07", PIN)
    page.gallery._tiles[0].click()
    assert not page.gallery.cover_button.isVisible()
