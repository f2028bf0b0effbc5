"""The unit as the rules see it, the empty bench, the names of the steps."""

from app.domain.bench.state import Bench, Step, Unit
from tests.world import PHONE, SOAP, shipped_rules


def test_the_rules_see_the_goods_with_their_flags():
    unit = Unit("R-000001", PHONE, "K1", "L1", shipped_rules().current("phone"), flags=("no_code", "weight_off"))
    subject = unit.subject
    assert subject.flags == {"no_code", "weight_off"}
    assert (subject.category, subject.data_bearing, subject.battery, subject.serial_tracked) == (
        "phone",
        True,
        True,
        True,
    )
    assert (subject.hygiene, subject.expiry_tracked) == (False, False)


def test_each_trait_is_its_own():
    subject = Unit("R-000001", SOAP, "K1", "L1", shipped_rules().current("food")).subject
    assert (subject.hygiene, subject.expiry_tracked, subject.battery, subject.data_bearing) == (
        True,
        True,
        False,
        False,
    )


def test_a_new_bench_stands_empty():
    bench = Bench()
    assert (bench.operator, bench.parcel, bench.unit, bench.label, bench.again) == (None,) * 5


def test_the_steps_are_those_of_the_operator_script():
    before, after = ["signed_out", "idle", "parcel", "item", "checklist", "photos"], ["label", "verify_label", "review"]
    assert [step.value for step in Step] == [*before, "grade", "route", *after]
