"""Which codes are those of the piece on the bench: its parcel's, its article's, its own. Pure."""

from __future__ import annotations

from app.domain.claims import CodeOf
from app.domain.identifiers import Kind, gtin14, parse_label_code, readings, serial_key, tracking_key
from app.domain.returns import Parcel, ParcelKind

from .state import Product, Unit

ANY = CodeOf.PIECE


def is_code_of(product: Product, code: str) -> bool:
    """Whether a scanned text is the article's own code, however it is written (UPC, EAN, GTIN-14; SKU in any case)."""
    written = {code.strip().upper(), gtin14(code) or ""} - {""}
    return bool(written & {known.upper() for known in (*product.codes, product.article.sku)})


def is_own_code(unit: Unit | None, parcel: Parcel | None, code: str, of: CodeOf = ANY) -> bool:
    """Whether a code that was read in a picture is of the open parcel (`of` it alone), its item or the open unit."""
    text = code.strip().upper()
    if parcel is not None and _names_parcel(parcel, text):
        return True
    return of is not CodeOf.PARCEL and unit is not None and _names_unit(unit, text)


def own_codes(unit: Unit, parcel: Parcel | None, of: CodeOf = ANY) -> tuple[str, ...]:
    """The codes that lie on the bench with the piece, any of which shows in a picture whose it is: the article's, the
    serial number, the parcel's; or those `of` the parcel. Empty where nobody could read any: no label of ours is on it
    yet."""
    sku = unit.product.article.sku.upper()  # known to the catalogue; on the piece it stands only where somebody put it
    codes = [*(code for code in unit.product.codes if code.upper() != sku), unit.serial]
    if of is CodeOf.PARCEL:
        codes = []
    if parcel is not None and parcel.kind is not ParcelKind.NO_CODE and _is_tracking(parcel.tracking):
        codes.append(parcel.tracking)
    return tuple(dict.fromkeys(code for code in codes if code))


def _is_tracking(code: str) -> bool:
    """A parcel may have been opened by an order's number, which stands on no label."""
    return any(one.kind is Kind.TRACKING for one in readings(code))


def _names_parcel(parcel: Parcel, text: str) -> bool:
    return text in {parcel.key.upper(), parcel.tracking.upper()} or tracking_key(text) == parcel.key


def _names_unit(unit: Unit, text: str) -> bool:
    label = parse_label_code(text)
    if text == unit.lpn or (label is not None and label[0] == unit.lpn):
        return True
    return is_code_of(unit.product, text) or (bool(unit.serial) and serial_key(text) == unit.serial)
