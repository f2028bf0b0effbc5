"""A house system (ERP, WMS) that takes stock changes as Standard Webhooks 1.0.

One POST a unit: `webhook-id` is the outbox message's key, by which the receiver knows a second delivery; the signature
is made over the very bytes that are sent, by the `standardwebhooks` library. Any 2xx confirms. A receiver tells no
quantities, so there is nothing to read back: what was not answered is sent again, the same bytes under the same id.
"""

from __future__ import annotations

import json
from datetime import UTC

from standardwebhooks import Webhook
from standardwebhooks.webhooks import EmptyWebhookSecretError

from app.channels.line import Line, Request, not_let_in, refused
from app.channels.shop import Shop, Surroundings
from app.config import ChannelSettings
from app.domain.channel import Applied, Capabilities, Change, Level, Listing
from app.errors import ConfigError
from app.saying import say

TYPE = "inventory.adjusted"


class WebhookChannel(Shop):
    """Signs and delivers, one unit a message."""

    capabilities = Capabilities(key=True, delta=True, reads=False, coalesces=False)

    def __init__(self, settings: ChannelSettings, around: Surroundings) -> None:
        super().__init__(settings, around)
        if settings.base_url is None:
            raise ConfigError(
                say("The channel {shop} has no base_url.", shop=self.name), "Give the whole address that takes it."
            )
        self._address = settings.base_url
        self._line = Line(self.name, settings.base_url, around.transport)
        try:
            self._signer = Webhook(self.credentials.need("secret"))
        except (ValueError, EmptyWebhookSecretError):  # its words may hold the secret
            raise ConfigError(
                say("The secret of the channel {shop} is no Standard Webhooks secret.", shop=self.name),
                "It is whsec_ and base64, as the receiver shows it.",
            ) from None

    def apply(self, listing: Listing, change: Change, key: str, expected: Level | None) -> Applied:
        del expected
        body = payload(listing, change)
        now = self.clock.now()
        headers = {
            "content-type": "application/json",
            "webhook-id": key,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": self._signer.sign(msg_id=key, timestamp=now.astimezone(UTC), data=body),
        }
        answer = self._line.write("POST", self._address, Request(headers, None, body.encode()))
        if answer.status in {401, 403}:
            raise not_let_in(self.name)
        if not 200 <= answer.status < 300:
            raise refused(self.name, f"HTTP {answer.status}", "")
        return Applied(self.clock.now())

    def close(self) -> None:
        self._line.close()


def payload(listing: Listing, change: Change) -> str:
    """What is delivered; the same for the same message, however often it is sent."""
    return json.dumps(
        {
            "type": TYPE,
            "timestamp": change.at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "data": {
                "client": listing.client,
                "sku": listing.sku,
                "grade": listing.grade,
                "target": listing.param("target"),
                "unit": change.units[0] if change.units else "",
                "delta": change.delta,
            },
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )
