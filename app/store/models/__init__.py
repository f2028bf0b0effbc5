"""The tables of the records, declared once for SQLite and PostgreSQL; one file an area of the trade.

    base        how keys, times, money and JSON are kept on both databases
    catalogue   clients, products and their codes, listings, instructions, rulebooks
    returns     announced orders and lines, parcels
    market      what the marketplaces' files tell: FBA returns, removal orders and shipments, sales
    units       units and what is found on them: inspections, answers, photos, dispositions
    paper       what a unit gets: labels, certificates, work orders, reviews, drafts
    stock       ledger, balances, allocations, outbox
    selling     where clients want their units sold, what is reserved for exchanges
    shops       writes on their way to the channels, their levels, what was sold, inbox
    claims      claims at marketplaces' desks, what is covered on photos that leave the house
    house       stations, users, audit, requests, the bench and its log, counters

How to add a column: here, then a migration in `app.store.migrations`; a test compares the two on both databases.
Things made here have a UUIDv7 made by the station; a unit is known by its LPN, an article by client and SKU, a
certificate by its number. These classes declare tables; rows never leave `app.store`, and nothing is flushed through
a Session.
"""

from .base import Base, table
from .catalogue import Client, Instruction, Listing, Product, ProductCode, Rulebook
from .claims import Claim, ClaimStep, ClaimUnit, Redaction
from .house import Audit, Bench, BenchLog, Counter, Request, Station, User
from .market import FbaRemoval, FbaReturn, FbaShipment, Sale
from .paper import Certificate, CertificateCopy, Draft, Label, PrintJob, Review, WorkOrder
from .returns import Parcel, ReturnLine, ReturnOrder
from .selling import ExchangeReservation, SellingRule
from .shops import ChannelCursor, ChannelListing, ChannelWrite, DriftFound, Inbox, UnitSale
from .stock import Allocation, Balance, Ledger, Outbox
from .units import Answer, Disposition, EvidenceDeletion, Inspection, Photo, PhotoMarks, Unit

__all__ = [
    "Allocation",
    "Answer",
    "Audit",
    "Balance",
    "Base",
    "Bench",
    "BenchLog",
    "Certificate",
    "CertificateCopy",
    "ChannelCursor",
    "ChannelListing",
    "ChannelWrite",
    "Claim",
    "ClaimStep",
    "ClaimUnit",
    "Client",
    "Counter",
    "Disposition",
    "Draft",
    "DriftFound",
    "EvidenceDeletion",
    "ExchangeReservation",
    "FbaRemoval",
    "FbaReturn",
    "FbaShipment",
    "Inbox",
    "Inspection",
    "Instruction",
    "Label",
    "Ledger",
    "Listing",
    "Outbox",
    "Parcel",
    "Photo",
    "PhotoMarks",
    "PrintJob",
    "Product",
    "ProductCode",
    "Redaction",
    "Request",
    "ReturnLine",
    "ReturnOrder",
    "Review",
    "Rulebook",
    "Sale",
    "SellingRule",
    "Station",
    "Unit",
    "UnitSale",
    "User",
    "WorkOrder",
    "table",
]
