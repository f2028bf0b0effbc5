"""Amazon's Selling Partner API on loopback: listings, orders, reports, Login with Amazon. Judged by Amazon's models.

A SKU whose shelf has the place `AMAZON_NA` is fulfilled by Amazon. `lag_s` is how long an accepted quantity does not
show; `limits` keeps the documented rates.
"""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, ClassVar
from urllib.parse import parse_qsl

from app.channels.fakes.asking import Ask, Reply
from app.channels.fakes.counter import Counter, Order
from app.channels.pace import Pace

OURS, THEIRS = "DEFAULT", "AMAZON_NA"
MARKET = "ATVPDKIKX0DER"


class FakeAmazon(Counter):
    """One seller; items are SKUs, places are fulfilment channels."""

    kind: ClassVar[str] = "amazon"
    usual_place: ClassVar[str] = "DEFAULT"

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as the base has it
        super().__init__(*args, **kwargs)
        self.limits = False
        self.strict = False  # else an unknown SKU is a listing that stands empty
        self.lag_s = 0.0
        self._coming: list[tuple[datetime, str, int]] = []
        self._asked_for: dict[str, tuple[str, datetime]] = {}
        self._looked_at: set[str] = set()
        self._paces = {"GET": Pace(5, 10), "PATCH": Pace(5, 5), "orders": Pace(0.0056, 20)}

    def answer(self, ask: Ask) -> Reply:
        self._arrive()
        parts = ask.parts()
        if parts == ("auth", "o2", "token"):
            return self._log_in(ask)
        if parts[0] == "documents":  # an address of its own, without our token
            return Reply(200, self._file(parts[1]), {"content-type": "text/plain; charset=UTF-8"})
        if not self.lets_in(ask.headers.get("x-amz-access-token", "")):
            return _errors(403, "Unauthorized", "The access token you provided has expired")
        pace = self._paces.get("orders" if parts[0] == "orders" else ask.method if parts[0] == "listings" else "")
        if self.limits and pace is not None and pace.wait(self.now()):
            return self.throttled()
        reply = self._reports(ask, parts) if parts[0] == "reports" else self._asked(ask, parts)
        if pace is None:
            return reply
        return replace(reply, headers={**reply.headers, "x-amzn-RateLimit-Limit": f"{pace.rate:g}"})

    def credentials(self) -> dict[str, str]:
        names = {"seller_id": "A1FAKE", "marketplace_id": MARKET, "token_url": f"{self.address}/auth/o2/token"}
        return names | {"lwa_client_id": "fake-app", "lwa_client_secret": self.secret, "refresh_token": "fake-refresh"}

    def throttled(self) -> Reply:
        return _errors(429, "QuotaExceeded", "You exceeded your quota for the requested resource", retry_after="1")

    def lets_in(self, token: str) -> bool:
        """Only tokens that were given out here."""
        return token in self._seen and token not in self._stale

    def _asked(self, ask: Ask, parts: tuple[str, ...]) -> Reply:
        match (ask.method, *parts):
            case ("GET", "listings", _, "items", _, sku):
                if self.strict and sku not in self.shelves:
                    return _errors(404, "NOT_FOUND", f"SKU '{sku}' not found in marketplace {MARKET}")
                return Reply.of_json(self._item(sku))
            case ("GET", "listings", _, "items", _):
                asked = ask.query.get("identifiers", "").split(",")
                wanted = [sku for sku in asked if sku in self.shelves or not self.strict]
                return Reply.of_json({"numberOfResults": len(wanted), "items": [self._item(sku) for sku in wanted]})
            case ("PATCH", "listings", _, "items", _, sku):
                return self._patch(sku, ask.content())
            case ("GET", "orders", "2026-01-01", "orders"):
                return self._sales(ask)
        return _errors(404, "NotFound", "No such operation")

    def _reports(self, ask: Ask, parts: tuple[str, ...]) -> Reply:
        match (ask.method, *parts):
            case ("POST", "reports", _, "reports"):
                return self._make(ask.content())
            case ("GET", "reports", _, "reports", report):
                return Reply.of_json(self._report(report))
            case ("GET", "reports", _, "documents", name):
                url = f"{self.address or 'http://127.0.0.1'}/documents/{name}"
                return Reply.of_json({"reportDocumentId": name, "url": url, "compressionAlgorithm": "GZIP"})
        return _errors(404, "NotFound", "No such operation")

    def _log_in(self, ask: Ask) -> Reply:
        form = dict(parse_qsl(ask.body.decode("latin-1")))
        if form.get("grant_type") != "refresh_token" or form.get("client_secret") != self.secret:
            return Reply.of_json({"error": "invalid_client", "error_description": "Client authentication failed"}, 401)
        token = self.new_token()
        self._seen.add(token)
        return Reply.of_json({"access_token": token, "token_type": "bearer", "expires_in": 3600})

    def _item(self, sku: str) -> dict[str, Any]:
        places = self.shelf(sku).places or {OURS: 0}
        return {
            "sku": sku,
            "fulfillmentAvailability": [
                {"fulfillmentChannelCode": place, **({} if place == THEIRS else {"quantity": many})}
                for place, many in places.items()
            ],
        }

    def _patch(self, sku: str, asked: dict[str, Any]) -> Reply:
        number = hashlib.sha256(f"{sku}{len(self.written)}".encode()).hexdigest()[:32]
        reply: dict[str, Any] = {"sku": sku, "status": "ACCEPTED", "submissionId": number, "issues": []}
        for each in asked["patches"]:
            quantity = each["value"][0].get("quantity")
            if each["path"] != "/attributes/fulfillment_availability" or not isinstance(quantity, int) or quantity < 0:
                issue = {
                    "code": "90244",
                    "message": "Invalid quantity",
                    "severity": "ERROR",
                    "categories": ["INVALID_ATTRIBUTE"],
                }
                return Reply.of_json({**reply, "status": "INVALID", "issues": [issue]})
            self._coming.append((self.now() + timedelta(seconds=self.lag_s), sku, quantity))
        self._arrive()
        return Reply.of_json(reply)

    def _arrive(self) -> None:
        now = self.now()
        for _, sku, quantity in [each for each in self._coming if each[0] <= now]:
            self.put(sku, OURS, quantity)
        self._coming = [each for each in self._coming if each[0] > now]

    def _sales(self, ask: Ask) -> Reply:
        since = datetime.fromisoformat(ask.query["lastUpdatedAfter"])
        start = int(ask.query.get("paginationToken") or 0)
        size = int(ask.query.get("maxResultsPerPage") or 20)
        orders = [each for each in self.orders if each.changed_at >= since]
        more = {"pagination": {"nextToken": str(start + size)}} if start + size < len(orders) else {}
        return Reply.of_json({"orders": self.told([_order(each) for each in orders[start : start + size]]), **more})

    def _make(self, asked: dict[str, Any]) -> Reply:
        report = str(len(self._asked_for) + 1)
        self._asked_for[report] = (str(asked["reportType"]), self.now())
        self.heard.append(asked)
        return Reply.of_json({"reportId": report}, 202)

    def _report(self, report: str) -> dict[str, Any]:
        """In progress at the first look, done at the next."""
        kind, made = self._asked_for[report]
        told: dict[str, Any] = {"reportId": report, "reportType": kind, "createdTime": made.isoformat()}
        if kind not in self.reports:
            return {**told, "processingStatus": "CANCELLED"}
        if report not in self._looked_at:
            self._looked_at.add(report)
            return {**told, "processingStatus": "IN_PROGRESS"}
        return {**told, "processingStatus": "DONE", "reportDocumentId": f"doc-{report}"}

    def _file(self, name: str) -> bytes:
        kind, _ = self._asked_for[name.removeprefix("doc-")]
        return gzip.compress(self.reports[kind].encode(), mtime=0)


def _order(order: Order) -> dict[str, Any]:
    status = "CANCELLED" if order.cancelled_at else "UNSHIPPED"
    return {
        "orderId": order.order_id,
        "createdTime": order.at.isoformat(),
        "lastUpdatedTime": order.changed_at.isoformat(),
        "salesChannel": {"channelName": "AMAZON", "marketplaceId": MARKET},
        "fulfillment": {"fulfillmentStatus": status, "fulfilledBy": "MERCHANT"},
        "orderItems": [
            {"orderItemId": f"{order.order_id}-1", "quantityOrdered": 1, "product": {"sellerSku": order.item}}
        ],
    }


def _errors(status: int, code: str, message: str, **headers: str) -> Reply:
    return Reply.of_json({"errors": [{"code": code, "message": message, "details": ""}]}, status, **headers)
