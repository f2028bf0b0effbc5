"""The widgets of which every screen is made. They paint themselves with the theme worn now and keep no rule.

Every constructor takes the objectName first; the accessible name follows the words. What a person presses is a
`Pressable` (a QAbstractButton): listen to `clicked`. Widgets are told their words in the language spoken now and are
told again after `language.changed`.

    Label(words, Type.NAME, tone)         plain text; say(words), set_tone, set_kind
    ElidedLabel(words, kind, tone, mode=) one line that never widens its column; say, is_cut
    SpanLine(name)                        show_spans([("Shift ", False), ("42", True)], tone)
    Card(name, margin=)                   .column
    ScrollColumn(name)                    .column
    FlowLayout(parent)                    chips in lines that break
    Chip(name, words, state, filled=)     say(words, state, value), set_pressable
    KeyCap(name, key, words)              a quiet act by its key: ⌫ ⏎ ␣ are drawn
    PrimaryButton / SecondaryButton(name, words, key, icon=, left=, small=)   say(words, key); set_grave
    PageTab(name, words)                  a page in the header, checkable
    ChoiceCard(name)                      show_choice(key, words, hint, multiple=, ticked=, why_not=); set_chosen
    RouteRow(name)                        show_route(key, words, why, money, share, chosen=, ruled_out=)
    GradeMark(name, letter, side)         show_grade; grade_name(letter), grade_title(letter)
    DimensionTile(name)                   show_dimension(title, letter, finding)
    StepRail(name)                        show_steps([(words, StepState.DONE | NOW | NEXT | SKIPPED)])
    PhotoTile(name, size)                 show_photo(words, Photo.SAVED | DAMAGED | …, picture)
    PhotoViewer(name, loader)             show_photo(key, words), fit, enlarge; turned, closed, zoomed
    CoverSheet(name, loader)              show_boxes(size, boxes), add_box, remove_box; changed
    MarkSheet(name, loader)               show_marks(marks), add, undo, remove; shape, ink, word; changed
    NextTurn(room)                        paint(): what is filled in this turn is painted in the next
    Notice(name, keep_place=)             say(state, title, text), clear
    ReasonBox(name)                       show_reason(reason, note)
    FactRows(name, codes=)                show_facts([(label, value)])
    NumberedLines(name)                   show_lines(lines)
    Figure(name)                          show_figure(caption, number, move, tone)
    EmptyState(name, icon)                say(title, text)
    PinPad(name)                          pin_entered, digits_changed; clear, retranslate
    CodeField(name)                       code_entered; ask(words)
    SearchField(name)                     searched; ask(words)
    Toggle(name, words)                   toggled; say
    TwoLineEntry(name, key)               say(words, more, mark, tone); one of a list of which one is open
    Segmented(name)                       show_choices([(key, words)], key); chosen, key
    DataTable(name, [Column(…)])          show_rows(rows), .empty.say(…), call; row_opened, row_chosen, model.retitle
    TouchKeys(parent)                     typed, deleted, entered, left; speak(language)
    Pulse(window)                         on_sounded(kind)
    filling(room)                         a block in which other widgets are put into a room that is seen: kit.filling

Each is loaded when it is first asked for: the window is up before most of them are needed.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .buttons import PrimaryButton as PrimaryButton
    from .buttons import SecondaryButton as SecondaryButton
    from .card import Card as Card
    from .chip import Chip as Chip
    from .choice_card import ChoiceCard as ChoiceCard
    from .code_field import CodeField as CodeField
    from .cover_sheet import CoverSheet as CoverSheet
    from .data_table import Column as Column
    from .data_table import DataTable as DataTable
    from .dimension_tile import DimensionTile as DimensionTile
    from .elided_label import ElidedLabel as ElidedLabel
    from .empty_state import EmptyState as EmptyState
    from .fact_rows import FactRows as FactRows
    from .figure import Figure as Figure
    from .flow_layout import FlowLayout as FlowLayout
    from .grade_mark import GradeMark as GradeMark
    from .grade_words import grade_name as grade_name
    from .grade_words import grade_title as grade_title
    from .key_cap import KeyCap as KeyCap
    from .label import Label as Label
    from .mark_sheet import MarkSheet as MarkSheet
    from .next_turn import NextTurn as NextTurn
    from .notice import Notice as Notice
    from .numbered_lines import NumberedLines as NumberedLines
    from .page_tab import PageTab as PageTab
    from .photo_tile import Photo as Photo
    from .photo_tile import PhotoTile as PhotoTile
    from .photo_viewer import Loader as Loader
    from .photo_viewer import PhotoViewer as PhotoViewer
    from .pin_pad import PinPad as PinPad
    from .pressable import Pressable as Pressable
    from .pulse import Pulse as Pulse
    from .reason_box import ReasonBox as ReasonBox
    from .route_row import RouteRow as RouteRow
    from .scroll_column import ScrollColumn as ScrollColumn
    from .search_field import SearchField as SearchField
    from .segmented import Segmented as Segmented
    from .span_line import SpanLine as SpanLine
    from .step_rail import StepRail as StepRail
    from .step_rail import StepState as StepState
    from .toggle import Toggle as Toggle
    from .touch_keys import TouchKeys as TouchKeys
    from .two_line_entry import TwoLineEntry as TwoLineEntry

_HOMES = {
    "PrimaryButton": "buttons",
    "SecondaryButton": "buttons",
    "Card": "card",
    "Chip": "chip",
    "ChoiceCard": "choice_card",
    "CodeField": "code_field",
    "CoverSheet": "cover_sheet",
    "MarkSheet": "mark_sheet",
    "Column": "data_table",
    "DataTable": "data_table",
    "DimensionTile": "dimension_tile",
    "ElidedLabel": "elided_label",
    "EmptyState": "empty_state",
    "FactRows": "fact_rows",
    "Figure": "figure",
    "FlowLayout": "flow_layout",
    "GradeMark": "grade_mark",
    "grade_name": "grade_words",
    "grade_title": "grade_words",
    "KeyCap": "key_cap",
    "Label": "label",
    "NextTurn": "next_turn",
    "Notice": "notice",
    "NumberedLines": "numbered_lines",
    "PageTab": "page_tab",
    "Photo": "photo_tile",
    "PhotoTile": "photo_tile",
    "Loader": "photo_viewer",
    "PhotoViewer": "photo_viewer",
    "PinPad": "pin_pad",
    "Pressable": "pressable",
    "Pulse": "pulse",
    "ReasonBox": "reason_box",
    "RouteRow": "route_row",
    "ScrollColumn": "scroll_column",
    "SearchField": "search_field",
    "Segmented": "segmented",
    "SpanLine": "span_line",
    "StepRail": "step_rail",
    "StepState": "step_rail",
    "Toggle": "toggle",
    "TouchKeys": "touch_keys",
    "TwoLineEntry": "two_line_entry",
}


def __getattr__(name: str) -> object:
    """The widget of this name, from its own module."""
    home = _HOMES.get(name)
    if home is None:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    found: object = getattr(import_module(f"{__name__}.{home}"), name)
    globals()[name] = found
    return found
