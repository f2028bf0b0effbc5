"""What the house costs beside its bare counterpart: the design's numbers, measured in one run, as ratios.

    __main__    `python -m tests.benchmarks`: which ones, the table, out/bench.json
    measuring   series, quantiles, figures with their limits
    history     databases of 10 k to 1 M units, built by raw SQL and kept by the hash of their schema
    workbench   a bench on real parts, and the operator that follows `expects`
    twin        the rows of a transaction written again by plain SQLite into a twin of the database
    grade       grade saved, beside the same rows written bare
    photo       photo durable, beside a bare encode-hash-write-sync-rename-sync
    latency     every action at 10 k and at 1 M units
    importing   100 k announced lines
    starting    `play` from process start to its first answer
    pure        what is computed at every action: the state as text, a code identified

Each module has a `NAME` and `measure(options) -> Result`. House and counterpart take turns within one run, so that a
busy disk slows both. Nothing here asserts a time: the suite only sees that each runs.
"""
