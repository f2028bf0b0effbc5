"""The style sheets: filled in, without a colour of their own, and each for its own classes."""

import re
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit, QMenu, QTableView, QTextBrowser, QWidget

from app.ui.kit import Chip, Label
from app.ui.theme import look
from app.ui.theme.sheet import ALL, WORN, sheet, values, wears
from app.ui.theme.tokens import load


@pytest.mark.parametrize("name", ["light", "dark"])
def test_every_placeholder_is_filled(name):
    assert "$" not in sheet(load(name))


def test_no_colour_is_written_into_the_sheet_itself():
    for file in ALL:
        template = Path("resources/theme/sheets", f"{file}.qss").read_text("utf-8")
        assert re.findall(r"#[0-9A-Fa-f]{3,8}\b(?!\s*\{)", template) == []


def test_the_small_pictures_are_there():
    for name in ("light", "dark"):
        for picture in ("arrow_up", "arrow_down", "tick"):
            assert Path(values(load(name))[picture]).is_file()


def test_what_a_person_meets_is_styled():
    made = sheet(load("light"))
    for widget in ("QScrollBar", "QLineEdit", "QComboBox", "QTableView", "QMenu", "QHeaderView", "QSlider"):
        assert widget in made
    for state in (":hover", ":focus", ":disabled", ":pressed", ":checked"):
        assert state in made


@pytest.mark.parametrize(
    ("kind", "files"),
    [
        (QLineEdit, ("field",)),
        (QComboBox, ("field", "bar", "table")),
        (QTextBrowser, ("field", "bar")),
        (QTableView, ("bar", "table")),
        (QMenu, ("menu",)),
        (QWidget, ()),
        (Label, ()),
        (Chip, ()),
    ],
)
def test_each_class_wears_its_own(dressed, qtbot, kind, files):
    widget = kind("Regrade") if kind in {Label, Chip} else kind()
    qtbot.addWidget(widget)
    assert wears(widget) == files


def test_every_sheet_that_is_worn_is_there_and_every_one_there_is_worn():
    worn = {file for _, files in WORN for file in files}
    assert worn == set(ALL) == {path.stem for path in Path("resources/theme/sheets").iterdir()}


def test_another_size_of_text_is_another_sheet(dressed):
    before = sheet(load("light"), ("field",))
    look.enlarge(1.5)
    assert sheet(load("light"), ("field",)) != before
