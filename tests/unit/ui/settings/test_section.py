"""How a section is laid out, and what it tells of what was refused."""

from PySide6.QtWidgets import QLabel, QVBoxLayout

from app.ui.kit import ScrollColumn
from app.ui.settings.section import Section


class Some(Section):
    """A section of four labels."""

    name = "some"

    def __init__(self, parts):
        super().__init__(parts)
        self.head, self.fact, self.row, self.below = (QLabel(words) for words in ("Head", "Fact", "Row", "Below"))
        facts = QVBoxLayout()
        facts.addWidget(self.fact)
        self.scrolled((self.head, facts), (self.row,), below=self.below)


def test_what_is_above_and_the_rows_scroll_and_what_is_below_stays(qtbot, parts):
    section = Some(parts)
    qtbot.addWidget(section)
    section.resize(400, 300)
    section.show()
    scroll = section.findChild(ScrollColumn, "some_rows")
    assert scroll is not None
    assert [scroll.isAncestorOf(one) for one in (section.head, section.fact, section.row)] == [True, True, True]
    assert not scroll.isAncestorOf(section.below)
    tops = [one.mapTo(section, one.rect().topLeft()).y() for one in (section.head, section.fact, section.row)]
    assert tops == sorted(tops)
    assert section.below.y() >= scroll.geometry().bottom()
