"""Certificates, packing lists, reports and evidence packs."""
