"""The jobs a bench does; services open the units of work, and what an act writes, it writes in one.

Before it an act may look, each in a unit of work of its own that writes no fact: an earlier answer to the same request,
badge and PIN (with the count of wrong ones), the rehearsal that refuses a picture before it is kept.
"""
