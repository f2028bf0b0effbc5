"""A file is tried before it is taken in; a step that counts no more changes nothing; ending keeps what came in."""

from pathlib import Path

import pytest

from app.errors import StoreError, UserError
from app.services.importing.job import BATCH
from app.store import models
from app.ui.imports.taking import Phase, Taking, may_import

PRODUCTS = "client,sku,title\nACME,NEW-1,Cap\nACME,NEW-2,\nACME,SHOE-RED-42,Running shoe\n"


@pytest.fixture
def taking(qtbot, room):
    room.errors = []
    room.sign_in(qtbot)
    return Taking(room.parts, lambda: None, room.errors.append)


@pytest.fixture
def file(tmp_path):
    made = tmp_path / "goods.csv"
    made.write_text(PRODUCTS, encoding="utf-8")
    return made


def boss(room):
    return room.desk.standing.state.operator


def skus(house):
    return {row["sku"] for row in house.rows(models.Product)}


def test_it_is_tried_first_and_nothing_is_written(qtbot, house, room, taking, file):
    taking.choose(boss(room), kind="products")
    assert taking.phase.value == "empty"
    taking.choose(boss(room), file=file)
    qtbot.waitUntil(lambda: taking.phase is Phase.LOOKED)
    assert (taking.done.inserted, len(taking.done.rejected), taking.can_write) == (1, 1, True)
    assert "NEW-1" not in skus(house)
    taking.write(boss(room))
    qtbot.waitUntil(lambda: taking.phase is Phase.DONE)
    assert "NEW-1" in skus(house)
    assert not taking.can_write
    taking.write(boss(room))
    assert taking.phase.value == "done"


def test_refused_rows_are_saved_with_why(qtbot, room, taking, file, tmp_path):
    taking.choose(boss(room), kind="products", file=file)
    qtbot.waitUntil(lambda: taking.phase is Phase.LOOKED)
    saved: list[Path] = []
    taking.save_refused(tmp_path / "mend.csv", saved.append)
    qtbot.waitUntil(lambda: bool(saved))
    assert saved[0].read_text("utf-8-sig").splitlines() == [
        "client,sku,title,regrade_reason",
        "ACME,NEW-2,,title: it must be filled in",
    ]
    taking.save_refused(tmp_path / "nowhere" / "mend.csv", saved.append)
    qtbot.waitUntil(lambda: bool(room.errors))
    assert isinstance(room.errors[0], StoreError)


def test_what_was_changed_since_it_was_looked_at_is_not_taken_in(qtbot, house, room, taking, file):
    taking.choose(boss(room), kind="products", file=file)
    qtbot.waitUntil(lambda: taking.phase is Phase.LOOKED)
    file.write_text(PRODUCTS + "ACME,NEW-3,Hat\n", encoding="utf-8")
    taking.write(boss(room))
    qtbot.waitUntil(lambda: taking.phase is Phase.FAILED)
    assert isinstance(room.errors[0], UserError)
    assert "NEW-3" not in skus(house)


def test_a_file_that_does_not_say_whose_it_is_waits_for_that(qtbot, room, taking, tmp_path):
    file = tmp_path / "amazon.txt"
    file.write_text("return-date\torder-id\tsku\tquantity\n2026-11-20T10:00:00+00:00\t1\tSHOE-RED-42\t1\n")
    taking.choose(boss(room), kind="fba-returns", file=file)
    qtbot.waitUntil(lambda: taking.wants_client and not taking.busy)
    assert (taking.phase, taking.done) == (Phase.EMPTY, None)
    taking.choose(boss(room), client="ACME")
    qtbot.waitUntil(lambda: taking.phase is Phase.LOOKED)
    assert taking.done.inserted == 1
    taking.choose(boss(room), kind="products")
    assert taking.client == ""


def test_another_choice_meanwhile_ends_the_step_and_drops_what_it_brings(qtbot, room, taking, file, tmp_path):
    many = tmp_path / "many.csv"
    rows = "".join(f"ACME,M-{number},Cap\n" for number in range(2 * BATCH))
    many.write_text("client,sku,title\n" + rows)
    taking.choose(boss(room), kind="products", file=many)
    taking.choose(boss(room), file=file)
    qtbot.waitUntil(lambda: taking.phase is Phase.LOOKED)
    assert taking.seen.name == "goods.csv"
    assert taking.done.rows == 3


def test_ended_between_two_batches_what_came_in_stays(qtbot, house, room, taking, tmp_path):
    many = tmp_path / "many.csv"
    many.write_text("client,sku,title\n" + "".join(f"ACME,M-{number},Cap\n" for number in range(BATCH + 1)))
    taking.choose(boss(room), kind="products", file=many)
    qtbot.waitUntil(lambda: taking.phase is Phase.LOOKED)
    taking.write(boss(room))
    taking.choose(boss(room), kind="sales")  # what is being written is seen to its end
    assert taking.kind == "products"
    taking.end()
    qtbot.waitUntil(lambda: taking.phase is Phase.DONE)
    assert taking.done.stopped
    assert len([sku for sku in skus(house) if sku.startswith("M-")]) == taking.done.rows == BATCH


def test_who_may_import(room):
    assert not may_import(None)
