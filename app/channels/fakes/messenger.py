"""Brings the events of a marketplace on loopback to whoever asked for them, again where they were not taken.

In the server's own event loop. What was not taken goes to the end of the queue, so that events come out of order then;
where deliveries are doubled, some come twice.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Final

import httpx

from app.channels.fakes.counter import Counter, Message

AGAIN_S: Final = 0.2
MOST_TRIES: Final = 6


async def deliver(market: Counter, woken: asyncio.Event) -> None:
    """Deliver until cancelled; `woken` is set when there may be something."""
    async with httpx.AsyncClient(trust_env=False, timeout=10.0) as client:
        while True:
            await woken.wait()
            woken.clear()
            while market.outgoing:
                message = market.outgoing.pop(0)
                if message.tries:
                    await asyncio.sleep(AGAIN_S)
                for copy in market.told([{}]):
                    del copy
                    await _bring(client, market, message)


async def _bring(client: httpx.AsyncClient, market: Counter, message: Message) -> None:
    headers = {"content-type": "application/json", **message.headers}
    try:
        taken = (await client.post(market.events_to, content=message.body, headers=headers)).is_success
    except httpx.HTTPError:
        taken = False
    if not taken and message.tries < MOST_TRIES:
        market.outgoing.append(replace(message, tries=message.tries + 1))
