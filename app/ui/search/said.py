"""A hit of the search in words: what it is, what it is known by, and how it stands. Pure."""

from __future__ import annotations

from datetime import datetime

from app.services.looking import Hit, HitKind
from app.ui.bench.names import platform_said
from app.ui.stock.said import account_said
from app.ui.words import _, moment

ICONS = {
    HitKind.UNIT: "tag",
    HitKind.PARCEL: "package",
    HitKind.ORDER: "clock",
    HitKind.PRODUCT: "stack",
}


def hit_said(hit: Hit, now: datetime) -> tuple[str, str]:
    """Its first line, and its second."""
    if hit.kind is HitKind.UNIT:
        return f"{hit.key} · {hit.about}", _parts(account_said(hit.state), hit.client, _when(hit, now))
    if hit.kind is HitKind.PRODUCT:
        return f"{hit.key} · {hit.about}", _parts(_("article"), hit.client, _by(hit))
    platform, _space, number = hit.about.partition(" ")
    order = f"{platform_said(platform)} {number}" if number else _kinds().get(hit.about, hit.about)
    if hit.kind is HitKind.ORDER:
        return f"{order}", _parts(_("announced, not here yet"), hit.client, _when(hit, now))
    state = _("parcel at work") if hit.state == "open" else _("parcel done")
    return _("Parcel {tracking}", tracking=hit.key), _parts(state, order, hit.client, _when(hit, now))


def _kinds() -> dict[str, str]:
    return {"unexpected": _("not announced"), "no_code": _("without a code"), "announced": _("announced")}


def _by(hit: Hit) -> str:
    """Which of its codes it was found by, where that is not plain to see."""
    return {"barcode": _("by its barcode"), "fnsku": _("by its FNSKU"), "asin": _("by its ASIN")}.get(hit.by, "")


def _when(hit: Hit, now: datetime) -> str:
    return moment(hit.at, now) if hit.at else ""


def _parts(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
