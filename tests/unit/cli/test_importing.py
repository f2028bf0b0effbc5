"""`import`: one report for all files, and why the exit code is 1."""

import gc
from contextlib import suppress

import pytest

from app.bootstrap import Stations
from app.cli.importing import OBJECTS_OF_A_BATCH, rows_kept_from_collector
from app.domain.stock import Article
from tests.pictures import picture

PRODUCTS = "client,sku,title\nACME,A1,Shoe\nACME,A2,Hat\n"


@pytest.fixture
def file(tmp_path):
    def file(name, text):
        (tmp_path / name).write_text(text)
        return tmp_path / name

    return file


def test_the_report_is_one_object(regrade, file):
    products = file("products.csv", PRODUCTS)
    first = regrade("import", "products", products, "--json")
    assert (first.code, first.lines) == (
        0,
        [{"rows": 2, "inserted": 2, "updated": 0, "unchanged": 0, "rejected": []}],
    )
    assert regrade("import", "products", products, "--json").lines[0]["unchanged"] == 2


def test_a_rejected_row_makes_the_code_1(regrade, file):
    done = regrade("import", "products", file("p.csv", PRODUCTS + "ACME,,Coat\n"), "--json")
    assert done.code == 1
    (rejected,) = done.lines[0]["rejected"]
    assert (rejected["row"], rejected["field"], rejected["value"]) == (3, "sku", "")
    assert set(rejected) == {"row", "field", "value", "reason"}


def test_several_files_are_summed_up_and_a_refused_one_stops_no_other(regrade, file):
    files = [file("a.csv", PRODUCTS), file("b.csv", "client,sku\nACME,A3\n"), file("c.csv", PRODUCTS + "ACME,A9,\n")]
    done = regrade("import", "products", *files, "--json")
    (report,) = done.lines
    assert done.code == 1
    assert (report["rows"], report["inserted"], report["unchanged"]) == (5, 2, 2)
    assert report["rejected"][0]["file"].endswith("c.csv")
    assert report["refused"][0]["file"].endswith("b.csv")
    assert "no column title" in done.err


def test_a_header_alone_is_nothing_to_do(regrade, file):
    done = regrade("import", "returns", file("r.csv", "client,platform,order_id,sku\n"), "--json")
    assert (done.code, done.lines[0]["rows"]) == (0, 0)


def test_words_for_a_person(regrade, file):
    rows = "".join(f"ACME,,{n}\n" for n in range(30))
    done = regrade("import", "products", file("p.csv", "client,sku,title\n" + rows))
    assert "30 rows: 0 new" in done.out
    assert "and 10 more" in done.out
    assert "it must be filled in" in done.out


def test_one_missing_file_and_nothing_is_imported(regrade, file, tmp_path):
    assert regrade("import", "products", file("p.csv", PRODUCTS), tmp_path / "none.csv").code == 2
    assert regrade("stock", "--json").lines == []


def test_a_product_comes_in_with_its_picture_or_with_a_warning(regrade, file, tmp_path):
    shoe = picture(tmp_path, "shoe")
    rows = f"ACME,A1,Shoe,{shoe.name}\nACME,A2,Hat,none.jpg\n"
    products = file("products.csv", "client,sku,title,photo\n" + rows)
    done = regrade("import", "products", products, "--json")
    (warning,) = done.lines[0]["warnings"]
    assert (done.code, done.lines[0]["inserted"], warning["row"], warning["field"]) == (0, 2, 2, "photo")
    (kept,) = (tmp_path / "profile" / "references").iterdir()
    assert kept.read_bytes() == shoe.read_bytes()
    with Stations().open(tmp_path / "profile") as station:
        cards = station.reads.articles([Article("ACME", "A1"), Article("ACME", "A2")])
        assert [station.reference(card.photo) for card in cards.values()] == [kept, None]
    assert regrade("import", "products", products, "--json").lines[0]["unchanged"] == 2
    assert "came in, with something to be known" in regrade("import", "products", products).out


def test_a_dry_run_says_what_would_come_in_and_writes_nothing(regrade, file):
    products = file("products.csv", PRODUCTS + "ACME,,Coat\nACME,A1,Shoe\nACME,A2,Cap\n")
    planned = regrade("import", "products", products, "--dry-run", "--json")
    assert planned.code == 1
    assert planned.lines[0]["dry_run"] is True
    assert regrade("stock", "--json").lines == []
    done = regrade("import", "products", products, "--json").lines[0]
    assert {name: value for name, value in planned.lines[0].items() if name != "dry_run"} == done
    assert "Nothing was written" in regrade("import", "products", products, "--dry-run").out


def test_rejected_rows_are_mended_and_imported_again(regrade, file, tmp_path):
    regrade("import", "products", file("products.csv", PRODUCTS))
    header = "client,platform,order_id,sku,quantity,customer_note\n"
    returns = file("returns.csv", header + "ACME,amazon,O-1,A1,1,fine\nACME,amazon,O-2,A1,0,=1+1\n")
    rejects = tmp_path / "rejects.csv"
    assert regrade("import", "returns", returns, "--rejects", rejects, "--json").code == 1
    rejects.write_text(rejects.read_text(encoding="utf-8-sig").replace("O-2,A1,0", "O-2,A1,2"))
    again = regrade("import", "returns", rejects, "--json")
    assert (again.code, again.lines[0]["inserted"]) == (0, 1)
    assert [row["customer_note"] for row in regrade("report", "returns", "--json").lines] == ["fine", "=1+1"]


def test_rejects_are_for_one_file_and_never_the_file_itself(regrade, file):
    one, other = file("a.csv", PRODUCTS), file("b.csv", PRODUCTS)
    assert regrade("import", "products", one, other, "--rejects", one.with_name("r.csv")).code == 2
    assert regrade("import", "products", one, "--rejects", one).code == 2
    assert one.read_text() == PRODUCTS


def test_a_marketplaces_file_is_of_the_client_that_is_named(regrade, file):
    regrade("import", "products", file("products.csv", PRODUCTS + "BETA,A1,Cup\n"))
    fba = file("fba.txt", "order-id\tsku\n111-1\tA1\n")
    assert regrade("import", "fba-returns", fba, "--json").lines[0]["rejected"][0]["field"] == "client"
    assert regrade("import", "fba-returns", fba, "--client", "BETA", "--json").lines[0]["inserted"] == 1


def test_the_collector_works_afterwards_as_it_did_before():
    before = gc.get_threshold()
    with suppress(ZeroDivisionError), rows_kept_from_collector():
        assert gc.get_threshold() == (OBJECTS_OF_A_BATCH, *before[1:])
        raise ZeroDivisionError
    assert gc.get_threshold() == before
