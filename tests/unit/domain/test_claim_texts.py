"""What desks want to read comes from the records, or is missing."""

from typing import Any

from app.domain.checklist import Dimension, Finding, Severity
from app.domain.claim_case import ClaimUnit
from app.domain.claim_texts import KNOWN_TEXTS, missing_texts, said_fault, texts_of
from app.domain.returns import ReturnOrder
from app.domain.texts import Texts

WORDS = Texts.of({"en": "No cable", "es": "Sin cable"})
GONE = Finding("parts_missing", Dimension.ACCESSORIES, Severity.MISSING_PART, "parts_complete", ("missing",), WORDS)
ORDER = ReturnOrder("1", "ACME", "tiktok_shop", "576", "RMA-1", "defective", "does not start", "", ())


def unit(lpn="R-000001", **more):
    parts: dict[str, Any] = {"order": ORDER, "findings": (GONE,), "photos": ()}
    return ClaimUnit(lpn, "ACME", "EAR", "Earbuds", "finished", "parts", **(parts | more))


def test_what_is_known_is_told_and_what_is_not_is_not_there():
    told = texts_of([unit(grams=300, weight_g=410, codes=("X001SHOE42",))], "en")
    assert told["buyer_reason"] == "defective · does not start"
    assert told["missing_parts"] == told["findings"] == "No cable"
    assert told["parcel_weight"] == "300 g (EAR: 410 g)"
    assert told["fnsku"] == "X001SHOE42"
    assert not {"serial_numbers", "removal_order", "lpn"} & told.keys()
    assert told.keys() <= KNOWN_TEXTS


def test_in_the_language_of_the_letter_and_of_several_units_by_name():
    told = texts_of([unit(), unit("R-000002", findings=())], "es")
    assert told["findings"] == "R-000001: Sin cable"
    assert told["order_number"] == "576"


def test_what_nobody_announced_has_no_order():
    assert "order_number" not in texts_of([unit(order=None)], "en")


def test_a_number_that_such_goods_do_not_have_is_not_missing():
    wanted = ("serial_numbers", "parcel_weight")
    assert missing_texts(wanted, [unit()], {}) == ("parcel_weight",)
    assert missing_texts(wanted, [unit(serial_tracked=True)], {"parcel_weight": "1 kg"}) == ("serial_numbers",)


def test_what_a_person_says_is_one_line_that_the_desk_wants():
    assert said_fault("parcel_weight", "1.2 kg", ("parcel_weight",)) is None
    assert "no text" in str(said_fault("lpn", "X", ("parcel_weight",)))
    assert all(said_fault("lpn", text, ("lpn",)) for text in ("", " ", "a\nb", "x" * 1001))
