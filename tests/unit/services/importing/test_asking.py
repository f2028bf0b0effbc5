"""A file is looked into first, and taken in only as it was looked at, by whoever may."""

from __future__ import annotations

import pytest

from app.documents.tables import DelimitedTables
from app.domain.access import Operator, Role
from app.errors import UserError
from app.services.importing import AS_USUAL, KINDS, Imported, Manner
from app.services.importing.asking import FIRST_ROWS, LONGEST_CELL, Wish, look_into, take_in_asked
from app.services.importing.source import digest_of
from app.store import models
from tests.lane import House

TEXT = "client,SKU,titel,title\nACME,S-1,x,Schuh\n"


@pytest.fixture
def house(tmp_path):
    made = House(tmp_path).prepare()
    yield made
    made.store.close()


@pytest.fixture
def file(tmp_path):
    made = tmp_path / "goods.csv"
    made.write_text(TEXT, encoding="utf-8")
    return made


def person(house, badge):
    with house.people() as work:
        return work.people.by_badge(badge).operator


def test_what_a_file_is_shows_before_anything_is_made_of_it(file):
    seen = look_into(DelimitedTables(), KINDS["products"], file)
    assert seen.columns == (("client", "client"), ("sku", "SKU"), ("title", "title"))
    assert (seen.notes, seen.names_client, seen.encoding.replace("_", "-")) == (("titel",), True, "utf-8")
    assert seen.first == (("ACME", "S-1", "x", "Schuh"),)
    assert (seen.digest, seen.size) == digest_of(file)


def test_only_the_first_rows_are_shown_and_long_cells_are_cut(file):
    file.write_text(TEXT + f"ACME,S,,{'x' * 900}\n" * 50, encoding="gb18030")
    seen = look_into(DelimitedTables(), KINDS["products"], file)
    assert len(seen.first) == FIRST_ROWS
    assert len(seen.first[1][3]) == LONGEST_CELL


def test_a_file_that_names_no_client_says_so(tmp_path):
    file = tmp_path / "amazon.txt"
    file.write_text("order-id\tsku\treturn-date\tquantity\n1\tS\t2026-11-01T00:00:00+00:00\t1\n")
    assert not look_into(DelimitedTables(), KINDS["fba-returns"], file).names_client


@pytest.mark.parametrize("kind", ["returns", "sales"])
def test_another_kind_is_refused_with_the_columns_that_it_lacks(file, kind):
    with pytest.raises(UserError, match="no column"):
        look_into(DelimitedTables(), KINDS[kind], file)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(UserError, match="cannot be read"):
        look_into(DelimitedTables(), KINDS["products"], tmp_path / "nothing.csv")


def wish_of(file):
    return Wish(KINDS["products"], file, digest_of(file)[0])


def test_a_supervisor_takes_it_in_and_it_is_told_first(house, file):
    taken = []

    def take_in(kind, path, manner):
        told = house.rows(models.Audit)[-1]
        assert (told["kind"], told["actor"]) == ("import_asked", person(house, "MO-01").user_id)
        taken.append((kind.name, path, manner.client, manner.by))
        return Imported(rows=1)

    done = take_in_asked(house.people, house.clock, take_in, wish_of(file), Manner("ACME"), person(house, "MO-01"))
    assert (done.rows, taken) == (1, [("products", file, "ACME", person(house, "MO-01").user_id)])


@pytest.mark.parametrize("badge", ["LN-07", "", "forged"])
def test_nobody_else_does(house, file, badge):
    forged = Operator("u", "LN-07", "Li Na", Role.MANAGER)
    by = forged if badge == "forged" else person(house, badge) if badge else None
    before = len(house.rows(models.Audit))
    with pytest.raises(UserError) as refused:
        take_in_asked(house.people, house.clock, not_called, wish_of(file), AS_USUAL, by)
    assert refused.value.code == "not_allowed"
    assert len(house.rows(models.Audit)) == before


def test_a_file_that_is_another_one_by_now_is_refused(house, file):
    wish = wish_of(file)
    file.write_text(TEXT + "ACME,S-2,,Hut\n", encoding="utf-8")
    with pytest.raises(UserError) as refused:
        take_in_asked(house.people, house.clock, not_called, wish, AS_USUAL, person(house, "MO-01"))
    assert refused.value.code == "changed_meanwhile"


def test_a_rehearsal_leaves_no_trace(house, file):
    before = len(house.rows(models.Audit))
    rehearsal = Manner(rehearse=True)
    take_in_asked(house.people, house.clock, lambda *_: Imported(), wish_of(file), rehearsal, person(house, "MO-01"))
    assert len(house.rows(models.Audit)) == before


def not_called(*_):
    raise AssertionError("it was taken in")
