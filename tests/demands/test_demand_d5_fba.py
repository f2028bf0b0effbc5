"""D5: a piece that Amazon graded otherwise than the bench becomes a dispute, with what Amazon said of it."""

from pathlib import Path

from app.services.claims import Wish
from tests.e2e import floor as shop
from tests.e2e.floor import LAMP
from tests.e2e.house import house
from tests.e2e.program import take_in

HEADER = "return-date\torder-id\tsku\tquantity\tdetailed-disposition\treason\tlicense-plate-number\r\n"
AMAZON = f"2026-11-10\t111-1\t{LAMP.sku}\t1\tSELLABLE\tUNWANTED_ITEM\tLPNRR000009\r\n"


def test_demand_d5_an_fba_grade_is_disputed_with_amazons_own_words(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        file = tmp_path / "fba.txt"
        file.write_text(HEADER + AMAZON, encoding="utf-8")
        take_in(at.first, {"fba-returns": file})
        person = at.person()
        person.scan("LPNRR000009")
        person.scan("LPNRR000009")
        lpn = str(person.last["unit"])
        person.until(shop.answers_for(LAMP, shop.WASTE), "grade")
        person.act("accept")
        packing = at.first.open_claims()
        (possible,) = packing.claims.proposed(lpn)
        assert (possible["desk"], possible["fault"], possible["deadline_days"]) == (
            "amazon_fba_grading",
            "platform",
            None,
        )
        boss = next(one.operator for one in at.first.reads.people() if one.operator.badge == "SUP-1")
        shown = packing.claims.shown(packing.claims.open(Wish(lpn, "amazon_fba_grading"), boss))
        assert (shown["order_id"], shown["clock"]) == ("111-1", "no_deadline")
        assert (shown["texts"]["lpn"], shown["texts"]["amazon_disposition"]) == ("LPNRR000009", "SELLABLE")
        assert "removal_order" in shown["missing_texts"]  # it came without one
        assert at.first.verify_audit().problems == ()
