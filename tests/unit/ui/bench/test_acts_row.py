"""The foot of the middle card: quiet beside choices, large where nothing else is asked."""

import pytest
from PySide6.QtCore import Qt

from app.ui.bench import controls
from app.ui.bench.acts import Close
from app.ui.bench.acts_row import ActsRow
from app.ui.bench.pieces import Chip as Given
from app.ui.bench.pieces import Control, Head, Stage, Target
from app.ui.kit import Chip, KeyCap, Pressable, PrimaryButton, SecondaryButton
from app.ui.theme import look

WIDTH = 566
LOW = (controls.back(), controls.park(), controls.more())
CHOICE = (Control("choice_a", "A", Close(), "1"),)


@pytest.fixture
def row(dressed, qtbot):
    made = ActsRow()
    qtbot.addWidget(made)
    made.resize(WIDTH, 120)
    made.show()
    return made


def _stage(**more):
    return Stage(Head("Any sign of wear?"), **{"controls": LOW, **more})


def test_beside_choices_the_acts_are_quiet(row):
    row.draw(_stage(choices=CHOICE, chips=(Given("Packaging", "intact"),)), WIDTH)
    assert [cap.objectName() for cap in row.findChildren(KeyCap)] == ["back", "park", "more"]
    assert [chip.accessibleName() for chip in row.findChildren(Chip)] == ["Packaging intact"]


def test_where_nothing_but_acts_is_left_they_are_buttons(row):
    row.draw(_stage(target=Target("scan", "Scan")), WIDTH)
    assert len(row.findChildren(SecondaryButton)) == 3
    assert all(button.sizeHint().height() >= 48 for button in row.findChildren(SecondaryButton))


def test_the_big_button_is_last_and_there_is_one(row, qtbot):
    row.draw(_stage(choices=CHOICE, controls=(*LOW, controls.take("Take it", Close()))), WIDTH)
    (big,) = row.findChildren(PrimaryButton)
    assert big.objectName() == "take"
    others = [*row.findChildren(SecondaryButton), *row.findChildren(KeyCap)]
    qtbot.waitUntil(lambda: all(big.x() > one.x() for one in others))


def test_where_there_is_no_room_for_buttons_they_become_key_caps(row):
    take = controls.take("Open box, print the label of the unit", Close())
    row.draw(_stage(controls=(*LOW, controls.danger(), take)), WIDTH)
    assert len(row.findChildren(KeyCap)) == 4
    assert row.sizeHint().width() <= WIDTH
    assert row.sizeHint().height() > 56, "what Enter does has a line of its own"


def test_long_words_of_the_big_button_stand_in_two_lines_before_they_take_a_row_of_their_own(row):
    take = controls.take("Reponer, imprimir etiqueta", Close())
    row.draw(_stage(controls=(*LOW, take)), 470)
    (big,) = row.findChildren(PrimaryButton)
    assert row.sizeHint().height() == big.sizeHint().height()


def test_only_as_many_answers_as_there_is_room_for_the_newest_of_them(row):
    chips = tuple(Given("Appearance", f"answer number {n}") for n in range(20))
    row.draw(_stage(choices=CHOICE, chips=chips), WIDTH)
    seen = sorted((chip for chip in row.findChildren(Chip) if chip.isVisible()), key=lambda chip: chip.x())
    shown = [chip.accessibleName() for chip in seen]
    assert 0 < len(shown) < 20
    assert "answer number 0" in shown[-1]
    assert row.sizeHint().width() <= WIDTH


@pytest.mark.parametrize("stage", [{"choices": CHOICE}, {"target": Target("scan", "Scan")}, {}])
def test_a_touch_says_which(row, qtbot, stage):
    row.draw(_stage(**stage), WIDTH)
    button = next(iter(row.findChildren(Pressable, "park")))
    with qtbot.waitSignal(row.touched) as touched:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert touched.args == ["park"]


def test_keys_stay_with_the_screen(row):
    row.draw(_stage(controls=(*LOW, controls.take("Take it", Close()))), WIDTH)
    assert all(button.focusPolicy() == Qt.FocusPolicy.NoFocus for button in row.findChildren(PrimaryButton))


def test_another_stage_takes_the_same_buttons_and_leaves_none_of_the_old(row, qtbot):
    row.draw(_stage(choices=CHOICE, chips=(Given("Packaging", "intact"),)), WIDTH)
    before = row.findChildren(KeyCap)
    row.draw(_stage(choices=CHOICE, controls=(controls.back(), controls.more())), WIDTH)
    seen = [one for one in row.findChildren(Pressable) if one.isVisible()]
    assert [one.objectName() for one in seen] == ["back", "more"]
    assert set(seen) <= set(before)
    assert not row.findChildren(Pressable, "park")
    row.draw(_stage(controls=(*LOW, controls.take("Take it", Close()))), WIDTH)
    seen = [one.objectName() for one in row.findChildren(Pressable) if one.isVisible()]
    assert sorted(seen) == ["back", "more", "park", "take"]


def test_of_the_newest_answer_the_question_gives_way_first(row):
    given = Given("¿La caja sigue con el sello de fábrica?", "Abierta, vuelta a cerrar")
    row.draw(_stage(choices=CHOICE, chips=(given,)), WIDTH)
    (chip,) = row.findChildren(Chip)
    assert chip._value == "Abierta, vuelta a cerrar"
    assert chip._words.endswith("…")
    assert chip.natural_width <= chip.sizeHint().width()
    assert chip.accessibleName() == f"{given.name} {given.text}"
    long = Given(given.name, "Abierta, vuelta a cerrar, o sin ningún sello que se pueda ver")
    row.draw(_stage(choices=CHOICE, chips=(long,)), WIDTH)
    chip = next(one for one in row.findChildren(Chip) if one.isVisible())
    assert chip._value.endswith("…")
    assert chip._words.startswith("¿La")
    assert row.sizeHint().width() <= WIDTH


def test_larger_text_lays_the_acts_out_anew(row):
    accept = controls.take("Caja abierta, imprimir etiqueta", Close())
    row.draw(_stage(controls=(*LOW, accept)), WIDTH)
    row.draw(_stage(controls=(*LOW, accept)), WIDTH)
    low = row.sizeHint().height()
    look.enlarge(1.5)
    try:
        row.draw(_stage(controls=(*LOW, accept)), WIDTH)
        assert row.sizeHint().height() > low + 40, "what Enter does has a row of its own now"
    finally:
        look.enlarge(1.0)
