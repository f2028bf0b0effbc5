"""A9: destroy, recycle, donate: three separate outcomes, each with its own account, number and paper."""

from pathlib import Path

from tests.certificates import flat
from tests.e2e.floor import CHECKED, KETTLE, MUG, PLUSH, WASTE
from tests.e2e.house import House, house
from tests.e2e.program import PIN


def _paper(at: House, number: str) -> str:
    return flat(at.first.certificates.show(number).document)


def test_demand_a9_three_outcomes_have_their_own_paper(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        person = at.person()
        given = at.parcel((PLUSH, 1))
        given.open()
        lpn = given.inspect(given.first, CHECKED, to="donate")
        person.act("close_work", unit=lpn, kind="donate", proof="receipt 7", details={"recipient": "Food bank"})

        recycled = at.parcel((KETTLE, 1))
        recycled.open()
        old = recycled.inspect(recycled.first, WASTE, to="recycle")
        person.act("close_work", unit=old, kind="recycle", proof="note 8", details={"waste_code": "20 01 36"})

        destroyed = at.parcel((MUG, 1))
        destroyed.open()
        broken = destroyed.inspect(destroyed.first, WASTE)
        proof = str(at.floor.photo("destruction", broken))
        person.act("destroy", unit=broken, file=proof, witness_badge="INS-2", witness_pin=PIN["INS-2"])

        rows = {row["number"]: (row["unit"], row["kind"], row["state"]) for row in at.first.reads.certificates()}
        assert rows == {
            "DON-000001": (lpn, "donation", "valid"),
            "REC-000001": (old, "recycling", "valid"),
            "DES-000001": (broken, "destruction", "valid"),
        }
        assert [at.stock(one) for one in (PLUSH, KETTLE, MUG)] == [{"donated": 1}, {"recycled": 1}, {"scrapped": 1}]
        donation, recycling, destruction = (
            _paper(at, number) for number in sorted(rows, key=["DON-000001", "REC-000001", "DES-000001"].index)
        )
        assert all(said in donation for said in ("DONATIONRECEIPT", "Foodbank", "receipt7", lpn))
        assert all(said in recycling for said in ("CERTIFICATEOFRECYCLING", "note8", "200136", old))
        assert all(said in destruction for said in ("CERTIFICATEOFDESTRUCTION", broken))
        assert at.first.verify_audit().problems == ()
