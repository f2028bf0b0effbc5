"""A pedal is a key that means nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from app.config import CameraSettings
from app.ui.camera.pedal_key import key_named, may_be_pedal, name_of


@pytest.mark.parametrize(
    "key", [Qt.Key.Key_F13, Qt.Key.Key_PageDown, Qt.Key.Key_B, Qt.Key.Key_Pause, Qt.Key.Key_MediaPlay]
)
def test_a_key_is_found_by_its_name(key):
    name = name_of(key)
    assert may_be_pedal(name)
    assert key_named(name) == key
    assert CameraSettings(pedal=name).pedal == name


@pytest.mark.parametrize(
    "key", [Qt.Key.Key_Return, Qt.Key.Key_1, Qt.Key.Key_P, Qt.Key.Key_Escape, Qt.Key.Key_Shift, Qt.Key.Key_F24]
)
def test_a_key_that_means_something_is_none(key):
    assert not may_be_pedal(name_of(key))
    assert key_named(name_of(key)) is None


@given(st.text(max_size=30) | st.integers(-1, 2**31 - 1))
def test_whatever_stands_there_is_a_key_or_none(what):
    found = key_named(what if isinstance(what, str) else name_of(what))
    assert found is None or isinstance(found, int)
