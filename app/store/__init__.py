"""The records and the evidence files: the only place that knows SQLAlchemy and the disk layout."""
