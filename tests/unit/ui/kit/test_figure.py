"""A number, what it is, and how it moved."""

from app.ui.kit import Figure, Label


def test_it_says_all_three(qtbot):
    figure = Figure("sold_again")
    qtbot.addWidget(figure)
    figure.show_figure("Sold again within 30 days", "83.1 %", "+2.4", "ok")
    assert figure.accessibleName() == "Sold again within 30 days: 83.1 % +2.4"
    labels = {label.objectName(): label for label in figure.findChildren(Label)}
    assert labels["sold_again_number"].text() == "83.1 %"
    assert labels["sold_again_number"].property("kind") == "figure"
    assert labels["sold_again_move"].property("tone") == "ok"
