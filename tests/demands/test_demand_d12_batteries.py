"""D12: a battery that is swollen, hot or leaking stops the check: quarantine, not a grade, and nothing else is open."""

from pathlib import Path

from tests.e2e.floor import PHONE
from tests.e2e.house import house

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
            assert person.refused("close_work", unit=lpn, kind="recycle", proof="note 1")
