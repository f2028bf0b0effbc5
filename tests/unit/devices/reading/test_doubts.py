"""What is believed: bars that two looks agree on, symbols that correct themselves at once."""

from app.devices.reading.doubts import Reads
from app.domain.symbols import Code, Symbology


def code(text, symbology=Symbology.EAN_13, left=0, width=100):
    right = left + width
    return Code(symbology, text, ((left, 0), (right, 0), (right, 40), (left, 40)))


def texts(reads):
    return [each.text for each in reads.believed()]


def test_bars_seen_by_one_look_are_in_doubt():
    reads = Reads()
    assert not reads
    reads.add([code("A")], "whole")
    reads.add([code("A")], "whole")
    assert reads
    assert texts(reads) == []
    assert not reads.settled
    reads.add([code("A")], "parts", level=True)
    assert texts(reads) == ["A"]
    assert reads.settled


def test_squares_are_believed_at_once():
    reads = Reads()
    reads.add([code("A", Symbology.DATA_MATRIX)], "whole")
    assert texts(reads) == ["A"]
    assert reads.settled


def test_a_text_that_fewer_looks_saw_on_the_same_bars_gives_way():
    reads = Reads()
    reads.add([code("WRONG"), code("A")], "whole")
    reads.add([code("A")], "parts")
    assert texts(reads) == ["A"]
    assert reads.settled


def test_texts_that_as_many_saw_are_both_dismissed():
    reads = Reads()
    for look in ("whole", "parts"):
        reads.add([code("WRONG"), code("A")], look)
    assert texts(reads) == []
    assert [each.text for each in reads.doubted] == ["WRONG", "A"]


def test_another_text_elsewhere_is_no_rival():
    reads = Reads()
    for look in ("whole", "parts"):
        reads.add([code("A"), code("B", left=300)], look)
    assert texts(reads) == ["A", "B"]


def test_bars_without_a_check_must_have_been_seen_level():
    reads = Reads()
    for look in ("whole", "larger", "sharper"):
        reads.add([code("1234", Symbology.ITF)], look)
    assert texts(reads) == []
    reads.add([code("1234", Symbology.ITF)], "parts", level=True)
    assert texts(reads) == ["1234"]


def test_the_same_text_on_two_places_comes_once_and_with_most_of_its_bars():
    reads = Reads()
    reads.add([code("A", width=60), code("A", left=400)], "whole")
    reads.add([code("A"), code("A", left=400)], "parts")
    assert texts(reads) == ["A"]
    reads = Reads()
    reads.add([code("A", width=60)], "whole")
    reads.add([code("A", width=100)], "parts")
    assert reads.believed() == (code("A", width=100),)
