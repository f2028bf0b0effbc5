"""A card is a panel with a line around it, in the theme worn now."""

from app.ui.kit import Card, Label
from app.ui.theme import current, look


def _card(qtbot):
    card = Card("known")
    card.column.addWidget(Label("Parcel"))
    qtbot.addWidget(card)
    card.resize(200, 120)
    card.show()
    return card


def test_it_holds_a_column(qtbot):
    card = _card(qtbot)
    assert card.objectName() == "known"
    assert card.column.count() == 1


def test_it_wears_the_theme_after_a_change_too(qtbot):
    card = _card(qtbot)
    for name in ("light", "dark"):
        look.choose(name)
        image = card.grab().toImage()
        assert image.pixelColor(100, 100).name().upper() == current().panel
        assert image.pixelColor(100, 0).name().upper() == current().line
