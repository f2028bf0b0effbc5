"""The page in a window: keys, scans, focus, and what it asks of other pages."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QPushButton

from app.domain.bench import actions as do
from app.domain.bench.state import Step
from app.ui.bench.beside_card import BesideCard
from app.ui.bench.known_card import KnownCard
from app.ui.bench.page import BenchPage, key_of
from app.ui.bench.stage_card import StageCard, TypedLine
from app.ui.kit import ChoiceCard, ElidedLabel, Label
from tests.lane import PIN, SHOE, UPS
from tests.room import Room

PLAIN, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
CTRL, ALT, PAD = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.KeypadModifier,
)


@pytest.mark.parametrize(
    ("key", "text", "modifiers", "named"),
    [
        (Qt.Key.Key_1, "1", PLAIN, "1"),
        (Qt.Key.Key_1, "1", PAD, "1"),
        (Qt.Key.Key_G, "g", PLAIN, "G"),
        (Qt.Key.Key_G, "G", SHIFT, "G"),
        (Qt.Key.Key_Enter, "\r", PAD, "Enter"),
        (Qt.Key.Key_Space, " ", PLAIN, "Space"),
        (Qt.Key.Key_Minus, "-", PAD, "−"),
        (Qt.Key.Key_F10, "", PLAIN, "F10"),
        (Qt.Key.Key_2, "2", CTRL, "^2"),
        (Qt.Key.Key_G, "g", CTRL, ""),
        (Qt.Key.Key_G, "g", ALT, ""),
        (Qt.Key.Key_F1, "", PLAIN, ""),
        (Qt.Key.Key_Eacute, "é", PLAIN, ""),
    ],
)
def test_keys_as_their_caps_call_them(key, text, modifiers, named):
    assert key_of(QKeyEvent(QEvent.Type.KeyPress, key, modifiers, text)) == named


class Window(QMainWindow):
    """The page, and a button of somebody else beside it."""

    def __init__(self, parts):
        super().__init__()
        self.page = BenchPage(parts)
        self.other = QPushButton("other", self)
        self.setCentralWidget(self.page)


@pytest.fixture
def room(dressed, house):
    opened = Room(house)
    yield opened
    opened.close()


@pytest.fixture
def window(room, qtbot):
    made = Window(room.parts)
    qtbot.addWidget(made)
    made.resize(1366, 676)
    made.show()
    made.page.came_to_front()
    room.desk.act(do.SignIn("LN-07"), pin=PIN)
    qtbot.waitUntil(lambda: not room.desk.busy)
    return made


def _settled(window, qtbot):
    qtbot.waitUntil(lambda: not window.page.parts.desk.busy)
    return window.page.presenter.scene


def _item(window, qtbot):
    for code in (UPS, SHOE):
        window.page.scanned(code)
    return _settled(window, qtbot)


def test_a_scan_then_keys(window, qtbot):
    assert _item(window, qtbot).step is Step.CHECKLIST
    qtbot.keyClick(window.page, Qt.Key.Key_2)
    assert _settled(window, qtbot).stage.chips


def test_what_is_asked_is_drawn_at_once_and_what_stands_beside_it_in_a_later_turn(window, qtbot, monkeypatch):
    order: list[str] = []
    for name, card in (("middle", StageCard), ("left", KnownCard)):
        monkeypatch.setattr(card, "draw", _noting(card.draw, name, order))
    _item(window, qtbot)
    window.page.presenter.drawn.connect(lambda _: order.append("the turn's end"))
    order.clear()
    qtbot.keyClick(window.page, Qt.Key.Key_2)
    qtbot.waitUntil(lambda: "left" in order[order.index("middle") :] if "middle" in order else False)
    assert order[order.index("middle") + 1] == "the turn's end"
    qtbot.waitUntil(lambda: window.page.is_whole)


def _noting(draw, name, order):
    def noted(card, what):
        order.append(name)
        draw(card, what)

    return noted


def test_the_cards_beside_it_have_a_turn_each(window, qtbot, monkeypatch):
    _item(window, qtbot)
    page = window.page
    qtbot.waitUntil(lambda: page.is_whole)
    order: list[str] = []
    for name, card in (("left", KnownCard), ("right", BesideCard)):
        monkeypatch.setattr(card, "draw", _noting(card.draw, name, order))
    page._draw_sides()
    page._on_time_for_sides()
    assert (order, page.is_whole) == (["left"], False)
    qtbot.waitUntil(lambda: page.is_whole)
    assert order == ["left", "right"]
    page._draw_sides()
    page._on_time_for_sides()
    page._draw_sides()  # something else was learned between the two
    qtbot.waitUntil(lambda: page.is_whole)
    assert order[2:] == ["left", "left", "right"]


def test_a_page_that_nobody_sees_is_drawn_whole(window, qtbot):
    idle = window.page.presenter.scene
    item = _item(window, qtbot)
    window.page.hide()
    for scene in (item, idle):
        window.page.presenter.scene = scene
        window.page.presenter.drawn.emit(scene)
        assert window.findChild(ElidedLabel, "known_code").words == scene.known.code


def test_keys_mean_the_bench_even_where_another_widget_has_the_focus(window, qtbot):
    _item(window, qtbot)
    window.other.setFocus()
    qtbot.keyClick(window.other, Qt.Key.Key_2)
    assert _settled(window, qtbot).stage.chips


def test_a_key_held_down_acts_once(window, qtbot):
    _item(window, qtbot)
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_2, PLAIN, "2", autorep=True)
    window.page.keyPressEvent(held)
    assert not _settled(window, qtbot).stage.chips


def test_a_field_takes_the_keys_and_esc_gives_them_back(window, qtbot):
    _item(window, qtbot)
    qtbot.keyClick(window.page, Qt.Key.Key_N)
    line = window.page.findChild(TypedLine)
    assert line.hasFocus()
    qtbot.keyClicks(line, "2 d")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    scene = _settled(window, qtbot)
    assert scene.step is Step.CHECKLIST
    assert not scene.stage.over
    assert window.page.hasFocus()
    qtbot.keyClick(window.page, Qt.Key.Key_N)
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert not window.page.presenter.scene.stage.over


def test_a_key_leads_into_a_field_beside_choices(window, qtbot):
    _item(window, qtbot)
    qtbot.keyClick(window.page, Qt.Key.Key_D)
    qtbot.keyClick(window.page, Qt.Key.Key_T)
    line = window.page.findChild(TypedLine)
    assert line.hasFocus()
    qtbot.keyClicks(line, "ticking")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert _settled(window, qtbot).step is Step.VERIFY_LABEL


def test_esc_leaves_a_field_first_and_its_page_then(window, qtbot):
    _item(window, qtbot)
    qtbot.keyClick(window.page, Qt.Key.Key_D)
    line = window.page.findChild(TypedLine)
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton)
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert window.page.presenter.scene.stage.over
    qtbot.keyClick(window.page, Qt.Key.Key_Escape)
    assert not window.page.presenter.scene.stage.over


def test_enter_in_a_field_is_not_enter_on_the_screen_behind_it(window, qtbot):
    _item(window, qtbot)
    for key in (Qt.Key.Key_1, Qt.Key.Key_1, Qt.Key.Key_N):
        qtbot.keyClick(window.page, key)
        _settled(window, qtbot)
    window.page.parts.desk.act(do.AskState())
    before = _settled(window, qtbot).step
    search = QLineEdit(window)
    search.setFocus()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_2):
        qtbot.keyClick(search, key)
    assert _settled(window, qtbot).step is before


def test_enter_that_keeps_a_note_answers_nothing(window, qtbot):
    _item(window, qtbot)
    qtbot.keyClick(window.page, Qt.Key.Key_N)
    line = window.page.findChild(TypedLine)
    qtbot.keyClicks(line, "lid")
    pressed: list[str] = []
    window.page.presenter.press = pressed.append
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert pressed == ["Enter"]


def test_titles_come_from_the_catalogue(window, qtbot):
    window.page.scanned(UPS)
    _settled(window, qtbot)
    qtbot.waitUntil(lambda: window.page.presenter.scene.stage.lines[0].title == "Running shoe")


def test_another_persons_badge_is_the_sign_ins(window, qtbot):
    with qtbot.waitSignal(window.page.page_asked) as asked:
        window.page.scanned("RGB:MO-01")
    assert asked.args == ["signin"]
    with qtbot.waitSignal(window.page.page_asked) as asked:
        qtbot.keyClick(window.page, Qt.Key.Key_U)
    assert asked.args == ["signin"]


def test_the_cameras_codes_count_only_where_one_is_asked_for(window, qtbot):
    assert window.page.wants_codes
    _item(window, qtbot)
    assert not window.page.wants_codes


def test_a_page_laid_over_the_question_is_not_changed_by_what_lies_before_the_camera(window, qtbot):
    window.page.scanned(UPS)
    _settled(window, qtbot)
    assert window.page.wants_codes
    qtbot.keyClick(window.page, Qt.Key.Key_D)
    assert not window.page.wants_codes


@pytest.mark.parametrize("code", ["RG:EMPTY", "RG:KEY:M", "RG:SIGN_OUT", "RGB:MO-01"])
def test_a_command_or_a_badge_that_the_camera_sees_does_nothing(window, qtbot, code):
    """The printed sheet beside the bench, a badge on a lanyard, a telephone held before the lens."""
    asked: list[str] = []
    window.page.page_asked.connect(asked.append)
    window.page.scanned(UPS)
    _settled(window, qtbot)
    before = window.page.presenter.scene
    window.page.seen(code)
    _settled(window, qtbot)
    assert asked == []
    assert window.page.presenter.scene is before


def test_what_just_happened_is_told_and_sounded(window, qtbot):
    with qtbot.waitSignal(window.page.sounded) as sounded:
        window.page.scanned("nonsense")
    assert sounded.args == ["refused"]
    _settled(window, qtbot)
    window.page.scanned(UPS)
    _settled(window, qtbot)
    with qtbot.waitSignal(window.page.told) as told:
        qtbot.keyClick(window.page, Qt.Key.Key_E)
        qtbot.keyClick(window.page, Qt.Key.Key_Return)
    assert (told.args[0](), told.args[1]) == (f"Parcel {UPS} is closed as empty", "warn")


def test_places_never_move(window, qtbot):
    page = window.page
    before = [page._known.geometry(), page._stage.geometry(), page._beside.geometry()]
    _item(window, qtbot)
    qtbot.keyClick(page, Qt.Key.Key_M)
    assert [page._known.geometry(), page._stage.geometry(), page._beside.geometry()] == before
    assert page.minimumSizeHint().height() <= 648


def test_every_control_has_a_name_for_tests_and_for_screen_readers(window, qtbot):
    _item(window, qtbot)
    for card in window.page.findChildren(ChoiceCard):
        assert not card.isVisible() or (card.objectName() and card.accessibleName())
    assert window.page.findChild(Label, "question").accessibleName()


def test_it_says_everything_anew(window, qtbot):
    _item(window, qtbot)
    window.page.retranslate()
    assert window.page.findChild(Label, "question").text()


def _press_at(page, key: Qt.Key, at_ms: int) -> None:
    written = chr(key) if key < Qt.Key.Key_Escape else ""
    event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, written)
    event.setTimestamp(at_ms)
    QApplication.sendEvent(page, event)


def test_a_big_key_that_bounces_counts_once_and_a_quick_digit_always(window, monkeypatch):
    heard: list[str] = []

    def hear(key: str) -> bool:
        heard.append(key)
        return True

    monkeypatch.setattr(window.page.presenter, "press", hear)
    for key, at_ms in (
        (Qt.Key.Key_Return, 1000),
        (Qt.Key.Key_Return, 1080),
        (Qt.Key.Key_Return, 1400),
        (Qt.Key.Key_Space, 1450),
        (Qt.Key.Key_Space, 1500),
        (Qt.Key.Key_1, 1600),
        (Qt.Key.Key_1, 1640),
    ):
        _press_at(window.page, key, at_ms)
    assert heard == ["Enter", "Enter", "Space", "1", "1"]
