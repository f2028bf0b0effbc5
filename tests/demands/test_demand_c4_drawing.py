"""C4, annotate: what is drawn on a photo lies beside it, in the chain, in the pack; the photo is never touched."""

import json
import zipfile
from io import BytesIO

import pytest
from PIL import Image

from app import evidence_parts
from app.domain.access import Role
from app.domain.photo_marks import Ink, Mark, Shape, marks_of
from app.errors import UserError
from app.services.packing import PackAsked
from tests.bench_window import wait_until
from tests.ui.bench.conftest import _catalogue, folder  # noqa: F401 - fixtures
from tests.ui.bench.test_capture import eyed

ARROW = Mark(Shape.ARROW, Ink.RED, 1000, 2000, 5000, 2000)
WORD = Mark(Shape.WORD, Ink.YELLOW, 3000, 3000, 3000, 3000, "划痕 scratch")


@pytest.fixture
def photographed(qapp, folder):  # noqa: F811
    """A unit with one photo, and whoever took it."""
    with eyed(folder) as hands:
        hands.owing().press("Space")
        wait_until(lambda: len(hands.taken) == 1)
        hands.settle()
        yield hands


def photo_of(hands):
    record = hands.window.parts.station.reads.unit("R-000001")
    assert record is not None
    return record["photos"][-1]


def test_demand_c4_a_layer_is_kept_beside_the_photo_and_goes_along_in_packs(photographed, tmp_path):
    hands, station = photographed, photographed.window.parts.station
    photo, by = photo_of(hands), hands.desk.standing.state.operator
    original = station.photo_path(photo["sha256"]).read_bytes()
    marking = station.open_marking()
    marking.mark(photo["id"], (ARROW,), by)
    marking.mark(photo["id"], (ARROW, WORD), by)
    layer = photo_of(hands)["marks"]
    assert marks_of(layer["marks"]) == (ARROW, WORD)
    assert layer["operator"] == "LN-07"
    assert station.photo_path(photo["sha256"]).read_bytes() == original
    found = station.verify_audit()
    assert found.problems == ()
    packed = station.packing.pack(PackAsked(("R-000001",)), tmp_path / "pack.zip")
    with zipfile.ZipFile(packed.file) as archive:
        told = json.loads(archive.read("annotations.json"))["annotations"]
        names = archive.namelist()
        copy = next(name for name in names if name.startswith("annotated/"))
        with Image.open(BytesIO(archive.read(copy))) as shown:
            assert shown.format == "JPEG"
        assert archive.read(told[0]["photo"]) == original
    assert told[0]["marks"][0]["at"] == ["0.1000", "0.2000", "0.5000", "0.2000"]
    assert told[0]["operator"] == "LN-07"
    checked = evidence_parts.check_pack(station.profile, packed.file, ())
    assert checked.ok, checked.problems


def test_what_was_drawn_can_be_taken_away_and_the_older_layer_stays_on_record(photographed):
    hands, station = photographed, photographed.window.parts.station
    photo, by = photo_of(hands), hands.desk.standing.state.operator
    station.open_marking().mark(photo["id"], (ARROW,), by)
    station.open_marking().mark(photo["id"], (), by)
    assert "marks" not in photo_of(hands)
    entries = [entry for entry in station.reads.unit("R-000001")["audit"] if entry["kind"] == "photo_marked"]
    assert len(entries) == 2


def test_nobody_draws_unseen_and_nothing_is_drawn_on_what_is_not_there(photographed):
    hands, station = photographed, photographed.window.parts.station
    photo, by = photo_of(hands), hands.desk.standing.state.operator
    service = station.add_user("CS-01", "Cora", Role.CLIENT_SERVICE, "771204863")
    for marks, who, key in (
        ((ARROW,), None, photo["id"]),
        ((ARROW,), service, photo["id"]),
        ((ARROW,), by, "0197a000-0000-7000-8000-000000000000"),
        ((Mark(Shape.ARROW, Ink.RED, 0, 0, 1, 1),), by, photo["id"]),
    ):
        with pytest.raises(UserError):
            station.open_marking().mark(key, marks, who)
    assert "marks" not in photo_of(hands)
