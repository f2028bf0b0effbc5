from app.ui.bench.pieces import Target
from app.ui.bench.target_view import TargetView


def test_what_to_scan_is_said_to_eyes_and_to_ears(dressed, qtbot):
    view = TargetView()
    qtbot.addWidget(view)
    view.resize(500, 230)
    empty = view.grab().toImage()
    view.draw(Target("label", "Scan the label", "back", "R-000001-1H"))
    assert view.accessibleName() == "Scan the label. back. R-000001-1H"
    coded = view.grab().toImage()
    assert coded != empty
    view.draw(Target("scan", "Scan", "wherever the focus is"))
    assert view.grab().toImage() != coded
