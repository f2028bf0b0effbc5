"""A long line never widens its column and is whole in its tooltip."""

from PySide6.QtCore import Qt

from app.ui.kit import ElidedLabel

CODE = "TikTok 576012345678901234560001"


def _label(qtbot, words, width, **more):
    label = ElidedLabel(words, name="order", **more)
    qtbot.addWidget(label)
    label.resize(width, 24)
    label.show()
    return label


def test_what_fits_has_no_tooltip(qtbot):
    label = _label(qtbot, "SHOE-RED-42", 300)
    assert not label.is_cut
    assert label.toolTip() == ""


def test_what_is_cut_is_whole_in_the_tooltip_as_text(qtbot):
    label = _label(qtbot, f"<i>{CODE}</i>", 120)
    assert label.is_cut
    assert "&lt;i&gt;" in label.toolTip()
    assert label.accessibleName() == f"<i>{CODE}</i>"


def test_it_may_be_made_narrow(qtbot):
    assert _label(qtbot, CODE * 9, 120).minimumSizeHint().width() <= 40


def test_lines_become_one(qtbot):
    assert _label(qtbot, "a\nb\t c", 100).words == "a b c"


def test_the_ends_of_a_code_can_be_kept(qtbot):
    label = _label(qtbot, CODE, 150, mode=Qt.TextElideMode.ElideMiddle)
    assert label._shown().endswith("0001")


def test_other_words_are_measured_again(qtbot):
    label = _label(qtbot, CODE, 120)
    label.say("SKU")
    label.set_tone("bad")
    assert (label.is_cut, label.toolTip()) == (False, "")
