"""A person at the real window, for the tests: by keys alone, by touch alone, by scanner and keys, by command codes.

place    the window over a station, its scanner and its camera
way      what is pressed to come to an act, found on the screen as it then is
body     fingers, eyes and the window's turn: one key, one touch, one scan
hands    a line of the operator script done at the window, and the bench's answer
"""
