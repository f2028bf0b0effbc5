"""The window opens over a real station, and closes without leaving a lane."""

from app.bootstrap import Stations
from app.ui.application import PAGES, _turns, make_application, open_window


def test_the_window_opens_on_an_empty_station(qtbot, tmp_path):
    make_application()
    with Stations().open(tmp_path / "profile") as station, open_window(station) as window:
        window.show()
        qtbot.waitUntil(lambda: window.parts.desk.standing is not None)
        standing = window.parts.desk.standing
        assert standing is not None
        assert standing.reply["step"] == "signed_out"
        assert window.front is window.page("signin")


def test_every_page_is_made_of_what_was_made_ahead(qtbot, tmp_path):
    make_application()
    with Stations().open(tmp_path / "profile") as station, open_window(station) as window:
        for turn in _turns(window):
            turn()
        assert set(window._pages) == set(PAGES)
        assert window.parts.ready._taken
        assert not window.parts.ready._made
