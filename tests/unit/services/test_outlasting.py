"""The records go away under the bench: what is begun goes on, is held, and is handed in once; what needs them waits."""

from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest

from app.domain.bench import actions as do
from app.domain.bench.state import Bench
from app.errors import Conflict, DatabaseUnreachable, StoreError
from app.services import outlasting
from app.store import models
from app.store.held_acts import HeldActsOnDisk
from tests.lane import BROKEN, PIN, SHOE, UPS, House, act, refused, took

AWAY = DatabaseUnreachable("The database server cannot be reached: refused.")
OPENED = (
    ("sealed", "opened"),
    ("prohibited_goods", "none"),
    ("right_item", "matches"),
    ("packaging_intact", "damaged"),
)


class Store:
    """The house's records, which may be out of reach; or only their last word may be lost."""

    def __init__(self, house: House) -> None:
        self._real = house.store
        self.away = self.loses_answers = False
        self.tries = 0

    @contextmanager
    def unit_of_work(self):
        self.tries += 1
        if self.away:
            raise AWAY
        with self._real.unit_of_work() as work:
            yield work
            if self.loses_answers:
                raise AWAY


@pytest.fixture
def store(house: House) -> Store:
    return Store(house)


@pytest.fixture
def held(house: House) -> HeldActsOnDisk:
    return HeldActsOnDisk(house.folder / "held")


@pytest.fixture
def lane(house, store, held):
    made = house.signed_in(store=store, held=held)
    took(made, do="scan", code=UPS)
    took(made, do="scan", code=SHOE)
    return made


def warned(answer) -> list[str]:
    return [one["code"] for one in answer.get("warnings", ())]


def come_back(house, store) -> None:
    """The records are there again, and it is a while since they were last tried."""
    store.away = False
    house.clock.time += timedelta(minutes=1)


@pytest.mark.expects_warning
def test_answers_and_photos_go_on_and_are_handed_in_once(house, lane, store, held):
    store.away = True
    for question, choice in BROKEN:
        assert warned(took(lane, do="answer", question=question, choice=choice)) == ["kept_here"]
    photo = took(lane, do="photo", shot="front", file=house.shot())
    assert len(held.all()) == len(BROKEN) + 1
    assert house.rows(models.Answer) == house.rows(models.Photo) == []
    came = [act.at for act in held.all()]
    come_back(house, store)
    answer = took(lane, do="state")
    assert warned(answer) == ["handed_in"]
    assert answer["expects"] == photo["expects"]
    assert held.all() == ()
    assert [row["question"] for row in house.rows(models.Answer)] == [question for question, _ in BROKEN]
    (row,) = house.rows(models.Photo)
    assert row["sha256"] in house.kept_photos()
    assert row["at"] == came[-1], "it was taken when it was taken"
    assert warned(took(lane, do="state")) == []


@pytest.mark.expects_warning
def test_what_needs_the_records_waits_and_says_so(house, lane, store, held):
    answer: dict[str, Any] = {}
    for question, choice in BROKEN:
        answer = took(lane, do="answer", question=question, choice=choice)
    while shots := answer["expects"].get("photo", {}).get("shots"):
        answer = took(lane, do="photo", shot=shots[0], file=house.shot(shots[0]))
    store.away = True
    for waits in ({"do": "accept"}, {"do": "park"}, {"do": "scan", "code": UPS}, {"do": "state"}):
        assert refused(lane, **waits)["code"] == "database_unreachable"
    assert refused(lane, do="sign_in", badge="LN-07", pin=PIN)["code"] == "database_unreachable"
    assert refused(lane, do="photo", shot="front", file=house.shot("x", "1Z999AA10123456793"))["code"] in {
        "database_unreachable",
        "no_photo_owed",
    }
    assert held.all() == ()
    assert house.rows(models.PrintJob) == []
    come_back(house, store)
    assert took(lane, do="accept")["step"] == "verify_label"


@pytest.mark.expects_warning
def test_a_refusal_is_one_without_the_records_too(house, lane, store, held):
    store.away = True
    assert refused(lane, do="answer", question="right_item", choice="matches")["code"] == "other_question"
    assert held.all() == ()


@pytest.mark.expects_warning
def test_an_act_whose_answer_was_lost_is_not_done_twice(house, lane, store, held):
    store.loses_answers = True
    said = took(lane, do="answer", question="sealed", choice="opened")
    assert warned(said) == ["kept_here"]
    store.loses_answers = False
    house.clock.time += timedelta(minutes=1)
    assert warned(took(lane, do="answer", question="prohibited_goods", choice="none")) == ["handed_in"]
    assert [row["question"] for row in house.rows(models.Answer)] == ["sealed", "prohibited_goods"]


@pytest.mark.expects_warning
def test_an_act_under_its_own_id_is_known_here_and_there(house, lane, store, held):
    store.away = True
    first = took(lane, do="answer", question="sealed", choice="opened", id="a-1")
    assert took(lane, do="answer", question="sealed", choice="opened", id="a-1") == first
    assert refused(lane, do="answer", question="sealed", choice="sealed", id="a-1")["code"] == "id_reused"
    assert len(held.all()) == 1
    come_back(house, store)
    again = took(lane, do="answer", question="sealed", choice="opened", id="a-1")
    assert again["step"] == first["step"]
    assert len(house.rows(models.Answer)) == 1


@pytest.mark.expects_warning
def test_what_the_records_have_answered_is_theirs_to_answer_again(house, lane, store, held):
    answered = took(lane, do="answer", question="sealed", choice="opened", id="a-1")
    store.away = True
    assert refused(lane, do="answer", question="sealed", choice="opened", id="a-1")["code"] == "database_unreachable"
    assert held.all() == ()
    come_back(house, store)
    assert took(lane, do="answer", question="sealed", choice="opened", id="a-1") == answered


@pytest.mark.expects_warning
def test_killed_meanwhile_the_next_life_hands_it_in_and_nobody_is_signed_in_by_that(house, lane, store, held):
    store.away = True
    for question, choice in OPENED:
        took(lane, do="answer", question=question, choice=choice)
    next_life = house.lane(held=HeldActsOnDisk(house.folder / "held"))
    answer = act(next_life, do="state")
    assert (answer["step"], warned(answer)) == ("signed_out", ["handed_in"])
    assert len(house.rows(models.Answer)) == len(OPENED)
    took(next_life, do="sign_in", badge="LN-07", pin=PIN)
    took(next_life, do="answer", question="parts_complete", choice="complete")


@pytest.mark.expects_warning
def test_on_a_bench_that_changed_meanwhile_nothing_is_handed_in(house, lane, store, held):
    store.away = True
    took(lane, do="answer", question="sealed", choice="opened")
    took(house.signed_in(), do="answer", question="sealed", choice="sealed")  # another process at the same bench
    come_back(house, store)
    answer = act(lane, do="state")
    assert warned(answer) == ["not_handed_in"]
    assert held.all() == ()
    assert [path.name for path in (house.folder / "held").glob("aside-*/*.json")] == ["000001.json"]
    assert house.rows(models.Answer)[0]["choices"] == ["sealed"]


@pytest.mark.expects_warning
def test_without_a_place_to_hold_it_nothing_goes_on(house, store):
    lane = house.signed_in(store=store)
    store.away = True
    assert refused(lane, do="answer", question="sealed", choice="opened")["code"] == "database_unreachable"


@pytest.mark.expects_warning
def test_what_the_disk_does_not_keep_is_not_acknowledged(house, lane, store, held, monkeypatch):
    def full(_):
        raise StoreError("The step was not kept: the disk is full.", "Make room.", "disk_full")

    monkeypatch.setattr(held, "keep", full)
    store.away = True
    assert refused(lane, do="answer", question="sealed", choice="opened")["code"] == "disk_full"
    come_back(house, store)
    assert took(lane, do="state")["expects"]["answer"]["question"] == "sealed"


@pytest.mark.expects_warning
def test_records_that_are_away_are_not_tried_at_every_act(house, lane, store, held, monkeypatch):
    store.away = True
    monkeypatch.setattr(house.clock, "now", lambda: house.clock.time)
    took(lane, do="answer", question="sealed", choice="opened")
    took(lane, do="answer", question="prohibited_goods", choice="none")
    before = store.tries
    took(lane, do="answer", question="right_item", choice="matches")
    assert store.tries == before
    assert refused(lane, do="state")["code"] == "database_unreachable"
    assert store.tries == before + 1


def test_the_words_name_what_became_of_it():
    assert "3" in outlasting.handed_in(3)["message"]
    assert "first" in outlasting.not_handed_in(2, Conflict("Somebody was first."))["message"]
    assert outlasting.waits().code == "database_unreachable"
    assert not outlasting.may_be_tried(do.AskState())
    assert outlasting.same(Bench(scale=True), Bench())
    assert not outlasting.same(Bench(waits="R-1"), Bench())
    with pytest.raises(DatabaseUnreachable):
        outlasting.nowhere(Bench(), AWAY).unit("R-1")
