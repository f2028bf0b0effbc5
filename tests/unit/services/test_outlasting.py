"""The records go away under the bench: what is begun goes on, is held, and is handed in once; what needs them waits."""

import json
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest

from app.domain.access import Operator, Role
from app.domain.bench import actions as do
from app.domain.bench.state import Bench
from app.errors import Conflict, DatabaseLocked, DatabaseUnreachable, StoreError
from app.services import outlasting
from app.services.access import disable_user
from app.store import models
from app.store.audit_files import file_problems, named_photos
from app.store.held_acts import HeldActsOnDisk
from app.store.mapping import action_to_text, to_text
from app.store.sweep import sweep
from tests.lane import BROKEN, PIN, SHOE, STATION, UPS, House, act, refused, took

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
        self.good_for: int | None = None  # so many units of work more, and then `fault`
        self.fault: Exception = AWAY
        self.conflicts = 0
        self.lost = lambda: None

    @contextmanager
    def unit_of_work(self):
        self.tries += 1
        if self.away:
            self.lost()
            raise AWAY
        if self.good_for is not None:
            self.good_for -= 1
            if self.good_for < 0:
                raise self.fault
        with self._real.unit_of_work() as work:
            if self.conflicts:
                self.conflicts -= 1
                raise Conflict("Somebody else was first: two changes stood in each other's way.")
            yield work
            if self.loses_answers:
                raise AWAY

    @contextmanager
    def looking(self):
        with self.unit_of_work() as work:
            yield work.records


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
    assert warned(again) == ["handed_in", "kept_here"]
    assert took(lane, do="answer", question="sealed", choice="opened", id="a-1") == first
    assert act(house.lane(), do="answer", question="sealed", choice="opened", id="a-1") == first
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


def hold(lane, store, count: int = len(OPENED)) -> None:
    """So many answers are given without the records."""
    store.away = True
    for question, choice in OPENED[:count]:
        assert warned(took(lane, do="answer", question=question, choice=choice)) == ["kept_here"]


def answered(house) -> list[str]:
    return [row["question"] for row in house.rows(models.Answer)]


def aside(house) -> list[str]:
    return sorted(path.name for path in (house.folder / "held").glob("aside-*/*.json"))


def rewrite(house, file: str, **other: Any) -> None:
    """What lies in the folder is not what the bench laid there."""
    path = house.folder / "held" / file
    path.write_text(json.dumps({**json.loads(path.read_text()), **other}))


@pytest.mark.expects_warning
def test_a_passing_conflict_costs_nothing(house, lane, store, held):
    hold(lane, store)
    come_back(house, store)
    store.conflicts = 1
    assert warned(took(lane, do="state")) == ["handed_in"]
    assert answered(house) == [question for question, _ in OPENED]


@pytest.mark.expects_warning
def test_a_second_conflict_leaves_them_held_and_one_that_does_not_pass_stops_nobody(house, lane, store, held):
    hold(lane, store)
    come_back(house, store)
    store.conflicts = 2
    assert refused(lane, do="state")["code"] == "conflict"
    assert (len(held.all()), aside(house)) == (len(OPENED), [])
    store.conflicts = 2 * outlasting.MOST_CONFLICTS
    for _ in range(outlasting.MOST_CONFLICTS - 2):
        assert refused(lane, do="state")["code"] == "conflict"
    assert len(held.all()) == len(OPENED)
    store.conflicts = 2
    assert warned(took(lane, do="state")) == ["not_handed_in"]
    assert took(lane, do="answer", question="sealed", choice="opened")["ok"]


@pytest.mark.expects_warning
def test_what_does_not_fit_goes_aside_with_what_was_done_on_top_of_it_and_what_stands_before_it_stands(
    house, lane, store, held
):
    hold(lane, store)
    other = json.loads((house.folder / "held" / "000003.json").read_text())["action"]
    rewrite(house, "000003.json", action=other.replace("matches", "other_item"))
    come_back(house, store)
    next_life = house.lane(held=HeldActsOnDisk(house.folder / "held"))
    told = act(next_life, do="state")["warnings"]
    assert [one["code"] for one in told] == ["handed_in", "not_handed_in"]
    assert ["2." in told[0]["message"], "2." in told[1]["message"]] == [True, True]
    assert answered(house) == ["sealed", "prohibited_goods"]
    assert aside(house) == ["000003.json", "000004.json"]
    assert warned(act(next_life, do="state")) == []


@pytest.mark.expects_warning
@pytest.mark.parametrize("fault", [None, AWAY, DatabaseLocked("The database is locked.")], ids=repr)
def test_who_did_not_see_the_bench_set_back_does_nothing_on_it_and_hears_it(house, lane, store, held, fault):
    hold(lane, store, 1)
    took(house.signed_in(), do="answer", question="sealed", choice="sealed")  # another process at the same bench
    come_back(house, store)
    before = house.everything(models.Request)
    if fault is not None:
        store.good_for, store.fault = 2, fault  # to try, and to ask where the bench stands
    answer = act(lane, do="answer", question="prohibited_goods", choice="none", id="u-1")
    assert (answer["ok"], warned(answer)) == (False, ["not_handed_in"])
    assert answer["expects"]["answer"]["question"] == "prohibited_goods", "where the bench stands by the records"
    assert answer["error"]["code"] == ("database_locked" if isinstance(fault, DatabaseLocked) else "not_handed_in")
    assert held.all() == ()
    assert house.everything(models.Request) == before
    if fault is AWAY:  # seen now: it is held on that bench, and handed in
        assert warned(took(lane, do="answer", question="prohibited_goods", choice="none")) == ["kept_here"]
        house.clock.time += timedelta(minutes=1)
        store.good_for = None
        assert warned(took(lane, do="state")) == ["handed_in"]
    store.good_for = None
    if isinstance(fault, DatabaseLocked):  # beside that it may not have been heard
        again = act(lane, do="answer", question="prohibited_goods", choice="none", id="u-2")
        assert (again["error"]["code"], warned(again)) == ("not_handed_in", ["not_handed_in"])
        assert house.everything(models.Request) == before
    assert warned(act(lane, do="state")) == []


@pytest.mark.expects_warning
def test_who_signs_in_hears_it_and_is_signed_in(house, lane, store, held):
    hold(lane, store, 1)
    took(house.signed_in(), do="answer", question="sealed", choice="sealed")
    next_life = house.lane(held=HeldActsOnDisk(house.folder / "held"))
    assert warned(took(next_life, do="sign_in", badge="LN-07", pin=PIN)) == ["not_handed_in"]
    took(next_life, do="answer", question="prohibited_goods", choice="none")


@pytest.mark.expects_warning
def test_a_photo_that_was_put_aside_is_no_alarm(house, lane, store, held):
    answer: dict[str, Any] = {}
    for question, choice in BROKEN:
        answer = took(lane, do="answer", question=question, choice=choice)
    store.away = True
    took(lane, do="photo", shot=answer["expects"]["photo"]["shots"][0], file=house.shot())
    named = partial(named_photos, house.store.engine)
    later = datetime.now(UTC) + timedelta(days=2)
    sweep(house.evidence, named, later, held.photos)
    took(house.signed_in(), do="back")
    come_back(house, store)
    assert warned(act(lane, do="state")) == ["not_handed_in"]
    for _ in range(2):
        assert sweep(house.evidence, named, later, HeldActsOnDisk(house.folder / "held").photos).orphans == 0
        assert list(file_problems(house.store.engine, house.evidence, STATION.id)) == []
    assert len(house.kept_photos()) == 1


@pytest.mark.expects_warning
def test_nothing_is_done_in_the_name_of_somebody_who_was_disabled(house, lane, store, held):
    hold(lane, store)
    disable_user(house.people, house.clock, "LN-07")
    come_back(house, store)
    answer = act(lane, do="state")
    assert "Li Na may no longer work here" in answer["warnings"][0]["message"]
    assert (answered(house), len(aside(house))) == ([], len(OPENED))


@pytest.mark.expects_warning
@pytest.mark.parametrize(
    "forged",
    [
        {"action": action_to_text(do.Park())},
        {"action": action_to_text(do.GiveAnswer("sealed", ("sealed",)))},
        {"operator": to_text(Operator("somebody", "LN-07", "Li Na", Role.SUPERVISOR))},
        {"operator": to_text(Operator("somebody", "XX-99", "Nobody", Role.SUPERVISOR))},
    ],
    ids=("no draft", "another answer", "another person", "nobody"),
)
def test_what_the_bench_did_not_show_is_not_done(house, lane, store, held, forged):
    hold(lane, store, 1)
    rewrite(house, "000001.json", **forged)
    come_back(house, store)
    before = house.everything(models.User)
    assert warned(act(house.lane(held=HeldActsOnDisk(house.folder / "held")), do="state")) == ["not_handed_in"]
    assert house.everything(models.User) == before
    assert aside(house) == ["000001.json"]


@pytest.mark.expects_warning
def test_an_id_that_the_records_know_for_another_action_is_not_taken_for_handed_in(house, lane, store, held):
    took(lane, do="answer", question="sealed", choice="opened", id="a-1")
    next_life = house.signed_in(store=store, held=held)  # which does not know what the last one was asked
    store.away = True
    took(next_life, do="answer", question="prohibited_goods", choice="none", id="a-1")
    come_back(house, store)
    (told,) = act(next_life, do="state")["warnings"]
    assert (told["code"], "a-1" in told["message"]) == ("not_handed_in", True)
    assert (answered(house), aside(house)) == (["sealed"], ["000001.json"])


@pytest.mark.expects_warning
def test_a_step_that_cannot_be_read_stops_nobody(house, lane, store, held):
    hold(lane, store)
    (house.folder / "held" / "000002.json").write_text("{")
    come_back(house, store)
    next_life = house.lane(held=HeldActsOnDisk(house.folder / "held"))
    answer = took(next_life, do="sign_in", badge="LN-07", pin=PIN)
    assert warned(answer) == ["handed_in", "not_handed_in"]
    assert "000002.json" in answer["warnings"][1]["message"]
    assert (answered(house), aside(house)) == (["sealed"], ["000002.json", "000003.json", "000004.json"])
    took(next_life, do="answer", question="prohibited_goods", choice="none")


@pytest.mark.expects_warning
def test_a_fault_of_ours_in_a_held_step_stops_nobody(house, lane, store, held, monkeypatch):
    hold(lane, store)
    come_back(house, store)
    with monkeypatch.context() as broken:
        broken.setattr(outlasting, "as_shown", lambda *_: 1 / 0)
        assert warned(took(lane, do="state")) == ["not_handed_in"]
    assert (answered(house), len(aside(house))) == ([], len(OPENED))
    took(lane, do="answer", question="sealed", choice="opened")


@pytest.mark.expects_warning
def test_as_long_as_nobody_can_say_where_the_bench_stands_nothing_is_put_aside(house, lane, store, held):
    hold(lane, store)
    took(house.signed_in(), do="answer", question="sealed", choice="sealed")
    come_back(house, store)
    store.good_for = 1
    assert refused(lane, do="state")["code"] == "database_unreachable"
    assert (len(held.all()), aside(house)) == (len(OPENED), [])


@pytest.mark.expects_warning
def test_a_server_that_goes_away_again_leaves_the_rest_held(house, lane, store, held):
    hold(lane, store)
    come_back(house, store)
    store.good_for = 2
    assert refused(lane, do="state")["code"] == "database_unreachable"
    assert answered(house) == ["sealed", "prohibited_goods"]
    assert len(held.all()) == len(HeldActsOnDisk(house.folder / "held").all()) == 2
    store.good_for = None
    (told,) = took(lane, do="state")["warnings"]
    assert (told["code"], "4." in told["message"]) == ("handed_in", True)


@pytest.mark.expects_warning
def test_with_the_cable_out_only_one_act_in_a_while_waits_for_it(house, lane, store, held, monkeypatch):
    monkeypatch.setattr(house.clock, "now", lambda: house.clock.time)

    def lost() -> None:
        house.clock.time += timedelta(seconds=5)

    store.lost = lost
    store.tries = 0
    hold(lane, store)
    first = store.tries
    assert first == 1
    house.clock.time += timedelta(seconds=3)
    for question, choice in BROKEN[len(OPENED) :]:
        took(lane, do="answer", question=question, choice=choice)
    assert store.tries == first + 1


def test_the_words_name_what_became_of_it():
    assert "3" in outlasting.handed_in(3)["message"]
    assert "elsewhere" in outlasting.not_handed_in(2, outlasting.another_bench())["message"]
    assert outlasting.waits().code == "database_unreachable"
    assert not outlasting.may_be_tried(do.AskState())
    assert outlasting.same(Bench(scale=True), Bench())
    assert not outlasting.same(Bench(waits="R-1"), Bench())
    with pytest.raises(DatabaseUnreachable):
        outlasting.nowhere(Bench(), AWAY).unit("R-1")
