"""Which claims a unit may become: the platform, the buyer's reason and what was found decide together."""

from dataclasses import replace

import pytest

from app.domain.checklist import Dimension, Finding, Severity
from app.domain.claims import InFrame, claim_shots, possible_claims, shot_named
from app.domain.returns import ReturnOrder
from app.domain.texts import Texts
from app.paths import shipped
from tests import made_once

DESKS = made_once.library(shipped("resources")).desks
ORDER = ReturnOrder("O1", "ACME", "tiktok_shop", "#1", "RMA1", "no_longer_needed", "", "", ())


def found(severity: Severity, code: str = "x") -> Finding:
    return Finding(code, Dimension.APPEARANCE, severity, "q", (), Texts.of({"en": "x"}))


def cases(order: ReturnOrder | None, *findings: Finding) -> list[tuple[str, str]]:
    return [(one.desk.id, one.case.id) for one in possible_claims(DESKS, order, findings)]


@pytest.mark.parametrize(
    ("platform", "origin", "reason", "severity", "code", "wanted"),
    [
        ("tiktok_shop", "", "no_longer_needed", Severity.WORN, "x", [("tiktok_appeal", "used_or_damaged")]),
        ("tiktok_shop", "", "SIZE TOO SMALL", Severity.MISSING_PART, "x", [("tiktok_appeal", "parts_missing")]),
        ("tiktok_shop", "", "", Severity.DOUBT, "wrong_item", [("tiktok_appeal", "another_product")]),
        ("amazon", "", "NO_REASON_GIVEN", Severity.FUNCTIONAL, "x", [("amazon_safe_t", "not_resaleable")]),
        ("amazon", "", "UNWANTED_ITEM", Severity.IDENTITY, "x", [("amazon_safe_t", "materially_different")]),
        ("amazon", "fba_removal", "", Severity.PACKAGING, "x", [("amazon_fba_grading", "condition")]),
        ("amazon", "fba_return", "DEFECTIVE", Severity.COSMETIC, "x", [("amazon_fba_grading", "condition")]),
        ("shopify", "", "no_longer_needed", Severity.WORN, "x", []),
        ("tiktok_shop", "", "arrived_damaged", Severity.WORN, "x", []),
        ("tiktok_shop", "", "Missing parts", Severity.MISSING_PART, "x", []),
        ("amazon", "", "DEFECTIVE", Severity.FUNCTIONAL, "x", []),
        ("tiktok_shop", "", "no_longer_needed", Severity.PACKAGING, "x", []),
    ],
)
def test_platform_reason_and_finding_decide_together(platform, origin, reason, severity, code, wanted):
    order = replace(ORDER, platform=platform, origin=origin, reason_code=reason)
    assert [one for one in cases(order, found(severity, code)) if one[0] != "house"] == wanted


def test_where_nothing_was_found_nothing_can_be_claimed():
    assert cases(ORDER) == []


def test_a_defect_is_shown_with_its_code_whosever_return_it_is():
    for order in (None, ORDER, replace(ORDER, platform="other")):
        claims = possible_claims(DESKS, order, [found(Severity.COSMETIC)])
        assert "with_code" in claim_shots(claims)


def test_each_shot_stands_once_however_many_want_it():
    claims = possible_claims(DESKS, ORDER, [found(Severity.WORN), found(Severity.MISSING_PART)])
    shots = claim_shots(claims)
    assert sorted(set(shots)) == sorted(shots)
    assert {"with_code", "claim_waybill", "claim_contents"} == set(shots)


def test_the_strictest_desk_says_whether_a_code_is_needed():
    shot = shot_named(DESKS, "with_code")
    assert shot is not None
    strict = replace(DESKS[0], id="strict", shots=(replace(shot, code=InFrame.REQUIRED),))
    for desks in ((*DESKS, strict), (strict, *DESKS)):
        named = shot_named(desks, "with_code")
        assert named is not None
        assert named.code is InFrame.REQUIRED
    assert shot_named(DESKS, "front") is None


def test_every_desk_says_where_it_stands_and_how_long_there_is():
    known = {desk.id: desk for desk in DESKS}
    assert set(known) == {"house", "tiktok_appeal", "amazon_safe_t", "amazon_fba_grading"}
    assert all(desk.source for desk in DESKS if desk.platforms)
    assert (known["tiktok_appeal"].deadline_days, known["amazon_safe_t"].deadline_days) == (7, 30)
    assert all(case.texts for desk in DESKS if desk.platforms for case in desk.cases)
