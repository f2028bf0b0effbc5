"""What may stand on a certificate, and the hash of its record."""

import hashlib
import json
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.certificates import ASKED, DETAILS, KINDS, OF_THE_SITE, Issuer, detail_fault, lacking, short_code
from tests.certificates import certificate


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("waste_code", "20 01 36*"),
        ("waste_code", "200136"),
        ("customs_code", "6109.10"),
        ("treatment", "recycling"),
        ("method", "粉碎 12 mm"),
        ("weight_g", "1840"),
        ("derogation", "espr_2f"),
        ("sic_code", "38.32"),
    ],
)
def test_what_the_trade_writes_is_taken(name, value):
    assert detail_fault(name, value) is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("colour", "red"),
        ("waste_code", "20 01"),
        ("customs_code", "12"),
        ("treatment", "burnt"),
        ("method", " "),
        ("method", "a\nb"),
        ("method", "a\u202eb"),
        ("method", "x" * 201),
        ("weight_g", "-5"),
        ("weight_g", "0"),
        ("weight_g", "1.5"),
        ("derogation", "Art. 2"),
    ],
)
def test_what_is_none_is_refused_with_its_reason(name, value):
    assert detail_fault(name, value)


@given(st.sampled_from(sorted(DETAILS)), st.text(alphabet=string.printable + "粉碎\x00\u2028", max_size=600))
def test_whatever_is_taken_is_bounded_and_can_be_printed(name, value):
    if detail_fault(name, value) is None:
        assert 0 < len(value) <= DETAILS[name]
        assert all(character.isprintable() for character in value)


def test_the_hash_is_that_of_the_canonical_record_and_changes_with_each_of_its_parts():
    one = certificate()
    record = {
        "at": "2026-11-21T14:05:00.000000+00:00",
        "kind": one.kind,
        "number": one.number,
        "payload": dict(one.payload),
        "unit": one.unit,
    }
    text = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert one.digest == hashlib.sha256(text.encode()).hexdigest()
    assert one.code == f"DES-000123 {one.digest}"
    others = [certificate("donation"), certificate(serial="X"), certificate(details={"method": "burnt"})]
    assert len({one.digest, *(other.digest for other in others)}) == 4


def test_an_entry_of_the_chain_is_short_on_paper():
    assert short_code(482, "0123456789abcdef" * 4) == "482-0123-4567-89ab-cdef"


def test_an_issuer_speaks_to_each_client_in_its_language():
    issuer = Issuer(language="en", languages=(("NOVA", "de"),), usual=(("donation", (("recipient", "Food bank"),)),))
    assert (issuer.language_for("NOVA"), issuer.language_for("ACME")) == ("de", "en")
    assert issuer.usual_for("donation") == {"recipient": "Food bank"}
    assert issuer.usual_for("destruction") == {}


def test_what_is_expected_and_not_recorded_is_named():
    assert lacking("donation", {"issuer": "N", "address": "x", "weight_g": "1", "seal": " "}) == ("seal", "recipient")
    assert lacking("nothing", {}) == ()
    one = certificate(details={"method": "crushed", "seal": "S-1"})
    assert "method" not in one.lacks
    assert {"address", "equipment", "third_party"} <= set(one.lacks)
    for kind, names in (*ASKED.items(), *OF_THE_SITE.items()):
        assert kind in KINDS
        assert set(names) <= DETAILS.keys()
