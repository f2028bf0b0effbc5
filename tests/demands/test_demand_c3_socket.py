"""C3: labels reach a thermal printer's socket as real bytes, and no job says more than is known."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e import floor as shop
from tests.e2e.floor import LAMP
from tests.e2e.house import House, house
from tests.e2e.program import command
from tests.fake_printer import FakePrinter, Manners

SETTLE_S = 30


@pytest.fixture
def printer() -> Iterator[FakePrinter]:
    made = FakePrinter()
    yield made
    made.close()


def _set_up(printer: FakePrinter, *, stock: str = "57x32") -> str:
    return f"""
[[printer]]
name = "bench"
driver = "zpl"
transport = "{printer.address}"
stock = "{stock}"
"""


def _graded(at: House, condition: str = shop.CHECKED) -> str:
    scene = at.parcel((LAMP, 1))
    scene.open()
    lpn = scene.receive(scene.first)
    scene.person.until(shop.answers_for(LAMP, condition), "grade")
    scene.person.act("accept")
    assert at.first.settle(SETTLE_S)
    return lpn


def _job(at: House, lpn: str) -> str:
    return str(at.unit(lpn)["labels"][-1]["job"]["state"])


def test_demand_c3_real_bytes_reach_a_real_socket(tmp_path: Path, printer: FakePrinter) -> None:
    with house(tmp_path, more=_set_up(printer)) as at:
        lpn = _graded(at)
        assert len(printer.labels) == 1
        assert printer.labels[0].startswith(b"^XA")
        assert _job(at, lpn) == "confirmed"
        done = command("print", "--unit", lpn, "--label", "sku", "--printer", "bench", "--json", *_profile(at))
        assert done.code == 0, done.err
        (job,) = done.rows
        assert (job["state"], len(printer.labels)) == ("confirmed", 2)
        assert job["reprint_of"] == at.unit(lpn)["labels"][0]["job"]["id"]


@pytest.mark.expects_warning
@pytest.mark.parametrize(
    ("manners", "state"),
    [
        (Manners(bits=1), "failed"),
        (Manners(resets_when_done=True), "unknown"),
        (Manners(resets_at=500), "unknown"),
    ],
    ids=["paper out", "reset behind it", "reset within"],
)
def test_demand_c3_job_states_do_not_lie(tmp_path: Path, printer: FakePrinter, manners: Manners, state: str) -> None:
    printer.manners = manners
    with house(tmp_path, more=_set_up(printer)) as at:
        lpn = _graded(at)
        assert _job(at, lpn) == state
        (told,) = at.first.printing.news()
        assert told["code"] == "label_not_printed"
        assert at.first.print_label(lpn, "sku", "bench").state == state
        came_out = len(printer.labels)
        printer.manners = Manners()
        assert at.first.settle(SETTLE_S)
        assert len(printer.labels) == came_out  # nothing follows by itself
        answer = at.person().act("reprint", reason="it did not come out")
        assert at.first.settle(SETTLE_S)
        assert _job(at, lpn) == "confirmed"
        at.person().act("scan", code=answer["expects"]["code"])


def test_demand_c3_a_label_without_its_stock_is_refused_before_anything_is_saved(
    tmp_path: Path, printer: FakePrinter
) -> None:
    with house(tmp_path, more=_set_up(printer, stock="102x152")) as at:
        scene = at.parcel((LAMP, 1))
        scene.open()
        lpn = scene.receive(scene.first)
        scene.person.until(shop.answers_for(LAMP, shop.CHECKED), "grade")
        assert scene.person.refused("accept") == "no_stock"
        assert (at.unit(lpn)["grade"], at.unit(lpn)["labels"], at.sellable(LAMP)) == (None, [], 0)
        assert printer.labels == []


def _profile(at: House) -> tuple[str, str]:
    return "--profile", str(at.first.profile.root)
