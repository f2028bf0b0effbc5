"""The kit on show: three sheets with every widget in the states that a shift meets, in any theme and language.

The first two stand beside the drawings of the bench and of the grade; the third has all the rest.
"""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from app.ui import kit
from app.ui.kit import Photo, StepState
from app.ui.theme import Space, Type
from app.ui.words import language, money

WORDS = {
    "en": {},
    "zh_CN": {
        "Any sign that the shoes were worn?": "鞋子有穿过的痕迹吗？",
        "Look at the sole edge, the insole print and the heel lining.": "检查鞋底边缘、鞋垫印字和后跟内衬。",
        "None": "没有",
        "Sole clean, insole print crisp": "鞋底干净，鞋垫印字清晰",
        "Tried on indoors": "仅在室内试穿",
        "Light crease, sole clean": "轻微折痕，鞋底干净",
        "Worn outside": "穿到户外",
        "Dirt or wear on the sole · asks for a close-up": "鞋底有污渍或磨损 · 需要拍近照",
        "Not the same product": "不是同一件商品",
        "Swap or wrong item": "被调包或发错",
        "Scan": "扫描",
        "Check": "检查",
        "Photos": "照片",
        "Grade": "评级",
        "Route": "去向",
        "Label": "标签",
        "Appearance · question 3 of about 5": "外观 · 第 3 题，共约 5 题",
        "Open box": "开箱品",
        "Works and is complete. The box lid is crushed on one corner.": "功能正常、配件齐全。盒盖一角压坏。",
        "New box, check again": "换新盒，再次检查",
        "New box, print label": "换新盒，打印标签",
        "Back": "返回",
        "Other grade": "改评级",
        "Packaging": "包装",
        "Lid crushed, photo 2": "盒盖压坏，照片 2",
        "Sharp": "清晰",
        "Light good": "光线良好",
        "Too far away": "太远了",
    },
    "es": {
        "Any sign that the shoes were worn?": "¿Hay señales de que los zapatos se usaron?",
        "Look at the sole edge, the insole print and the heel lining.": "Mire la suela y el forro del talón.",
        "None": "Ninguna",
        "Sole clean, insole print crisp": "Suela limpia, impresión de la plantilla nítida",
        "Tried on indoors": "Probados en interiores",
        "Worn outside": "Usados en la calle",
        "Dirt or wear on the sole · asks for a close-up": "Suciedad o desgaste en la suela · pide una foto de cerca",
        "Not the same product": "No es el mismo producto",
        "Scan": "Escanear",
        "Check": "Revisar",
        "Photos": "Fotos",
        "Grade": "Calificar",
        "Route": "Destino",
        "Label": "Etiqueta",
        "Appearance · question 3 of about 5": "Aspecto · pregunta 3 de unas 5",
        "Open box": "Caja abierta",
        "New box, check again": "Caja nueva y segunda revisión",
        "New box, print label": "Caja nueva, imprimir etiqueta",
        "Back": "Volver",
        "Other grade": "Otra calificación",
    },
}


def said(words: str) -> str:
    return WORDS[language.code].get(words, words)


def picture(width: int = 400, height: int = 300, *, dark: bool = False) -> QImage:
    """A shoe of sorts, so that no picture has to be kept."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    ground = QLinearGradient(0, 0, width, height)
    ground.setColorAt(0, QColor("#4A5460" if dark else "#DFE6F0"))
    ground.setColorAt(1, QColor("#232A33" if dark else "#C9D3E0"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(image.rect(), ground)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor("#B4322C"))
    painter.drawRoundedRect(QRectF(width * 0.2, height * 0.45, width * 0.58, height * 0.24), 30, 30)
    painter.setBrush(QColor("#FFFFFF"))
    painter.drawRoundedRect(QRectF(width * 0.22, height * 0.65, width * 0.57, height * 0.06), 8, 8)
    painter.end()
    return image


def _sheet(name: str) -> tuple[QWidget, QHBoxLayout]:
    sheet = QWidget()
    sheet.setObjectName("station")
    sheet.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    sheet.setWindowTitle(name)
    outer = QVBoxLayout(sheet)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.setSpacing(0)
    outer.addWidget(_header())
    row = QHBoxLayout()
    row.setContentsMargins(Space.CARD, Space.CARD, Space.CARD, Space.CARD)
    row.setSpacing(Space.CARD)
    outer.addLayout(row, 1)
    outer.addWidget(_footer())
    return sheet, row


def _strip(name: str, height: int) -> tuple[QWidget, QHBoxLayout]:
    strip = QWidget()
    strip.setObjectName(name)
    strip.setFixedHeight(height)
    row = QHBoxLayout(strip)
    row.setContentsMargins(Space.WIDE, 0, Space.WIDE, 0)
    return strip, row


def _header() -> QWidget:
    strip, row = _strip("header", 48)
    row.addWidget(kit.Label("Regrade", Type.NAME, wrap=False))
    for number, page in enumerate(("Bench", "Review", "Stock", "Work", "Numbers")):
        tab = kit.PageTab(f"page_{page.lower()}", page)
        tab.setChecked(number == 0)
        row.addWidget(tab)
    row.addStretch()
    row.addWidget(kit.Chip("printer", "Printer ready", "ok"))
    row.addWidget(kit.Chip("camera", "Camera", "ok"))
    row.addWidget(kit.Chip("shops", "All shops in step · 0.6 s", "warn"))
    row.addWidget(kit.Chip("who", "Li Na · bench 3"))
    return strip


def _footer() -> QWidget:
    strip, row = _strip("footer", 44)
    shift = kit.SpanLine("shift")
    shift.show_spans([("Shift ", False), ("42", True), (" units      Median ", False), ("38 s", True)])
    last = kit.SpanLine("last", "ok")
    last.show_spans([("✓ Last: R-000311 · A · restocked, label checked", False)])
    row.addWidget(shift)
    row.addStretch()
    row.addWidget(last)
    return strip


def bench_sheet() -> QWidget:
    sheet, row = _sheet("bench")
    row.addWidget(_known())
    row.addWidget(_question(), 1)
    row.addWidget(_seen())
    return sheet


def _known() -> QWidget:
    card = kit.Card("known", margin=16)
    card.setFixedWidth(292)
    card.column.addWidget(kit.Label("Parcel", Type.CAPTION, "second"))
    card.column.addWidget(kit.ElidedLabel("1Z 999 AA1 01 2345 6784", Type.CODE, mode=Qt.TextElideMode.ElideMiddle))
    card.column.addWidget(kit.Label("UPS · 0.42 kg · expected 0.41 kg", Type.SECOND, "second"))
    reason = kit.ReasonBox("reason")
    reason.show_reason("Too small 尺码不合", "Fits like a 41, sending back, never worn")
    card.column.addWidget(reason)
    photo = kit.PhotoTile("reference", QSize(258, 128))
    photo.show_photo("", Photo.SAVING, picture())
    card.column.addWidget(photo)
    card.column.addWidget(kit.Label("Expected", Type.CAPTION, "second"))
    card.column.addWidget(kit.Label("Running shoe, red, EU 42", Type.NAME))
    facts = kit.FactRows("facts", codes=frozenset({"Order"}))
    facts.show_facts(
        [
            ("SKU", "SHOE-RED-42"),
            ("Client", "ACME Outdoor"),
            ("Order", "TikTok 576012345678901234560001"),
            ("Price", money("59.90", "USD")),
        ]
    )
    card.column.addWidget(facts)
    card.column.addStretch()
    card.column.addWidget(kit.Label("Client asks", Type.CAPTION, "second"))
    card.column.addWidget(kit.Label("Photograph the sole. Keep the box lid if undamaged.", Type.BODY, "second"))
    return card


def _question() -> QWidget:
    card = kit.Card("question", margin=24)
    card.column.addWidget(_rail(2))
    card.column.addSpacing(16)
    card.column.addWidget(kit.Label(said("Appearance · question 3 of about 5"), Type.BODY, "second"))
    card.column.addWidget(kit.Label(said("Any sign that the shoes were worn?"), Type.QUESTION))
    hint = "Look at the sole edge, the insole print and the heel lining."
    card.column.addWidget(kit.Label(said(hint), Type.BODY, "second"))
    card.column.addSpacing(8)
    for key, words, hint in (
        ("1", "None", "Sole clean, insole print crisp"),
        ("2", "Tried on indoors", "Light crease, sole clean"),
        ("3", "Worn outside", "Dirt or wear on the sole · asks for a close-up"),
        ("4", "Not the same product", "Swap or wrong item"),
    ):
        choice = kit.ChoiceCard(f"choice_{key}")
        choice.show_choice(key, said(words), said(hint))
        card.column.addWidget(choice)
    card.column.addStretch()
    foot = QHBoxLayout()
    for number, (words, value) in enumerate((("Prohibited goods", "none"), ("Box", "intact"), ("Parts", "complete"))):
        chip = kit.Chip(f"answer_{number}")
        chip.say(words, value=value)
        foot.addWidget(chip)
    foot.addStretch()
    foot.addWidget(kit.KeyCap("back", "⌫", "back"))
    foot.addWidget(kit.KeyCap("park", "P", "park"))
    card.column.addLayout(foot)
    return card


def _rail(now: int) -> kit.StepRail:
    rail = kit.StepRail("steps")
    states = [StepState.DONE if n < now else StepState.NOW if n == now else StepState.NEXT for n in range(1, 7)]
    names = ("Scan", "Check", "Photos", "Grade", "Route", "Label")
    rail.show_steps([(said(name), state) for name, state in zip(names, states, strict=True)])
    return rail


def _seen() -> QWidget:
    card = kit.Card("seen", margin=14)
    card.setFixedWidth(404)
    live = kit.PhotoViewer("live", lambda _key, _size, done: done(picture(800, 480, dark=True)))
    live.show_photo("live", "Sole · hold it inside the frame")
    live.setFixedHeight(226)
    card.column.addWidget(live)
    verdicts = QHBoxLayout()
    for words, state in (("Sharp", "ok"), ("Light good", "ok"), ("Too far away", "warn")):
        verdicts.addWidget(kit.Chip(words.lower(), said(words), state, filled=True), 1)
    card.column.addLayout(verdicts)
    card.column.addWidget(kit.Label("Photos owed", Type.CAPTION, "second"))
    owed = QHBoxLayout()
    for shot, stands in (
        ("Parcel", Photo.SAVED),
        ("Front", Photo.SAVING),
        ("Sole", Photo.OWED_NOW),
        ("Label", Photo.OWED_LATER),
    ):
        tile = kit.PhotoTile(f"shot_{shot.lower()}")
        tile.show_photo(said(shot), stands, picture() if stands in {Photo.SAVED, Photo.SAVING} else None)
        owed.addWidget(tile)
    card.column.addLayout(owed)
    card.column.addStretch()
    acts = QHBoxLayout()
    acts.addWidget(kit.SecondaryButton("record", "Record video", "V"))
    acts.addWidget(kit.SecondaryButton("note", "Add a note", "N"))
    card.column.addLayout(acts)
    return card


def grade_sheet() -> QWidget:
    sheet, row = _sheet("grade")
    known = kit.Card("known", margin=16)
    known.setFixedWidth(292)
    known.column.addWidget(kit.Label("Unit", Type.CAPTION, "second"))
    known.column.addWidget(kit.Label("R-000312", Type.CODE))
    known.column.addStretch()
    saved = kit.Notice("evidence")
    saved.say("ok", "Evidence saved", "4 photos on disk, hash chain at 20,418")
    known.column.addWidget(saved)
    row.addWidget(known)
    row.addWidget(_grade(), 1)
    row.addWidget(_what_happens())
    return sheet


def _grade() -> QWidget:
    card = kit.Card("grade", margin=24)
    card.column.addWidget(_rail(4))
    head = QHBoxLayout()
    head.setSpacing(20)
    head.addWidget(kit.GradeMark("proposed", "B", 88))
    words = QVBoxLayout()
    words.setSpacing(Space.HAIR)
    words.addStretch()
    words.addWidget(kit.Label(said("Open box"), Type.TITLE))
    reason = "Works and is complete. The box lid is crushed on one corner."
    words.addWidget(kit.Label(said(reason), Type.BODY, "second"))
    words.addStretch()
    head.addLayout(words, 1)
    card.column.addLayout(head)
    card.column.addLayout(_dimensions())
    card.column.addWidget(kit.Label("Where it recovers most", Type.CAPTION, "second"))
    routes = []
    for number, (name, why, net, share, out) in enumerate(_ROUTES, 1):
        route = kit.RouteRow(f"route_{number}")
        net_words = "–" if out else money(net, "USD")
        route.show_route(str(number), said(name), why, net_words, share, chosen=number == 1, ruled_out=out)
        card.column.addWidget(route)
        routes.append(route)
    kit.RouteRow.line_up(routes)
    card.column.addStretch()
    acts = QHBoxLayout()
    acts.setSpacing(12)
    acts.addWidget(kit.SecondaryButton("back", said("Back"), "⌫"))
    acts.addWidget(kit.SecondaryButton("other", said("Other grade"), "G"))
    acts.addWidget(kit.PrimaryButton("accept", said("New box, print label"), "Enter"), 1)
    card.column.addLayout(acts)
    return card


_ROUTES = (
    ("New box, check again", "today, box $1.20", "46.10", 0.93, False),
    ("Open-box listing", "about 9 days", "34.70", 0.7, False),
    ("Recycle", "the fee is higher than the metal", "-2.36", -0.05, False),
    ("Return to factory", "ruled out: under $150", "0", 0.0, True),
)


def _dimensions() -> QLayout:
    grid = QGridLayout()
    grid.setSpacing(8)
    for number, (title, letter, finding) in enumerate(
        (
            ("Packaging", "B", "Lid crushed, photo 2"),
            ("Appearance", "A", "No sign of wear"),
            ("Function", "", "Not asked for shoes"),
            ("Parts", "C", "The charger and one of the two ear tips are missing"),
        )
    ):
        tile = kit.DimensionTile(f"dimension_{number}")
        tile.show_dimension(said(title), letter, said(finding))
        grid.addWidget(tile, number // 2, number % 2)
    return grid


def _what_happens() -> QWidget:
    card = kit.Card("happens", margin=14)
    card.setFixedWidth(404)
    card.column.addWidget(kit.Label("What happens with Enter", Type.CAPTION, "second"))
    lines = kit.NumberedLines("lines")
    lines.show_lines(
        [
            "Grade and evidence are saved together",
            "Held: not on sale before the second check",
            "Work order: new box, then check again",
            "Unit label prints on “labels”, 57 × 32",
        ]
    )
    card.column.addWidget(lines)
    entry = kit.TwoLineEntry("entry")
    entry.say("Products", "What the house knows of each article", "Own")
    card.column.addWidget(entry)
    card.column.addStretch()
    for state, title, text in (
        ("bad", "This is no badge.", "Scan your badge, or type its number."),
        ("warn", "The printer is out of labels.", "Put in a roll, then close the head."),
        ("accent", "", "A supervisor looks at 1 in 20 B grades. Not this one."),
    ):
        notice = kit.Notice(f"notice_{state}")
        notice.say(state, title, text)
        card.column.addWidget(notice)
    return card


def parts_sheet() -> QWidget:
    sheet, row = _sheet("parts")
    row.addWidget(_fields())
    row.addWidget(_choices(), 1)
    row.addWidget(_tables(), 1)
    return sheet


def _fields() -> QWidget:
    card = kit.Card("fields")
    card.setFixedWidth(330)
    code = kit.CodeField("code")
    code.ask("Scan a parcel")
    search = kit.SearchField("search")
    search.ask("Any code, order or word")
    pad = kit.PinPad("pin")
    for widget in (code, search, pad):
        card.column.addWidget(widget)
    for on, words in ((True, "Tones"), (False, "Large text")):
        toggle = kit.Toggle(f"toggle_{on}", words)
        toggle.setChecked(on)
        card.column.addWidget(toggle)
    segmented = kit.Segmented("theme")
    segmented.show_choices([("system", "System"), ("light", "Light"), ("dark", "Dark")], "light")
    card.column.addWidget(segmented)
    card.column.addStretch()
    return card


def _choices() -> QWidget:
    card = kit.Card("choices")
    marks = QHBoxLayout()
    for letter in ("A", "B", "C", "S", ""):
        for side in (22, 26, 52):
            marks.addWidget(kit.GradeMark(f"mark_{letter}{side}", letter, side))
    card.column.addLayout(marks)
    for number, (words, hint, ticked, why_not) in enumerate(
        (
            ("Scratches", "Seen at arm's length", True, ""),
            ("Dents", "", False, ""),
            ("Works, and the screen has no dead pixels", "Only after the unlock code", False, "Needs the unlock code"),
        ),
        1,
    ):
        choice = kit.ChoiceCard(f"several_{number}")
        choice.show_choice(str(number), words, hint, multiple=True, ticked=ticked, why_not=why_not)
        card.column.addWidget(choice)
    chosen = kit.ChoiceCard("chosen")
    chosen.show_choice("4", "Answered before", "This was the answer")
    chosen.set_chosen(True)
    card.column.addWidget(chosen)
    flow = kit.FlowLayout()
    for state in ("ok", "warn", "bad", "neutral", "accent"):
        flow.addWidget(kit.Chip(f"chip_{state}", f"Printer {state}", state))
        flow.addWidget(kit.Chip(f"pill_{state}", f"Pill {state}", state, filled=True))
    card.column.addLayout(flow)
    card.column.addStretch()
    for button in (
        kit.PrimaryButton("primary_off", "Nothing to do yet", "Enter"),
        kit.SecondaryButton("secondary_off", "Not now", "N"),
    ):
        button.setEnabled(False)
        card.column.addWidget(button)
    grave = kit.SecondaryButton("grave", "Dangerous goods", "D", icon="warning", left=True, small=True)
    grave.set_grave(True)
    card.column.addWidget(grave)
    return card


def _tables() -> QWidget:
    card = kit.Card("tables")
    figure = kit.Figure("figure")
    figure.show_figure("Sold again within 30 days", "83.1 %", "+2.4", "ok")
    card.column.addWidget(figure)
    columns = [
        kit.Column[tuple[str, str, int]]("sku", lambda: "SKU", lambda row: row[0], share=1),
        kit.Column[tuple[str, str, int]]("state", lambda: "State", lambda row: row[1]),
        kit.Column[tuple[str, str, int]](
            "count", lambda: "Units", lambda row: str(row[2]), lambda row: row[2], right=True
        ),
    ]
    table = kit.DataTable("stock", columns)
    table.show_rows([("SHOE-RED-42", "sellable A", 12), ("BLEND-15", "work", 3), ("EARBUD-BLK", "quarantine", 110)])
    card.column.addWidget(table, 1)
    empty = kit.DataTable("nothing", columns)
    empty.empty.say("No units yet", "Units stand here as soon as the first parcel is opened.")
    empty.show_rows([])
    card.column.addWidget(empty, 1)
    return card


SHEETS = {"bench": bench_sheet, "grade": grade_sheet, "parts": parts_sheet}
