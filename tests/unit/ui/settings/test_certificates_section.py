"""What certificates say of the site: saved with its place, refused where it cannot stand there, a supervisor's."""

import pytest

from tests.unit.ui.settings.conftest import sign_in, touch


@pytest.fixture
def section(page):
    page.open("certificates")
    return page.section("certificates")


def test_the_issuer_and_what_all_of_a_kind_say_are_saved(qtbot, page, section, station):
    section.issuer["registration"].saved.emit("E 4471")
    qtbot.waitUntil(lambda: page.settings.certificates.registration == "E 4471")
    touch(page, "certificate_kinds_recycling")
    assert section._usual_rows["recipient"].isVisibleTo(section)
    assert not section._usual_rows["equipment"].isVisibleTo(section)
    section.usual["recipient"].saved.emit("Smelter Nord")
    qtbot.waitUntil(lambda: bool(page.settings.certificates.usual))
    assert page.settings.certificates.usual == {"recycling": {"recipient": "Smelter Nord"}}
    assert section.usual["recipient"].field.text() == "Smelter Nord"
    assert "Recipient" not in section.lacks.text()
    section.usual["recipient"].saved.emit("")
    qtbot.waitUntil(lambda: page.settings.certificates.usual == {"recycling": {}})
    assert "Recipient" in section.lacks.text()


def test_what_cannot_stand_on_one_is_refused_and_not_saved(qtbot, page, section):
    with qtbot.assertNotEmitted(section.changed):
        section.usual["waste_code"].saved.emit("scrap")
    assert page.notice.state == "bad"
    section.issuer["time_zone"].saved.emit("Mars/Olympus")
    qtbot.waitUntil(lambda: "time zone" in " ".join(page.notice.words))
    assert page.settings.certificates.time_zone == ""


def test_paper_and_language_are_chosen_and_an_inspector_changes_nothing(qtbot, page, parts, section):
    for name, place, value in (("paper_Letter", "paper", "Letter"), ("language_de", "language", "de")):
        with qtbot.waitSignal(section.changed) as told:
            touch(page, f"certificate_{name}")
        assert told.args == [{("certificates", place): value}]
    sign_in(qtbot, parts, "BK-3")
    page.came_to_front()
    assert not section.issuer["issuer"].isEnabled()
    assert not section._paper.isEnabled()
