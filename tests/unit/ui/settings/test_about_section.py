"""Folders and versions, and what the doctor finds, in words."""

from types import SimpleNamespace

import pytest
from PySide6.QtGui import QDesktopServices

from app.errors import StoreError
from app.services.station import Check
from app.ui.kit import Label
from tests.unit.ui.settings.conftest import touch


@pytest.fixture
def section(page):
    page.open("about")
    return page.section("about")


def test_the_doctor_looks_at_everything(qtbot, page, section):
    touch(page, "about_examine")
    section._on_look_clicked()
    qtbot.waitUntil(lambda: section._checks != (), timeout=20_000)
    assert {check.name for check in section._checks} >= {"database", "disk", "clock"}
    assert page.notice.words[0] == "Everything is in order."


def test_what_is_wrong_says_how_to_mend_it(qtbot, page, section, station):
    found = (Check("disk", ok=False, found="The disk is full.", mend="Free some space."),)
    object.__setattr__(station, "set_up", SimpleNamespace(examine=lambda: iter(found)))
    touch(page, "about_examine")
    qtbot.waitUntil(lambda: section._checks == found)
    assert page.notice.state == "warn"
    assert "The disk is full. Free some space." in [label.text() for label in section.findChildren(Label)]


def test_an_examination_that_fails_is_told(qtbot, page, section, station):
    def fail():
        raise StoreError("The records cannot be read.")

    object.__setattr__(station, "set_up", SimpleNamespace(examine=fail))
    touch(page, "about_examine")
    qtbot.waitUntil(lambda: page.notice.state == "bad")
    assert not section._looking


def test_the_folders_are_opened_outside(page, section, station, monkeypatch):
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    touch(page, "about_folder")
    touch(page, "about_logs")
    assert opened == [str(station.profile.root), str(station.profile.logs)]
