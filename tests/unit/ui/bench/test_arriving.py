"""An idle bench, an open parcel, a finished one scanned again, a code that several clients share."""

from app.ui.bench.acts import Page
from tests.bench_screen import words
from tests.world import CUP, LAMP, OTHER_LAMP, SHARED_BARCODE, SHOE, order


def test_an_idle_bench_asks_for_a_parcel(screen):
    bench = screen()
    assert bench.title == "Scan the next parcel"
    assert bench.scene.stage.target is not None


def test_a_unit_on_record_is_shown_and_its_label_may_be_printed_again(screen):
    bench = screen(order(1, "TRK1", (CUP, 1))).scan("TRK1").scan(CUP.codes[0]).press("1", "1", "Space", "Enter")
    bench.scan(bench.scene.stage.target.code).scan("R-000001")
    assert bench.title == "R-000001 is on record"
    assert {"reprint", "void", "danger", "show_unit"} <= {one.name for one in bench.scene.keys}
    assert {"reprint", "danger", "show_unit"} <= {one.name for one in bench.scene.stage.controls}
    assert [words(fact.value) for fact in bench.scene.known.facts] == ["ACME", "A", "restocked"]


def test_whose_label_is_meant_stands_above_the_reasons(screen):
    bench = screen(order(1, "TRK1", (CUP, 1))).scan("TRK1").scan(CUP.codes[0]).press("1", "1", "Space", "Enter")
    bench.scan(bench.scene.stage.target.code)
    for key in ("R", "X"):
        assert words(bench.press(key).scene.stage.head.kicker) == "Label · R-000001 · Cup of ACME"
        bench.press("Esc")


def test_the_code_of_a_parcel_without_one_is_to_be_written_on_it(screen):
    assert "Write P-000001 on the parcel" in words(screen().press("K").scene.stage.head.hint)


def test_the_lines_of_a_parcel_with_their_counts(screen):
    bench = screen(order(1, "TRK1", (CUP, 2), (SHOE, 1))).scan("TRK1")
    assert words(bench.scene.stage.head.kicker) == "Announced parcel · 3 pieces awaited"
    assert [(words(line.title), line.quantity, line.open) for line in bench.scene.stage.lines] == [
        ("CUP", 2, 2),
        ("SHOE", 1, 1),
    ]


def test_back_is_offered_only_while_nothing_was_received(screen):
    bench = screen(order(1, "TRK1", (CUP, 2))).scan("TRK1")
    assert bench.scene.named("back") is not None
    bench.scan(CUP.codes[0]).press("1", "1", "Space", "Enter").scan(bench.scene.stage.target.code)
    assert bench.scene.named("back") is None


def test_an_unexpected_parcel_says_so(screen):
    bench = screen().scan("1Z999AA10123456784")
    assert bench.title == "Nobody announced this parcel"
    assert screen().press("K").title == "Scan the item"


def test_a_finished_parcel_shows_its_history_and_what_may_become_of_it(screen):
    bench = screen(order(1, "TRK1", (CUP, 1))).scan("TRK1").press("E", "Enter").scan("TRK1")
    assert bench.title == "This parcel is finished already"
    assert [line.missing for line in bench.scene.stage.lines] == [1]
    assert [control.key for control in bench.scene.stage.choices] == ["1", "2", "3"]
    assert bench.press("2").title == "Scan the item"


def test_a_code_that_several_clients_share_is_asked_for(screen):
    bench = screen(order(1, "TRK1", (SHOE, 1))).scan("TRK1").press("T").type("LAMP").press("Enter")
    assert bench.page is Page.MOMENT
    assert bench.title != "Whose item is it?"  # the parcel's own client is meant
    other = screen(order(1, "TRK1", (SHOE, 1)), order(2, "TRK1", (OTHER_LAMP, 1)))
    other.scan("TRK1").scan(SHARED_BARCODE)
    assert other.title == "Whose item is it?"
    assert [words(control.text) for control in other.scene.stage.choices] == ["ACME", "BETA"]
    assert other.press("Backspace").title == "Scan the item"
    assert LAMP.article.sku == OTHER_LAMP.article.sku
