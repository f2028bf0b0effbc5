from datetime import UTC, datetime

from PySide6.QtCore import Qt

from app.domain.grading import Grade
from app.ui.bench.past_view import PastRow, PastView
from app.ui.bench.pieces import Past


def test_each_unit_done_last_opens_its_page(dressed, qtbot):
    view = PastView()
    qtbot.addWidget(view)
    now = datetime.now(UTC)
    view.draw((Past("R-000002", "A cup", Grade.B, "on sale", now), Past("R-000001", "A mug", None, "", now)))
    view.resize(400, 160)
    view.show()
    rows = view.findChildren(PastRow)
    assert [row.unit for row in rows] == ["R-000002", "R-000001"]
    assert rows[0].accessibleName() == "R-000002 · A cup. B. on sale. just now"
    with qtbot.waitSignal(view.opened) as opened:
        qtbot.mouseClick(rows[1], Qt.MouseButton.LeftButton)
    assert opened.args == ["R-000001"]
    view.draw(())
    assert view.findChildren(PastRow) == []
