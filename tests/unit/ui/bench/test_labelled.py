"""The label to be scanned back, a void one, and the review."""

from app.domain.bench import actions as do
from app.domain.print_jobs import JobState, PrintJob
from app.services.inspecting import Request
from app.ui.bench.acts import Page
from tests.bench_screen import words
from tests.world import CUP, PHONE, SUE, order


def _labelled(screen, goods=CUP, **more):
    bench = screen(order(1, "TRK1", (goods, 1)), **more).scan("TRK1").scan(goods.codes[0])
    return bench.inspect(sealed="opened", wiped="not_wiped").press("Enter")


def test_the_code_to_scan_back_is_shown(screen):
    bench = _labelled(screen)
    assert bench.scene.stage.target.code == "R-000001-1H"
    assert bench.scan("R-000001-1H").world.step() == "idle"


def test_an_older_label_is_refused_and_stays_refused(screen):
    bench = _labelled(screen).press("R", "1")
    assert bench.scan("R-000001-1H").refusal() == "wrong_label"
    assert bench.scene.stage.target.code != "R-000001-1H"


def test_enter_prints_again_the_label_that_did_not_come_out(screen):
    bench = _labelled(screen)
    job = PrintJob("1", "R-000001", "R-000001-1H", "sku", "sku", "", "labels", {}, JobState.FAILED, "No paper.")
    bench.presenter._on_printed(job)
    assert bench.title == "Print the label again"
    bench.press("Enter")
    assert bench.desk.sent[-1].action == do.Reprint("It did not come out")
    assert bench.title == "Put the label on and scan it"
    assert bench.scene.stage.target.code != "R-000001-1H"


def test_enter_asks_why_where_a_label_may_have_come_out(screen):
    bench = _labelled(screen)
    job = PrintJob("1", "R-000001", "R-000001-1H", "sku", "sku", "", "labels", {}, JobState.UNKNOWN)
    bench.presenter._on_printed(job)
    assert bench.press("Enter").page is Page.REPRINT
    assert bench.press("Esc").scan("R-000001-1H").world.step() == "idle"


def test_a_void_label_and_the_new_one(screen):
    bench = _labelled(screen).press("X", "1")
    assert bench.title == "The label is void"
    assert bench.press("Enter").world.step() == "verify_label"


def test_what_waits_for_a_supervisor_is_left_by_enter(screen):
    bench = _labelled(screen, PHONE)
    bench.scan(bench.scene.stage.target.code)
    assert bench.title == "R-000001 waits for a supervisor"
    assert bench.scene.named("review") is None
    assert bench.press("Enter").world.step() == "idle"


def test_a_supervisor_may_decide_it_at_once(screen):
    bench = _labelled(screen, PHONE)
    bench.scan(bench.scene.stage.target.code)
    bench.desk.send(_sign_in(SUE))
    assert [words(one.text) for one in bench.press("V").scene.stage.choices] == [
        "Approve",
        "Another grade",
        "Send it back",
    ]
    assert words(bench.scene.stage.head.hint) == "Graded C · Faulty"
    bench.press("3", "1")
    assert bench.world.unit("R-000001").work == "second_inspection"


def test_nobody_approves_what_he_graded_himself(screen):
    bench = _labelled(screen, PHONE, operator=SUE)
    bench.scan(bench.scene.stage.target.code).press("V", "1")
    assert bench.refusal() == "other_person"
    assert bench.title == "What is your decision?"


def _sign_in(person):
    return Request(do.SignIn(person.badge))
