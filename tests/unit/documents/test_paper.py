"""The sheet: as many pages as it takes, each with its number, its head and its foot."""

from app.documents import paper
from tests.certificates import pages_of, picture_of

SHEET = paper.Sheet("T", "the head", "the foot", lambda one, of: f"{one} / {of}")


def test_a_table_goes_on_with_its_head_on_every_page():
    rows = [[str(number), "long " * 20] for number in range(60)]
    pages = pages_of(paper.print_on(SHEET, [paper.grid(["no", "what"], rows, [40, 300])]))
    assert len(pages) > 1
    for number, page in enumerate(pages, 1):
        assert f"{number} / {len(pages)}" in page
        assert "what" in page
        assert "the foot" in page
        assert ("the head" in page) is (number > 1)


def test_wide_sheets_lie_on_their_side():
    wide = paper.Sheet("T", "h", "f", lambda one, of: f"{one} / {of}", paper="Letter", wide=True)
    assert wide.size == (792, 612)
    assert wide.width < 792


def test_a_chinese_heading_is_bold_and_its_text_there_once():
    """No font that can be embedded has bold Chinese letters."""

    def printed(size: float, *, bold: bool) -> bytes:
        return paper.print_on(SHEET, [paper.plain("捐赠接收凭证", size, bold=bold), paper.plain("名", 8)])

    def ink(document: bytes) -> int:
        return sum(picture_of(document).convert("L").histogram()[:128])

    assert ink(printed(17, bold=True)) > 1.15 * ink(printed(17, bold=False))
    assert "".join(pages_of(printed(17, bold=True))).count("捐赠接收凭证") == 1
    assert ink(printed(7, bold=True)) == ink(printed(7, bold=False)), "small letters would run into blots"
