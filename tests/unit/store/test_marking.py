"""Photos are found in the transaction that draws on them."""

from app.bootstrap import Stations
from app.store.marking import SqlMarkWork


def test_a_photo_that_nobody_knows_is_none(tmp_path):
    with Stations().open(tmp_path / "profile") as station:
        marking = station.open_marking()
        with marking.open_work() as work:
            assert isinstance(work, SqlMarkWork)
            assert work.photo("0197a000-0000-7000-8000-000000000000") is None
