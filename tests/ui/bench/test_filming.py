"""The bench films while it works: an unboxing by key, touch and code, and a destruction that its film proves."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.devices.scene_camera import SceneCamera
from app.devices.virtual_camera import picture
from app.domain.bench.state import Unit
from app.services.station import Station
from app.ui.bench.acts import Page
from app.ui.unit.proof_film import ProofFilm
from app.ui.unit.view import UnitPage
from tests.bench_window import PEOPLE, Hands, eyed_window, wait_until
from tests.films import played
from tests.ui.bench.walk import BOTTLE, SHOE, finish, verify


class Filmed:
    """A window whose camera sees what the test shows it."""

    def __init__(self, station: Station, camera: SceneCamera, hands: Hands) -> None:
        self.station, self.camera, self.hands = station, camera, hands
        assert hands.window.parts.live.film is not None
        self.lane = hands.window.parts.live.film
        self.told: list[object] = []
        self.ended = 0
        films = hands.page._films
        assert films is not None
        films.told.connect(lambda words, _tone: self.told.append(words))

    def unit(self) -> Unit:
        """What is open at the bench."""
        standing = self.hands.desk.standing
        assert standing is not None
        assert standing.state.unit is not None
        return standing.state.unit

    def holds(self, pictures: int) -> None:
        """Until the film has so many."""
        wait_until(lambda: self.lane.stands is not None and self.lane.stands.frames >= pictures)

    def ends(self) -> None:
        """Until it lies in the evidence, and the bench has answered."""
        self.ended += 1
        wait_until(lambda: len(self.told) >= self.ended)
        self.hands.settle()


@contextmanager
def filmed(folder: Path, settings: str = "") -> Iterator[Filmed]:
    camera = SceneCamera(picture("bench"), fps=30)
    with eyed_window(folder, camera, settings) as (station, window, page):
        hands = Hands(window, page, window.parts.desk, folder / "shots")
        page.presenter._shutter = hands.shutter
        yield Filmed(station, camera, hands.settle().sign_in())


def films(station: Station, lpn: str, shot: str = "film:unboxing") -> list[str]:
    unit = station.reads.unit(lpn)
    assert unit is not None
    return [photo["sha256"] for photo in unit["photos"] if photo["shot"] == shot]


@pytest.mark.usefixtures("qtbot")
def test_an_unboxing_is_filmed_while_work_goes_on(tmp_path):
    with filmed(tmp_path) as at:
        hands = at.hands.scan(SHOE)
        hands.scan("RG:FILM")  # the printed sheet
        at.holds(2)
        hands.scan("SHOE-RED-42").press("2", "1")
        at.holds(4)
        unit = at.unit()
        hands.window._on_time_to_look()
        assert "0:0" in hands.window.header._chips["film"].accessibleName()
        hands.press("M").touch("film")
        at.ends()
        (first,) = films(at.station, unit.lpn)
        hands.press("Esc", "F")  # the key
        at.holds(2)
        hands.window.header._chips["film"].click()  # and a touch of the red sign
        at.ends()
        _, second = films(at.station, unit.lpn)
        for sha256 in (first, second):
            assert played(at.station.photo_path(sha256)) >= 2
        assert at.station.verify_audit().problems == ()


@pytest.mark.usefixtures("qtbot")
def test_a_film_begins_with_the_parcel_and_ends_with_it_where_that_is_set(tmp_path):
    with filmed(tmp_path, "[film]\nunboxing = true\n") as at:
        hands = at.hands.scan(SHOE)
        at.holds(2)
        hands.scan("SHOE-RED-42")
        lpn = at.unit().lpn
        finish(hands, parts="missing", packaging="damaged").press("Enter", "Enter")
        verify(hands)
        at.ends()
        assert len(films(at.station, lpn)) == 1


@pytest.mark.usefixtures("qtbot")
def test_a_destruction_is_proven_by_its_film(tmp_path):
    with filmed(tmp_path) as at:
        hands = at.hands.sign_in("MO-01").scan(BOTTLE, "BOTTLE-750")
        lpn = at.unit().lpn
        finish(hands, seal="opened", damage="beyond_repair").press("Y")
        verify(hands.press("Enter"))
        hands.press("S", "1", "Y")  # the other one did not come
        hands.type("LN-07").press("Enter").type(PEOPLE["LN-07"][2]).press("Enter")
        assert hands.page.presenter._hand.page.page is Page.PROOF
        hands.press("F")  # without the label in the picture: refused, and it is filmed again
        at.holds(2)
        hands.press("F")
        at.ends()
        assert hands.scene.refusal is not None
        assert hands.scene.refusal.code == "code_not_in_frame"
        at.camera.show(picture("What is left of it", lpn))
        hands.press("F")
        at.holds(4)
        hands.press("F")
        at.ends()
        (row,) = at.station.reads.certificates()
        one = at.station.certificates.certificate(row["number"])
        assert one.unit == lpn
        assert played(at.station.photo_path(one.film)) >= 4
        assert len(one.pictures) == 2


@pytest.mark.usefixtures("qtbot")
def test_a_destruction_is_filmed_later_on_the_units_page(tmp_path):
    with filmed(tmp_path) as at:
        hands = at.hands.sign_in("MO-01").scan(BOTTLE, "BOTTLE-750")
        lpn = at.unit().lpn
        finish(hands, seal="opened", damage="beyond_repair")
        verify(hands.press("Enter"))
        hands.press("S", "1")
        page = hands.window.page("unit")
        assert isinstance(page, UnitPage)
        hands.window.go("unit")
        page.scanned(lpn)
        wait_until(lambda: page.shown is not None)
        page._offer("destroy")
        page.panel.badge.setText("LN-07")
        page.panel.pin.setText(PEOPLE["LN-07"][2])
        page.panel.do.click()
        proof = page.panel.proof
        wait_until(proof.isVisible)
        at.camera.show(picture("What is left of it", lpn))
        QTest.keyClick(proof, Qt.Key.Key_F)
        at.holds(4)
        assert not proof.take.isVisible()
        assert hands.window.focusWidget() is proof.film
        QTest.keyClick(proof.film, Qt.Key.Key_F)
        wait_until(lambda: len(list(at.station.reads.certificates())) == 1)
        hands.settle()
        (row,) = at.station.reads.certificates()
        one = at.station.certificates.certificate(row["number"])
        assert one.unit == lpn
        assert played(at.station.photo_path(one.film)) >= 4


@pytest.mark.usefixtures("qtbot")
def test_a_film_that_nobody_waits_for_any_more_is_kept_as_evidence(tmp_path):
    with filmed(tmp_path) as at:
        hands = at.hands.scan(SHOE, "SHOE-RED-42")
        film = ProofFilm(hands.window.parts)
        film.unit = at.unit().lpn
        film.toggle()
        at.holds(2)
        film.leave()  # the panel is closed
        wait_until(lambda: len(films(at.station, film.unit, "film:destruction")) == 1)
        hands.settle()
        film.toggle()
        other = ProofFilm(hands.window.parts)
        other.unit, told = "R-000099", []
        other.failed.connect(lambda message, _hint: told.append(message))
        other.toggle()
        assert told == ["Another film is being made."]
        film.toggle()
        wait_until(lambda: not film.runs)
        hands.settle()
