"""What a spreadsheet would take for a formula is made text before it is written into a table of ours. Pure."""

FORMULA_BEGINS = frozenset("=+-@\t\r＝＋－＠")
TEXT_MARK = "'"


def as_text(cell: str) -> str:
    """The text, with an apostrophe before what a spreadsheet would carry out."""
    return TEXT_MARK + cell if cell[:1] in FORMULA_BEGINS else cell


def as_given(cell: str) -> str:
    """The text of a cell that `as_text` has written."""
    return cell[1:] if cell[:1] == TEXT_MARK and cell[1:2] in FORMULA_BEGINS and cell[1:2] else cell
