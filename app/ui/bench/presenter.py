"""The bench screen without a widget: keys, touches, scans and command codes become requests; answers become scenes.

An act is made on the scene that is seen: while an answer is awaited it is dropped, for the scene may be another one
when its turn comes. Scans of goods are queued, for they mean the goods and not the screen. A photo counts for the unit
that was open when it was taken, by whoever took it, or for none. Main thread.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal, Slot

from app.background.film_lane import Recorded
from app.domain.auto_capture import Order
from app.domain.bench import actions as do
from app.domain.bench.offers import step_of
from app.domain.bench.state import Step, Unit
from app.domain.certificates import Issuer
from app.domain.identifiers import parse_badge, parse_command
from app.domain.print_jobs import GOOD, PrintJob
from app.domain.stock import Article
from app.services.inspecting import Request, Standing
from app.services.looking import ArticleCard

from . import acts
from .acts import Act, Page
from .around import Around
from .certifying import fault_of
from .examined import Examined
from .fate import fate
from .films import BenchFilms
from .hand import Hand, action_of
from .pieces import Refusal, Scene
from .prints import kept_at, with_job
from .scene import scene_of

OnFile = Callable[[Path], None]
Shutter = Callable[[str, OnFile], None]
"""Takes a still for a shot and hands over its file, on the main thread."""

KEYS = {"F10": "M", "-": "−", "Escape": "Esc", "Return": "Enter"}
KEY_OF_COMMAND = {"PHOTO": "Space", "FILM": "F"}
BELOW_GATE = "photo_below_gate"
PROOF_NEEDED = "proof_needed"
PROOF_FAULTS = frozenset(
    {"code_not_in_frame", "code_at_one_end", "old_picture", "picture_unreadable", "picture_unfit", "film_unreadable"}
)
"""With the next picture it may be right; the witness need not be asked again."""


@dataclass(frozen=True, slots=True)
class Aim:
    """A shot that is owed, and who takes it of what: the operator's id, with the LPN or the parcel's id."""

    shot: str
    meant: tuple[str, str]


class Desk(Protocol):
    """The road to the bench (`app.ui.desk`), as far as it is used here."""

    @property
    def busy(self) -> bool:
        """Whether an answer is awaited."""

    @property
    def answered(self) -> Request | None:
        """The very request whose answer is being told."""

    def send(self, request: Request) -> None:
        """Queue a request."""


def no_camera(_: str, __: OnFile) -> None:
    """Without a camera no photo comes."""


class BenchPresenter(QObject):
    """Holds what is in hand, and the scene that is seen.

    Signals:
        drawn(Scene): there is another scene
        learned(Scene): nobody acted, but more is known around the bench
        sounded(str): a tone of `app.ui.sounds`: what became of the act, or the bin that a unit goes into
        told(object, str): what became of the newest unit, as a wording, and its tone
        unit_asked(str): show this unit's page
        written(): the field wants the keys
        person_asked(): somebody else wants to sign in
        ended(): a unit or parcel is done with: what the house says around the bench may have changed

    """

    drawn = Signal(object)
    learned = Signal(object)
    sounded = Signal(str)
    told = Signal(object, str)
    unit_asked = Signal(str)
    written = Signal()
    person_asked = Signal()
    ended = Signal()

    def __init__(
        self,
        desk: Desk,
        shutter: Shutter = no_camera,
        parent: QObject | None = None,
        films: BenchFilms | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._shutter = shutter
        self._standing: Standing | None = None
        self._hand = Hand()
        self._around = Around(films=films is not None)
        self._films = films
        self._sent: list[Request] = []
        self.scene: Scene | None = None

    @property
    def awaits_witness(self) -> bool:
        """Whether a badge that is scanned now is a witness's."""
        field = self.scene.stage.field if self.scene is not None else None
        return self._hand.page.page is Page.DESTROY and field is not None

    @property
    def awaits_code(self) -> bool:
        """Whether what the camera sees may count: a code is asked for, and no page lies over that question.

        Nobody pulls a camera's trigger: a page that somebody reads must not change below the finger.
        """
        asked = self._standing is not None and "scan" in self._standing.reply["expects"]
        return asked and not self._hand.pages

    @property
    def shot(self) -> str | None:
        """The shot that Space would take now; none where none is owed."""
        shoot = self.scene.beside.shoot if self.scene is not None else None
        return shoot.act.shot if shoot is not None and isinstance(shoot.act, acts.Shoot) else None

    @property
    def aim(self) -> Aim | None:
        """What a photo that is brought now would be for; none where none can be."""
        return Aim(self.shot, self._meant()) if self.shot is not None and not self._hand.pages else None

    def bring(self, file: Path, aim: Aim) -> Request | None:
        """A photo of another camera for that: the request that was sent; none where something else is owed by now."""
        if aim != self.aim or self._desk.busy:
            return None
        self._hand = replace(self._hand, blurred=file)
        request = Request(do.TakePhoto(aim.shot), file=file)
        self._send(request)
        return request

    @property
    def owes(self) -> Order | None:
        """The photo that is the question of the moment, with what it is of; none where something else is asked."""
        shot = self.shot
        asked = self._standing.reply["expects"].get("photo") if self._standing is not None else None
        if shot is None or asked is None or self._hand.pages or shot not in asked["shots"]:
            return None
        return Order(shot, "/".join(self._meant()), asks_code=shot in asked.get("code_in_frame", {}))

    @property
    def standing(self) -> Standing | None:
        """Where the bench stands."""
        return self._standing

    # --- what a person does

    def press(self, key: str) -> bool:
        """A key: what the control that bears it does. Whether it means anything here."""
        key = KEYS.get(key, key)
        if key in {"Up", "Down"}:
            return self._move(-1 if key == "Up" else 1)
        if self.scene is None:
            return False
        control = self.scene.keyed(key) or (self.scene.named("take") if key == "Enter" else None)
        if control is not None:
            self.do(control.act)
        return control is not None

    def touch(self, name: str) -> None:
        """A finger, or the pointer, on a control."""
        control = self.scene.named(name) if self.scene is not None else None
        if control is not None:
            self.do(control.act)

    def type(self, text: str) -> None:
        """What stands in the field now; the field itself shows it already."""
        self._hand = replace(self._hand, typed=text)

    @Slot(str)
    def scanned(self, code: str) -> None:
        """A code: a key of the printed sheet, the witness's badge where one is awaited, else the bench's."""
        command = parse_command(code)
        if command is not None and command.verb == "KEY" and command.argument:
            self.press(command.argument.capitalize())
        elif command is not None and command.verb in KEY_OF_COMMAND:
            self.press(KEY_OF_COMMAND[command.verb])
        elif self.awaits_witness:
            self.type(parse_badge(code) or code)
            self.do(acts.Typed())
        elif command is None or not self._desk.busy:  # a command means what is seen, as a key does
            self._send(Request(do.Scan(code)))

    def do(self, act: Act) -> None:
        """One act on the scene that is seen; dropped while an answer is awaited."""
        if self._desk.busy:
            return
        if isinstance(act, acts.Shoot):
            self._shoot(act.shot)
        elif isinstance(act, acts.Prove):
            self._prove(act.unit)
        elif isinstance(act, acts.Film):
            if self._films is not None:
                self._films.toggle(act.of)
        elif isinstance(act, acts.Write):
            self.written.emit()
        elif isinstance(act, acts.Show):
            self.unit_asked.emit(act.unit)
        elif isinstance(act, acts.ChangePerson):
            self.person_asked.emit()
        else:
            self._do(act)

    def _do(self, act: Act) -> None:
        if (fault := fault_of(act, self._hand)) and self._standing is not None:
            self.scene = scene_of(self._standing, self._hand, self._around)  # with what is typed, to be mended
            self._say(fault)
            return
        action = action_of(act, self._hand)
        if action is None:
            self._hold(self._hand.after(act))
        elif isinstance(action, do.Destroy):
            self._send(Request(action, pin=self._hand.typed.strip()))
        elif isinstance(action, do.TakePhoto):
            self._send(Request(action, file=self._hand.blurred))
        else:
            self._send(Request(action))

    def _move(self, by: int) -> bool:
        lines = self.scene.stage.lines if self.scene is not None else ()
        if not any(line.more for line in lines):
            return False
        self._hold(self._hand.moved(by, len(lines)))
        return True

    # --- photos

    def _shoot(self, shot: str) -> None:
        meant = self._meant()

        def on_file(file: Path) -> None:
            if self._meant() == meant:
                self._hand = replace(self._hand, blurred=file)
                self._send(Request(do.TakePhoto(shot), file=file))

        self._shutter(shot, on_file)

    def _prove(self, unit: str) -> None:
        meant = self._hand.page, self._hand.witness

        def on_file(file: Path) -> None:
            if (self._hand.page, self._hand.witness) == meant and self._hand.pin:
                self._send(self._proven(unit, file))

        self._shutter("proof", on_file)

    def _proven(self, unit: str, file: Path) -> Request:
        """A destruction with its proof, by the witness who is here and with what the certificate is to say."""
        hand = self._hand
        return Request(do.Destroy(unit, hand.witness, hand.details), pin=hand.pin, file=file)

    @Slot()
    def _on_film_changed(self) -> None:
        if self._films is not None:
            self._around = replace(self._around, filming=self._films.of)
            self._draw()

    @Slot(object)
    def _on_film_proved(self, done: Recorded) -> None:
        """The film of a destruction is there: its proof, where that is still asked for."""
        page, unit = self._hand.page, done.of.unit
        if page.page is Page.PROOF and page.subject == unit and self._hand.pin:
            self._send(self._proven(unit, done.file))
        elif self._films is not None:
            self._films.keep(done)

    def _meant(self) -> tuple[str, str]:
        """What a photo belongs to: who takes it, and the open unit, else the open parcel."""
        if self._standing is None:
            return "", ""
        state = self._standing.state
        who = state.operator.user_id if state.operator is not None else ""
        parcel = state.parcel.parcel_id if state.parcel is not None else ""
        return who, state.unit.lpn if state.unit is not None else parcel

    # --- what the bench says

    def _send(self, request: Request) -> None:
        self._sent.append(request)
        self._desk.send(request)

    def _own(self) -> Request | None:
        """The request of ours that is being answered; none where another page had asked."""
        own = next((sent for sent in self._sent if sent is self._desk.answered), None)
        self._sent = [sent for sent in self._sent if sent is not own]
        return own

    @Slot(object)
    def _on_stood(self, standing: Standing) -> None:
        own = self._own()
        before, self._standing = self._standing, standing
        if self._films is not None:
            self._films.stood(standing)
        if standing.reply["ok"]:
            self._taken(before, standing, own)
        elif own is not None:
            self._refused(standing, own)
        else:  # what another page asked for, that page says
            self._hand = replace(self._hand, heard=True)
        self._draw()

    @Slot(str)
    def _on_failed(self, words: str) -> None:
        self._own()
        self._say(Refusal("failed", words, ""))

    def _taken(self, before: Standing | None, now: Standing, own: Request | None) -> None:
        if before is None or own is not None or now.state != before.state:  # else only the question was repeated
            unit = before.state.unit if before is not None else None
            self._hand = self._hand.given_up(unit, _unseen(unit, own, now))
        if before is None:
            self.ended.emit()
            return
        self._around = replace(self._around, prints=kept_at(self._around.prints, before.state, now.state))
        told = fate(before, now, own.action if own is not None else None)
        if own is not None and isinstance(own.action, do.Destroy | do.CloseWork):
            self._around = replace(self._around, issuing=self._around.issuing.after(own.action.details))
        if own is not None:
            self.sounded.emit(told.tone if told is not None else "taken")
        if told is not None and told.words:
            self.told.emit(told.words, "ok" if told.good else "warn")
        if _is_over(before, now):
            self.ended.emit()

    def _refused(self, standing: Standing, own: Request) -> None:
        sent, code = own.action, standing.reply["error"]["code"]
        if isinstance(sent, do.Destroy) and own.file is None and code == PROOF_NEEDED:
            self._hand = self._hand.watched()  # nothing else is wrong
            self.sounded.emit("taken")
            return
        self._hand = replace(self._hand, heard=False)
        self.sounded.emit("refused")
        if isinstance(sent, do.Destroy) and code not in PROOF_FAULTS:
            self._hand = self._hand.unwatched()  # nobody sees what the dots stand for: the next PIN begins anew
        if code == BELOW_GATE and isinstance(sent, do.TakePhoto):
            page = acts.Open(Page.OVERRULE, sent.shot)
            self._hand = replace(self._hand, pages=(page,), typed="")

    def left(self) -> None:
        """Another page of the window came: a witness's PIN waits for nobody."""
        if self._hand.pin:
            self._hold(self._hand.unwatched())

    def not_taken(self, message: str, hint: str) -> None:
        """The camera took no photo: why, and what to do."""
        self._say(Refusal("no_photo", message, hint))

    def _say(self, refusal: Refusal) -> None:
        if self._standing is not None:
            self.sounded.emit("refused")
            self.scene = replace(scene_of(self._standing, self._hand, self._around), refusal=refusal)
            self.drawn.emit(self.scene)

    # --- what is seen

    def around_read(self, around: Around) -> None:
        """What the house says around the bench was read anew."""
        kept = self._around
        self._around = replace(around, cards=kept.cards, prints=kept.prints, examined=kept.examined)
        self._around = replace(self._around, camera=kept.camera, films=kept.films, filming=kept.filming)
        self._around = replace(self._around, issuing=kept.issuing)
        self._draw_changed()

    def issues(self, issuer: Issuer) -> None:
        """Who issues this site's certificates, and what they say besides."""
        self._around = replace(self._around, issuing=replace(self._around.issuing, issuer=issuer))
        self._draw_changed()

    @Slot(object)
    def _on_printed(self, job: PrintJob) -> None:
        """What became of a label: said where it is looked for, and heard where something must be done."""
        self._around = replace(self._around, prints=with_job(self._around.prints, job))
        if job.state not in GOOD:
            self.sounded.emit("refused")
        self._draw_changed(waits=job.state in GOOD)

    def cards_read(self, cards: Mapping[Article, ArticleCard]) -> None:
        """What the catalogue says of articles that are on the bench or announced."""
        self._around = replace(self._around, cards={**self._around.cards, **cards})
        self._draw_changed()

    def camera_is(self, trouble: str) -> None:
        """What keeps the camera from a good photo now, as `Around.camera` says it."""
        if trouble != self._around.camera:
            self._around = replace(self._around, camera=trouble)
            self._draw_changed(waits=not trouble)

    def examined(self, examined: Examined) -> None:
        """The record of the unit that a review is about."""
        self._around = replace(self._around, examined=examined)
        self._draw_changed()

    def heard(self) -> None:
        """The refusal was read: it goes."""
        self._hold(replace(self._hand, heard=True))

    def _hold(self, hand: Hand) -> None:
        self._hand = hand
        self._draw()

    def _draw_changed(self, *, waits: bool = True) -> None:
        """Nobody acted: what stands there already is left alone. While an answer is awaited nothing is drawn that can
        wait: the bench would share Python's lock with it, and the answer brings a scene that knows it all."""
        if self._standing is None or (waits and self._desk.busy):
            return
        scene = scene_of(self._standing, self._hand, self._around)
        if scene != self.scene:
            self.scene = scene
            self.learned.emit(scene)

    def _draw(self) -> None:
        if self._standing is None:
            return
        self.scene = scene_of(self._standing, self._hand, self._around)
        self.drawn.emit(self.scene)


def _is_over(before: Standing, now: Standing) -> bool:
    """Whether something left the bench, or somebody else came."""
    steps = step_of(before.state, before.rules), step_of(now.state, now.rules)
    return steps[0] is not steps[1] and steps[1] in {Step.IDLE, Step.ITEM, Step.VERIFY_LABEL}


def _unseen(unit: Unit | None, own: Request | None, now: Standing) -> str:
    """The LPN of a unit whose whole parcel was said to be dangerous: nobody has looked at it."""
    if unit is not None or own is None or now.state.label is None:
        return ""
    command = parse_command(own.action.code) if isinstance(own.action, do.Scan) else None
    danger = isinstance(own.action, do.Danger) or (command is not None and command.verb == "DANGER")
    return now.state.label.lpn if danger and not now.state.shown else ""
