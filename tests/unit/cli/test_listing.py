"""`listing text`: an open-box unit in a channel's words, with the photos that a buyer may see."""

from tests.e2e.floor import LAMP
from tests.e2e.house import house

CHANNEL = """
[[channel]]
name = "amazon-de"
kind = "amazon"
credentials = { seller_id = "S", marketplace_id = "A1PA6795UKMFR9" }
"""


def test_the_text_for_a_channel_that_is_set_up(regrade, tmp_path):
    with house(tmp_path, more=CHANNEL) as at:
        scene = at.parcel((LAMP, 1))
        scene.open()
        lpn = scene.receive(scene.first)
        scene.person.until({"sealed": "opened", "packaging_intact": "damaged"}, "grade")
        scene.person.act("accept")
    place = tmp_path / "bench-0"
    done = regrade("listing", "text", lpn, "--channel", "amazon-de", "--json", profile=place)
    (told,) = done.lines
    assert (told["kind"], told["language"], told["condition"]) == ("amazon", "de", "used_like_new")
    assert told["title"].endswith("B-Ware – wie neu")
    assert told["photos"][0]["shot"] == "front"
    assert told["left_out"]
    chinese = regrade("listing", "text", lpn, "--channel", "ebay", "--language", "zh_CN", "--json", profile=place)
    assert chinese.lines[0]["note"].startswith("客户退货")
    assert regrade("listing", "text", "R-999999", "--channel", "ebay", profile=place).code == 1
