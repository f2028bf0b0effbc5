"""Qt's own palette wears the theme."""

import pytest
from PySide6.QtGui import QPalette

from app.ui.theme.palette import TONES, palette
from app.ui.theme.tokens import load


def test_what_qt_draws_itself_wears_the_theme():
    made = palette(load("dark"))
    assert made.color(QPalette.ColorRole.Window).name().upper() == load("dark").background
    assert made.color(QPalette.ColorRole.Highlight).name().upper() == load("dark").accent


@pytest.mark.parametrize("name", ["light", "dark"])
def test_every_tone_of_text_has_a_role_of_its_own_enabled_or_not(name):
    made, theme = palette(load(name)), load(name)
    assert len(set(TONES.values())) == len(TONES)
    for tone, role in TONES.items():
        for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive, QPalette.ColorGroup.Disabled):
            assert made.color(group, role).name().upper() == getattr(theme, tone), tone


def test_no_role_is_left_to_the_platform(qapp):
    made = palette(load("light"))
    roles = [
        role for role in QPalette.ColorRole if role not in {QPalette.ColorRole.NColorRoles, QPalette.ColorRole.NoRole}
    ]
    assert [role for role in roles if not made.isBrushSet(QPalette.ColorGroup.Active, role)] == []


def test_what_is_disabled_is_paler():
    made = palette(load("light"))
    assert made.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text).name().upper() == load("light").third
