"""All channels of a station, as the window and the commands have them."""

from __future__ import annotations

from app.services.syncing.channels import Channels


def test_all_channels_of_a_station(floor):
    house = floor("shopify")
    worker, ended = house.worker(), []

    class Lanes:
        def start(self):
            ended.append("started")

        def wait_until_tried(self, seconds):
            return True

        def wait_until_closed(self, stopped):
            ended.append("waited")

        def close(self):
            ended.append("closed")

    channels = Channels((worker,), Lanes(), (("other", "no token"),))
    assert channels.once(5)
    channels.start()
    assert [each.channel for each in channels.accounts()] == ["shopify-us"]
    assert [each.channel for each in channels.compared()] == ["shopify-us"]
    channels.close()
    assert ended == ["started", "started", "closed"]
