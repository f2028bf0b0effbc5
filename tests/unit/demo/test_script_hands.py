"""Hands that work by script: acts become lines, sights become files."""

from PIL import Image

from app.demo.script_hands import PICTURE_SIZE, ScriptHands
from app.devices.drawing import sights
from app.devices.drawing.sights import Sight
from app.devices.drawing.things import Thing
from app.devices.pictures import PictureCodes
from app.domain.bench.actions import Accept, Destroy, TakePhoto


class Bench:
    """Remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list = []

    def perform(self, request):
        self.asked.append(request)
        return {"ok": True}


def test_an_act_becomes_a_request(tmp_path):
    bench = Bench()
    assert ScriptHands(bench, tmp_path).do({"do": "accept"}, None) == {"seq": 1, "ok": True}
    assert bench.asked[0].action == Accept()


def test_a_photo_is_of_what_lies_there_and_no_two_are_the_same(tmp_path):
    bench = Bench()
    hands = ScriptHands(bench, tmp_path)
    hands.do({"do": "accept"}, Sight(Thing("shoe", "red")))
    for _ in range(2):
        hands.do({"do": "photo", "shot": "defect:sole"}, None)
    one, other = (request.file for request in bench.asked[1:])
    assert (one.name, other.name) == ("001-defect-sole.jpg", "002-defect-sole.jpg")
    assert bench.asked[1].action == TakePhoto("defect:sole")
    assert one.read_bytes() != other.read_bytes()
    with Image.open(one) as picture:
        assert picture.size == PICTURE_SIZE


def test_codes_in_frame_can_be_read_from_the_file(tmp_path):
    bench = Bench()
    hands = ScriptHands(bench, tmp_path)
    proof = Sight(Thing("broken mug", "white"), "proof", code="R-000001-1H")
    hands.do({"do": "destroy", "unit": "R-000001", "witness_badge": "M", "witness_pin": "482913"}, proof)
    assert isinstance(bench.asked[0].action, Destroy)
    assert bench.asked[0].pin == "482913"
    hands.do({"do": "photo", "shot": "parcel"}, sights.parcel("1Z999AA10123456784", "ups"))
    read = [PictureCodes().codes(request.file) for request in bench.asked]
    assert [codes[0] for codes in read] == ["R-000001-1H", "1Z999AA10123456784"]
