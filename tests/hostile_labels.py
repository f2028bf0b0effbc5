"""Data that no label should be asked to carry, and what may come of it: drawn exactly as it is, or refused.

`exact` and `refused` are certain; `either` depends on the fonts and on the room that a label has. Never is anything
altered, cut or taken for a command. As a title a text is drawn with fonts; as a code it stands in a symbol.
"""

from dataclasses import dataclass
from typing import Literal

Outcome = Literal["exact", "refused", "either"]
EXACT: Outcome = "exact"
REFUSED: Outcome = "refused"
EITHER: Outcome = "either"


@dataclass(frozen=True, slots=True)
class Hostile:
    """One record: a name to find it by, the text, and its outcome as a title and as a code."""

    name: str
    text: str
    title: Outcome = EXACT
    code: Outcome = EXACT


# Commands of printers, escapes, and what a program may take for more than text.
COMMANDS = (
    Hostile("zpl second label", "^XZ^XA^FO1,1^A0N,9^FDX^FS^XZ", code=EITHER),
    Hostile("zpl end", "A^XZB"),
    Hostile("zpl begin", "^XA"),
    Hostile("zpl field end", "A^FSB"),
    Hostile("zpl field data", "^FD1^FS"),
    Hostile("zpl status", "~HS"),
    Hostile("zpl reset", "~JR~JA"),
    Hostile("zpl default settings", "^XA^JUF^XZ"),
    Hostile("zpl other caret", "^CC!A!XZ"),
    Hostile("zpl hex escape", "_5EXZ_7EHS"),
    Hostile("zpl carets", "^^^~~~"),
    Hostile("code 128 codes", ">:>;>8>0>1"),
    Hostile("code 128 greater at the end", "ABC>"),
    Hostile("code 128 ends in >0D", "LOT>0D"),
    Hostile("code 128 changes sets", "a1234B56C7890~d"),
    Hostile("underlines", "__A_1_"),
    Hostile("backslashes", "\\&\\(\\\\n"),
    Hostile("data matrix escape", "~1_1~d029_X"),
    Hostile("data matrix macro", "[)>06"),
    Hostile("qr mode letters", "QA,MM,AHELLO"),
    Hostile("tspl quotes", '"\\["]PRINT 9'),
    Hostile("tspl line", 'A"\r\nSELFTEST\r\n', title=EITHER, code=REFUSED),
    Hostile("tspl escape", "A\x1b!?", title=REFUSED, code=REFUSED),
    Hostile("sgd command", '! U1 do "x" ""'),
    Hostile("pdf string", "(a) Tj ET\\051"),
    Hostile("html", "<b>A</b>&amp;&#x41;"),
    Hostile("rich markup", "[bold]A[/bold]"),
    Hostile("format string", "%s%n{0!r}{x}"),
    Hostile("template string", "${x}{{y}}"),
    Hostile("path up", "../../etc/A"),
    Hostile("windows path", "C:\\A\\..\\B"),
    Hostile("file address", "file:///A?x=1"),
    Hostile("sql", "'; DROP TABLE--"),
    Hostile("shell", "$(id);`id`|x"),
    Hostile("yaml", "!!a {b: *c}"),
    Hostile("formula", "=1+1|cmd!A"),
    Hostile("json", '{"a": null}'),
)

# What has no picture, or changes that of its neighbours.
UNSEEN = (
    Hostile("nul", "A\x00B", title=REFUSED, code=REFUSED),
    Hostile("bell", "A\x07B", title=REFUSED, code=REFUSED),
    Hostile("group separator", "A\x1dB", title=REFUSED, code=EITHER),
    Hostile("delete", "A\x7fB", title=REFUSED, code=EITHER),
    Hostile("c1 control", "A\x9bB", title=REFUSED, code=REFUSED),
    Hostile("carriage return", "A\rB", title=EITHER, code=REFUSED),
    Hostile("line feed", "A\nB", title=EITHER, code=REFUSED),
    Hostile("tab", "A\tB", title=EITHER, code=REFUSED),
    Hostile("line separator", "A\u2028B", title=EITHER, code=REFUSED),
    Hostile("bidi override", "A\u202eEDOC\u202c", title=REFUSED, code=REFUSED),
    Hostile("bidi isolate", "A\u2067B\u2069", title=REFUSED, code=REFUSED),
    Hostile("right-to-left mark", "A\u200fB", title=EITHER, code=REFUSED),
    Hostile("zero-width space", "A\u200bB", title=EITHER, code=REFUSED),
    Hostile("word joiner", "A\u2060B", title=EITHER, code=REFUSED),
    Hostile("byte order mark", "\ufeffA", title=EITHER, code=REFUSED),
    Hostile("soft hyphen", "A\u00adB", title=EITHER, code=EITHER),
    Hostile("no-break space", "A\u00a0B", title=EITHER, code=EITHER),
    Hostile("tag characters", "A\U000e0041", title=REFUSED, code=REFUSED),
    Hostile("private use", "A\ue000", title=REFUSED, code=REFUSED),
    Hostile("private use beyond", "A\U00100000", title=REFUSED, code=REFUSED),
    Hostile("lone surrogate", "A\ud800", title=REFUSED, code=REFUSED),
    Hostile("surrogates apart", "\ude00\ud83d", title=REFUSED, code=REFUSED),
    Hostile("no character", "A\uffff", title=REFUSED, code=REFUSED),
    Hostile("unassigned", "A\u0378", title=REFUSED, code=REFUSED),
    Hostile("replacement character", "A\ufffd", title=EITHER, code=EITHER),
    Hostile("empty", "", title=REFUSED, code=REFUSED),
    Hostile("only spaces", "   ", title=REFUSED, code=EITHER),
    Hostile("space around", " A ", title=EITHER, code=EITHER),
)

# Scripts: those that are drawn one character after the other, and those that need shaping.
SCRIPTS = (
    Hostile("western", "Größe Ñandú Œuvre €5", code=EITHER),
    Hostile("polish", "Żółć gęślą jaźń", code=EITHER),
    Hostile("vietnamese", "Ấm đun nước siêu tốc", code=EITHER),
    Hostile("greek", "Βραστήρας νερού", code=EITHER),
    Hostile("cyrillic", "Чайник электрический Ёж", code=EITHER),
    Hostile("chinese", "不锈钢电热水壶，1.7升", code=EITHER),
    Hostile(
        "chinese, long, no spaces", "智能恒温不锈钢电热水壶家用自动断电大容量烧水壶" * 2, title=EITHER, code=EITHER
    ),
    Hostile("japanese", "電気ケトル・ポット", code=EITHER),
    Hostile("korean", "전기 주전자", code=EITHER),
    Hostile("rare chinese", "𠮷野家𪚥", title=EITHER, code=EITHER),
    Hostile("full-width digits", "ＡＢ１２３", code=EITHER),
    Hostile("other digits", "٣٤٥ १२३", title=EITHER, code=EITHER),
    Hostile("arabic", "غلاية كهربائية", title=EITHER, code=EITHER),
    Hostile("hebrew", "קומקום חשמלי", title=EITHER, code=EITHER),
    Hostile("mixed directions", "A קומקום 12 (B)", title=EITHER, code=EITHER),
    Hostile("devanagari", "इलेक्ट्रिक केतली", title=EITHER, code=EITHER),
    Hostile("thai", "กาต้มน้ำไฟฟ้า", title=EITHER, code=EITHER),
    Hostile("tamil", "மின்சார கெண்டி", title=EITHER, code=EITHER),
    Hostile("combining marks", "Cafe\u0301 n\u0303", title=EITHER, code=EITHER),
    Hostile("a heap of marks", "A" + "\u0301\u0323\u0330" * 12, title=EITHER, code=EITHER),
    Hostile("ligatures and symbols", "ﬁ ½ ™ № ‰", title=EITHER, code=EITHER),
    Hostile("look-alikes", "АΑA0OОО", code=EITHER),
    Hostile("emoji", "☕ A ❤️", title=EITHER, code=EITHER),
    Hostile("emoji beyond", "A 😀", title=EITHER, code=EITHER),
    Hostile("emoji family", "👨‍👩‍👧‍👦", title=EITHER, code=EITHER),
    Hostile("emoji flag and skin", "🇪🇸👍🏽", title=EITHER, code=EITHER),
)

# Sizes, numbers and the codes of shops.
SIZES = (
    Hostile("five thousand characters", "A" * 5000, title=REFUSED, code=REFUSED),
    Hostile("five thousand chinese", "壶" * 5000, title=REFUSED, code=REFUSED),
    Hostile("five thousand words", "kettle " * 714, title=REFUSED, code=REFUSED),
    Hostile("a word of four hundred", "Donaudampfschiff" * 25, title=REFUSED, code=REFUSED),
    Hostile(
        "a word of sixty", "Rindfleischetikettierungsueberwachungsaufgabenuebertragungs", title=EITHER, code=EITHER
    ),
    Hostile("beyond a data matrix", "9" * 3117, title=REFUSED, code=REFUSED),
    Hostile("wide letters", "W" * 40, title=EITHER, code=EITHER),
    Hostile("forty digits", "1234567890" * 4, title=EITHER, code=EITHER),
    Hostile("odd digits", "123456789"),
    Hostile("a lone digit", "7"),
    Hostile("leading zeros", "000123"),
    Hostile("a number with an exponent", "1e309"),
    Hostile("not a number", "NaN"),
    Hostile("null", "null"),
    Hostile("lower-case fnsku", "x001abc2d3"),
    Hostile("fnsku with signs", "X00-1A.C/$"),
    Hostile("gtin-13", "4006381333931"),
    Hostile("gtin-13 with a wrong check digit", "4006381333930"),
    Hostile("gtin-12", "036000291452"),
    Hostile("gtin-12 with a wrong check digit", "036000291453"),
    Hostile("gtin-8", "96385074"),
    Hostile("gtin-8 with a wrong check digit", "96385075"),
    Hostile("gtin-13 that begins with 0", "0036000291452"),
    Hostile("gtin-14", "14006381333938"),
    Hostile("digits of another script", "٤٠٠٦٣٨١٣٣٣٩٣١", title=EITHER, code=EITHER),
    Hostile("a date", "2026-02-30T25:61Z"),
    Hostile("every sign", "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", title=EXACT, code=EITHER),
)

HOSTILE = (*COMMANDS, *UNSEEN, *SCRIPTS, *SIZES)
