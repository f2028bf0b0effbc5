"""The jobs a bench does: each function opens exactly one unit of work, and nothing else does."""
