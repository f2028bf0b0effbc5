import pytest
from PySide6.QtCore import Qt

from app.ui.bench.acts import Close, Shoot
from app.ui.bench.beside_card import BesideCard
from app.ui.bench.label_view import LabelPaper
from app.ui.bench.pieces import Beside, Control, LabelView, Notice, ShotTile, Tone
from app.ui.camera import LivePicture
from app.ui.kit import Chip, Label, Photo, PhotoTile, SecondaryButton
from app.ui.kit import Notice as Said

SHOOT = Control("shoot", "Take the photo", Shoot("sole"), "Space")
OWED = Beside(
    aim="Both soles",
    shoot=SHOOT,
    tiles=(
        ShotTile("front", "Front", "a"),
        ShotTile("sole", "Soles", control=Control("shot_0", "Soles", Shoot("sole"), "Space")),
        ShotTile("label", "Label", control=Control("shot_1", "Label", Shoot("label"))),
    ),
    controls=(Control("note", "Add a note", Close(), "N"), Control("danger", "Danger", Close(), "D", tone=Tone.BAD)),
)
LABEL = Beside(camera=False, enters=True, label=LabelView("Shop label", "R-000001-1H", ("A",), None), then=("One",))


@pytest.fixture
def card(dressed, shelf, qtbot):
    made = BesideCard(shelf, LivePicture())
    qtbot.addWidget(made)
    made.resize(404, 648)
    made.show()
    return made


def test_shots_taken_and_owed(card, shelf):
    card.draw(OWED)
    assert [tile.state for tile in card.findChildren(PhotoTile)] == [Photo.SAVED, Photo.OWED_NOW, Photo.OWED_LATER]
    assert shelf.asked == ["a"]


def test_the_live_picture_aims_at_what_is_owed_now(card):
    card.draw(OWED)
    assert "Both soles" in card.findChild(LivePicture).accessibleDescription()
    card.draw(Beside())
    assert "Both soles" not in card.findChild(LivePicture).accessibleDescription()


def test_the_label_takes_the_place_of_the_picture(card):
    card.draw(OWED)
    card.draw(LABEL)
    assert card.findChild(LabelPaper).isVisible()
    assert not card.findChild(LivePicture).isVisible()
    assert card.findChild(Label, "then_caption").text() == "What happens with Enter"
    card.draw(OWED)
    assert card.findChild(LivePicture).isVisible()
    assert not card.findChild(LabelPaper).isVisible()


def test_without_enter_it_says_what_to_do(card):
    card.draw(Beside(camera=False, then=("Scan it",), say=Notice("Held", "why", Tone.WARN)))
    assert card.findChild(Label, "then_caption").text() == "What to do"
    assert card.findChild(Said, "beside_notice").words == ("Held", "why")


@pytest.mark.parametrize(("kind", "name"), [(PhotoTile, "shot_1"), (SecondaryButton, "danger")])
def test_a_touch_says_which(card, qtbot, kind, name):
    card.draw(OWED)
    with qtbot.waitSignal(card.touched) as touched:
        qtbot.mouseClick(card.findChild(kind, name), Qt.MouseButton.LeftButton)
    assert touched.args == [name]


def test_advice_is_said_beside_the_picture_only(card):
    card.draw(OWED)
    card.advise((("Sharp", "ok"), ("Too dark", "warn")))
    assert [chip.accessibleName() for chip in card.findChildren(Chip)] == ["Sharp", "Too dark"]
    card.draw(LABEL)
    assert card.findChildren(Chip) == []


def test_many_shots_never_make_the_window_grow(card):
    many = tuple(ShotTile(f"shot{n}", f"A shot of side {n}", control=SHOOT) for n in range(20))
    card.draw(Beside(aim="x", shoot=SHOOT, tiles=many, controls=OWED.controls))
    assert card.minimumSizeHint().height() <= 648


def test_it_is_said_anew_in_another_language(card):
    card.draw(LABEL)
    card.retranslate()
    assert card.findChild(Label, "then_caption").text() == "What happens with Enter"
