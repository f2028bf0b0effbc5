"""An offered photo has its name, what it would be taken for, and a key for each act."""

from PySide6.QtGui import QColor, QImage

from app.ui.bench.folder_offer import KEYS, TAKE, FolderOffer


def test_touches_ask_and_without_a_photo_nothing_is_taken(dressed, qtbot):
    def load(_file, _size, arrived):
        image = QImage(40, 30, QImage.Format.Format_RGB32)
        image.fill(QColor("#FF0000"))
        arrived(image)

    offer = FolderOffer(load)
    asked: list[str] = []
    qtbot.addWidget(offer)
    offer.asked.connect(asked.append)
    offer.show()
    offer.show_photo("", "", "No photo lies in the folder.", "Both soles")
    assert not offer.buttons[TAKE].isEnabled()
    assert offer.viewer.isHidden()
    assert offer._why.text() == "No photo lies in the folder."  # whole, over as many lines as it takes
    offer.show_photo("/a/IMG_1.jpg", "IMG_1.jpg", "1 of 2", "Both soles")
    assert offer._why.isHidden()
    for name in offer.buttons:
        offer.buttons[name].click()
    assert asked == list(offer.buttons)
    assert set(KEYS.values()) == set(offer.buttons)
