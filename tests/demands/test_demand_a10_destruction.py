"""A10: a destruction closes with its proof, its witness and its number, once: whatever is killed in between."""

from pathlib import Path

import pytest

from tests.e2e.floor import MUG, WASTE
from tests.e2e.house import House, house
from tests.e2e.program import PIN, Program, sign_in, station


def _condemned(at: House) -> str:
    scene = at.parcel((MUG, 1))
    scene.open()
    return scene.inspect(scene.first, WASTE)


def test_demand_a10_no_destruction_without_proof_and_witness(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        lpn = _condemned(at)
        person = at.person()
        by = {"witness_badge": "INS-2", "witness_pin": PIN["INS-2"]}
        shown = str(at.floor.photo("destruction", lpn))
        assert person.refused("destroy", unit=lpn, **by, file=str(at.floor.photo("blank"))) == "code_not_in_frame"
        assert person.refused("destroy", unit=lpn, **{**by, "witness_pin": "000000"}, file=shown)
        own = {"witness_badge": "INS-1", "witness_pin": PIN["INS-1"]}
        assert person.refused("destroy", unit=lpn, **own, file=shown) == "other_witness"
        assert list(at.first.reads.certificates()) == []
        answer = person.act("destroy", unit=lpn, **by, file=shown)
        (number,) = [fact["id"] for fact in answer["facts"] if fact["kind"] == "certificate"]
        again = str(at.floor.photo("destruction", lpn))
        assert person.refused("destroy", unit=lpn, **by, file=again) == "closed_already"
        one = at.first.certificates.certificate(number)
        assert one.content["witness_name"]
        assert one.content["witness_name"] != one.content["operator_name"]
        assert one.payload["code_read"] == lpn
        assert at.first.photo_path(one.pictures[0]).is_file()


def test_demand_a10_a_number_is_given_once_whatever_is_killed(tmp_path: Path) -> None:
    _killed(tmp_path, None, "after")


def test_demand_a10_a_number_is_given_once_on_postgresql(tmp_path: Path, postgres_url: str) -> None:
    _killed(tmp_path, postgres_url, "before")


@pytest.mark.soak
def test_demand_a10_a_number_is_given_once_on_the_other_sides(tmp_path: Path, postgres_url: str) -> None:
    for database, side in ((None, "before"), (postgres_url, "after")):
        folder = tmp_path / side
        folder.mkdir()
        _killed(folder, database, side)


def _killed(folder: Path, database: str | None, side: str) -> None:
    """Killed on one side of the commit; the same act again is answered by the same number, and there is one."""
    with house(folder, database) as at:
        lpn = _condemned(at)
        proof = str(at.floor.photo("destruction", lpn))
    act = {
        "do": "destroy",
        "id": "the-act",
        "unit": lpn,
        "file": proof,
        "witness_badge": "INS-2",
        "witness_pin": PIN["INS-2"],
    }
    program = Program(folder / "bench-0", database)
    program.start("tests.e2e.failpoint", f"{side}_commit", "2")
    assert program.do(sign_in())["ok"]
    program.send(act)
    assert program.answer() is None
    assert program.kill() == []
    program.start()
    assert program.do(sign_in())["ok"]
    answer = program.do(act)
    assert [fact["id"] for fact in answer["facts"] if fact["kind"] == "certificate"] == ["DES-000001"]
    assert program.do(act)["facts"] == answer["facts"]
    assert program.end() == 0
    with station(folder / "bench-0", database) as opened:
        assert [row["number"] for row in opened.reads.certificates()] == ["DES-000001"]
        assert opened.verify_audit().problems == ()
