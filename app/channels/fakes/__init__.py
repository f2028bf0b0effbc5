"""Marketplaces on loopback: stateful, with faults on demand, to try a day with and to test against. No account needed.

Each answers as the real one is documented to; none is a copy of it. `counter.py` is what they share, `faults.py` how
they misbehave, `server.py` how they are reached.
"""
