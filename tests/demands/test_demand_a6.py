"""A6: relabel and restock: the new label says what the unit is, and is scanned back; only then it has its place."""

from pathlib import Path

import pytest

from app.devices.virtual_printer import VirtualPrinter
from tests.e2e import floor as shop
from tests.e2e.floor import LAMP
from tests.e2e.house import house

SETTLE_S = 30


@pytest.mark.parametrize(
    ("condition", "kind", "says"),
    [
        (shop.CHECKED, "sku", {"grade": "A", "work": "restock", "condition": "new", "bin": "sell_a"}),
        (shop.FLAW, "sku", {"grade": "B", "work": "open_box", "condition": "open_box", "bin": "sell_b"}),
        (shop.FAULT, "unit", {"grade": "C"}),
    ],
)
def test_demand_a6_the_new_label_says_what_the_unit_is(
    tmp_path: Path, condition: str, kind: str, says: dict[str, str]
) -> None:
    with house(tmp_path) as at:
        scene = at.parcel((LAMP, 1))
        scene.open()
        lpn = scene.receive(scene.first)
        scene.person.until(shop.answers_for(LAMP, condition), "grade")
        code = scene.person.act("accept")["expects"]["code"]
        assert at.first.settle(SETTLE_S)
        label = at.unit(lpn)["labels"][-1]
        assert (label["template"], label["code"]) == (kind, code)
        assert says.items() <= label["fields"].items()
        folder = at.first.profile.spool / "printer"
        (kept,) = VirtualPrinter(folder, at.first.clock).labels()
        assert (kept.template, kept.code) == (kind, code)
        assert (folder / f"{kept.job}.zpl").read_bytes().startswith(b"^XA")
        assert (folder / f"{kept.job}.png").read_bytes().startswith(b"\x89PNG")
        scene.person.act("scan", code=code)
        assert at.unit(lpn)["labels"][-1]["state"] == "verified"
