"""The import page in a room: by keys alone, and nothing is written before somebody has said yes to what would be."""

from threading import Event

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from app.store import models
from app.ui.imports import taking
from app.ui.imports.taking import Phase
from app.ui.imports.view import ImportsPage
from app.ui.words import language
from tests.lane import PIN

PRODUCTS = "client,sku,title\nACME,NEW-1,Cap\nACME,NEW-2,\n"


@pytest.fixture
def heard():
    return []


@pytest.fixture
def page(qtbot, room, heard):
    room.sign_in(qtbot)
    made = ImportsPage(room.parts)
    made.sounded.connect(heard.append)
    room.show(qtbot, made)
    qtbot.waitUntil(lambda: made._clients == ("ACME", "NOVA"))
    return made


@pytest.fixture
def file(tmp_path):
    made = tmp_path / "goods.csv"
    made.write_text(PRODUCTS, encoding="utf-8")
    return made


def press(page, key):
    QTest.keyClick(QApplication.focusWidget() or page, key)


def test_a_file_is_chosen_tried_and_taken_in_by_keys(qtbot, house, page, heard, file):
    press(page, Qt.Key.Key_1)
    assert page.taking.kind == "products"
    assert "title" in page.empty.accessibleName()
    press(page, Qt.Key.Key_F)
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    assert not dialog.isModal()
    dialog.fileSelected.emit(str(file))
    dialog.close()
    page.activateWindow()  # as a desktop does when the dialog goes
    qtbot.waitUntil(page.isActiveWindow)
    qtbot.waitUntil(lambda: page.taking.phase is Phase.LOOKED)
    assert [one.accessibleName() for one in page.counts][:2] == ["Rows: 2", "Would be new: 1"]
    assert page.tables.tabs.key == "refused"
    press(page, Qt.Key.Key_Return)
    assert page.offer.notice.words[0] == "An import cannot be undone."
    assert page.taking.phase.value == "looked"
    press(page, Qt.Key.Key_Escape)
    assert not page.offer.isVisible()
    press(page, Qt.Key.Key_Return)
    press(page, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.taking.phase is Phase.DONE)
    assert page.notice.words[0] == "Imported. 1 row was refused"
    assert heard == ["done"]
    assert page.save.hasFocus(), "the keys stay with the page, at what is left to do"
    assert "NEW-1" in {row["sku"] for row in house.rows(models.Product)}


def test_escape_leads_back_to_the_bench(page):
    asked: list[str] = []
    page.page_asked.connect(asked.append)
    assert page.leave.key == "Esc"
    press(page, Qt.Key.Key_Escape)
    page.leave.click()
    assert asked == ["bench"] * 2


def test_escape_ends_no_import_and_leaves_none_before_somebody_has_said_so(qtbot, house, page, file, monkeypatch):
    asked: list[str] = []
    goes_on = Event()
    page.page_asked.connect(asked.append)
    page.taking.choose(page.operator, kind="products", file=file)
    qtbot.waitUntil(lambda: page.taking.phase is Phase.LOOKED)
    real = taking._written
    monkeypatch.setattr(taking, "_written", lambda *given: goes_on.wait(30) and real(*given))
    press(page, Qt.Key.Key_Return)
    press(page, Qt.Key.Key_Return)
    assert page.taking.phase.value == "writing"
    assert page.leave.key == ""
    press(page, Qt.Key.Key_Escape)
    assert page.offer.notice.words[0] == "End the import here?"
    page._show()  # as with each lot of rows
    press(page, Qt.Key.Key_Return)  # goes on
    assert page.offer.isHidden()
    press(page, Qt.Key.Key_Escape)
    press(page, Qt.Key.Key_Escape)  # does not leave it either
    assert page.offer.isHidden()
    assert not page.taking._step.ended
    goes_on.set()
    qtbot.waitUntil(lambda: page.taking.phase is Phase.DONE)
    assert "NEW-1" in {row["sku"] for row in house.rows(models.Product)}
    assert asked == []
    press(page, Qt.Key.Key_Escape)
    assert asked == ["bench"]


def test_an_import_is_ended_by_whoever_says_yes(qtbot, page, file, monkeypatch):
    page.taking.choose(page.operator, kind="products", file=file)
    qtbot.waitUntil(lambda: page.taking.phase is Phase.LOOKED)
    real, goes_on = taking._written, Event()
    monkeypatch.setattr(taking, "_written", lambda *given: goes_on.wait(30) and real(*given))
    page.taking.write(page.operator)
    page.end.click()
    assert not page.taking._step.ended
    page.offer.yes.click()
    assert page.taking._step.ended
    assert page.offer.isHidden()
    goes_on.set()
    qtbot.waitUntil(lambda: not page.taking.busy)


def test_refused_rows_are_saved_where_somebody_says(qtbot, page, file, tmp_path):
    page.taking.choose(page.operator, kind="products", file=file)
    qtbot.waitUntil(page.save.isVisible)
    page.save.click()
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(tmp_path / "mend.csv"))
    dialog.close()
    qtbot.waitUntil(lambda: "mend.csv" in page.notice.words[0])
    assert (tmp_path / "mend.csv").read_text("utf-8-sig").count("\n") == 2


def test_a_file_that_is_no_table_of_this_kind_is_refused_in_words(qtbot, page, heard, file):
    page.kinds.choose("sales")
    page.take_file(file)
    qtbot.waitUntil(lambda: page.taking.phase is Phase.FAILED)
    assert "no column" in page.notice.words[0]
    assert heard == ["refused"]
    assert not page.write.isVisible()
    page.kinds.choose("products")
    qtbot.waitUntil(lambda: page.taking.phase is Phase.LOOKED)
    assert page.notice.words == ("", "")


def test_whose_file_it_is_is_asked_where_it_does_not_say(qtbot, page, tmp_path):
    file = tmp_path / "amazon.txt"
    file.write_text("return-date\torder-id\tsku\tquantity\n2026-11-20T10:00:00+00:00\t1\tSHOE-RED-42\t1\n")
    page.kinds.choose("fba-returns")
    page.take_file(file)
    qtbot.waitUntil(page.clients.isVisible)
    assert page.notice.words[0] == "Whose file is it?"
    press(page, Qt.Key.Key_C)
    press(page, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: page.taking.phase is Phase.LOOKED)
    assert page.taking.client == "ACME"


def test_a_dropped_file_is_taken_several_are_not(qtbot, page, file, tmp_path):
    page.kinds.choose("products")
    other = tmp_path / "other.csv"
    other.write_text(PRODUCTS)
    for files, taken in (((file, other), False), ((tmp_path,), False), ((file,), True)):
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(one)) for one in files])
        copy, left, no = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        enter = QDragEnterEvent(QPoint(5, 5), copy, data, left, no)
        enter.ignore()
        page.dragEnterEvent(enter)
        assert enter.isAccepted() is taken
        page.dropEvent(QDropEvent(QPointF(5, 5), copy, data, left, no))
        assert (page.taking.file is not None) is taken
    qtbot.waitUntil(lambda: page.taking.phase is Phase.LOOKED)


def test_an_inspector_is_told_why_not(qtbot, room, file):
    room.sign_in(qtbot, "LN-07", PIN)
    page = ImportsPage(room.parts)
    room.show(qtbot, page)
    assert page.notice.words[0] == "A supervisor or a manager imports files."
    assert not page.choose.isEnabled()
    page.take_file(file)
    assert page.taking.file is None


def test_how_far_it_is_is_shown_and_can_be_ended(qtbot, page, file):
    page.taking.choose(page.operator, kind="products", file=file)
    page.taking.progress = (1000, 5000)
    page._show()
    assert (page.bar.value(), page.bar.maximum(), page.how_far.text()) == (1000, 5000, "1,000 of 5,000 rows")
    page.end.click()
    assert page.taking._step.ended
    qtbot.waitUntil(lambda: not page.taking.busy)


@pytest.mark.expects_warning
def test_whatever_else_goes_wrong_is_said(qtbot, page):
    page._on_error(RuntimeError("odd"))
    assert page.notice.words[0] == "This could not be done."
    language.speak("es")
    page.retranslate()
    assert page.notice.words[0] == "Esto no se pudo hacer."
    page._on_not_read(RuntimeError("odd"))


def test_another_language_says_everything_anew(page):
    page.retranslate()
    assert page.title.text() == "Import"
