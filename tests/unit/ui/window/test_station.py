"""Who is signed in decides what is shown; scans go to the page in front."""

import threading
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt

from app.domain.bench import actions as do
from app.domain.money import Money
from app.services.looking import Shift
from app.services.syncing.in_step import ShopStanding
from app.ui.words import language
from tests.lane import PIN


@pytest.fixture
def signed_in(qtbot, window):
    window.parts.desk.act(do.SignIn("LN-07"), pin=PIN)
    qtbot.waitUntil(lambda: window.front is window.page("bench"))
    return window


def test_without_a_person_there_is_only_the_sign_in(qtbot, window):
    assert window.front is window.page("signin")
    window.go("stock")
    assert window.front is window.page("signin")


def test_signing_in_opens_the_bench_and_signing_out_closes_it(qtbot, signed_in):
    signed_in.parts.desk.act(do.SignOut())
    qtbot.waitUntil(lambda: signed_in.front is signed_in.page("signin"))


def test_what_was_told_to_one_person_is_not_the_next_ones(qtbot, signed_in):
    signed_in.footer.tell("Last: R-000001", "ok")
    signed_in.parts.desk.act(do.SignOut())
    qtbot.waitUntil(lambda: signed_in.front is signed_in.page("signin"))
    assert signed_in.footer._told.words == ""


def test_a_scan_goes_to_the_page_in_front(signed_in):
    signed_in.take_scan("1Z999AA10123456784")
    signed_in.go("stock")
    signed_in.take_scan("R-000001")
    assert signed_in.page("bench").codes == ["1Z999AA10123456784"]
    assert signed_in.page("stock").codes == ["R-000001"]


def test_the_camera_is_believed_only_where_a_code_is_asked_for(signed_in):
    bench = signed_in.page("bench")
    signed_in.take_seen("4006381333931")
    bench.looks = True
    signed_in.take_seen("6901234567908")
    assert bench.codes == ["6901234567908"]


def test_the_keys_of_the_pages_lead_there(qtbot, signed_in):
    for number, name in enumerate(("bench", "stock", "work", "imports", "settings"), start=1):
        qtbot.keyClick(signed_in, Qt.Key(Qt.Key.Key_F1 + number - 1))
        assert signed_in.front is signed_in.page(name), "at once: a scan may follow"


def test_a_unit_that_a_page_asks_for_is_shown(signed_in):
    signed_in.page("bench").unit_asked.emit("R-000001")
    assert signed_in.front is signed_in.page("unit")
    assert signed_in.page("unit").codes == ["R-000001"]


def test_the_claims_of_a_unit_that_a_page_asks_for_are_shown(signed_in):
    signed_in.page("work").claims_asked.emit("R-000001")
    assert signed_in.front is signed_in.page("unit")
    assert signed_in.page("unit").claims == ["R-000001"]


def test_the_language_changes_in_place_and_is_remembered_as_the_persons_own(qtbot, signed_in, station):
    signed_in.header.language.click()
    assert signed_in.page("bench").languages[-1] == "zh_CN"
    qtbot.waitUntil(lambda: len(station.languages) == 1)
    assert station.languages[0][1] == "zh_CN"


def test_what_is_seen_is_said_first_and_the_other_pages_after_it_or_when_they_are_asked_for(
    qtbot, signed_in, monkeypatch
):
    for name in ("stock", "settings", "bench"):
        signed_in.go(name)
    said = []
    for name, page in signed_in._pages.items():
        monkeypatch.setattr(page, "retranslate", lambda name=name: said.append(name))
    language.speak("es")
    assert said == ["bench"]
    signed_in.go("settings")
    assert said == ["bench", "settings"]
    qtbot.waitUntil(lambda: len(said) == len(signed_in._pages))
    assert sorted(said) == sorted(signed_in._pages)


def test_the_shift_is_in_the_footer(qtbot, signed_in, station):
    money = (Money(Decimal("18.40"), "USD"),)
    station.shift = Shift(42, 38.0, (("A", 31), ("B", 7)), money, money)
    signed_in._read_shift()
    qtbot.waitUntil(lambda: "42" in signed_in.footer._figures.accessibleName())
    assert "$18.40" in signed_in.footer._figures.accessibleName()


def test_the_shops_stand_in_the_head_and_lead_to_the_work_on_them(qtbot, signed_in, station):
    station.standings = (ShopStanding("shop", told=4, confirmed=4, median_s=0.6),)

    def stands() -> bool:
        signed_in.shops.look()  # again: the look that the sign-in began may have been under way
        return "shops" in signed_in.header._chips

    qtbot.waitUntil(stands)
    chip = signed_in.header._chips["shops"]
    qtbot.waitUntil(lambda: chip.accessibleName() == "Shops 100 % · 0.6 s")
    chip.click()
    assert signed_in.front is signed_in.page("work")
    signed_in.page("work").article_asked.emit("SHOE")
    assert signed_in.front is signed_in.page("stock")


def test_a_fault_of_ours_is_said_and_nothing_is_opened(signed_in):
    signed_in.show_fault()
    assert "acknowledged is safe" in signed_in.footer._told.words


def test_the_picture_is_searched_for_codes_only_where_one_is_asked_for(qtbot, signed_in):
    wanted = signed_in.parts.live.wanted
    qtbot.waitUntil(lambda: wanted[-1] is False)
    signed_in.page("bench").looks = True
    signed_in.go("bench")
    qtbot.waitUntil(lambda: wanted[-1] is True)


def test_a_bench_that_does_not_answer_is_told_while_it_lasts(qtbot, signed_in):
    """A database that is locked by somebody else: keys are dropped meanwhile, and nobody would know why."""
    go_on = threading.Event()
    held: list[str] = []
    signed_in._slow.setInterval(20)
    signed_in.parts.desk._lane.submit(lambda: go_on.wait(10), held.append, held.append)
    signed_in.parts.desk.ask()
    qtbot.waitUntil(lambda: "take long" in signed_in.footer._told.words)
    go_on.set()
    qtbot.waitUntil(lambda: not signed_in.parts.desk.busy)
    assert signed_in.footer._told.words == ""
    signed_in._slow.setInterval(10_000)
    signed_in.footer.tell("Last: R-000001", "ok")
    with qtbot.waitSignal(signed_in.parts.desk.stood):
        signed_in.parts.desk.ask()
    assert signed_in.footer._told.words == "Last: R-000001"


def test_whoever_waits_for_a_page_reads_that_it_is_looked_up_and_then_what_to_do(signed_in):
    told = []
    for stage in (1, 2, 0):
        signed_in._say_waiting(stage)
        told.append((signed_in.footer._told.words, signed_in.footer._told._tone))
    assert told[0][0].startswith("Still being looked up")
    assert told[1][0].startswith("The records do not answer")
    assert [tone for _, tone in told] == ["warn", "bad", "neutral"]
    assert told[2][0] == ""


def test_a_page_that_comes_to_the_front_is_there_at_once_and_painted_in_the_next_turn(qtbot, signed_in):
    signed_in.show()
    signed_in.go("stock")
    page = signed_in.page("stock")
    assert signed_in.front is page
    assert page.isVisible()
    assert not page.updatesEnabled()
    qtbot.waitUntil(page.updatesEnabled)
    signed_in.go("stock")
    assert page.updatesEnabled()


def test_before_the_window_is_seen_nothing_of_it_waits(signed_in):
    signed_in.hide()
    signed_in.go("work")
    assert signed_in.page("work").updatesEnabled()
