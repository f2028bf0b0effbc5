"""Weight, serial number, the question of the moment, the photos owed."""

import pytest

from app.domain.bench.state import Step
from app.ui.bench.around import DARK, GONE, Around
from app.ui.bench.checking import progress
from tests.bench_screen import words
from tests.world import CUP, KIT, PHONE, SHOE, order


def _open(screen, goods=CUP, **more):
    return screen(order(1, "TRK1", (goods, 1)), **more).scan("TRK1").scan(goods.codes[0])


def test_the_question_with_its_side_and_how_many_there_will_be(screen):
    bench = _open(screen)
    assert words(bench.scene.stage.head.kicker) == "Packaging · question 1 of about 2"
    assert words(bench.press("2").scene.stage.head.kicker).startswith("Appearance · question 2 of about ")


def test_the_count_ends_where_the_checklist_ends(screen):
    bench = _open(screen)
    bench.press("2")
    last = (0, 1)
    while bench.world.step() == "checklist":
        last = progress(*_progress_of(bench))
        bench.press("Enter" if bench.scene.stage.multiple else "1")
    assert last[0] == last[1]


def _progress_of(bench):
    unit = bench.world.open_unit()
    return bench.world.rules.checklist(unit.rules), unit


@pytest.mark.parametrize("key", ["1", "2"])
def test_a_digit_takes_a_single_choice_at_once(screen, key):
    bench = _open(screen)
    before = bench.title
    assert bench.press(key).title != before


def test_where_several_may_hold_digits_mark_and_enter_takes(screen):
    bench = _open(screen, KIT)
    while not bench.scene.stage.multiple:
        name = "choice_missing" if bench.scene.named("choice_missing") else "choice_opened"
        bench.touch(name) if bench.scene.named(name) else bench.press("1")
    assert words(bench.control("take").text) == "None of these"
    bench.press("1", "2", "1")
    assert [control.key for control in bench.scene.stage.choices if control.chosen] == ["2"]
    assert words(bench.control("take").text) == "Take 1 answer"
    chosen = bench.scene.stage.choices[1].name.removeprefix("choice_")
    bench.press("Enter")
    assert bench.world.open_unit().answers[-1].choices == (chosen,)


def test_a_note_goes_with_the_next_answer_and_stands_there_until_then(screen):
    bench = _open(screen).press("N").type("seal looks odd").press("Enter")
    assert words(bench.scene.stage.chips[0].text) == "seal looks odd"
    bench.press("2")
    assert bench.world.open_unit().answers[0].note == "seal looks odd"
    assert all(words(chip.name) != "Note" for chip in bench.scene.stage.chips)


def test_answers_so_far_stand_there_the_newest_first(screen):
    bench = _open(screen).press("2", "1")
    assert [words(chip.text) for chip in bench.scene.stage.chips][-1] == "Opened, re-closed, or no seal"
    assert len(bench.scene.stage.chips) == 2


def test_backspace_asks_the_question_again(screen):
    bench = _open(screen)
    first = bench.title
    assert bench.press("2", "Backspace").title == first


def test_a_weight_is_typed_where_a_scale_is_set_up(screen):
    bench = _open(screen, scale=True)
    assert bench.title == "Put it on the scale"
    assert bench.scene.stage.field.digits
    bench.type("301").press("Enter")
    assert bench.world.open_unit().grams == 301


def test_a_serial_number_is_scanned_typed_or_said_to_be_unreadable(screen):
    assert _open(screen, PHONE).title == "Scan the serial number or IMEI"
    bench = _open(screen, PHONE).press("T").type("SN-77").press("Enter")
    assert bench.world.open_unit().serial == "SN-77"
    bench = _open(screen, PHONE).press("K")
    assert "no_serial" in bench.world.open_unit().flags


def test_photos_owed_one_after_the_other(screen):
    bench = _open(screen, SHOE).press("2")
    while bench.world.step() == "checklist":
        bench.press("Enter" if bench.scene.stage.multiple else "1")
    owed = len(bench.world.expects()["photo"]["shots"])
    assert words(bench.scene.stage.head.kicker) == f"{owed} photos owed now"
    for _ in range(owed - 1):
        bench.press("Enter")  # the big button
    assert words(bench.scene.stage.head.kicker) == "One photo owed"
    assert bench.press("Space").world.step() == "grade"


def test_an_answer_that_ends_the_checklist_is_marked_as_grave(screen):
    bench = _open(screen).press("1")
    assert {control.tone for control in bench.scene.stage.choices[1:]} == {"bad"}
    assert bench.scene.stage.choices[0].tone == "plain"


def test_whoever_says_that_all_parts_are_there_sees_which_they_are(screen):
    bench = screen(order(1, "TRK1", (KIT, 1))).scan("TRK1").scan(KIT.codes[0])
    while "complete" not in {one.name.removeprefix("choice_") for one in bench.scene.stage.choices}:
        opened = bench.scene.named("choice_opened") is not None
        bench.press("Enter" if bench.scene.stage.multiple else "2" if opened else "1")
    hint = words(bench.control("choice_complete").hint)
    assert all(part in hint for part in (*KIT.components, *KIT.accessories))


@pytest.mark.parametrize(
    ("camera", "said", "button"),
    [
        (DARK, "It is too dark for a photo", "Take it all the same"),
        (GONE, "The camera shows nothing", "Try it all the same"),
        ("", "Space takes the photo", "Take the photo"),
    ],
)
def test_no_photo_is_promised_that_would_not_come(screen, camera, said, button):
    bench = _open(screen).press("1", "1")
    assert bench.scene.step is Step.PHOTOS
    bench.presenter.camera_is(camera)
    assert words(bench.scene.stage.target.text) == said
    assert words(bench.control("take").text) == button
    assert bench.scene.keyed("Space") is not None
    bench.presenter.around_read(Around())
    assert words(bench.scene.stage.target.text) == said, "what is read around the bench is not what the camera sees"


def test_an_answer_stands_there_with_its_question(screen):
    bench = _open(screen).press("2")
    assert words(bench.scene.stage.chips[0].name).endswith("?")
