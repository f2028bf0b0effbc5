"""Facts are pairs of label and value."""

import pytest

from app.ui.kit import ElidedLabel, FactRows, Label


@pytest.fixture
def rows(qtbot):
    made = FactRows("facts", codes=frozenset({"Order"}))
    qtbot.addWidget(made)
    made.resize(240, 120)
    made.show()
    return made


def _values(rows):
    return [
        label.words
        for label in rows.findChildren(ElidedLabel)
        if label.isVisible() and label.objectName().endswith("_value")
    ]


def test_what_has_no_value_is_left_out(rows, qtbot):
    rows.show_facts([("SKU", "SHOE"), ("Client", ""), ("Price", "$5")])
    assert rows.facts == (("SKU", "SHOE"), ("Price", "$5"))
    qtbot.waitUntil(lambda: _values(rows) == ["SHOE", "$5"])
    assert rows.accessibleName() == "SKU: SHOE; Price: $5"


def test_another_unit_of_the_same_kind_makes_no_row_anew(rows, qtbot):
    rows.show_facts([("SKU", "SHOE"), ("Order", "1")])
    before = rows.findChildren(ElidedLabel)
    rows.show_facts([("SKU", "BLEND"), ("Order", "2")])
    assert rows.findChildren(ElidedLabel) == before
    qtbot.waitUntil(lambda: _values(rows) == ["BLEND", "2"])


def test_other_labels_are_built(rows, qtbot):
    rows.show_facts([("SKU", "SHOE")])
    rows.show_facts([("Serial", "X1"), ("Weight", "1 kg")])
    qtbot.waitUntil(lambda: _values(rows) == ["X1", "1 kg"])


def test_codes_keep_their_ends(rows):
    rows.show_facts([("Order", "TikTok 576012345678901234560001-and-more-0009")])
    value = next(label for label in rows.findChildren(ElidedLabel) if label.objectName() == "facts_0_value")
    assert value._shown().endswith("0009")


def test_what_is_asked_in_sentences_is_never_cut(rows):
    rows.sentences = frozenset({"Client asks"})
    rows.show_facts([("SKU", "SHOE"), ("Client asks", "Keep the box lid. " * 6)])
    value = rows.findChild(Label, "facts_1_value")
    assert value.wordWrap()
    rows.show_facts([("SKU", "SHOE"), ("Client asks", "Keep the lid.")])
    assert value.text() == "Keep the lid."
