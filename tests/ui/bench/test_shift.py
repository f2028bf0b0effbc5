"""A mixed shift in the real window: by keyboard alone, by touch with the camera's eye, by scanner and keys."""

import pytest

from app.domain.bench.state import Step
from tests.ui.bench.walk import CHECKED, IMEI, JACKET, PHONE, SHOE

BLENDER = "1Z999AA10123456793"


class Person:
    """Works the window in one way only; the others are not touched."""

    def __init__(self, hands):
        self.hands = hands.sign_in()

    @property
    def scene(self):
        return self.hands.scene

    def act(self, name):
        raise NotImplementedError

    def code(self, code):
        raise NotImplementedError

    def inspect(self, **answers):
        while self.scene.step in CHECKED:
            if self.scene.step is Step.PHOTOS:
                self.act("take")
                continue
            names = [control.name for control in self.scene.stage.choices]
            wanted = [f"choice_{one}" for one in answers.values() if f"choice_{one}" in names]
            if self.scene.stage.multiple:
                self.act("take")
            else:
                self.act(wanted[0] if wanted else names[0])
        return self

    def verify(self):
        self.code(self.scene.stage.target.code)
        return self


class ByKeys(Person):
    def act(self, name):
        control = self.scene.named(name)
        assert control is not None, f"{name} is not offered"
        assert control.key, f"{name} has no key"
        self.hands.press(control.key)

    def code(self, code):
        self.hands.press("T").type(code).press("Enter")


class ByTouch(Person):
    def act(self, name):
        if name not in self.hands.touchable():
            self.hands.touch("more")
        self.hands.touch(name)

    def code(self, code):
        self.hands.window.take_seen(code)
        self.hands.settle()


class ByScanner(ByKeys):
    def code(self, code):
        self.hands.scan(code)


@pytest.mark.parametrize("way", [ByKeys, ByTouch, ByScanner])
def test_a_mixed_shift(hands, way):
    person = way(hands)
    _as_new(person)
    _worn(person)
    _short(person)
    _parked_and_held(person)
    _without_code(person)
    reads = hands.page.parts.station.reads
    grades = {past.lpn: past.grade for past in reads.last_units(9)}
    assert grades == {"R-000001": "A", "R-000002": "B", "R-000003": "C", "R-000004": "S"}
    assert person.scene.step is Step.IDLE
    assert hands.page.parts.station.verify_audit().ok


def _as_new(person):
    person.code(SHOE)
    person.code("SHOE-RED-42")
    person.inspect()
    person.act("take")
    person.verify()


def _worn(person):
    person.code(JACKET)
    person.code("JKT-NAVY-M")
    person.inspect(seal="opened", use="slight")
    person.act("other_grade")
    person.act(person.scene.stage.choices[0].name)
    person.act("reason_1")
    if person.scene.stage.verdict.grade != "B":
        person.act("back")
    person.act("take")
    if person.scene.step is Step.ROUTE:
        person.act("take")
    person.act("reprint")
    person.act("reason_1")
    person.verify()


def _short(person):
    person.code(BLENDER)
    person.act("short")
    person.act("reason_1")


def _parked_and_held(person):
    person.code(PHONE)
    person.act("no_code_item")
    person.act("item_PHONE-X5")
    person.code(IMEI)
    person.act("park")
    person.hands.read()
    person.act("parked")
    person.act("unit_R-000003")
    person.inspect(seal="opened", lock="locked")
    person.act("take")
    person.verify()
    assert person.scene.step is Step.REVIEW
    person.act("take")


def _without_code(person):
    person.act("no_code_parcel")
    person.act("shot_0")
    person.code("BLEND-600")
    person.act("danger")
    person.act("danger_leaking")
    person.verify()


def test_the_fewest_acts_for_a_sealed_unit_as_new(hands):
    """Scan, scan, two answers, photos, Enter, scan: seven acts where one photo is owed, four of them keys."""
    hands.sign_in().acts.clear()
    hands.scan(SHOE, "SHOE-RED-42")
    while hands.scene.step is Step.CHECKLIST:
        hands.press("1")
    photos = len(hands.page.parts.desk.standing.reply["expects"]["photo"]["shots"])
    while hands.scene.step is Step.PHOTOS:
        hands.press("Space")
    hands.press("Enter").scan(hands.scene.stage.target.code)
    assert len(hands.acts) == 6 + photos
    assert hands.scene.step is Step.IDLE
    assert hands.told == ["Last: R-000001 · A · restocked, label checked"]
