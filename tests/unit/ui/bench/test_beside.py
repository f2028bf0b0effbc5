"""Shots owed and taken, the label as it will print, and who has to look at the unit."""

from dataclasses import replace
from datetime import UTC, datetime

from app.domain.bench.state import Label
from app.domain.bins import BIN_OF
from app.domain.grading import Grade
from app.domain.texts import Texts
from app.ui.bench.acts import Open, Page, Prove
from app.ui.bench.around import Around
from app.ui.bench.beside import in_short, label_view
from app.ui.bench.hand import Hand
from app.ui.bench.names import INTO_BIN
from app.ui.bench.pieces import Past, Tone
from tests.bench_screen import words
from tests.world import CUP, PHONE, SHOE, order


def _at_grade(screen):
    return screen(order(1, "TRK1", (CUP, 1))).scan("TRK1").scan(CUP.codes[0]).press("1", "1", "Space")


def test_shots_are_owed_from_the_first_question_on_and_ticked_when_the_bench_has_them(screen):
    bench = screen(order(1, "TRK1", (SHOE, 1))).scan("TRK1").scan(SHOE.codes[0])
    owed = [tile.shot for tile in bench.scene.beside.tiles]
    assert bench.scene.beside.shoot is not None
    bench.press("Space")
    tiles = bench.scene.beside.tiles
    assert [tile.shot for tile in tiles if tile.sha256] == owed[:1]
    assert [tile.shot for tile in tiles if not tile.sha256] == owed[1:]
    assert words(bench.scene.beside.aim) != ""


def test_any_shot_that_is_owed_may_be_taken_first(screen):
    bench = screen(order(1, "TRK1", (SHOE, 1))).scan("TRK1").scan(SHOE.codes[0])
    bench.touch("shot_1")
    assert [tile.shot for tile in bench.scene.beside.tiles if tile.sha256] == [bench.asked[0]]


def test_a_parcel_without_a_code_owes_its_photo(screen):
    bench = screen().press("K")
    assert [tile.shot for tile in bench.scene.beside.tiles] == ["parcel"]
    assert bench.press("Space").scene.beside.tiles == ()


def test_at_the_grade_the_label_as_it_will_print(screen):
    beside = _at_grade(screen).scene.beside
    assert beside.label is not None
    assert (beside.camera, beside.enters) == (False, True)
    assert (beside.label.code, beside.label.grade) == ("R-000001-1H", "A")
    assert [words(line) for line in beside.label.lines] == ["Cup of ACME", "restocked", "ACME"]


def test_who_has_to_look_at_it_is_said(screen):
    assert _at_grade(screen).scene.beside.say.tone is Tone.PLAIN
    bench = screen(order(1, "TRK1", (PHONE, 1))).scan("TRK1").scan(PHONE.codes[0]).scan("SN-1")
    bench.inspect(sealed="opened", account_lock_off="locked")
    assert bench.scene.beside.say.tone is Tone.WARN
    assert words(bench.scene.beside.label.lines[1]) == "held for review"


def test_where_to_put_the_piece_itself_is_said(screen):
    assert words(_at_grade(screen).press("Enter").scene.beside.then[-1]) == "Then put it into the bin “Sell A”"
    bench = screen(order(1, "TRK1", (CUP, 1))).scan("TRK1").scan(CUP.codes[0]).press("D", "1")
    assert words(bench.scene.beside.then[-1]) == "Then put it into the bin “Quarantine”"
    assert bench.title == "To quarantine: put its tag on and scan it"


def test_a_void_label_is_shown_as_void(screen):
    bench = _at_grade(screen).press("Enter", "X", "1")
    assert bench.scene.beside.label.void
    assert words(bench.scene.beside.then[0]) == "A new label prints"


def test_danger_and_typing_are_at_hand_while_a_parcel_is_open(screen):
    bench = screen(order(1, "TRK1", (CUP, 1))).scan("TRK1")
    assert {one.name for one in bench.scene.beside.controls} == {"type_code", "danger"}


def test_a_tile_has_room_for_the_first_words_only():
    text = Texts.of({"en": "Front, with the seal", "zh_CN": "正面（如有封条须拍到）"})
    short = in_short(text)
    assert isinstance(short, Texts)
    assert (short.of_language("en"), short.of_language("zh_CN")) == ("Front", "正面")
    assert in_short(", odd") == ", odd"


def test_a_label_with_less_on_it_is_shown_all_the_same():
    bare = Label("R-000001", "unit", "R-000001-1H", 1)
    assert label_view(bare).lines == ("", "")
    assert label_view(replace(bare, fields=(("grade", "?"), ("title", "Cup")))).grade is None


def test_a_label_of_an_older_version_is_shown_as_it_was_kept():
    old = Label("R-000001", "sku", "R-000001-1H", 1, lines=("Cup", "R-000001-1H", "B · open box", "ACME"))
    view = label_view(old)
    assert (view.grade, [words(line) for line in view.lines]) == (Grade.B, ["Cup", "on sale as open box", "ACME"])


def test_the_last_units_stand_beside_an_idle_bench(screen):
    bench = screen()
    past = Past("R-000009", "A cup", Grade.A, "restocked", datetime(2026, 11, 22, tzinfo=UTC))
    bench.presenter.around_read(Around(last=(past,)))
    assert bench.scene.beside.past == (past,)
    assert bench.scan("1Z999AA10123456784").scene.beside.past == ()


def test_the_proof_of_a_destruction_is_taken_before_the_live_picture(screen):
    bench = _at_grade(screen).press("Enter")
    bench.scan(bench.scene.stage.target.code)
    bench.presenter._hold(Hand(pages=(Open(Page.PROOF, "R-000001"),), pin="1"))
    beside = bench.scene.beside
    assert (beside.camera, beside.shoot.act) == (True, Prove("R-000001"))
    bench.press("Esc")
    assert bench.scene.beside.shoot is None


def test_what_is_read_around_the_bench_is_told_once_and_apart_from_what_was_done(screen):
    bench = screen()
    drawn: list[object] = []
    learned: list[object] = []
    bench.presenter.drawn.connect(drawn.append)
    bench.presenter.learned.connect(learned.append)
    past = Past("R-000009", "A cup", Grade.A, "restocked", datetime(2026, 11, 22, tzinfo=UTC))
    bench.presenter.around_read(Around(last=(past,)))
    bench.presenter.around_read(Around(last=(past,)))
    assert (drawn, learned) == ([], [bench.scene])


def test_more_that_is_known_leaves_the_middle_as_it_is(screen):
    bench = screen()
    before = bench.scene
    past = Past("R-000009", "A cup", Grade.A, "restocked", datetime(2026, 11, 22, tzinfo=UTC))
    bench.presenter.around_read(Around(last=(past,)))
    assert (bench.scene.rail, bench.scene.stage, bench.scene.refusal) == (before.rail, before.stage, before.refusal)


def test_every_bin_on_a_label_has_its_words():
    assert set(BIN_OF.values()) == set(INTO_BIN)
