"""The unit page on a real bench: opened by any code, read anew after each act, refusals told where the eye is."""

from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.documents.certificate import PdfCertificates
from app.domain.bench import actions as do
from app.errors import StoreError
from app.labelling.library import LabelLibrary
from app.paths import shipped
from app.services.certificates import Certificates
from app.services.inspecting import Inspecting
from app.services.print_asked import print_asked
from app.services.printing import Wanted
from app.store import models
from app.store.disk import photo_path
from app.ui.unit.view import UnitPage
from app.ui.words import language
from tests.lane import BROKEN, UPS, USPS, WRONG_PIN, to_grade, took
from tests.pictures import picture


@pytest.fixture
def page(qtbot, graded, room):
    made = UnitPage(room.parts)
    room.sign_in(qtbot)
    room.show(qtbot, made)
    return made


def opened(qtbot, page, code="R-000001", lpn=""):
    page.scanned(code)
    qtbot.waitUntil(lambda: page.shown is not None and page.shown.lpn == (lpn or code))
    return page


def act(qtbot, page, name):
    page.head.act_asked.emit(name)
    assert page.panel.isVisible()
    return page.panel


def test_before_a_unit_is_opened_it_says_how(page):
    assert page.empty.isVisible()
    assert not page.head.isVisible()


@pytest.mark.parametrize("code", ["R-000001", UPS])
def test_any_code_opens_its_unit(qtbot, page, code):
    opened(qtbot, page, code, "R-000001")
    assert page.head.lpn.text() == "R-000001"
    assert page.head.grade.letter == "A"
    assert page.found.reason.words[0] == "Too small 尺码不合"


def test_a_code_that_names_no_unit_leaves_what_stands_there(qtbot, page):
    opened(qtbot, page)
    for code in ("R-999999", "x" * 300):
        with qtbot.waitSignal(page.told) as told:
            page.scanned(code)
        assert told.args[1] == "warn"
    assert page.head.lpn.text() == "R-000001"


def test_tabs_show_photos_history_papers_ledger_and_shops(qtbot, page):
    opened(qtbot, page)
    assert page.gallery.isVisible()
    for name, listed in page.lists.items():
        page.tabs.chosen.emit(name)
        assert listed.isVisible()
        assert listed.lines


def test_another_grade_moves_the_stock_and_is_shown(qtbot, page):
    opened(qtbot, page)
    panel = act(qtbot, page, "override")
    assert not panel.do.isEnabled()
    panel.grades.chosen.emit("B")
    panel.grades._parts["B"].setChecked(True)
    panel.words.setText("a dent")
    assert panel.do.isEnabled()
    panel.do.click()
    qtbot.waitUntil(lambda: page.head.grade.letter == "B")
    assert not panel.isVisible()
    assert page.shown.chips[0][0] == "Sellable B"


def test_a_refusal_stays_beside_what_was_typed(qtbot, page):
    opened(qtbot, page, "R-000002")
    panel = act(qtbot, page, "override")
    panel.grades._parts["A"].setChecked(True)
    panel.words.setText("better")
    panel.do.click()
    qtbot.waitUntil(panel.notice.isVisible)
    assert panel.notice.state == "bad"
    assert panel.words.text() == "better"
    assert page.head.grade.letter == "S"


def witnessed(qtbot, page, pin="482913774"):
    panel = act(qtbot, page, "destroy")
    assert not panel.proof.isVisible()
    page.scanned("RGB:LN-07")  # the witness's badge, not a unit
    assert panel.badge.text() == "LN-07"
    panel.pin.setText(pin)
    panel.do.click()
    return panel


def test_a_destruction_wants_the_witness_first_then_the_proof_and_numbers_its_certificate(
    qtbot, page, graded, tmp_path
):
    opened(qtbot, page, "R-000002")
    label = page.shown.papers[0].what.partition(" ")[0]
    panel = witnessed(qtbot, page, WRONG_PIN)
    qtbot.waitUntil(panel.notice.isVisible)
    assert panel.pin.text() == ""
    assert not panel.proof.isVisible()
    panel.pin.setText("482913774")
    panel.do.click()
    qtbot.waitUntil(panel.proof.isVisible)
    assert not panel.notice.isVisible()
    panel.proof._on_file_chosen(str(picture(tmp_path, "another")))
    qtbot.waitUntil(panel.notice.isVisible)
    assert panel.proof.isVisible(), "the witness need not come again"
    assert panel.proof.take.isEnabled()
    panel.proof._on_file_chosen(str(picture(tmp_path, "proof", label)))
    qtbot.waitUntil(lambda: page.shown.state == "closed")
    assert any("DES-000001" in line.what for line in page.shown.papers)
    assert [act.objectName() for act in page.head._acts if act.isVisible()] == [
        "unit_void_certificate",
        "unit_replace_certificate",
    ]


def test_a_supervisor_replaces_a_certificate_and_declares_one_void_with_a_reason(qtbot, page, room, graded, tmp_path):
    opened(qtbot, page, "R-000002")
    label = page.shown.papers[0].what.partition(" ")[0]
    panel = witnessed(qtbot, page, "482913774")
    qtbot.waitUntil(panel.proof.isVisible)
    panel.proof._on_file_chosen(str(picture(tmp_path, "proof", label)))
    qtbot.waitUntil(lambda: page.shown.valid == ("DES-000001",))
    evidence = partial(photo_path, graded.folder / "evidence")
    works = Certificates(graded.store, PdfCertificates(shipped("labels")), evidence, graded.clock)
    object.__setattr__(room.station, "open_certificates", lambda: works)  # what the whole program opens
    page.tabs.chosen.emit("papers")
    assert page.certificates.isVisible()
    page.head._acts[1].click()
    panel.details.fields["weight_g"].setText("395")
    panel.details.fields["customs_reference"].setText("CBP 7553-118")
    panel.details.fields["waste_code"].setText("none")
    panel.words.setText("Weighed again")
    panel.do.click()
    assert "Waste code" in panel.notice.words[1]
    panel.details.fields["waste_code"].clear()
    panel.do.click()
    qtbot.waitUntil(lambda: page.shown.valid == ("DES-000002",))
    assert (page.shown.said_weight, dict(page.shown.said)["customs_reference"]) == ("395", "CBP 7553-118")
    assert any("replaces DES-000001" in line.what for line in page.shown.papers)
    assert any("Weighed again" in line.what and "replaced by DES-000002" in line.what for line in page.shown.papers)
    page.head._acts[0].click()
    assert not page.certificates.isVisible()
    assert not panel.do.isEnabled(), "without a reason nothing is declared void"
    panel.words.setText("It names the wrong unit")
    panel.do.click()
    qtbot.waitUntil(lambda: page.shown.valid == ())
    assert any(line.tone == "bad" and "DES-000002 · void" in line.what for line in page.shown.papers)
    assert page.shown.certificates == ("DES-000001", "DES-000002")


def test_a_proof_of_the_camera_is_sent_as_it_comes(qtbot, page, room, graded, tmp_path, monkeypatch):
    opened(qtbot, page, "R-000002")
    label = page.shown.papers[0].what.partition(" ")[0]
    panel = witnessed(qtbot, page)
    qtbot.waitUntil(panel.proof.isVisible)
    monkeypatch.setattr(panel.proof, "_shutter", lambda _shot, on_file: on_file(picture(tmp_path, "taken", label)))
    panel.proof.take.click()
    qtbot.waitUntil(lambda: page.shown.state == "closed")


def test_without_a_picture_the_camera_says_why_and_the_proof_is_still_wanted(qtbot, page, graded):
    opened(qtbot, page, "R-000002")
    panel = witnessed(qtbot, page)
    qtbot.waitUntil(panel.proof.isVisible)
    panel.proof._on_failed(StoreError("The disk is full.", "Free some space."))
    assert panel.notice.words[0] == "The disk is full."
    assert panel.proof.take.isEnabled()


def test_what_goes_to_the_recycler_has_its_label_at_hand_when_its_paper_is_made(qtbot, house, room):
    lane = house.signed_in()
    to_grade(house, lane, answers=BROKEN)
    took(lane, do="route", to="recycle", reason="nothing left of it")
    took(lane, do="scan", code=took(lane, do="accept")["expects"]["code"])
    page: Any = UnitPage(room.parts)
    room.sign_in(qtbot)
    room.show(qtbot, page)
    opened(qtbot, page)
    panel = act(qtbot, page, "close_work")
    panel.words.setText("note 7")
    panel.do.click()
    qtbot.waitUntil(lambda: page.shown.certified == "recycling")
    assert page.tabs.key == "papers"
    assert page.certificates.label_button.isVisible()
    labels = LabelLibrary(shipped("labels"))

    def print_label(lpn, kind, printer, by):
        wanted = Wanted(kind, "", {}, unit=lpn, printer=printer)
        return print_asked(house.store, house.printing(labels=labels), house.clock, wanted, site="US-NJ", by=by)

    object.__setattr__(room.station, "print_label", print_label)
    page.certificates.label_button.click()
    qtbot.waitUntil(lambda: page.certificates.notice.state == "ok")
    label = house.rows(models.Label)[-1]
    assert label["template"] == "handover"
    qtbot.waitUntil(lambda: page.shown.papers[0].what == f"{label['code']} · label of its certificate")
    assert page.shown.papers[0].tone == "second"
    assert page.shown.chips[-1] != ("label not checked yet", "warn"), "nobody need scan it"
    assert page.certificates.notice.state == "ok"


def test_a_label_is_printed_again_on_a_free_bench_only(qtbot, page, room):
    opened(qtbot, page)
    with qtbot.waitSignal(room.desk.stood):
        room.desk.act(do.Scan(USPS))
    panel = act(qtbot, page, "reprint")
    panel.words.setText("torn")
    panel.do.click()
    assert panel.notice.state == "bad"
    with qtbot.waitSignal(room.desk.stood):
        room.desk.act(do.Back())
    panel.do.setEnabled(True)
    with qtbot.waitSignal(page.page_asked) as asked:
        panel.do.click()
    assert asked.args == ["bench"]
    assert room.house.printer.printed[-1][1] == room.desk.standing.state.label.code


@pytest.mark.expects_warning
def test_no_other_units_label_is_printed_where_the_unit_could_not_be_scanned(qtbot, page, room, monkeypatch):
    """The bench would print its last label again, which is another unit's."""
    act_once = Inspecting._act_once

    def failing(bench, request, prepared):
        if isinstance(request.action, do.Scan):
            raise StoreError("The database is locked.", "Try again.")
        return act_once(bench, request, prepared)

    opened(qtbot, page)
    printed = len(room.house.printer.printed)
    panel = act(qtbot, page, "reprint")
    panel.words.setText("torn")
    monkeypatch.setattr(Inspecting, "_act_once", failing)
    panel.do.click()
    qtbot.waitUntil(panel.notice.isVisible)
    qtbot.waitUntil(lambda: not room.desk.busy)
    assert len(room.house.printer.printed) == printed


def test_a_witness_pin_does_not_stay_for_whoever_comes_next(qtbot, page, graded):
    opened(qtbot, page, "R-000002")
    panel = witnessed(qtbot, page)
    qtbot.waitUntil(panel.proof.isVisible)
    page.hide()
    page.show()
    assert panel.pin.text() == ""
    assert not panel.proof.isVisible()
    assert panel.badge.isVisible()


def test_esc_closes_the_panel_and_a_reason_is_one_touch(qtbot, page):
    opened(qtbot, page)
    panel = act(qtbot, page, "send_back")
    panel._reasons_layout.itemAt(0).widget().click()
    assert panel.words.text() == "The photos show it"
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert page.gallery.isVisible()


def test_a_photo_is_looked_at_large_and_esc_leads_back(qtbot, page):
    opened(qtbot, page, "R-000002")
    qtbot.waitUntil(lambda: not page.gallery._tiles[0]._picture.isNull())
    page.gallery._tiles[1].click()
    assert page.gallery.viewer.isVisible()
    assert page.gallery.sha.text() == f"SHA-256 {page.shown.photos[1].sha256}"
    qtbot.keyClick(page.gallery.viewer, Qt.Key.Key_Right)
    assert page.gallery.sha.text().endswith(page.shown.photos[2].sha256)
    qtbot.keyClick(page.gallery.viewer, Qt.Key.Key_Escape)
    assert page.gallery.scrolled.isVisible()


def test_another_language_says_it_all_anew(qtbot, page):
    opened(qtbot, page)
    act(qtbot, page, "override")
    language.speak("es")
    page.retranslate()
    assert page.panel.isVisible()
    assert page.head.lpn.text() == "R-000001"


@pytest.mark.expects_warning
def test_what_stands_there_stays_where_it_cannot_be_read(qtbot, page, monkeypatch):
    opened(qtbot, page)

    def away(*_given, **_named):
        raise StoreError("The records are away.", "Wait.")

    monkeypatch.setattr(page.parts.station.reads, "unit", away)
    with qtbot.waitSignal(page.told) as told:
        page.came_to_front()
    assert told.args[1] == "bad"
    assert page.head.lpn.text() == "R-000001"


def test_the_keyboard_is_with_the_unit_that_was_opened_and_esc_leads_back(qtbot, page):
    opened(qtbot, page)
    history = page.tabs.findChild(QWidget, "unit_tabs_history")
    photos = page.tabs.findChild(QWidget, "unit_tabs_photos")
    qtbot.waitUntil(photos.hasFocus)
    qtbot.keyClick(photos, Qt.Key.Key_Right)
    qtbot.waitUntil(history.hasFocus)
    assert page.lists["history"].isVisible()
    with qtbot.waitSignal(page.back_asked):
        qtbot.keyClick(history, Qt.Key.Key_Escape)
