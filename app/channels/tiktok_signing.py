"""How TikTok Shop knows us, and how we know TikTok Shop: signatures over requests and events.

Pure. A request is signed over its path, its query in order and the very bytes of its body; three other implementations
agree on the recorded vector, none was checked against the live service here.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping

UNSIGNED = frozenset({"sign", "access_token"})


def request_signature(secret: str, path: str, query: Mapping[str, str], body: bytes) -> str:
    """The `sign` of a request, in lower-case hexadecimal."""
    pairs = "".join(name + query[name] for name in sorted(query) if name not in UNSIGNED)
    text = secret.encode() + path.encode() + pairs.encode() + body + secret.encode()
    return hmac.new(secret.encode(), text, hashlib.sha256).hexdigest()


def event_signature(secret: str, app_key: str, body: bytes) -> str:
    """What stands in an event's `Authorization` header."""
    return hmac.new(secret.encode(), app_key.encode() + body, hashlib.sha256).hexdigest()
