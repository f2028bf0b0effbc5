"""Everything that can stand on a certificate has words of its own, and so has what it lacks."""

import pytest

from app.domain.certificates import DETAILS, EXPECTED, TREATMENTS
from app.ui.certificate_words import detail_hint, detail_said, lacks_said, treatment_said

pytestmark = pytest.mark.usefixtures("dressed")


def test_every_detail_is_called_something_of_its_own():
    names = {*DETAILS, *(name for kind in EXPECTED.values() for name in kind)}
    said = {detail_said(name) for name in names}
    assert len(said) == len(names)
    assert not said & names
    assert len({treatment_said(one) for one in TREATMENTS}) == len(TREATMENTS)
    assert detail_hint("customs_reference")
    assert detail_hint("seal") == ""


def test_what_is_lacking_is_listed_and_nothing_where_nothing_is():
    assert lacks_said(()) == ""
    assert lacks_said(("seal", "method")) == "not recorded: Seal number and Method"
