"""D16: the new label is scanned back: only this unit's newest print will do: no mislabelled unit leaves it."""

from pathlib import Path

import pytest

from tests.e2e import floor as shop
from tests.e2e.floor import LAMP
from tests.e2e.house import House, house


def _labelled(at: House) -> tuple[str, str]:
    """A unit whose label waits to be scanned: its LPN and the label's code."""
    scene = at.parcel((LAMP, 1))
    scene.open()
    lpn = scene.receive(scene.first)
    scene.person.until(shop.answers_for(LAMP, shop.CHECKED), "grade")
    return lpn, str(scene.person.act("accept")["expects"]["code"])


def test_demand_d16_a_neighbour_of_the_same_article_does_not_verify(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        neighbour, theirs = _labelled(at)
        at.person().act("scan", code=theirs)
        lpn, mine = _labelled(at)
        labels = [at.unit(one)["labels"][-1]["fields"] for one in (neighbour, lpn)]
        assert labels[0]["shop_code"] == labels[1]["shop_code"]  # what the shop scans is the same on both
        for wrong in (theirs, labels[0]["shop_code"], neighbour, lpn):
            person = at.person()
            assert person.refused("scan", code=wrong)
            assert person.last["step"] == "verify_label"
        at.person().act("scan", code=mine)
        assert at.unit(lpn)["labels"][-1]["state"] == "verified"


@pytest.mark.parametrize("act", ["reprint", "void_label", "print"])
def test_demand_d16_an_earlier_or_voided_print_does_not_verify(tmp_path: Path, act: str) -> None:
    with house(tmp_path) as at:
        lpn, first = _labelled(at)
        person = at.person()
        if act == "print":
            at.first.print_label(lpn, "sku", "labels")
        else:
            person.act(act, reason="torn")
        if act == "void_label":
            assert person.refused("scan", code=first)
            person.act("accept")
        assert person.refused("scan", code=first)
        newest = at.unit(lpn)["labels"][-1]["code"]
        assert newest != first
        person.act("scan", code=newest)
        assert at.unit(lpn)["labels"][-1]["state"] == "verified"
