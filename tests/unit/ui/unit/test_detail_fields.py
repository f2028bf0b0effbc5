"""The fields of a certificate: what is typed is told, what the site says is not assumed twice, what lacks is said."""

import pytest

from app.domain.certificates import ASKED, DESTRUCTION
from app.ui.unit.detail_fields import DetailFields, Details

USUAL = {"method": "crushed", "treatment": "recovery"}
KNOWN = {"issuer": "Nordsee", "address": "Hamburg", "weight_g": "410"}


@pytest.fixture
def fields(qtbot, dressed):
    made = DetailFields()
    qtbot.addWidget(made)
    made.show()
    return made


def asked(**changes):
    return Details(DESTRUCTION, ASKED[DESTRUCTION], usual=USUAL, known=KNOWN, **changes)


def test_only_what_is_typed_is_told_and_what_lacks_is_said_plainly(qtbot, fields):
    fields.ask(asked())
    assert fields.details() == ()
    assert fields.fields["method"].placeholderText() == "crushed (this site)"
    assert "Equipment" in fields.lacks.text()
    assert "Method" not in fields.lacks.text()
    with qtbot.waitSignal(fields.changed):
        fields.fields["equipment"].setText(" press 7 ")
    for name in ("process", "waste_code", "third_party", "seal"):
        fields.fields[name].setText({"waste_code": "20 01 36"}.get(name, name))
    assert not fields.lacks.isVisible()
    assert ("equipment", "press 7") in fields.details()
    fields.fields["treatment"].setCurrentIndex(fields.fields["treatment"].findData("disposal"))
    assert ("treatment", "disposal") in fields.details()
    fields.ask(asked(), keep=True)  # in another language
    assert fields.fields["equipment"].text() == "press 7"
    assert dict(fields.details())["treatment"] == "disposal"


def test_what_cannot_stand_there_is_said_by_the_fields_name(fields):
    fields.ask(asked())
    assert fields.fault() is None
    fields.fields["waste_code"].setText("scrap")
    assert "Waste code is written as six digits" in fields.fault()[1]


def test_of_one_that_is_replaced_only_what_is_changed_is_told(fields):
    fields.ask(asked(given={"method": "shredded", "seal": "S-1"}))
    assert fields.details() == ()
    fields.fields["seal"].clear()
    fields.fields["method"].setText("crushed")
    assert dict(fields.details()) == {"seal": "", "method": "crushed"}


def test_a_derogation_is_chosen_from_those_that_the_law_knows_here(fields):
    fields.ask(asked(derogations=(("espr_2f", "damaged"),)))
    entry = fields.fields["derogation"]
    entry.setCurrentIndex(entry.findData("espr_2f"))
    assert fields.details() == (("derogation", "espr_2f"),)
