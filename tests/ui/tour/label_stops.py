"""The stops of the tour at the label page of the settings. Main thread."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox

if TYPE_CHECKING:
    from tests.ui.tour.walking import Guide


def label_stops(guide: Guide) -> Iterator[str]:
    """A label too large for its place, one in another language with long texts, and a client's own."""
    guide.touch("labels_open_scrap")
    guide.settle()
    yield "settings-labels-large"
    guide.touch("labels_open_unit")
    guide.touch("label_sample_long")
    guide.touch("label_language_zh_CN")
    guide.settle()
    yield "settings-labels-long"
    clients = guide.window.findChild(QComboBox, "label_clients")
    assert clients is not None
    clients.setCurrentIndex(clients.findData("ACME Outdoor"))
    guide.settle()
    yield "settings-labels-client"
    guide.touch("labels_logo")
    yield "settings-labels-no-logo"
