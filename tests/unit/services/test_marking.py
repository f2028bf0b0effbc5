"""Who may draw is looked up as it is written; a film is no photo."""

from contextlib import AbstractContextManager
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from app.domain.access import Operator, Role
from app.domain.photo_marks import Ink, Mark, PhotoMarked, Shape
from app.errors import UserError
from app.services.marking import Drawable, Marking

ANN = Operator("u-1", "LN-07", "Ann", Role.INSPECTOR)
ARROW = Mark(Shape.ARROW, Ink.RED, 0, 0, 500, 500)
NOW = datetime(2026, 11, 30, tzinfo=UTC)


class Work(AbstractContextManager):
    def __init__(self, media_format="jpeg", *, disabled=False):
        self.format, self.disabled, self.written, self.committed = media_format, disabled, [], False
        self.records = self

    def __exit__(self, *_):
        return None

    def user(self, _badge):
        return SimpleNamespace(operator=ANN, disabled=self.disabled)

    def photo(self, key):
        return Drawable("a" * 64, self.format, "R-000001") if key == "p" else None

    def write(self, facts, *, at, operator):
        self.written += [(fact, at, operator) for fact in facts]

    def commit(self):
        self.committed = True


def marking(work):
    return Marking(lambda: work, SimpleNamespace(now=lambda: NOW))


def test_what_is_drawn_is_written_under_whoever_drew_it():
    work = Work()
    marking(work).mark("p", [ARROW], ANN)
    assert work.written == [(PhotoMarked("p", "R-000001", "a" * 64, (ARROW,)), NOW, ANN)]
    assert work.committed


@pytest.mark.parametrize(
    ("work", "key", "by"),
    [
        (Work("mkv"), "p", ANN),
        (Work(), "q", ANN),
        (Work(disabled=True), "p", ANN),
        (Work(), "p", None),
        (Work(), "p", Operator("u-2", "LN-07", "Another", Role.INSPECTOR)),
    ],
    ids=["film", "unknown", "disabled", "nobody", "somebody else"],
)
def test_what_is_refused_is_not_written(work, key, by):
    with pytest.raises(UserError):
        marking(work).mark(key, [ARROW], by)
    assert work.written == []
