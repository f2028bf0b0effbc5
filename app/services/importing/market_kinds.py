"""The marketplaces' own files: which column means what, whatever its name on one page or another.

Columns are found by any of the names that the marketplaces have given them, never by their place. Reasons, dispositions
and statuses are taken as they stand: the marketplaces add to them without notice. Whose a row is says a column
`client`, else whoever imports the file, else the one client that has the article.
"""

from app.services.importing import cells
from app.services.importing.kinds import Column, Kind, must

_CLIENT = Column("client", cells.name)
_FNSKU = Column("fnsku", cells.code)
_DISPOSITION = Column("disposition", cells.name, aliases=("detailed-disposition", "inventory-disposition"))


def _when(name: str, *aliases: str) -> Column:
    return Column(name, cells.time, None, aliases=aliases, dated=True)


def _count(name: str, *aliases: str) -> Column:
    return Column(name, cells.count, None, aliases=aliases)


def _order(*aliases: str) -> Column:
    return must("order_id", cells.code, *aliases)


def _sku(*aliases: str) -> Column:
    return must("sku", cells.sku, *aliases)


FBA_RETURNS = Kind(
    "fba-returns",
    (
        _CLIENT,
        _when("returned_at", "return-date", "date"),
        _order("amazon-order-id"),
        _sku("seller-sku", "merchant-sku", "msku"),
        Column("asin", cells.code),
        _FNSKU,
        Column("title", cells.words, aliases=("product-name", "item-name")),
        Column("quantity", cells.pieces, 1, aliases=("returned-quantity",)),
        Column("centre", cells.name, aliases=("fulfillment-center-id", "fulfillment-center", "fc")),
        _DISPOSITION,
        Column("reason", cells.name, aliases=("return-reason", "reason-code")),
        Column("status", cells.name),
        Column("lpn", cells.code, aliases=("license-plate-number", "license-plate")),
        Column("comments", cells.words, aliases=("customer-comments", "customer-comment")),
    ),
)

FBA_REMOVAL_ORDERS = Kind(
    "fba-removal-orders",
    (
        _CLIENT,
        _when("requested_at", "request-date", "removal-date"),
        _order("removal-order-id"),
        Column("type", cells.name, aliases=("order-type", "removal-order-type")),
        Column("speed", cells.name, aliases=("service-speed",)),
        Column("status", cells.name, aliases=("order-status",)),
        _when("changed_at", "last-updated-date", "last-updated"),
        _sku("seller-sku", "merchant-sku", "msku"),
        _FNSKU,
        _DISPOSITION,
        Column("requested", cells.count, None, required=True, aliases=("requested-quantity", "quantity-requested")),
        _count("cancelled", "cancelled-quantity", "canceled-quantity", "quantity-cancelled"),
        _count("disposed", "disposed-quantity", "quantity-disposed"),
        _count("shipped", "shipped-quantity", "quantity-shipped"),
        _count("in_process", "in-process-quantity", "quantity-in-process"),
        Column("fee", cells.amount, None, aliases=("removal-fee",)),
        Column("currency", cells.currency),
    ),
)

FBA_REMOVAL_SHIPMENTS = Kind(
    "fba-removal-shipments",
    (
        _CLIENT,
        _when("requested_at", "request-date", "removal-date"),
        _order("removal-order-id"),
        _when("shipped_at", "shipment-date", "ship-date"),
        _sku("seller-sku", "merchant-sku", "msku"),
        _FNSKU,
        _DISPOSITION,
        Column("quantity", cells.pieces, required=True, aliases=("shipped-quantity", "quantity-shipped")),
        Column("carrier", cells.name),
        Column("tracking", cells.tracking, aliases=("tracking-number", "tracking-id", "tracking-numbers")),
        Column("type", cells.name, aliases=("removal-order-type", "order-type")),
    ),
)

MFN_RETURNS = Kind(
    "mfn-returns",
    (
        _CLIENT,
        _order("amazon-order-id"),
        Column("rma", cells.code, aliases=("amazon-rma-id", "rma-id")),
        Column("tracking", cells.tracking, aliases=("tracking-id", "tracking-number")),
        _sku("merchant-sku", "seller-sku", "msku"),
        Column("quantity", cells.pieces, 1, aliases=("return-quantity",)),
        Column("reason_code", cells.name, aliases=("return-reason", "return-reason-code", "reason")),
        Column("customer_note", cells.words, aliases=("customer-comments", "buyer-comment")),
        _when("requested_at", "return-request-date", "return-date"),
    ),
    fixed={"platform": "amazon"},
)

TIKTOK_RETURNS = Kind(
    "tiktok-returns",
    (
        _CLIENT,
        _order("main-order-id"),
        Column("rma", cells.code, aliases=("return-id", "return-order-id", "reverse-order-id")),
        Column(
            "tracking",
            cells.tracking,
            aliases=("return-tracking-number", "return-tracking-id", "return-logistics-tracking-id", "tracking-number"),
        ),
        _sku("return-line-items.seller-sku", "seller-sku", "merchant-sku"),
        Column("quantity", cells.pieces, 1, aliases=("return-line-items.quantity", "return-quantity")),
        Column("reason_code", cells.name, aliases=("return-reason",)),
        Column("reason_text", cells.words, aliases=("return-reason-text",)),
        Column("customer_note", cells.words, aliases=("buyer-note", "buyer-remarks", "return-remark")),
        _when("requested_at", "create-time", "time-requested", "request-time", "return-request-time"),
    ),
    fixed={"platform": "tiktok_shop"},
)

MARKET_KINDS = (FBA_RETURNS, FBA_REMOVAL_ORDERS, FBA_REMOVAL_SHIPMENTS, MFN_RETURNS, TIKTOK_RETURNS)
