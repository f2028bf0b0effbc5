"""What a station chose for its eye is the same for all who show it."""

from app.config import CameraSettings
from app.ui.camera import Choices


def test_what_was_set_counts_once_and_what_is_chosen_is_told(qtbot):
    choices = Choices()
    choices.begin(CameraSettings(auto=True, overlay="lines", pedal="F13"))
    assert (choices.auto, choices.lines, choices.reference, choices.pedal) == (True, True, False, "F13")
    choices.begin(CameraSettings())  # another page opens
    assert choices.auto
    with qtbot.waitSignal(choices.changed):
        choices.choose(auto=False)
    assert not choices.auto
    with qtbot.assertNotEmitted(choices.changed):
        choices.choose(auto=False)


def test_one_key_goes_through_what_may_lie_over_the_picture():
    choices, seen = Choices(), []
    for has_reference in (True, True, True, True, False, False):
        choices.choose(overlay=choices.following(has_reference=has_reference))
        seen.append(choices.overlay)
    assert seen == ["lines", "reference", "both", "none", "lines", "none"]
