"""D12: a battery that is swollen, hot or leaking stops the check: quarantine, not a grade, and nothing else is open."""

from pathlib import Path

from tests.certificates import flat
from tests.e2e.floor import PHONE
from tests.e2e.house import house
from tests.e2e.program import sign_in

KINDS = ("battery_swollen", "battery_hot", "battery_leaking")


def test_demand_d12_swollen_hot_or_leaking_goes_to_quarantine_whatever_was_answered(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        person = at.person()
        for number, kind in enumerate(KINDS, 1):
            scene = at.parcel((PHONE, 1))
            scene.open()
            lpn = scene.receive(scene.first)
            answer = person.act("danger", kind=kind)
            tag = next(fact for fact in answer["facts"] if fact["kind"] == "label")
            assert tag["template"] == "quarantine"
            person.label()
            unit = at.unit(lpn)
            assert (unit["grade"], unit["route"]) == ("S", "quarantine")
            assert at.messages(lpn) == []
            assert at.stock(PHONE) == {"quarantine": number}
            shown = str(at.floor.photo("destruction", lpn))
            by = {"witness_badge": "INS-2", "witness_pin": "000000"}
            assert person.refused("destroy", unit=lpn, file=shown, **by)
            assert person.refused("close_work", unit=lpn, kind="recycle", proof="note 1") == "not_permitted"


def test_demand_d12_a_quarantined_battery_ends_at_a_licensed_recycler_with_its_paper(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        scene = at.parcel((PHONE, 1))
        scene.open()
        lpn = scene.receive(scene.first)
        person = at.person()
        person.act("danger", kind="battery_swollen")
        person.label()
        taken = {"recipient": "Battery Recyclers Ltd", "recipient_registration": "EA-4471", "waste_code": "20 01 33*"}
        person.act(**sign_in("SUP-1"))
        answer = person.act("close_work", unit=lpn, kind="recycle", proof="note 7", details=taken)
        (number,) = [fact["id"] for fact in answer["facts"] if fact["kind"] == "certificate"]
        text = flat(at.first.certificates.show(number).document)
        for said in ("BatteryRecyclersLtd", "200133*", "Danger:batteryswollen", lpn):
            assert said in text
        assert (at.stock(PHONE), at.unit(lpn)["route"]) == ({"recycled": 1}, "recycle")
        assert at.first.verify_audit().problems == ()
