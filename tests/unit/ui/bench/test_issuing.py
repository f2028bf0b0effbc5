"""What was said for the last certificates is offered again; what is one piece's own is not."""

from app.domain.certificates import Issuer
from app.ui.bench.issuing import KEPT, Issuing


def test_the_newest_stands_first_each_text_once_and_no_more_than_few():
    issuing = Issuing(Issuer("Nordsee"))
    for seal in ("S-1", "S-2", "S-1", "S-3", "S-4"):
        issuing = issuing.after((("seal", seal),))
    assert issuing.said_before("seal") == ("S-4", "S-3", "S-1")
    assert len(issuing.said_before("seal")) == KEPT
    assert issuing.said_before("carrier") == ()
    assert issuing.issuer.name == "Nordsee"


def test_what_one_piece_weighs_is_no_other_s():
    issuing = Issuing().after((("weight_g", "388"), ("justification", "damaged"), ("carrier", "Rhenus")))
    assert issuing.before == (("carrier", ("Rhenus",)),)
