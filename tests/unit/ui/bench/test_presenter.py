"""Keys, touches and scans become requests; what is late or meant for others does no harm."""

from pathlib import Path

from app.domain.bench import actions as do
from app.domain.bench.refusal import Refused
from app.domain.certificates import Issuer
from app.services.inspecting import Request
from app.ui.bench.presenter import BenchPresenter
from tests.bench_screen import WorldDesk, standing_of, words
from tests.world import BOB, CUP, World, order


def _item(screen, pieces=1):
    return screen(order(1, "TRK1", (CUP, pieces))).scan("TRK1").scan(CUP.codes[0])


def test_a_key_that_means_nothing_is_left_to_others(screen):
    bench = _item(screen)
    assert not bench.presenter.press("Q")
    assert not bench.presenter.press("9")
    assert not BenchPresenter(WorldDesk(World())).press("1")


def test_acts_are_dropped_while_an_answer_is_awaited(screen):
    bench = _item(screen)
    bench.desk.hold()
    bench.presenter.press("2")
    bench.presenter.press("1")
    bench.presenter.press("M")
    bench.desk.answer()
    assert [answer.choices for answer in bench.world.open_unit().answers] == [("opened",)]
    assert bench.page == "moment"


def test_a_command_code_is_dropped_as_a_key_is_while_an_answer_is_awaited(screen):
    """A double pull of the trigger: the second one was meant for the screen that was seen."""
    bench = _item(screen)
    bench.desk.hold()
    bench.scan("RG:ANSWER:2").scan("RG:ANSWER:2")
    bench.desk.answer()
    assert len(bench.world.open_unit().answers) == 1


def test_scans_are_queued_while_an_answer_is_awaited(screen):
    bench = screen(order(1, "TRK1", (CUP, 1)))
    bench.desk.hold()
    bench.scan("TRK1").scan(CUP.codes[0])
    bench.desk.answer()
    assert bench.world.open_unit().product == CUP


def test_what_is_learned_while_an_answer_is_awaited_is_drawn_with_the_answer(screen):
    bench = _item(screen)
    learned: list[object] = []
    drawn: list[object] = []
    bench.presenter.learned.connect(learned.append)
    bench.presenter.drawn.connect(drawn.append)
    bench.desk.hold()
    bench.presenter.press("1")
    bench.presenter.issues(Issuer("DE", "Bench 1"))
    assert (learned, drawn) == ([], [])
    bench.desk.answer()
    assert (learned, len(drawn)) == ([], 1)
    assert bench.presenter._around.issuing.issuer == Issuer("DE", "Bench 1")
    scene = bench.scene
    bench.presenter._draw_changed()
    assert (learned, bench.scene) == ([], scene)  # nothing was left to say


def test_what_went_wrong_is_drawn_while_an_answer_is_awaited(screen):
    bench = _item(screen).press("1", "1")
    learned: list[object] = []
    bench.presenter.learned.connect(learned.append)
    bench.desk.hold()
    bench.scan(CUP.codes[0])
    assert bench.desk.busy
    bench.presenter.camera_is("gone")
    assert learned == [bench.scene]


def test_a_refused_act_keeps_what_was_typed(screen):
    bench = _item(screen).press("1", "1", "Space", "Enter").press("T").type("R-000001-9X").press("Enter")
    assert bench.refusal() == "wrong_label"
    assert bench.scene.stage.field.value == "R-000001-9X"
    assert bench.heard[-1] == "refused"


def test_an_act_that_was_taken_takes_the_pages_away(screen):
    bench = _item(screen).press("1", "1", "Space", "Enter", "M").press("R").press("1")
    assert bench.page == "moment"


def test_a_refusal_meant_for_another_page_is_not_shown_here(screen):
    bench = _item(screen)
    bench.presenter._on_stood(standing_of(bench.world, error=Refused("unknown_person", "No.", "Try again.")))
    assert bench.refusal() == ""
    assert bench.heard[-1] == "taken"


def test_an_answer_to_another_page_is_not_taken_for_ones_own(screen):
    """The page that comes to the front asks where the bench stands; a scan may follow at once."""
    bench = screen(order(1, "TRK1", (CUP, 1)))
    bench.desk.hold()
    bench.desk.send(Request(do.AskState()))
    bench.scan("nonsense")
    bench.desk.answer()
    assert bench.heard == ["refused"]
    assert bench.refusal()


def test_the_bench_that_cannot_be_asked_says_so(screen):
    bench = _item(screen)
    bench.presenter._on_failed("The disk is full.")
    assert bench.scene.refusal.message == "The disk is full."
    assert bench.heard[-1] == "refused"
    bench.press("2")
    assert bench.refusal() == ""


def test_no_photo_says_why(screen):
    bench = _item(screen)
    bench.presenter.not_taken("The camera is gone.", "Put its cable in again.")
    assert bench.scene.refusal.hint == "Put its cable in again."


def test_a_photo_that_comes_late_counts_for_no_other_unit(qapp):
    world = World(order(1, "TRK1", (CUP, 2))).sign_in()
    desk, waiting = WorldDesk(world), []
    presenter = BenchPresenter(desk, lambda _, on_file: waiting.append(on_file))
    desk.presenter = presenter
    presenter._on_stood(standing_of(world))
    for code in ("TRK1", CUP.codes[0]):
        presenter.scanned(code)
    presenter.press("Space")
    presenter.press("P")
    presenter.scanned(CUP.codes[0])
    waiting[0](Path("late.jpg"))
    assert world.open_unit().shots == ()
    presenter.press("Space")
    waiting[1](Path("now.jpg"))
    assert len(world.open_unit().shots) == 1


def test_a_photo_that_comes_late_is_not_the_next_persons(qapp):
    world = World(order(1, "TRK1", (CUP, 1))).sign_in()
    desk, waiting = WorldDesk(world), []
    presenter = BenchPresenter(desk, lambda _, on_file: waiting.append(on_file))
    desk.presenter = presenter
    presenter._on_stood(standing_of(world))
    for code in ("TRK1", CUP.codes[0]):
        presenter.scanned(code)
    presenter.press("Space")
    desk.send(Request(do.SignIn("2001")))
    waiting[0](Path("late.jpg"))
    assert world.open_unit().shots == ()


def test_a_photo_may_be_taken_by_command_code(screen):
    bench = _item(screen).scan("RG:PHOTO")
    assert bench.asked == ["front"]


def test_other_command_codes_are_the_benches(screen):
    bench = _item(screen).scan("RG:ANSWER:2")
    assert bench.world.open_unit().answers[0].choices == ("opened",)


def test_signals_for_other_pages(screen):
    bench = _item(screen)
    asked: list[bool] = []
    shown: list[str] = []
    bench.presenter.person_asked.connect(lambda: asked.append(True))
    bench.presenter.unit_asked.connect(shown.append)
    bench.press("U")
    bench.press("1", "1", "Space", "Enter").scan(bench.scene.stage.target.code).scan("R-000001").press("I")
    assert (asked, shown) == ([True], ["R-000001"])


def test_what_became_of_the_unit_is_told_and_the_house_is_asked_anew(screen):
    bench = _item(screen)
    told, ended = [], []
    bench.presenter.told.connect(lambda wording, tone: told.append((words(wording), tone)))
    bench.presenter.ended.connect(lambda: ended.append(True))
    bench.press("1", "1", "Space", "Enter").scan(bench.scene.stage.target.code)
    assert told == [("Last: R-000001 · A · restocked, label checked", "ok")]
    assert ended


def test_a_person_who_comes_in_between_changes_nothing_of_the_unit(screen):
    bench = _item(screen).press("2")
    bench.desk.send(Request(do.SignIn("2001")))
    assert bench.world.open_unit().answers
    assert bench.scene.step == "checklist"


def test_asking_where_the_bench_stands_takes_nothing_out_of_the_hand(screen):
    bench = _item(screen).press("N").type("lid torn").press("Enter", "D")
    bench.presenter._on_stood(standing_of(bench.world))
    assert bench.page == "danger"
    bench.press("Esc", "2")
    assert bench.world.open_unit().answers[0].note == "lid torn"


def test_what_one_person_had_in_hand_does_not_go_under_another_name(screen):
    bench = _item(screen).press("N").type("lid torn").press("Enter")
    bench.world.sign_in(BOB)
    bench.presenter._on_stood(standing_of(bench.world))
    bench.press("2")
    assert bench.world.open_unit().answers[0].note == ""
