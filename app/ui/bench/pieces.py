"""The parts of a scene: what the bench screen shows at one moment, as frozen data without a widget.

Three cards, whose places never move: `Known` (left), `Stage` (middle), `Beside` (right); and what just happened.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.domain.bench.state import Label, Step
from app.domain.disposition import Route
from app.domain.grading import Grade
from app.domain.money import Money

from .acts import Act
from .asking import Asked
from .examined import Examined
from .wording import Wording


class Tone(StrEnum):
    """How much a control or a notice asks for the eye."""

    PLAIN = "plain"
    PRIMARY = "primary"
    OK = "ok"
    WARN = "warn"
    BAD = "bad"


class StopState(StrEnum):
    """A stop of the rail."""

    DONE = "done"
    NOW = "now"
    AHEAD = "ahead"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Stop:
    """One of the six stops of a unit's way."""

    text: Wording
    state: StopState


@dataclass(frozen=True, slots=True)
class Control:
    """Something to press: by its key, by a finger, by a command code.

    Attributes:
        name: its object name
        key: as the key cap says it (`1`, `Enter`, `P`), empty where none is left
        grade: the grade that it gives, for its mark

    """

    name: str
    text: Wording
    act: Act
    key: str = ""
    hint: Wording = ""
    tone: Tone = Tone.PLAIN
    chosen: bool = False
    grade: Grade | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the left card: what, and how much or which."""

    name: Wording
    value: Wording


@dataclass(frozen=True, slots=True)
class Notice:
    """Words on a coloured ground."""

    title: Wording
    text: Wording = ""
    tone: Tone = Tone.WARN


@dataclass(frozen=True, slots=True)
class Known:
    """The left card: what is known of the parcel or the unit.

    Attributes:
        picture: the reference photo's name (of the product), empty where there is none
        shots: pictures taken so far, by their SHA-256
        idle: nothing is on the bench
        waiting: then, what waits in the house

    """

    caption: Wording = ""
    code: str = ""
    under: Wording = ""
    notices: tuple[Notice, ...] = ()
    picture: str = ""
    title_caption: Wording = ""
    title: Wording = ""
    facts: tuple[Fact, ...] = ()
    shots: tuple[str, ...] = ()
    asks: tuple[Asked, ...] = ()
    evidence: Notice | None = None
    idle: bool = False
    waiting: tuple[Lineup, ...] = ()


@dataclass(frozen=True, slots=True)
class Waiting:
    """One that waits: a unit by its LPN, an open parcel by its tracking number."""

    key: str
    title: Wording
    since: datetime


@dataclass(frozen=True, slots=True)
class Lineup:
    """All that waits for the same thing."""

    what: Wording
    count: int
    oldest: tuple[Waiting, ...] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """What the bench wants, above everything else."""

    title: Wording
    kicker: Wording = ""
    hint: Wording = ""


@dataclass(frozen=True, slots=True)
class Line:
    """An announced line with its counts; `fewer` and `more` where pieces are being counted as missing."""

    name: str
    title: Wording
    under: Wording
    quantity: int
    received: int
    missing: int
    wrong: int
    marked: int = 0
    fewer: Control | None = None
    more: Control | None = None
    called_off: int = 0

    @property
    def open(self) -> int:
        """Pieces still awaited."""
        return self.quantity - self.received - self.missing - self.wrong


@dataclass(frozen=True, slots=True)
class Side:
    """One of the four sides of the goods with what was found there; no grade where nothing was asked."""

    name: Wording
    text: Wording
    grade: Grade | None


@dataclass(frozen=True, slots=True)
class RouteRow:
    """A route with what it brings; `share` of the best is the length of its bar."""

    route: Route
    text: Wording
    why: Wording
    net: Money
    share: float
    control: Control | None
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """The grade, why, and where the unit may go."""

    grade: Grade
    title: Wording
    reasons: Wording
    sides: tuple[Side, ...]
    routes: tuple[RouteRow, ...]


@dataclass(frozen=True, slots=True)
class Target:
    """A large invitation to scan; `code` is the text to scan where the bench knows it."""

    icon: str
    text: Wording
    under: Wording = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """A field to type into.

    Attributes:
        digits: takes digits only
        secret: shows dots
        takes_keys: has the focus by itself, for nothing else is asked

    """

    name: str
    label: Wording
    value: str = ""
    digits: bool = False
    secret: bool = False
    takes_keys: bool = True


@dataclass(frozen=True, slots=True)
class Past:
    """A unit done before, for the list of an idle bench."""

    unit: str
    title: Wording
    grade: Grade | None
    under: Wording
    at: datetime


@dataclass(frozen=True, slots=True)
class Chip:
    """An answer given: of which side, and what."""

    name: Wording
    text: Wording


@dataclass(frozen=True, slots=True)
class Stage:
    """The middle card: the question of the moment or a page laid over it, drawn the same way.

    Attributes:
        multiple: digits mark, Enter takes
        over: a page lies over the question; Esc takes it away
        abreast: the few choices stand in one row, for the room above is needed
        about: the unit that a review is about: its record is read for it
        dossier: that record, once it is there

    """

    head: Head
    choices: tuple[Control, ...] = ()
    multiple: bool = False
    over: bool = False
    lines: tuple[Line, ...] = ()
    verdict: Verdict | None = None
    target: Target | None = None
    field: Field | None = None
    chips: tuple[Chip, ...] = ()
    controls: tuple[Control, ...] = ()
    abreast: bool = False
    about: str = ""
    dossier: Examined | None = None


@dataclass(frozen=True, slots=True)
class ShotTile:
    """A photo that is taken (its picture durable), or owed."""

    shot: str
    text: Wording
    sha256: str = ""
    control: Control | None = None


@dataclass(frozen=True, slots=True)
class LabelView:
    """A label as it will be, or is, printed: its text, until `paper` is drawn."""

    caption: Wording
    code: str
    lines: tuple[Wording, ...]
    grade: Grade | None
    void: bool = False
    paper: Label | None = None


@dataclass(frozen=True, slots=True)
class Beside:
    """The right card: the live picture with the shots owed, or the label with what Enter does.

    Attributes:
        camera: the live picture is shown
        aim: what to hold into the frame, where a shot is owed now
        hold: how to hold it
        then: what happens with Enter, or what is to be done, line by line
        enters: it is Enter that does it
        past: at an idle bench, the units done last
        dossier: the record of the unit that is reviewed, for its photos

    """

    camera: bool = True
    enters: bool = False
    aim: Wording = ""
    hold: Wording = ""
    shoot: Control | None = None
    tiles: tuple[ShotTile, ...] = ()
    label: LabelView | None = None
    then: tuple[Wording, ...] = ()
    say: Notice | None = None
    controls: tuple[Control, ...] = ()
    past: tuple[Past, ...] = ()
    dossier: Examined | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """What the bench did not take, why, and what to do."""

    code: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything the bench screen shows.

    Attributes:
        last: what became of the newest unit
        keys: what stands under “More”: its keys work without that page, too

    """

    step: Step
    rail: tuple[Stop, ...]
    known: Known
    stage: Stage
    beside: Beside
    refusal: Refusal | None = None
    warnings: tuple[Notice, ...] = ()
    last: Wording = ""
    keys: tuple[Control, ...] = ()

    @property
    def controls(self) -> tuple[Control, ...]:
        """Everything that may be pressed now, the middle card first."""
        stage, beside = self.stage, self.beside
        rows = [row.control for row in stage.verdict.routes] if stage.verdict is not None else []
        counts = [control for line in stage.lines for control in (line.fewer, line.more)]
        tiles = [tile.control for tile in beside.tiles]
        visible = (*stage.controls, *stage.choices, *rows, *counts, beside.shoot, *tiles, *beside.controls)
        return (*(one for one in visible if one is not None), *self.keys)

    def keyed(self, key: str) -> Control | None:
        """What a key means now."""
        return next((control for control in self.controls if control.key == key), None)

    def named(self, name: str) -> Control | None:
        """A control by its name."""
        return next((control for control in self.controls if control.name == name), None)
