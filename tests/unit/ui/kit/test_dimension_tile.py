"""One side of the goods, its grade and what was found."""

from app.ui.kit import DimensionTile


def _tile(qtbot, *words):
    tile = DimensionTile("packaging")
    tile.show_dimension(*words)
    qtbot.addWidget(tile)
    return tile


def test_it_says_all_of_it(qtbot):
    tile = _tile(qtbot, "Packaging", "B", "Lid crushed, photo 2")
    assert tile.accessibleName() == "Packaging. Grade B: Open box. Lid crushed, photo 2"
    assert "Lid crushed" in tile.toolTip()


def test_a_long_finding_has_two_lines_and_no_more(qtbot):
    short, long = _tile(qtbot, "Parts", "A", "Complete"), _tile(qtbot, "Parts", "C", "charger missing " * 20)
    assert short.heightForWidth(270) < long.heightForWidth(270) < 2 * short.heightForWidth(270)


def test_what_was_not_asked_is_drawn_too(qtbot):
    tile = _tile(qtbot, "Function", "", "Not asked for shoes")
    tile.resize(270, tile.heightForWidth(270))
    image = tile.grab().toImage()
    assert len({image.pixelColor(x, y).name() for x in range(270) for y in range(image.height())}) > 5
