"""Each tool has its key, which counts while the row is seen, and shows how it stands."""

from app.ui.bench.camera_tools import CameraTools
from app.ui.camera import Choices


def test_keys_and_touches_ask_for_the_same(dressed, qtbot):
    tools, asked = CameraTools(), []
    qtbot.addWidget(tools)
    tools.asked.connect(asked.append)
    assert not tools.press("A")  # nobody sees it
    tools.show()
    tools.draw(Choices())
    assert tools.press("A")
    assert tools.press("G")
    assert tools.press("J")
    assert not tools.press("P")
    tools.buttons["overlay"].click()
    assert asked == ["auto", "overlay", "folder", "overlay"]


def test_what_is_on_is_shown(dressed, qtbot):
    tools, choices = CameraTools(), Choices()
    qtbot.addWidget(tools)
    choices.choose(auto=True, overlay="both")
    tools.draw(choices)
    assert tools.buttons["auto"].isChecked()
    assert tools.buttons["overlay"].isChecked()
    assert tools.buttons["overlay"].words == "Both"
