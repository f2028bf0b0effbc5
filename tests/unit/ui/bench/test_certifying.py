"""What a certificate will say is seen and said at the bench, by key and by touch, and holds nothing up."""

from dataclasses import replace

import pytest

from app.domain.bench import actions as do
from app.domain.certificates import ASKED, EXPECTED, KINDS, Issuer
from app.ui.bench.acts import Open, Page, Reason, Typed
from app.ui.bench.certifying import fault_of
from app.ui.bench.examined import Examined
from app.ui.bench.hand import Hand
from app.ui.certificate_words import DETAILS
from tests.bench_screen import words
from tests.world import BOB, CUP, order

LPN = "R-000001"
SITE = Issuer("Nordsee Returns", "Hafenstr. 12", site="DE", usual=(("destruction", (("method", "crushed"),)),))


def at_witness(screen):
    """A labelled piece on its way to be destroyed, before its witness."""
    bench = screen(order(1, "TRK1", (CUP, 1))).scan("TRK1").scan(CUP.codes[0])
    bench.presenter.issues(SITE)
    bench.inspect(sealed="opened", damage="beyond_repair").press("Enter")
    return bench.scan(bench.scene.stage.target.code).press("Y")


def watched(bench):
    return bench.scan(f"RGB:{BOB.badge}").type("482915").press("Enter")


def hint(bench, name):
    return words(bench.scene.named(name).hint)


def test_what_will_be_missing_is_seen_before_the_witness_and_before_the_proof(screen):
    bench = at_witness(screen)
    assert hint(bench, "certificate").startswith("Not recorded: ")
    assert "Seal number" in hint(bench, "certificate")
    assert "Method" not in hint(bench, "certificate")  # the site says it of all
    assert hint(watched(bench), "certificate").startswith("Not recorded: ")


def test_it_is_said_by_key_and_goes_with_the_destruction(screen):
    bench = at_witness(screen).press("F6")
    assert bench.title == "What does the certificate say?"
    seal = bench.scene.named("detail_seal")
    assert words(seal.hint) == "Not recorded"
    bench.press(seal.key).type("S-77").press("Enter")
    assert hint(bench, "detail_seal") == "S-77"
    bench.press("Enter")
    assert bench.title == "Who watches it?"
    assert "Seal number" not in hint(bench, "certificate")
    watched(bench)
    assert bench.desk.sent[-1].action == do.Destroy(LPN, BOB.badge, (("seal", "S-77"),))
    bench.press("Space")
    assert bench.desk.sent[-1].action.details == (("seal", "S-77"),)


def test_it_is_said_by_touch_while_the_witness_waits_and_the_pin_is_not_asked_again(screen):
    bench = watched(at_witness(screen)).touch("certificate", "detail_treatment", "said_4")
    assert hint(bench, "detail_treatment") == "disposal"
    bench.touch("take")
    assert bench.scene.named("prove") is not None
    bench.touch("certificate", "detail_weight_g")
    assert bench.scene.stage.field.digits
    bench.type("388").touch("take", "take")
    request = bench.touch("prove").desk.sent[-1]
    assert request.action.details == (("treatment", "disposal"), ("weight_g", "388"))
    assert (request.pin, request.file.name) == ("482915", "proof.jpg")


def test_a_destruction_without_a_word_for_the_paper_takes_no_act_more(screen):
    bench = at_witness(screen)
    watched(bench).press("Space")
    assert bench.desk.sent[-1].action.details == ()
    assert bench.world.unit(LPN).state == "closed"


def test_what_cannot_stand_there_is_refused_at_hand_with_what_was_typed(screen):
    bench = at_witness(screen).touch("certificate", "detail_waste_code").type("rubbish")
    sent = len(bench.desk.sent)
    bench.press("Enter")
    assert (bench.refusal(), len(bench.desk.sent)) == ("unfit_detail", sent)
    assert "Waste code" in words(bench.scene.refusal.hint)
    assert bench.scene.stage.field.value == "rubbish"
    bench.type("20 01 36").press("Enter")
    assert hint(bench, "detail_waste_code") == "20 01 36"


def test_a_detail_is_taken_back_by_emptying_it(screen):
    bench = at_witness(screen).touch("certificate", "detail_method").type("shredded").press("Enter")
    assert hint(bench, "detail_method") == "shredded"
    bench.touch("detail_method").press("1")
    assert hint(bench, "detail_method") == "crushed (this site)"
    bench.touch("detail_seal").type("S-1").press("Enter").touch("detail_seal").type("").press("T", "Enter")
    assert hint(bench, "detail_seal") == "Not recorded"


def test_leaving_a_detail_changes_nothing_and_no_other_piece_gets_it(screen):
    bench = at_witness(screen).press("F6").touch("detail_seal").type("S-1").press("Esc")
    assert hint(bench, "detail_seal") == "Not recorded"
    bench.touch("detail_seal").type("S-1").press("Enter", "Esc", "Esc")
    hand = bench.press("Y").presenter._hand
    assert hand.details == (("seal", "S-1"),)
    assert hand.after(Open(Page.DESTROY, "R-000002")).details == ()


def test_what_was_said_last_is_offered_and_never_filled_in(screen):
    bench = at_witness(screen)
    bench.presenter._around = replace(
        bench.presenter._around, issuing=bench.presenter._around.issuing.after((("third_party", "Inspectra, A. Kern"),))
    )
    bench.press("F6")
    assert hint(bench, "detail_third_party") == "Not recorded"
    bench.touch("detail_third_party")
    assert words(bench.scene.stage.choices[0].text) == "Inspectra, A. Kern"
    assert hint(bench.press("1"), "detail_third_party") == "Inspectra, A. Kern"


def test_a_certificate_is_remembered_for_the_next_one(screen):
    bench = at_witness(screen).press("F6").touch("detail_seal").type("S-9").press("Enter", "Enter")
    watched(bench).press("Space")
    assert bench.presenter._around.issuing.said_before("seal") == ("S-9",)


def test_every_detail_has_a_digit_and_what_is_looked_for_comes_first(screen):
    bench = at_witness(screen).press("F6")
    first = names = {one.name for one in bench.scene.stage.choices}
    while bench.scene.named("more_details"):
        names = names | {one.name for one in bench.press("N").scene.stage.choices}
    assert names == {f"detail_{name}" for name in ASKED["destruction"] if name not in {"derogation", "justification"}}
    assert {f"detail_{one}" for one in EXPECTED["destruction"] if one in ASKED["destruction"]} <= first
    for kind in KINDS:
        assert DETAILS.keys() >= set(ASKED[kind]) | set(EXPECTED[kind])


@pytest.mark.parametrize(("grams", "known"), [(640, "640 g (on record)"), (None, "310 g (on record)")])
def test_the_weight_of_a_piece_that_left_the_bench_is_read(screen, grams, known):
    bench = at_witness(screen)
    bench.presenter._hold(Hand(pages=(Open(Page.DESTROY, LPN),)))
    assert bench.scene.stage.about == LPN
    assert "Weight" not in hint(bench, "certificate")  # nobody knows yet
    record = {"lpn": LPN, "grams": grams, "product": {"weight_g": 310}}
    bench.presenter.examined(Examined(type("Read", (), {"record": record})()))
    assert hint(bench.press("F6"), "detail_weight_g") == known


def test_only_what_is_said_for_a_certificate_is_looked_at():
    hand = Hand(pages=(Open(Page.CERTIFICATE_DETAIL, f"{LPN}|destruction|treatment"),), typed="")
    assert fault_of(Typed(), hand) is None
    refused = fault_of(Reason("thrown away"), hand)
    assert refused is not None
    assert refused.code == "unfit_detail"
    assert fault_of(Reason("disposal"), hand) is None
    assert fault_of(Reason("thrown away"), Hand()) is None


def test_a_donation_has_its_paper_at_the_bench_too_and_a_repair_has_none(screen):
    bench = at_witness(screen).press("Esc")
    bench.presenter._hold(Hand(pages=(Open(Page.WORK_PROOF, f"{LPN}|donate"),)))
    assert "Recipient" in hint(bench, "certificate")
    bench.touch("certificate", "detail_recipient").type("Caritas Newark").press("Enter", "Enter")
    bench.type("receipt 12").press("Enter")
    assert bench.desk.sent[-1].action == do.CloseWork(LPN, "donate", "receipt 12", (("recipient", "Caritas Newark"),))
    bench.presenter._hold(Hand(pages=(Open(Page.WORK_PROOF, f"{LPN}|refurbish"),)))
    assert bench.scene.named("certificate") is None
