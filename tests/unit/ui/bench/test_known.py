"""The left card, as data: parcel, unit, the buyer’s reason, evidence."""

from dataclasses import replace
from decimal import Decimal

import pytest

from app.domain.bench import actions as do
from app.domain.money import Money
from app.domain.returns import with_line
from app.services.looking import ArticleCard
from app.ui.bench.around import Around
from app.ui.bench.known import of_unit
from app.ui.bench.pieces import Tone
from app.ui.bench.scene import scene_of
from tests.bench_screen import standing_of, words
from tests.operators import finish, grade, inspect
from tests.world import CUP, MUG, PHONE, World, order


def _announced(**more: str):
    key, made = order(1, "TRK1", (CUP, 1))
    told = {"reason_code": "size_too_small", "reason_text": "尺码不合", "customer_note": "never {worn}"}
    return key, replace(made, **{**told, **more})  # type: ignore[arg-type]


def _facts(scene):
    return {words(fact.name): words(fact.value) for fact in scene.known.facts}


@pytest.mark.parametrize(
    ("announced", "said"),
    [
        ({}, ("Too small 尺码不合", "“never {worn}”")),
        ({"reason_code": "", "customer_note": ""}, ("尺码不合", "")),
        ({"reason_text": ""}, ("Too small", "“never {worn}”")),
        ({"reason_text": "", "reason_code": "own_code_7"}, ("own code 7", "“never {worn}”")),
        ({"reason_text": "", "reason_code": ""}, ("“never {worn}”", "")),
        ({"reason_text": "too small"}, ("Too small", "“never {worn}”")),
    ],
)
def test_the_buyers_reason_in_our_words_and_in_its_own(screen, announced, said):
    bench = screen(_announced(**announced)).scan("TRK1")
    (notice,) = bench.scene.known.notices
    assert (words(notice.title), words(notice.text)) == said


def test_without_a_reason_nothing_is_said(screen):
    assert screen(order(1, "TRK1", (CUP, 1))).scan("TRK1").scene.known.notices == ()


def test_a_parcel_shows_how_it_was_announced(screen):
    bench = screen(_announced()).scan("TRK1")
    assert bench.scene.known.code == "TRK1"
    assert _facts(bench.scene) == {"Order": "Shopify #1", "RMA": "RMA1", "Client": "ACME"}


def test_nobody_announced_it(screen):
    bench = screen().scan("1Z999AA10123456784")
    assert words(bench.scene.known.under) == "Nobody announced it"


def test_a_unit_shows_its_product_as_it_was_scanned(screen):
    bench = screen(_announced()).scan("TRK1").scan(CUP.codes[0])
    assert bench.scene.known.code == "R-000001"
    assert words(bench.scene.known.title) == "Cup of ACME"
    assert _facts(bench.scene)["Price"] == str(Money(Decimal(60), "USD"))
    assert "Weight" not in _facts(bench.scene), "nothing was weighed"
    assert words(bench.scene.known.under) == "TRK1"


def test_what_was_read_at_the_bench_is_shown(screen):
    bench = screen(order(1, "TRK1", (PHONE, 1)), scale=True).scan("TRK1").scan(PHONE.codes[0])
    bench.type("205").press("Enter").scan("SN-9")
    assert _facts(bench.scene)["Serial"] == "SN-9"
    assert _facts(bench.scene)["Weight"] == "205 g, expected 200 g"


def test_a_wrong_item_is_shown_plainly(screen):
    bench = screen(order(1, "TRK1", (CUP, 1))).scan("TRK1").scan(PHONE.codes[0])
    assert [words(notice.title) for notice in bench.scene.known.notices] == ["Not what was announced"]


def test_once_it_is_graded_the_photos_stand_where_the_reason_stood():
    world = World(_announced()).sign_in()
    _open(world)
    inspect(world)
    known = scene_of(standing_of(world)).known
    assert known.notices == ()
    assert len(known.shots) == len(world.open_unit().shots) > 0
    assert known.evidence is not None
    assert (known.evidence.tone, words(known.evidence.text)) == (Tone.OK, "1 photo on disk · 5 answers on record")


def test_the_unit_is_still_known_while_its_label_is_awaited(screen):
    bench = screen(_announced()).scan("TRK1").scan(CUP.codes[0]).press("1", "1", "Space", "Enter")
    assert words(bench.scene.known.title) == "Cup of ACME"
    assert len(bench.scene.known.shots) == 1
    assert words(bench.scene.known.evidence.title) == "Grade and evidence saved"


def test_a_label_of_a_process_before_says_what_stands_on_it():
    world = World(_announced()).sign_in()
    _open(world)
    known = scene_of(standing_of(grade(world))).known
    assert (known.code, words(known.title)) == ("R-000001", "Cup of ACME")


def test_at_an_idle_bench_what_waits_or_the_unit_whose_label_was_scanned(screen):
    world = World(order(1, "TRK1", (CUP, 1))).sign_in()
    assert scene_of(standing_of(world)).known.idle
    _open(world)
    finish(world)

    world.act(do.Scan("R-000001"))
    known = scene_of(standing_of(world)).known
    assert (known.idle, known.code) == (False, "R-000001")


def test_the_reference_photo_is_the_catalogues(screen):
    world = World(order(1, "TRK1", (MUG, 1))).sign_in()
    _open(world)
    around = Around(cards={MUG.article: ArticleCard(MUG.article, "A mug", photo="mug.jpg")})
    assert scene_of(standing_of(world), around=around).known.picture == "mug.jpg"
    assert scene_of(standing_of(world)).known.picture == ""


def _open(world):

    world.act(do.Scan("TRK1"))
    line = world.benches["one"].parcel.open_lines[0]
    code = next(one.codes[0] for one in (CUP, MUG) if one.article == line.article)
    world.act(do.Scan(code))


def test_that_a_return_was_called_off_is_said_before_and_after_its_piece_came(screen):
    bench = screen(_announced(customer_note="", reason_code="", reason_text=""))
    bench.world.call_off("L1-0")
    bench.scan("TRK1")
    said = "Its return was called off"
    assert [words(notice.title) for notice in bench.scene.known.notices] == [said]
    assert words(bench.scene.known.under) == "Nobody awaits it any more"
    assert "1 piece called off" in words(bench.scene.stage.head.kicker)
    bench.scan(CUP.codes[0])
    (notice,) = bench.scene.known.notices
    assert (words(notice.title), notice.tone) == (said, Tone.WARN)


def test_one_that_is_called_off_while_its_piece_is_on_the_bench_is_said_too(screen):
    bench = screen(_announced(customer_note="", reason_code="", reason_text="")).scan("TRK1").scan(CUP.codes[0])
    assert bench.scene.known.notices == ()
    state = bench.world.benches["one"]
    unit, parcel = state.unit, state.parcel
    line = replace(parcel.lines[0], was_called_off=True)
    shown = of_unit(unit, with_line(parcel, line), Around(), saved=False)
    assert [words(notice.title) for notice in shown.notices] == ["Its return was called off"]
