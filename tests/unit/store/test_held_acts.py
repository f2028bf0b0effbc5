"""Held acts come back as they were kept, in their order, by another process too; what is none of ours is put aside."""

import errno
from datetime import UTC, datetime

import pytest

from app.domain.access import Operator, Role
from app.domain.bench import actions as do
from app.domain.bench.state import Bench
from app.domain.evidence import StoredPhoto
from app.domain.photo_gate import Look
from app.domain.picture_quality import Measured
from app.errors import StoreError
from app.ports.held import HeldAct
from app.store import durable
from app.store.held_acts import HeldActsOnDisk

AT = datetime(2026, 11, 21, 9, 30, 1, 250, tzinfo=UTC)
WHO = Operator("u-1", "LN-07", "Li Na", Role.INSPECTOR)
PHOTO = StoredPhoto("ab" * 32, 1200, 800, 90_000, "jpeg")


def an_act(number: int = 1, photo: StoredPhoto | None = None) -> HeldAct:
    look = Look(photo.sha256, Measured(12.5, 0.4, 0.0), ("4006381333931",)) if photo else None
    answer = do.TakePhoto("front") if photo else do.GiveAnswer("sealed", ("opened",), "\u201e尺码\u201c")
    after = Bench(waits=f"R-{number:06d}")
    return HeldAct(f"held-{number}", "f" * 64, answer, AT, WHO, Bench(), after, "{}", photo, look)


def test_another_process_finds_them_in_their_order(tmp_path):
    acts = [an_act(number, PHOTO if number == 3 else None) for number in range(1, 13)]
    kept = HeldActsOnDisk(tmp_path / "held")
    assert kept.all() == ()
    for one in acts:
        kept.keep(one)
    assert kept.all() == HeldActsOnDisk(tmp_path / "held").all() == tuple(acts)
    assert HeldActsOnDisk(tmp_path / "held").photos({PHOTO.sha256, "cd" * 32}) == {PHOTO.sha256}


def test_what_was_handed_in_is_gone_and_the_next_begins_anew(tmp_path):
    kept = HeldActsOnDisk(tmp_path / "held")
    kept.keep(an_act(1))
    kept.keep(an_act(2))
    kept.handed_in()
    assert kept.all() == HeldActsOnDisk(tmp_path / "held").all() == (an_act(2),)
    kept.handed_in()
    assert kept.all() == HeldActsOnDisk(tmp_path / "held").all() == ()
    kept.keep(an_act(3))
    assert HeldActsOnDisk(tmp_path / "held").all() == (an_act(3),)


@pytest.mark.expects_warning
def test_what_is_put_aside_stays_on_the_disk(tmp_path):
    kept = HeldActsOnDisk(tmp_path / "held")
    kept.keep(an_act(1, PHOTO))
    kept.keep(an_act(2))
    assert kept.put_aside() == 2
    assert kept.all() == HeldActsOnDisk(tmp_path / "held").all() == ()
    assert len(list((tmp_path / "held").glob("aside-*/00000[12].json"))) == 2
    for held in (kept, HeldActsOnDisk(tmp_path / "held")):
        assert held.photos({PHOTO.sha256, "cd" * 32}) == {PHOTO.sha256}, "its photo is evidence still"


def test_a_draft_that_a_crash_left_is_no_act(tmp_path):
    kept = HeldActsOnDisk(tmp_path / "held")
    kept.keep(an_act(1))
    (tmp_path / "held" / ".000002.json.77-ab").write_text("{")
    assert HeldActsOnDisk(tmp_path / "held").all() == (an_act(1),)


@pytest.mark.expects_warning
@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"\xff", b'{"id": 1}'])
def test_a_file_that_is_no_act_of_ours_is_put_aside_with_what_follows_it(tmp_path, content):
    before = HeldActsOnDisk(tmp_path / "held")
    for number in (1, 2, 3):
        before.keep(an_act(number, PHOTO if number == 3 else None))
    assert before.unreadable() == ""
    (tmp_path / "held" / "000002.json").write_bytes(content)
    kept = HeldActsOnDisk(tmp_path / "held")
    assert kept.all() == (an_act(1),)
    assert kept.unreadable() == "000002.json"
    assert kept.photos({PHOTO.sha256}) == {PHOTO.sha256}
    kept.handed_in()
    assert kept.put_aside() == 2
    assert (kept.all(), kept.unreadable()) == ((), "")
    (aside,) = (tmp_path / "held").glob("aside-*/000002.json")
    assert aside.read_bytes() == content


@pytest.mark.expects_warning
def test_of_a_file_that_the_disk_does_not_give_back_any_photo_may_be(tmp_path):
    (tmp_path / "held" / "000001.json").mkdir(parents=True)
    kept = HeldActsOnDisk(tmp_path / "held")
    assert kept.photos({PHOTO.sha256}) == {PHOTO.sha256}
    assert (kept.all(), kept.unreadable()) == ((), "000001.json")


def test_what_a_failing_disk_did_not_put_aside_is_held_still(tmp_path, monkeypatch):
    kept = HeldActsOnDisk(tmp_path / "held")
    for number in (1, 2):
        kept.keep(an_act(number))
    real = durable.move

    def move(source, target):
        if source.name == "000002.json":
            raise OSError(errno.EIO, "Input/output error")
        real(source, target)

    monkeypatch.setattr(durable, "move", move)
    with pytest.raises(StoreError):
        kept.put_aside()
    assert kept.all() == HeldActsOnDisk(tmp_path / "held").all() == (an_act(2),)


def test_two_processes_do_not_take_one_place(tmp_path):
    one, other = HeldActsOnDisk(tmp_path / "held"), HeldActsOnDisk(tmp_path / "held")
    assert one.all() == other.all() == ()
    one.keep(an_act(1))
    with pytest.raises(StoreError, match="Another process"):
        other.keep(an_act(2))
    assert other.all() == ()
