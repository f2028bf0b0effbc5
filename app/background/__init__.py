"""Lanes: the only threads of the program.

lanes    a serial queue on one thread; plain Python, so that commands may use it without Qt
bridge   brings what a lane has to say to the main thread; Qt
timers   calls on the main thread after a while; Qt
plain_imports    Python's own import, without what Qt for Python puts in front of it
"""
