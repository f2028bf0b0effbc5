"""What a person at the bench is promised, at the real window: few acts, any focus, the buyer's words, languages."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain.access import Role
from app.services.inspecting import Standing
from app.services.station import Station
from app.ui.scanner.burst import Manner
from app.ui.words import LANGUAGES, language
from app.ui.words.catalogue import catalogue
from tests import catalogues
from tests.day import announce_catalogue, written
from tests.e2e.floor import LAMP, SHIRT, ups
from tests.e2e.program import people, sign_in, station, take_in
from tests.follower import Follower
from tests.pictures import picture
from tests.shift.hands import Mode, WindowHands
from tests.shift.place import Place, turn, until, window_over
from tests.shift.words_seen import words_seen

TRACKING = ups(1)
REASON = {"reason_code": "size_too_small", "reason_text": "尺码不合", "customer_note": "Nunca usado, demasiado pequeño"}
SPEAK = {"INS-ZH": ("zh_CN", "904417265"), "INS-ES": ("es", "731908846")}


@dataclass
class Bench:
    """An open window with somebody's hands, and the goods beside it."""

    place: Place
    hands: WindowHands
    follower: Follower
    first: Station

    def signed_in(self) -> dict[str, Any]:
        answer = self.hands.do(sign_in())
        assert answer["ok"], answer
        return answer

    @property
    def standing(self) -> Standing:
        standing = self.hands.desk.standing
        assert standing is not None
        return standing

    def took(self, **action: Any) -> dict[str, Any]:
        answer = self.hands.do(action)
        assert answer["ok"], answer["error"]
        return answer


@contextlib.contextmanager
def _bench(folder: Path, mode: Mode = Mode.SCANNER) -> Iterator[Bench]:
    """One shirt is announced, with everything that its buyer said."""
    with station(folder / "bench") as first:
        people(first)
        for badge, (spoken, pin) in SPEAK.items():
            first.add_user(badge, f"Person {badge}", Role.INSPECTOR, pin, language=spoken)
        row = {"client": "ALFA", "platform": "shopify", "order_id": "1", "tracking": TRACKING, "sku": SHIRT.sku}
        returns = written(folder / "returns.csv", [{**row, "quantity": 1, **REASON}])
        take_in(first, {**announce_catalogue((SHIRT, LAMP), folder), "returns": returns})
        with window_over(first) as place:
            hands = WindowHands(place, mode)
            follower = Follower(
                {SHIRT.sku: SHIRT.barcode}, lambda shot: picture(folder, f"{shot}-{len(hands.body.did)}")
            )
            yield Bench(place, hands, follower, first)


@pytest.mark.parametrize("mode", [Mode.SCANNER, Mode.CODES])
def test_demand_d14_a_sealed_parcel_takes_seven_acts(mode: Mode, tmp_path: Path) -> None:
    with _bench(tmp_path, mode) as at:
        at.signed_in()
        at.hands.body.did.clear()
        answer = at.took(do="scan", code=TRACKING)
        answer, _ = at.follower.follow(at.hands, answer)
        did = at.hands.body.did
        assert answer["step"] == "idle"
        unit = at.first.reads.unit("R-000001")
        assert unit is not None
        assert unit["grade"] == "A"
        assert len(did) <= 7, did
        keys = [one for one in did if not one.startswith("scan")]
        assert len(keys) <= (4 if mode is Mode.SCANNER else 0), did


def test_demand_a1_the_buyers_reason_stands_before_the_item_is_scanned(tmp_path: Path) -> None:
    with _bench(tmp_path) as at:
        at.signed_in()
        before = " ".join(words_seen(at.place.window))
        assert not any(words in before for words in (*REASON.values(), "Too small"))
        answer = at.took(do="scan", code=TRACKING)
        assert answer["expects"] == {"scan": ["item"]}
        seen = " ".join(words_seen(at.place.window))
        for words in (REASON["reason_text"], REASON["customer_note"]):
            assert words in seen, f"{words} is not on the screen: {seen}"
        assert "Too small" in seen, f"what the code says is not on the screen: {seen}"


@pytest.mark.parametrize("manner", [Manner("F24", "Enter"), Manner()], ids=lambda one: one.prefix)
def test_demand_c1_wedge_a_scan_is_taken_wherever_the_focus_is(manner: Manner, tmp_path: Path) -> None:
    with _bench(tmp_path) as at:
        at.signed_in()
        at.place.wedge.set_manner(manner)
        places = _focusable(at.place.window)
        assert len(places) >= 5, places
        for name in places:
            widget = at.place.window.findChild(QWidget, name)
            if widget is None or not widget.isVisible():
                continue  # it went with the page that it was on
            widget.setFocus()
            _scan(at, manner, TRACKING)
            until(f"the scan with the focus on {name}", lambda: at.standing.reply["step"] == "item")
            at.took(do="back")


def test_demand_c1_wedge_what_a_hand_has_typed_stays_and_the_scan_does_not_mix_with_it(tmp_path: Path) -> None:
    with _bench(tmp_path) as at:
        at.signed_in()
        at.hands.body.key("T")
        turn()
        at.hands.body.write("half a co")
        field = at.place.window.focusWidget()
        assert isinstance(field, QLineEdit)
        assert field.text() == "half a co"
        at.hands.body.scan("NOBODY-KNOWS-THIS")
        until("the refusal", lambda: at.hands.scene.refusal is not None)
        assert field.text() == "half a co"
        at.hands.body.scan(TRACKING)
        until("the parcel", lambda: at.standing.reply["step"] == "item")


def _scan(at: Bench, manner: Manner, code: str) -> None:
    if manner.prefix == "F24":
        at.hands.body.scan(code)
    else:
        at.hands.body.burst(f"{code}\r")


def _focusable(window: QWidget) -> list[str]:
    """Whatever Tab or a finger can give the focus to."""
    return [
        one.objectName()
        for one in window.findChildren(QWidget)
        if one.isVisible() and one.isEnabled() and one.focusPolicy() != Qt.FocusPolicy.NoFocus and one.objectName()
    ]


# --- Languages -------------------------------------------------------------------------------------------------------


def test_demand_d15_language_follows_the_person_and_is_switched_at_any_step(tmp_path: Path) -> None:
    with _bench(tmp_path) as at:
        at.signed_in()
        assert language.code == "en"
        answer = at.took(do="scan", code=TRACKING)
        steps = set()
        while True:
            steps.add(answer["step"])
            _switched(at, answer)
            answer = _by_another(at, answer)
            action = at.follower.next_action(answer)
            if action is None:
                break
            if action["do"] == "answer" and action["question"] == "sealed":
                action["choice"] = "opened"
            answer = at.took(**action)
        assert steps == {"item", "checklist", "photos", "grade", "verify_label", "idle"}
        assert at.first.verify_audit().ok


def _switched(at: Bench, answer: dict[str, Any]) -> None:
    """Every language in place by the chip in the header: what is asked stays, and what is in hand as well."""
    said = {}
    at.hands.body.key("M")
    turn()
    for _ in LANGUAGES:
        at.hands.body.touch("language")
        turn()
        said[language.code] = words_seen(at.place.window)
        assert at.hands.scene.stage.over, "the page that was open is gone"
        assert _where(at.standing.reply) == _where(answer)
        assert _left_in_english(said[language.code]) == []
    assert len({tuple(words) for words in said.values()}) == len(LANGUAGES), "a language changes nothing"
    at.hands.body.key("Esc")
    turn()


@cache
def _english() -> frozenset[str]:
    """Every sentence of ours that has no value in it."""
    return frozenset(message for message in catalogues.found() if isinstance(message, str) and "{" not in message)


def _left_in_english(words: list[str]) -> list[str]:
    """What stands there in English although the language spoken has other words for it."""
    said = catalogue(language.code)
    return [one for one in words if one in _english() and said.gettext(one) != one]


def _by_another(at: Bench, answer: dict[str, Any]) -> dict[str, Any]:
    """Somebody else goes on, in their own language; nothing is lost or asked again."""
    badge = "INS-ZH" if language.code != "zh_CN" else "INS-ES"
    _, pin = SPEAK[badge]
    now = at.took(do="sign_in", badge=badge, pin=pin)
    assert _where(now) == _where(answer)
    person = at.standing.state.operator
    assert person is not None
    assert person.badge == badge
    assert language.code == person.language
    return now


def _where(answer: Any) -> list[Any]:
    return [answer[key] for key in ("step", "unit", "expects", "proposal")]
