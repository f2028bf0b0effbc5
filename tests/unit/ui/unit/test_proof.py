"""The proof at a unit's page: one press takes it, a file may stand for it, and nothing comes of a page that is left."""

import pytest

from app.errors import DeviceError
from app.ui.unit.proof import Proof


@pytest.fixture
def proof(qtbot, room):
    made = Proof(room.parts)
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    return made


def test_a_press_takes_the_proof_once_while_one_is_on_its_way(qtbot, proof, tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr(proof, "_shutter", lambda shot, on_file: asked.append((shot, on_file)))
    proof.take.click()
    proof.picture.take_asked.emit()
    assert [shot for shot, _ in asked] == ["proof", "proof"]
    with qtbot.waitSignal(proof.given) as told:
        asked[0][1](tmp_path / "still.jpg")
    assert told.args[0].name == "still.jpg"
    proof.wait(waits=True)
    proof.picture.take_asked.emit()
    assert len(asked) == 2


def test_a_photo_that_comes_for_a_page_that_was_left_is_nobodys(qtbot, proof, tmp_path):
    proof.hide()
    with qtbot.assertNotEmitted(proof.given):
        proof._on_file(tmp_path / "still.jpg")


def test_a_camera_that_fails_says_why(qtbot, proof):
    with qtbot.waitSignal(proof.failed) as told:
        proof._on_failed(DeviceError("No picture.", "Put the cable in."))
    assert told.args == ["No picture.", "Put the cable in."]


def test_without_a_camera_the_press_is_answered_in_words(qtbot, proof):
    with qtbot.waitSignal(proof.failed) as told:
        proof.take.click()
    assert all(told.args)


def test_a_file_that_was_not_chosen_is_none(qtbot, proof):
    with qtbot.assertNotEmitted(proof.given):
        proof._on_file_chosen("")
    with qtbot.waitSignal(proof.given):
        proof._on_file_chosen("proof.png")
