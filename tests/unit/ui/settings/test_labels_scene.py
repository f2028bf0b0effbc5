"""What is said of labels: their list, what each is for, their facts, what was done."""

import pytest

from app.domain.print_jobs import JobState, PrintJob
from app.ports import LabelFault, LabelSymbol, LabelTemplate
from app.saying import say
from app.services.own_labels import OwnLogo, OwnTemplate, Shelf, Shelved
from app.services.printing import SetUpPrinter
from app.ui.settings.labels_scene import (
    LOGO,
    Entry,
    change_words,
    dpi_of,
    entries,
    facts,
    fault_words,
    label_words,
    print_words,
    purpose_words,
    sample_choices,
)

SMALL, LARGE = SetUpPrinter("small", "zpl", 300, "57x32"), SetUpPrinter("large", "zpl", 203, "102x152")


def template(name: str, kind: str = "", *, logo: bool = False) -> LabelTemplate:
    return LabelTemplate(name, kind or name, 57, 32.5, (), (LabelSymbol("QRCode", "code"),), logo)


def test_the_list_goes_with_the_goods_and_strange_ones_come_last():
    names = ("bin", "zebra", "sku-square", "unit", "sku")
    kinds = {"sku-square": "sku"}
    shelf = Shelf(labels=tuple(Shelved(name, template(name, kinds.get(name, ""))) for name in names))
    assert [one.key for one in entries(shelf)] == ["unit", "sku", "sku-square", "bin", "zebra"]


def test_a_line_says_purpose_size_and_printer():
    shelf = Shelf(labels=(Shelved("unit", template("unit"), printers=(SMALL, LARGE)), Shelved("bin", template("bin"))))
    assert entries(shelf) == (
        Entry("unit", "Label of a graded unit", "unit · 57 × 32.5 mm · small and large"),
        Entry("bin", "Label of a bin", "bin · 57 × 32.5 mm · no printer"),
    )


def test_a_clients_own_is_marked_and_a_broken_one_says_so():
    fault = LabelFault("unit", "m", "h", 3)
    labels = (Shelved("rma", template("rma", logo=True), own=True), Shelved("unit", None, own=True, fault=fault))
    logo, unit, rma = entries(Shelf("ACME", labels, b"png"))
    assert (logo.key, logo.more, logo.mark) == (LOGO, "Stands on: rma", "Own")
    assert (unit.mark, unit.tone, rma.mark, rma.tone) == ("Cannot be used", "bad", "Own", "accent")
    assert entries(Shelf("ACME", (), logo_fault=fault))[0].tone == "bad"
    assert entries(Shelf("ACME", ()))[0].more == "No template has room for it"


@pytest.mark.parametrize(
    ("symbology", "words"),
    [
        ("Code128", "Shop label · bars"),
        ("EAN-13", "Shop label · bars"),
        ("DataMatrix", "Shop label · 2D code"),
        ("", "Shop label · text"),
    ],
)
def test_shop_labels_are_told_apart_by_what_carries_the_code(symbology, words):
    squares = LabelSymbol("DataMatrix", "code")  # the unit's own code stands on all of them
    codes = (LabelSymbol(symbology, "shop_code"), squares) if symbology else (squares,)
    assert label_words(LabelTemplate("sku-any", "sku", 57, 32, (), codes)) == words
    assert label_words(template("unit")) == "Label of a graded unit"


def test_a_kind_of_its_own_keeps_its_name():
    assert purpose_words("pallet") == "pallet"


@pytest.mark.parametrize(
    ("printers", "named", "dpi"), [((), "", 203), ((SMALL, LARGE), "", 300), ((SMALL, LARGE), "large", 203)]
)
def test_it_is_drawn_with_the_dots_of_its_printer(printers, named, dpi):
    assert dpi_of(printers, named) == dpi


def test_the_facts_say_who_prints_it():
    assert facts(template("unit"), 300, (SMALL,)) == "57 × 32.5 mm · 300 dpi · QRCode (code) · printed by small"
    assert facts(template("unit"), 203, ()).endswith("no printer here has stock for it")


def test_the_last_printed_is_offered_where_there_is_one():
    assert [key for key, _ in sample_choices(Shelved("unit", template("unit")))] == ["example", "long"]
    printed = Shelved("unit", template("unit"), newest={"code": "R-1"})
    assert [key for key, _ in sample_choices(printed)] == ["example", "long", "newest"]


def test_a_fault_is_said_with_its_line():
    fault = LabelFault("unit", say("Label template {name}: {fault}.", name="unit.yaml", fault="x"), "Mend it.", 7)
    assert fault_words(fault) == ("Line 7: Label template unit.yaml: x.", "Mend it.")
    assert fault_words(LabelFault("logo", "It is broken.", "", 0)) == ("It is broken.", "")


def test_every_change_is_said_with_its_client():
    changes = (
        OwnLogo("ACME", b"x"),
        OwnLogo("ACME", None),
        OwnTemplate("ACME", "unit", b"x"),
        OwnTemplate("ACME", "unit", None),
    )
    said = {change_words(change) for change in changes}
    assert len(said) == 4
    assert all("ACME" in words for words in said)


@pytest.mark.parametrize("state", list(JobState))
def test_what_became_of_a_trial_is_never_called_better_than_it_is(state):
    job = PrintJob("1", "", "TEST-LABEL", "unit", "unit", "", "labels", {}, state, "It tore.")
    tone, title, text = print_words(job)
    assert title
    assert (tone, text) == (("ok", "") if state in {JobState.SENT, JobState.CONFIRMED} else ("warn", "It tore."))
