"""Regrade: the station for benches where returned goods are inspected.

Start at `bootstrap` (how a station is put together), then `domain` (the rules), then `services` (one file per job)."""
