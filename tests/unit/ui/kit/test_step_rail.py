"""Where the work stands."""

import pytest

from app.ui.kit import StepRail, StepState
from app.ui.theme import current

NAMES = ("Scan", "Check", "Photos", "Grade", "Route", "Label")


def _rail(qtbot, width, names=NAMES, now=1):
    rail = StepRail("steps")
    states = [StepState.DONE if n < now else StepState.NOW if n == now else StepState.NEXT for n in range(len(names))]
    rail.show_steps(list(zip(names, states, strict=True)))
    qtbot.addWidget(rail)
    rail.resize(width, rail.sizeHint().height())
    rail.show()
    return rail


def _colours(rail):
    image = rail.grab().toImage()
    return {image.pixelColor(x, y).name().upper() for x in range(image.width()) for y in range(image.height())}


def test_done_now_and_next_are_told_apart(qtbot):
    colours = _colours(_rail(qtbot, 566))
    assert {current().ok, current().accent, current().line} <= colours


def test_the_step_at_hand_is_said(qtbot):
    assert _rail(qtbot, 566).accessibleName() == "Step: Check"


@pytest.mark.parametrize("width", [566, 360, 200])
def test_it_fits_any_width(qtbot, width):
    rail = _rail(qtbot, width, ("Escanear", "Revisar", "Fotografiar", "Calificar", "Destino", "Etiqueta"))
    image = rail.grab().toImage()
    ink = [x for x in range(image.width()) if image.pixelColor(x, image.height() // 2).name().upper() == current().line]
    assert ink or width < 300


def test_without_steps_nothing_is_drawn(qtbot):
    rail = StepRail("steps")
    rail.show_steps([])
    qtbot.addWidget(rail)
    rail.resize(300, 26)
    assert len(_colours(rail)) == 1
    assert rail.accessibleName() == ""


def test_a_step_that_was_left_out_has_no_tick(qtbot):
    rail = _rail(qtbot, 566, now=5)
    names = [(name, StepState.SKIPPED if name == "Photos" else StepState.NEXT) for name in NAMES]
    rail.show_steps(names)
    assert current().ok not in _colours(rail)
