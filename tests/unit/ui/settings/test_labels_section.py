"""The labels over a real station: looked at by everybody, changed by a supervisor, taken back by one touch."""

import io

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.services.importing import KINDS
from app.ui.settings.labels_scene import LOGO
from app.ui.words import language
from tests.unit.ui.settings.conftest import sign_in, touch

ACME = "ACME"
PRODUCTS = "client,sku,title,category,price,currency\nACME,SHOE,Running shoe,hard goods,59.90,USD\n"


@pytest.fixture
def catalogue(station, tmp_path):
    file = tmp_path / "products.csv"
    file.write_text(PRODUCTS, "utf-8")
    station.take_in(KINDS["products"], file)


@pytest.fixture
def section(qtbot, catalogue, page):
    page.open("labels")
    section = page.section("labels")
    qtbot.waitUntil(lambda: not section.pane.picture.image.isNull())
    return section


@pytest.fixture
def of_acme(qtbot, section):
    section.clients.setCurrentIndex(section.clients.findData(ACME))
    qtbot.waitUntil(lambda: LOGO in section._entries)
    return section


@pytest.fixture
def logo(tmp_path):
    file = tmp_path / "logo.png"
    into = io.BytesIO()
    Image.new("RGB", (60, 30), "black").save(into, "PNG")
    file.write_bytes(into.getvalue())
    return file


def chosen(section, file):
    """The person chose this file in the dialog that is open."""
    assert section._dialog is not None
    assert not section._dialog.isModal()
    section._dialog.fileSelected.emit(str(file))
    section._dialog.close()


def test_a_label_is_shown_as_its_printer_draws_it(section, station):
    content = station.labels.render("unit", station.labels.example("unit"), driver="png", dpi=203)
    assert section.pane.picture.image.size().toTuple() == Image.open(io.BytesIO(content)).size
    assert section.pane.picture.pixels_a_dot >= 1
    assert section._entries["unit"].isChecked()


def test_tab_comes_from_the_clients_to_the_list_and_then_to_what_is_shown(section):
    one, met = section.clients, []
    while (one := one.nextInFocusChain()) is not section.clients:
        met.append(one.objectName())
    order = [met.index(name) for name in ("labels_open_unit", "labels_open_sku", "label_add", "label_sample_example")]
    assert order == sorted(order)


def test_another_label_language_and_text_are_drawn(qtbot, section):
    seen = [section.pane.picture.image]
    for name in ("label_language_zh_CN", "label_sample_long", "labels_open_scrap"):
        touch(section, name)
        qtbot.waitUntil(lambda: section.pane.picture.image != seen[-1])
        seen.append(section.pane.picture.image)
    assert section.pane.picture.image.height() > 1000


def test_what_comes_too_late_is_not_shown(section):
    shown = section.pane.picture.image
    section._on_drawn(section._asked - 1, shown.copy(0, 0, 9, 9))
    section._on_not_drawn(section._asked - 1, RuntimeError("late"))
    assert (section.pane.picture.image, section.pane.fault.isHidden()) == (shown, True)


@pytest.mark.expects_warning
def test_what_cannot_be_drawn_says_why(section):
    section._on_not_drawn(section._asked, RuntimeError("no ink"))
    assert section.pane.fault.isVisible()
    assert "RuntimeError" in section.pane.fault.words[1]


def test_a_trial_goes_the_way_of_all_labels(qtbot, page, section, station):
    touch(section, "label_print")
    qtbot.waitUntil(lambda: page.notice.state == "ok")
    assert "labels" in page.notice.words[0]
    assert list((station.profile.spool / "printer").glob("*.zpl"))


def test_a_logo_is_chosen_shown_and_taken_back(qtbot, of_acme, station, logo):
    touch(of_acme, "labels_logo")
    assert of_acme.pane.empty.isVisible()
    touch(of_acme, "label_logo")
    chosen(of_acme, logo)
    qtbot.waitUntil(of_acme.pane.picture.isVisible)
    assert of_acme.pane.picture.image.size().toTuple() == (60, 30)
    assert of_acme.offer.isVisible()
    touch(of_acme, "label_offer_yes")
    qtbot.waitUntil(of_acme.pane.empty.isVisible)
    assert station.labels.logo(ACME) == b""


def test_what_is_no_picture_is_refused(qtbot, page, of_acme, station, tmp_path):
    file = tmp_path / "logo.png"
    file.write_bytes(b"no picture")
    touch(of_acme, "labels_logo")
    touch(of_acme, "label_logo")
    chosen(of_acme, file)
    qtbot.waitUntil(lambda: page.notice.state == "bad")
    assert station.labels.logo(ACME) == b""


def test_a_template_is_saved_changed_added_replaced_and_taken_out(qtbot, of_acme, station, tmp_path):
    touch(of_acme, "label_export")
    file = tmp_path / "unit.yaml"
    chosen(of_acme, file)
    qtbot.waitUntil(file.exists)
    file.write_bytes(file.read_bytes().replace(b"size: [57, 32]", b"size: [57, 40]"))
    _added(qtbot, of_acme, file)
    qtbot.waitUntil(lambda: of_acme.pane.picture.image.height() == 320)
    assert of_acme.pane.take_out.isVisible()

    first = file.read_bytes()
    file.write_bytes(first + b"# ours\n")
    _added(qtbot, of_acme, file)
    assert of_acme.window().focusWidget() is of_acme.offer.no
    assert station.labels.written("unit", ACME) == first
    touch(of_acme, "label_offer_no")
    assert (of_acme.offer.isHidden(), station.labels.written("unit", ACME)) == (True, first)
    _added(qtbot, of_acme, file)
    touch(of_acme, "label_offer_yes")
    qtbot.waitUntil(lambda: station.labels.written("unit", ACME) != first)
    qtbot.waitUntil(of_acme.offer.isVisible)

    touch(of_acme, "label_take_out")
    qtbot.waitUntil(lambda: of_acme.pane.picture.image.height() == 256)
    assert station.labels.own(ACME) == ()
    touch(of_acme, "label_offer_yes")
    qtbot.waitUntil(lambda: station.labels.own(ACME) == ("unit",))


def _added(qtbot, section, file):
    section.offer.clear()
    touch(section, "label_add")
    chosen(section, file)
    qtbot.waitUntil(section.offer.isVisible)


def test_a_template_with_a_fault_is_refused_with_its_line(qtbot, page, of_acme, station, tmp_path):
    file = tmp_path / "unit.yaml"
    file.write_bytes(station.labels.written("unit").replace(b"{code}", b"{cod}"))
    touch(of_acme, "label_add")
    chosen(of_acme, file)
    qtbot.waitUntil(lambda: page.notice.state == "bad")
    assert page.notice.words[0].startswith("Line 22: ")
    assert station.labels.own(ACME) == ()


def test_a_broken_one_is_listed_with_its_line(qtbot, section, station):
    folder = station.profile.labels / ACME
    folder.mkdir(parents=True)
    (folder / "unit.yaml").write_text("kind: unit\nkind: unit\n", "utf-8")
    section.clients.setCurrentIndex(section.clients.findData(ACME))
    qtbot.waitUntil(section.pane.fault.isVisible)
    assert section.pane.fault.words[0].startswith("Line 2: ")
    touch(section, "label_take_out")
    qtbot.waitUntil(section.pane.picture.isVisible)


def test_an_inspector_looks_and_changes_nothing(qtbot, page, parts, of_acme):
    sign_in(qtbot, parts, "BK-3")
    page.retranslate()
    touch(of_acme, "labels_logo")
    assert not of_acme.add.isVisible()
    assert not of_acme.pane.choose.isVisible()
    touch(of_acme, "labels_open_unit")
    assert of_acme.pane.print.isVisible()


def test_what_was_offered_is_gone_with_the_section(qtbot, page, of_acme, logo):
    touch(of_acme, "labels_logo")
    touch(of_acme, "label_logo")
    chosen(of_acme, logo)
    qtbot.waitUntil(of_acme.offer.isVisible)
    page.open("station")
    page.open("labels")
    assert of_acme.offer.isHidden()
    of_acme._on_offer_taken()
    assert of_acme._back is None


def test_all_of_it_is_said_in_another_language(page, of_acme):
    language.speak("zh_CN")
    page.retranslate()
    assert of_acme.clients.currentData() == ACME
    assert of_acme.pane.shelved.name == "unit"


def test_an_offer_is_said_in_the_language_that_is_spoken(qtbot, page, of_acme, logo):
    touch(of_acme, "labels_logo")
    touch(of_acme, "label_logo")
    chosen(of_acme, logo)
    qtbot.waitUntil(of_acme.offer.isVisible)
    of_acme.offer.yes.say("…")
    page.retranslate()
    assert of_acme.offer.yes.words == "Undo"


def test_arrows_and_enter_lead_through_the_list(qtbot, section):
    section._entries["unit"].setFocus()
    QTest.keyClick(section._entries["unit"], Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: section._chosen == "sku")
    section._entries["scrap"].setFocus()
    QTest.keyClick(section._entries["scrap"], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: section.pane.picture.image.height() > 1000)
