"""A house system on loopback that takes Standard Webhooks: a second delivery under the same id counts once."""

from __future__ import annotations

import json
from typing import Any, ClassVar

from standardwebhooks import Webhook, WebhookVerificationError

from app.channels.fakes.asking import Ask, Reply
from app.channels.fakes.counter import Counter

SECRET = "whsec_ZmFrZS1zZWNyZXQtZmFrZS1zZWNyZXQ="  # noqa: S105 - anybody may know it


class FakeReceiver(Counter):
    """Items are `client/sku/grade`, places are targets; below 0 is a receiver's own business."""

    kind: ClassVar[str] = "webhook"

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as the base has it
        super().__init__(*args, **kwargs)
        self._taken: set[str] = set()

    def answer(self, ask: Ask) -> Reply:
        key = ask.headers.get("webhook-id", "")
        try:
            Webhook(SECRET).verify(ask.body, dict(ask.headers), json_parse=False)
            told = json.loads(ask.body)
            data = told["data"]
            item, place = f"{data['client']}/{data['sku']}/{data['grade']}", str(data["target"])
            delta = int(data["delta"])
        except (WebhookVerificationError, ValueError, KeyError, TypeError):
            return Reply(401)
        self.heard.append({"id": key, **told})
        if key not in self._taken:
            self._taken.add(key)
            self.put(item, place, self.shelf(item).places.get(place, 0) + delta, key)
        return Reply(204)

    def credentials(self) -> dict[str, str]:
        return {"secret": SECRET}
