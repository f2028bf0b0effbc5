"""What was made ahead is what its page gets, once; nothing is made twice, and nothing for a page that is there."""

from app.ui.ready import Ready


class Counter:
    """A piece that is counted."""

    def __init__(self, given):
        self.given = given


def test_a_piece_that_was_made_ahead_is_taken_once():
    ready, made = Ready(), []

    def piece(given):
        made.append(given)
        return Counter(given)

    ready.make(piece, "parts")
    ready.make(piece, "parts")
    assert made == ["parts"]
    first = ready.take(piece, "parts")
    assert made == ["parts"]
    assert ready.take(piece, "parts") is not first


def test_what_was_not_made_ahead_is_made_when_it_is_taken():
    assert Ready().take(Counter, 7).given == 7


def test_for_a_page_that_is_there_nothing_is_made_ahead():
    made: list[int] = []
    ready = Ready()
    ready.take(made.append, 1)
    ready.make(made.append, 2)
    assert made == [1]


def test_what_no_page_came_for_is_let_go():
    ready = Ready()
    ready.make(Counter, 1)
    ready.clear()
    assert ready.take(Counter, 2).given == 2
