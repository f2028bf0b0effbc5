"""The line to a shop: one HTTP client, and what its failures mean.

Owns timeouts, the bound on answers, the closed mouth of the HTTP libraries' own logs, and the judgement that every
connector needs: was the request surely not acted upon (`Transient`), is its fate unknown (`Ambiguous`), or must a
person decide (`Rejected`)? Reads are asked again by themselves, a few times within seconds; a write never is. No
address's query, header or body is ever logged or said, for they carry tokens. One lane at a time; nothing is cached.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import urlsplit

import httpx
import stamina

from app.errors import Ambiguous, ChannelError, ConfigError, Rejected, Transient
from app.logs import redact
from app.saying import say

TIMEOUT = httpx.Timeout(10.0, connect=5.0)
BIGGEST_ANSWER = 32 * 1024 * 1024
LONGEST_QUOTE = 200
LONGEST_WAIT_S = 3600.0
READ_ATTEMPTS, READ_S = 3, 5.0
_AT_ONCE_S = 1.0  # a longer wait is for whoever plans the work

# Their lines show whole addresses and headers, and so signatures and tokens; a read asked again is no matter of alarm.
for _talkative in ("httpx", "httpcore", "h11", "stamina"):
    logging.getLogger(_talkative).setLevel(logging.ERROR)

Told = TypeVar("Told")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Request:
    """What goes with a request; not shown, for it carries tokens. The body is sent byte for byte as it stands here."""

    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    query: Mapping[str, str] | None = field(default=None, repr=False)
    body: bytes = field(default=b"", repr=False)

    @classmethod
    def of_json(cls, content: object, headers: Mapping[str, str], query: Mapping[str, str] | None = None) -> Request:
        """With a JSON body."""
        body = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
        return cls({"content-type": "application/json", **headers}, query, body)


NOTHING = Request()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a shop answered; header names in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def parsed(self, shop: str, *, write: bool) -> dict[str, Any]:
        """The JSON object that it holds. After a write one that cannot be read leaves its fate unknown."""
        try:
            found = json.loads(self.body)
        except (ValueError, RecursionError):
            found = None
        if isinstance(found, dict):
            return found
        words = say("{shop} gave an answer that cannot be read (HTTP {status}).", shop=shop, status=self.status)
        raise Ambiguous(words) if write else Transient(words)


class Line:
    """A client for one shop. `shop` is the channel's name, for words to a person."""

    def __init__(self, shop: str, base_url: str, transport: httpx.BaseTransport | None = None) -> None:
        self.shop = shop
        self.base_url = base_url.rstrip("/")
        host = urlsplit(base_url).hostname
        if not host:
            raise ConfigError(say("The channel {shop} has no usable base_url.", shop=shop), "Give scheme and host.")
        self._client = httpx.Client(
            timeout=TIMEOUT,
            transport=transport,
            follow_redirects=False,
            trust_env=host not in {"127.0.0.1", "localhost", "::1"},  # no proxy knows this machine's own places
            headers={"user-agent": "Regrade/0.1 (Language=Python)"},
        )

    def write(self, method: str, address: str, request: Request = NOTHING) -> Answer:
        """Sends a change, once."""
        return self._send(method, address, request, write=True)

    def read(self, method: str, address: str, request: Request = NOTHING) -> Answer:
        """Asks for something, again where the line broke; whatever is refused is the caller's to judge."""
        for attempt in stamina.retry_context(
            on=_soon, attempts=READ_ATTEMPTS, timeout=READ_S, wait_initial=0.05, wait_max=0.5, wait_jitter=0.05
        ):
            with attempt:
                return self._send(method, address, request, write=False)
        raise AssertionError("a retry ends by an answer or an error")

    def close(self) -> None:
        self._client.close()

    def _send(self, method: str, address: str, request: Request, *, write: bool) -> Answer:
        url = address if address.startswith(("http://", "https://")) else self.base_url + address
        place = urlsplit(url).path
        try:
            with self._client.stream(
                method, url, params=request.query, headers=request.headers, content=request.body or None
            ) as response:
                body = _bounded(response, self.shop, write=write)
                headers = {name.lower(): value for name, value in response.headers.items()}
                answer = Answer(response.status_code, headers, body)
        except (httpx.LocalProtocolError, UnicodeError):  # their words hold what could not be sent
            raise not_sendable(self.shop) from None
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            log.debug("%s %s of %s: %s", method, place, self.shop, type(error).__name__)
            raise classify(error, self.shop, write=write) from None
        log.debug("%s %s of %s: HTTP %d", method, place, self.shop, answer.status)
        if (fault := status_fault(answer, self.shop, write=write)) is not None:
            raise fault
        return answer


def classify(error: Exception, shop: str, *, write: bool) -> ChannelError:
    """What a failure of the HTTP library means. What never reached the shop is surely not done."""
    if isinstance(error, httpx.InvalidURL | httpx.UnsupportedProtocol):
        return Rejected(
            say("The address of {shop} cannot be used.", shop=shop), "Nothing was sent. Correct it in config.toml."
        )
    if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout | httpx.ProxyError):
        return Transient(say("{shop} cannot be reached.", shop=shop))
    if write:
        return Ambiguous(say("{shop} did not answer a change, which it may have taken.", shop=shop))
    return Transient(say("{shop} did not answer.", shop=shop))


def status_fault(answer: Answer, shop: str, *, write: bool) -> ChannelError | None:
    """What an HTTP status means by itself; None where the body must be read (2xx, and 4xx with a reason)."""
    if answer.status == httpx.codes.TOO_MANY_REQUESTS:
        return throttled(shop, retry_after(answer.headers))
    if answer.status >= 500:
        wait = retry_after(answer.headers)
        if write:
            return Ambiguous(
                say("{shop} failed at a change, which it may have taken (HTTP {status}).", shop=shop,
                    status=answer.status)
            )  # fmt: skip
        return Transient(say("{shop} is out of order (HTTP {status}).", shop=shop, status=answer.status), "", "", wait)
    if 300 <= answer.status < 400 or answer.status < 200:
        return Rejected(
            say("{shop} sent us to another place (HTTP {status}), where nothing is sent.", shop=shop,
                status=answer.status),
            "Nothing was changed. Set base_url to the place itself.",
        )  # fmt: skip
    return None


def throttled(shop: str, wait_s: float | None = None) -> Transient:
    """The shop asks us to slow down."""
    return Transient(say("{shop} asks us to wait.", shop=shop), "", "channel_throttled", wait_s)


def not_let_in(shop: str) -> Transient:
    """The shop knows our credentials no more: what waits keeps waiting until somebody renews them."""
    return Transient(
        say("{shop} does not accept our credentials.", shop=shop),
        "Nothing is lost. Renew the token of this channel, or the app's rights at the shop.",
        "channel_credentials",
    )


def not_sendable(shop: str) -> Transient:
    """A credential that no HTTP header can hold: a line break at its end, say."""
    return Transient(
        say("A credential of {shop} holds signs that cannot be sent.", shop=shop),
        "Nothing was sent and nothing is lost. Set it again, without spaces or line breaks around it.",
        "channel_credentials",
    )


def refused(shop: str, code: object, message: object) -> Rejected:
    """The shop said no, in its own words."""
    return Rejected(
        say("{shop} refused it: {code} {message}", shop=shop, code=quoted(code), message=quoted(message)),
        "Nothing was changed. See what it says, mend it there or in the listing, then try it again.",
    )


def quoted(text: object) -> str:
    """Words of a shop as they may be shown: one line, short, without anything secret."""
    plain = "".join(c if c.isprintable() else " " for c in redact(str(text))).strip()
    return plain if len(plain) <= LONGEST_QUOTE else plain[: LONGEST_QUOTE - 1] + "…"


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds that the shop asks us to wait; None where it does not say so in seconds."""
    try:
        wait = float(headers.get("retry-after", ""))
    except ValueError:
        return None
    return min(wait, LONGEST_WAIT_S) if wait >= 0 else None


def whole(value: object, shop: str) -> int:
    """A quantity that a shop gave, perhaps below 0 where it sold too many; what is no whole number is no answer."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise _no_quantity(shop)
    try:
        number = int(value)
    except ValueError:
        raise _no_quantity(shop) from None
    return number


def objects(value: object) -> list[dict[str, Any]]:
    """The JSON objects of a list; whatever else stands there is passed over."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def readable(found: object, read: Callable[[dict[str, Any]], list[Told]], shop: str) -> tuple[Told, ...]:
    """What `read` makes of each object of a list. One that cannot be read is passed over and logged, so that it does
    not stand in the way of the others for ever."""
    told: list[Told] = []
    for each in objects(found):
        try:
            told += read(each)
        except (ValueError, TypeError, KeyError, AttributeError, ArithmeticError, OSError) as error:
            log.warning("%s tells something that cannot be read (%s); it is passed over", shop, type(error).__name__)
    return tuple(told)


def an_object(value: object) -> dict[str, Any]:
    """A JSON object, empty where there is none."""
    return value if isinstance(value, dict) else {}


def _no_quantity(shop: str) -> Transient:
    return Transient(say("{shop} gave no quantity that can be read.", shop=shop))


def _soon(error: Exception) -> bool:
    """Whether a read is worth another try at once."""
    return isinstance(error, Transient) and error.code != "channel_credentials" and (
        error.code != "channel_throttled" or (error.retry_after is not None and error.retry_after <= _AT_ONCE_S)
    )  # fmt: skip


def _bounded(response: httpx.Response, shop: str, *, write: bool) -> bytes:
    body = bytearray()
    for part in response.iter_bytes():
        body += part
        if len(body) > BIGGEST_ANSWER:
            words = say("{shop} sent an answer that is too large.", shop=shop)
            raise Ambiguous(words) if write else Rejected(words, "Nothing was changed. Look what answers there.")
    return bytes(body)
