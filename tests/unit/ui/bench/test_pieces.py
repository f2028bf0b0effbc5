"""A scene finds its controls by key and by name."""

from app.domain.bench.state import Step
from app.ui.bench.acts import Close
from app.ui.bench.pieces import Beside, Control, Head, Known, Line, Scene, ShotTile, Stage


def _scene(**stage):
    tile = ShotTile("front", "Front", control=Control("shot_0", "Front", Close(), "Space"))
    keys = (Control("danger", "Danger", Close(), "D"),)
    return Scene(Step.ITEM, (), Known(), Stage(Head("Scan the item"), **stage), Beside(tiles=(tile,)), keys=keys)


def test_a_key_means_the_first_control_that_bears_it_the_middle_card_first():
    seen = _scene(controls=(Control("take", "Take", Close(), "Space"), Control("back", "Back", Close(), "Backspace")))
    assert seen.keyed("Space").name == "take"
    assert seen.keyed("D").name == "danger"
    assert seen.keyed("X") is None


def test_controls_are_found_by_name_wherever_they_stand():
    fewer = Control("fewer_0", "One fewer", Close())
    line = Line("L1", "Cup", "", 2, 0, 0, 0, fewer=fewer, more=Control("more_0", "One more", Close()))
    assert _scene(lines=(line,)).named("fewer_0") is fewer
    assert _scene().named("shot_0").key == "Space"
    assert _scene().named("nothing") is None


def test_open_pieces_of_a_line():
    assert Line("L1", "Cup", "", quantity=5, received=1, missing=1, wrong=1).open == 2
