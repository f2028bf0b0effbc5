"""The grades by name."""

from app.ui.kit import grade_name, grade_title


def test_each_grade_has_its_name():
    assert [grade_title(letter) for letter in "ABCS"] == ["As new", "Open box", "Faulty", "Scrap"]
    assert grade_name("S") == "Grade S: Scrap"


def test_without_a_grade_it_was_not_asked():
    assert grade_name("") == grade_title("") == "Not asked"
