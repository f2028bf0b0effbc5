"""First rows, columns, refused rows: each file has its own columns, and what is refused stands in front."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QAbstractButton

from app.services.importing import Imported, Rejected
from app.services.importing.asking import FileSeen
from app.ui.imports.tables import COLUMNS, REFUSED, ROWS, FileTables

SEEN = FileSeen("f", 1, "", "utf-8", ("a", "b"), (("sku", "a"),), ("b",), names_client=True, first=(("1", "2"), ("3",)))
REFUSED_ONE = Imported(rows=1, rejected=[Rejected(1, "sku", "x", "no")])


@pytest.fixture
def tables(qtbot, dressed):
    made = FileTables()
    qtbot.addWidget(made)
    made.retranslate()
    made.show()
    return made


def test_a_file_shows_its_own_columns_and_short_rows_as_they_are(tables):
    tables.show_file(SEEN, None)
    model = tables.first.model
    assert [model.title(place) for place in range(model.columnCount())] == ["a", "b"]
    assert (model.written(0, 1), model.written(1, 1)) == ("2", "")
    tables.open(COLUMNS)
    assert tables.columns.isVisible()
    assert tables.columns.model.written(1, 1) == "kept as a note"


def test_what_is_refused_stands_in_front(tables):
    tables.show_file(SEEN, None)
    tables.show_file(SEEN, REFUSED_ONE)
    assert tables.tabs.key == REFUSED
    assert tables.refused.model.row(0).reason == "no"
    tables.retranslate()
    assert tables.tabs.key == REFUSED
    tables.show_file(SEEN, Imported(rows=1))
    assert tables.tabs.key == ROWS


def test_what_comes_in_with_a_remark_is_not_called_refused(tables):
    remark = Rejected(1, "channel", "x", "nothing is sold here")
    tables.show_file(SEEN, Imported(rows=1, warnings=[remark]))
    assert tables.tabs.key == REFUSED
    assert tables.refused.model.row(0).reason == "comes in: nothing is sold here"
    assert said(tables) == "Remarks 1"
    tables.show_file(SEEN, replace(REFUSED_ONE, warnings=[remark, remark]))
    assert said(tables) == "Refused rows 1 · Remarks 2"
    tables.show_file(SEEN, None)
    assert said(tables) == "Refused rows"


def said(tables):
    return [button.accessibleName() for button in tables.tabs.findChildren(QAbstractButton)][-1]


def test_no_file_no_rows(tables):
    tables.show_file(SEEN, None)
    tables.show_file(None, None)
    assert tables.first.model.rowCount() == 0
