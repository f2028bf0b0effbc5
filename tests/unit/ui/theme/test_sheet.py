"""The style sheet: filled in, and without a colour of its own."""

import re
from pathlib import Path

import pytest

from app.ui.theme.sheet import sheet, values
from app.ui.theme.tokens import load


@pytest.mark.parametrize("name", ["light", "dark"])
def test_every_placeholder_is_filled(name):
    assert "$" not in sheet(load(name))


def test_no_colour_is_written_into_the_sheet_itself():
    template = Path("resources/theme/station.qss").read_text("utf-8")
    assert re.findall(r"#[0-9A-Fa-f]{3,8}\b(?!\s*\{)", template) == []


def test_the_small_pictures_are_there():
    for name in ("light", "dark"):
        for picture in ("arrow_up", "arrow_down", "tick"):
            assert Path(values(load(name))[picture]).is_file()


def test_what_a_person_meets_is_styled():
    made = sheet(load("light"))
    for widget in ("QScrollBar", "QLineEdit", "QComboBox", "QTableView", "QMenu", "QToolTip", "QHeaderView", "QSlider"):
        assert widget in made
    for state in (":hover", ":focus", ":disabled", ":pressed", ":checked"):
        assert state in made
